"""The look shared by all pages: colours of both schemes, spaces, sizes of letters, small parts.

Colours live in `QPalette` only. Widgets ask the palette, so that a change of scheme reaches all
of them; the few local style sheets name palette roles, never a colour.
"""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 40
RADIUS = 4
Role = QPalette.ColorRole
Group = QPalette.ColorGroup


class Colours(NamedTuple):
    """One scheme. Every text colour stands on every ground it is used on with 4.5 : 1 or more."""

    window: str  # the ground of navigation and bars
    base: str  # the ground of lists, fields and cards
    alternate: str  # every other row, headers
    line: str  # borders and rules
    strong_line: str  # borders of fields
    text: str
    muted: str  # secondary text
    accent: str  # the one colour: links, focus, primary buttons
    on_accent: str
    soft: str  # the ground of selected rows
    button: str
    disabled: str
    danger: str


LIGHT = Colours(
    window="#f3f5f7",
    base="#ffffff",
    alternate="#f8f9fb",
    line="#dfe4ea",
    strong_line="#b9c3ce",
    text="#1a2430",
    muted="#566372",
    accent="#0c677d",
    on_accent="#ffffff",
    soft="#d5eaf0",
    button="#ffffff",
    disabled="#98a3af",
    danger="#b3261e",
)
DARK = Colours(
    window="#181c20",
    base="#1f2429",
    alternate="#242a30",
    line="#323a42",
    strong_line="#4d5863",
    text="#e4e9ee",
    muted="#a3afbb",
    accent="#56bcd3",
    on_accent="#06222a",
    soft="#1f4450",
    button="#2a3138",
    disabled="#6b7783",
    danger="#ff9a90",
)


def is_dark() -> bool:
    """Whether the dark scheme is on."""
    return QGuiApplication.palette().color(Role.Base).lightness() < 128  # noqa: PLR2004


def colours() -> Colours:
    """The colours of the scheme of the moment, for what the palette has no role for."""
    return DARK if is_dark() else LIGHT


def palette(scheme: Colours) -> QPalette:
    """The palette of a scheme."""
    made = QPalette(QColor(scheme.button), QColor(scheme.window))
    for role, colour in _roles(scheme):
        made.setColor(role, QColor(colour))
    for role in (Role.Text, Role.WindowText, Role.ButtonText):
        made.setColor(Group.Disabled, role, QColor(scheme.disabled))
    made.setColor(Group.Disabled, Role.Highlight, QColor(scheme.line))
    return made


def _roles(scheme: Colours) -> tuple[tuple[QPalette.ColorRole, str], ...]:
    return (
        (Role.Window, scheme.window),
        (Role.WindowText, scheme.text),
        (Role.Base, scheme.base),
        (Role.AlternateBase, scheme.alternate),
        (Role.Text, scheme.text),
        (Role.PlaceholderText, scheme.muted),
        (Role.Button, scheme.button),
        (Role.ButtonText, scheme.text),
        (Role.BrightText, scheme.danger),
        (Role.Light, scheme.base),
        (Role.Midlight, scheme.line),
        (Role.Mid, scheme.line),
        (Role.Dark, scheme.strong_line),
        (Role.Shadow, scheme.strong_line),
        (Role.Highlight, scheme.accent),
        (Role.HighlightedText, scheme.on_accent),
        (Role.Accent, scheme.accent),
        (Role.Link, scheme.accent),
        (Role.LinkVisited, scheme.accent),
        (Role.ToolTipBase, scheme.text),
        (Role.ToolTipText, scheme.base),
    )


def apply(app: QApplication, scheme: str = "system") -> None:
    """Put on the scheme "light", "dark" or "system"; also called when the system changes its."""
    hints = app.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
    dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    app.setPalette(palette(chosen))
    for name in ("QAbstractItemView", "QMenu"):
        app.setPalette(_soft_selection(chosen), name)  # type: ignore[arg-type] # the stub is wrong
    for name in ("QCheckBox", "QRadioButton"):
        app.setPalette(_outlined(chosen), name)  # type: ignore[arg-type] # the stub is wrong
    for widget in app.allWidgets():
        _dye_again(widget)


def _dye_again(widget: QWidget) -> None:
    """Have a local style sheet look its palette roles up again; Qt does so only when it is set."""
    if sheet := widget.styleSheet():
        widget.setStyleSheet("")
        widget.setStyleSheet(sheet)


def _soft_selection(scheme: Colours) -> QPalette:
    """Selected rows keep their dark letters on a light tint: calmer for a whole page of them."""
    made = palette(scheme)
    made.setColor(Role.Highlight, QColor(scheme.soft))
    made.setColor(Role.HighlightedText, QColor(scheme.text))
    return made


def _outlined(scheme: Colours) -> QPalette:
    """Boxes to tick: their outline, which the style makes of the window's colour, is to be seen."""
    made = palette(scheme)
    made.setColor(Role.Window, QColor(scheme.muted))
    return made


def font(scale: float = 1.0, *, bold: bool = False) -> QFont:
    """The application's letters, larger or smaller, or half-bold."""
    made = QApplication.font()
    made.setPointSizeF(made.pointSizeF() * scale)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made
