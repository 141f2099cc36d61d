"""Small parts from which pages are made: texts, cards, buttons, empty states."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.widgets import look
from desktop.views.widgets.icons import icon, pixmap

Role = QPalette.ColorRole

BUTTON = """
QPushButton {{ padding: {v}px {h}px; border-radius: {r}px; border: 1px solid palette(dark);
    background: palette(button); color: palette(button-text); }}
QPushButton:hover {{ background: palette(alternate-base); border-color: palette(highlight); }}
QPushButton:pressed {{ background: palette(midlight); }}
QPushButton:focus {{ border: 2px solid palette(highlight); padding: {fv}px {fh}px; }}
QPushButton:disabled {{ border-color: palette(midlight); }}
"""
PRIMARY = """
QPushButton {{ padding: {v}px {h}px; border-radius: {r}px; border: 1px solid palette(highlight);
    background: palette(highlight); color: palette(highlighted-text); font-weight: 600; }}
QPushButton:hover {{ border-color: palette(text); }}
QPushButton:focus {{ border: 2px solid palette(text); padding: {fv}px {fh}px; }}
QPushButton:disabled {{ background: palette(midlight); border-color: palette(midlight);
    color: palette(placeholder-text); }}
"""
FLAT = """
QToolButton {{ padding: {p}px; border-radius: {r}px; border: 1px solid transparent; }}
QToolButton:hover {{ background: palette(midlight); }}
QToolButton:checked {{ background: palette(midlight); }}
QToolButton:focus {{ border: 1px solid palette(highlight); }}
QToolButton::menu-indicator {{ image: none; }}
"""
BAR = """
QScrollBar:vertical {{ width: {m}px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: {m}px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: palette(dark); border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: palette(placeholder-text); }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
LINK = """
QPushButton {{ padding: {p}px {v}px; border-radius: {r}px; border: 1px solid transparent;
    background: transparent; color: palette(text); text-align: left; }}
QPushButton:hover {{ background: palette(midlight); }}
QPushButton:focus {{ border: 1px solid palette(highlight); }}
"""
FIELD = """
{kind} {{ padding: {v}px {h}px; border-radius: {r}px; border: 1px solid palette(dark);
    background: palette(base); color: palette(text);
    selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text); }}
{kind}:focus {{ border: 2px solid palette(highlight); padding: {fv}px {fh}px; }}
"""


def _sheet(template: str, kind: str = "") -> str:
    v, h = look.XS + 2, look.M
    return template.format(v=v, h=h, fv=v - 1, fh=h - 1, p=look.XS + 1, r=look.RADIUS, kind=kind)


def title(text: str) -> QLabel:
    """The name of a page."""
    return _text(text, scale=1.55, bold=True)


def heading(text: str) -> QLabel:
    """The name of a part of a page."""
    return _text(text, scale=1.1, bold=True)


def small_heading(text: str) -> QLabel:
    """The name of a few lines."""
    label = _text(text, scale=0.95, bold=True)
    label.setForegroundRole(Role.PlaceholderText)
    return label


def body(text: str = "") -> QLabel:
    """Ordinary text; never rich, so that a customer called "<b>" stays one."""
    return _text(text)


def muted(text: str = "") -> QLabel:
    """Text of second rank."""
    label = _text(text)
    label.setForegroundRole(Role.PlaceholderText)
    return label


def _text(text: str, *, scale: float = 1.0, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if bold or scale != 1.0:
        label.setFont(look.font(scale, bold=bold))
    return label


def button(text: str, on_click: Callable[[], None], *, icon_name: str = "") -> QPushButton:
    """An ordinary button."""
    made = QPushButton(f" {text}" if icon_name else text)  # Qt leaves too little room for two
    made.setAccessibleName(text.replace("&", ""))
    made.setStyleSheet(_sheet(BUTTON))
    if icon_name:
        made.setIcon(icon(icon_name))
    made.clicked.connect(lambda _checked: on_click())
    return made


def primary(text: str, on_click: Callable[[], None], *, icon_name: str = "") -> QPushButton:
    """The one button of a page that is the next step."""
    made = button(text, on_click, icon_name=icon_name)
    made.setStyleSheet(_sheet(PRIMARY))
    if icon_name:
        made.setIcon(icon(icon_name, Role.HighlightedText))
    return made


def link(text: str, on_click: Callable[[], None], *, icon_name: str = "") -> QPushButton:
    """A button without a frame, for choices of second rank."""
    made = button(text, on_click, icon_name=icon_name)
    made.setStyleSheet(_sheet(LINK))
    return made


def unpressed_by_enter(dialog: QWidget) -> None:
    """Keep Enter in a list of a dialog from pressing one of its buttons; Space presses them."""
    for one in dialog.findChildren(QPushButton):
        one.setAutoDefault(False)


def tool(name: str, icon_name: str, on_click: Callable[[], None] | None = None) -> QToolButton:
    """A button that is only an icon; `name` is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon(icon_name, Role.WindowText))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(name)
    made.setAccessibleName(name.replace("&", ""))
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setStyleSheet(_sheet(FLAT))
    if on_click:
        made.clicked.connect(lambda _checked: on_click())
    return made


def field(widget: QWidget, name: str) -> None:
    """Give a line edit, combo box or spin box the size of our fields, and its spoken name.

    Boxes with buttons keep the drawing of the style, which knows how to draw those.
    """
    widget.setAccessibleName(name)
    if isinstance(widget, QLineEdit):
        widget.setStyleSheet(_sheet(FIELD, kind="QLineEdit"))
    widget.setMinimumHeight(widget.fontMetrics().height() + look.M + look.XS)


def text_box(box: QPlainTextEdit) -> None:
    """Give a box for several lines the border of our fields: the style's own is lost in the dark.

    The border takes as much room with the focus as without, so that no line jumps.
    """
    sheet = _sheet(FIELD, kind="QPlainTextEdit")
    box.setStyleSheet(f"{sheet}\nQPlainTextEdit, QPlainTextEdit:focus {{ padding: 0; }}")
    slim_bars(box)


def slim_bars(area: QAbstractScrollArea) -> None:
    """Give a scrolling area narrow bars without arrows."""
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        bar.setStyleSheet(BAR.format(m=look.M))


class ElidedLabel(QLabel):
    """One line of text that is cut with "…" when there is no room; the tool tip has it whole."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(look.XXL)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show `text`."""
        self._whole = text
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, mode, max(self.width(), look.XXL))
        self.setText(shown)
        self.setAccessibleName(self._whole)
        self.setToolTip("" if shown == self._whole else self._whole)


class Card(QFrame):
    """A rounded sheet on which things that belong together stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(Role.Base)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(Role.Mid), 1))
        painter.setBrush(self.palette().color(Role.Base))
        area = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, look.RADIUS + 2, look.RADIUS + 2)


def sheet(inside: QWidget) -> Card:
    """A card with one widget on it, up to its border."""
    card = Card()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(inside)
    return card


class Picture(QWidget):
    """One icon, painted in a role of the palette."""

    def __init__(self, name: str, size: int, role: QPalette.ColorRole = Role.Accent) -> None:
        super().__init__()
        self._name, self._size, self._role = name, size, role
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon as sharp as the screen is."""
        picture = pixmap(self._name, self._size, self._role, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


class Rule(QWidget):
    """A thin line between two parts."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__()
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        QPainter(self).fillRect(self.rect(), self.palette().color(Role.Mid))


class Empty(QWidget):
    """What a page shows when it has nothing: what it is for, and the first step."""

    def __init__(self, icon_name: str, head: str, text: str, *steps: QPushButton) -> None:
        super().__init__()
        self.head = heading(head)
        self.text = muted(text)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        width = self.fontMetrics().averageCharWidth() * 56
        self.text.setFixedWidth(width)
        self.say(text)
        layout = QVBoxLayout(self)
        layout.setSpacing(look.M)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(Picture(icon_name, 44, Role.PlaceholderText), 0, centre)
        layout.addWidget(self.head, 0, centre)
        layout.addWidget(self.text, 0, centre)
        for step in steps:
            layout.addWidget(step, 0, centre)
        layout.addStretch(3)

    def say(self, text: str) -> None:
        """Show another text below the heading."""
        self.text.setText(text)
        self.text.setMinimumHeight(max(0, self.text.heightForWidth(self.text.width())))


def blend(ground: QColor, ink: QColor, share: float) -> QColor:
    """`share` of `ink` on `ground`; for tints that must work in both schemes."""
    return QColor.fromRgbF(
        ground.redF() + (ink.redF() - ground.redF()) * share,
        ground.greenF() + (ink.greenF() - ground.greenF()) * share,
        ground.blueF() + (ink.blueF() - ground.blueF()) * share,
    )
