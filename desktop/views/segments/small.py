"""The quiet parts at the right of a row: icons that step back, counts, remarks."""

import re
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from desktop.views.widgets import tints
from desktop.views.widgets.icons import pixmap

Role = QPalette.ColorRole
UNBROKEN = 24  # letters of a word, after which a line may break in it
_LONG = re.compile(rf"\S{{{UNBROKEN}}}(?=\S)")


def breakable(text: str) -> str:
    """A text whose endless words may go on in the next line, so that no window grows with them."""
    return _LONG.sub("\\g<0>\u200b", text)


def words_in(layout: QLayout) -> str:
    """What the parts of a row say, one after the other; for those who do not see them."""
    items = (layout.itemAt(place) for place in range(layout.count()))
    widgets = [item.widget() for item in items if item]
    return " ".join(filter(None, (_words(widget) for widget in widgets if widget)))


def _words(widget: QWidget) -> str:
    # A part that was not painted yet is hidden too, but nobody asked for it.
    if widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        return ""
    if isinstance(widget, QAbstractButton | QLabel | QLineEdit):
        return widget.text()
    line = widget.findChild(QLineEdit)
    return line.text() if line else ""


class IconChip(QAbstractButton):
    """An icon that is faint until it is pointed at, has the focus, or is on."""

    def __init__(
        self, icon: str, name: str, on_click: Callable[[], None], *, toggle: bool = False
    ) -> None:
        super().__init__()
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(toggle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: on_click())

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        """A square as high as a chip: easily hit."""
        return QSize(tints.unit(self) * 3, tints.control_height(self))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Come forward under the pointer."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon on nothing, on a tint when pointed at, in a ring with the focus.

        Where nothing can be done there is no icon.
        """
        if not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        over = self.underMouse() and self.isEnabled()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = tints.unit(self) * 0.6
        painter.setPen(QPen(tints.accent(palette), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(tints.surface(palette, 0.10) if over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
        side = tints.unit(self) * 2
        lit = over or self.hasFocus() or self.isChecked()
        painter.setOpacity(1.0 if lit else 0.55)
        role = Role.Accent if self.isChecked() else Role.PlaceholderText
        picture = pixmap(self._icon, side, role, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)


class Words(QLabel):
    """Plain words in a row, as high as the chips beside them."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The height of a chip, so that all stand on one line."""
        return QSize(super().sizeHint().width(), tints.control_height(self))


class Mark(Words):
    """What is true of one customer, in a sign and a word; hidden while nobody is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.setVisible(False)

        self.setContentsMargins(0, 0, tints.unit(self), 0)

    def say(self, text: str) -> None:
        """Show the answer, or nothing."""
        self.setText(text)
        self.setAccessibleName(f"The customer asked about: {text}" if text else "")
        self.setVisible(bool(text))


class Tally(QLabel):
    """How many customers one row or group selects; grey while the number is of an older state."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One width for all, so that the numbers stand in a column."""
        return QSize(self.fontMetrics().horizontalAdvance("1,000,000"), tints.control_height(self))

    def show_count(self, count: int | None, *, stale: bool = False, about: str = "") -> None:
        """Show a number, or nothing for None."""
        self.setText("" if count is None else f"{count:,}")
        self.setForegroundRole(Role.PlaceholderText if stale else Role.Text)
        self.setEnabled(not stale)
        said = "not counted" if count is None else f"{count:,} customers"
        self.setToolTip(f"{said} {about}".strip())
        self.setAccessibleName(f"{said} {about}".strip())


class Left(Words):
    """The running number down a group: how many are left after this row; second in rank."""

    def __init__(self) -> None:
        super().__init__()
        self.setForegroundRole(Role.PlaceholderText)
        self.setVisible(False)

    def show_left(self, left: int | None, *, stale: bool) -> None:
        """Show the number, or nothing for None."""
        self.setText("" if left is None else f"{left:,} left")
        self.setEnabled(not stale)
        said = "" if left is None else f"{left:,} customers are left after this and those above it"
        self.setToolTip(said)
        self.setAccessibleName(said)


class Remark(QLabel):
    """One sentence below a row: what is missing or wrong there."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setVisible(False)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show the sentence; nothing to say hides the line."""
        if not text and not self.text():
            return
        above = self.parentWidget()
        palette = QPalette(above.palette() if above else self.palette())
        ink = tints.warning_ink(palette) if wrong else tints.quiet_ink(palette)
        palette.setColor(Role.WindowText, ink)
        self.setPalette(palette)
        self.setText(breakable(f"⚠ {text}" if wrong else text))
        self.setVisible(bool(text))
