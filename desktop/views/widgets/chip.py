"""The flat rounded button of which a condition row is made."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views.widgets import tints

LONGEST = 30  # average letters before a chip is cut with an ellipsis


class Chip(QAbstractButton):
    """A button for one part of a condition: what it says is what the condition says.

    `tone` is plain (a filled chip), strong (bold), quiet (text only until it is pointed at),
    or toggle (filled with the accent while checked). `arrow` promises a list behind it.
    """

    def __init__(
        self, text: str = "", name: str = "", *, tone: str = "plain", arrow: bool = False
    ) -> None:
        super().__init__()
        self._tone = tone
        self._arrow = arrow
        self._missing = False
        self.setText(text)
        self.name_it(name or text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(tone == "toggle")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if tone == "strong":
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            self.setFont(font)

    def name_it(self, name: str) -> None:
        """What a screen reader says: the part it is, then what it holds."""
        self.setAccessibleName(name)

    def say(self, text: str, *, missing: bool = False) -> None:
        """Show `text`; `missing` draws the chip as a place still to fill in."""
        if text != self.text() or missing != self._missing:
            self._missing = missing
            self.setText(text)
            self.setToolTip(text if self._cut() else "")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, within reason."""
        metrics = QFontMetrics(self.font())
        width = min(metrics.horizontalAdvance(self.text()), self._widest())
        return QSize(width + self._padding() * 2 + self._arrow_room(), tints.control_height(self))

    def minimumSizeHint(self) -> QSize:
        """Never so small that nothing can be read or hit."""
        return QSize(min(self.sizeHint().width(), tints.unit(self) * 5), tints.control_height(self))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self.update()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down press the button as Space does, the way a drop-down list opens."""
        opens = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self._arrow:
            opens.add(Qt.Key.Key_Down)
        if event.key() in opens and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip from the palette."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        radius = tints.unit(self) * 0.6
        painter.setPen(self._outline())
        painter.setBrush(self._fill())
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(self._ink())
        self._paint_text(painter)
        if self._arrow and self.isEnabled():
            self._paint_arrow(painter)

    def _paint_text(self, painter: QPainter) -> None:
        metrics = QFontMetrics(self.font())
        room = self.rect().adjusted(self._padding(), 0, -self._padding() - self._arrow_room(), 0)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + 1)
        side = Qt.AlignmentFlag.AlignLeft if self._arrow else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, words)

    def _paint_arrow(self, painter: QPainter) -> None:
        size = tints.unit(self) * 0.32
        x = self.width() - self._padding() - size
        y = self.height() / 2
        painter.setPen(QPen(tints.quiet_ink(self.palette()), 1.4))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(x - size, y - size / 2),
                    QPointF(x, y + size / 2),
                    QPointF(x + size, y - size / 2),
                ]
            )
        )

    def _fill(self) -> object:
        palette = self.palette()
        over = self.underMouse() and self.isEnabled()
        if self.isChecked():
            return tints.mix(tints.surface(palette), tints.accent(palette), 0.30)
        if self._missing:
            return tints.surface(palette, 0.10 if over else 0.0)
        if self._tone in ("quiet", "toggle"):
            return tints.surface(palette, 0.10) if over else Qt.BrushStyle.NoBrush
        return tints.surface(palette, 0.16 if over else 0.075)

    def _outline(self) -> QPen:
        palette = self.palette()
        if self.hasFocus():
            return QPen(tints.accent(palette), 2)
        if self._missing:
            return QPen(tints.warning_ink(palette), 1.2, Qt.PenStyle.DashLine)
        return QPen(Qt.PenStyle.NoPen)

    def _ink(self) -> object:
        palette = self.palette()
        if not self.isEnabled():
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        if self._tone in ("quiet", "toggle") and not (self.underMouse() or self.isChecked()):
            return tints.quiet_ink(palette)
        return palette.color(QPalette.ColorRole.Text)

    def _padding(self) -> int:
        return tints.unit(self) if self._tone != "toggle" else tints.unit(self) * 3 // 4

    def _arrow_room(self) -> int:
        return tints.unit(self) * 3 // 2 if self._arrow else 0

    def _widest(self) -> int:
        return QFontMetrics(self.font()).averageCharWidth() * LONGEST

    def _cut(self) -> bool:
        return QFontMetrics(self.font()).horizontalAdvance(self.text()) > self._widest()


def quiet(text: str, name: str = "", parent: QWidget | None = None) -> Chip:
    """A secondary button: only words until it is pointed at."""
    chip = Chip(text, name, tone="quiet")
    if parent:
        chip.setParent(parent)
    return chip
