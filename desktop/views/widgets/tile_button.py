"""What the tiles share: a button that is painted, lights up under the mouse, presses on Enter."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton

from desktop.views.widgets import look

Role = QPalette.ColorRole


class TileButton(QAbstractButton):
    """A tile; `arrow` hears the arrow keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self.update()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; the arrows go elsewhere where there is anywhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not self.arrow(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def arrow(self, _key: Qt.Key) -> bool:
        """Go where a key leads; False when it leads nowhere."""
        return False

    def letter(self) -> int:
        """The width of a letter."""
        return self.fontMetrics().averageCharWidth()

    def paint_sheet(self, painter: QPainter, ground: QColor, outline: QPen) -> None:
        """Paint the ground with its rounded edge; what has the focus shows it."""
        if self.hasFocus():
            outline = QPen(self.palette().color(Role.Accent), 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(outline)
        painter.setBrush(ground)
        edge = outline.widthF() / 2
        area = self.rect().toRectF().adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(area, look.RADIUS + 2, look.RADIUS + 2)

    def hover_ground(self) -> QColor:
        """The ground: a little darker under the mouse."""
        role = Role.AlternateBase if self.underMouse() else Role.Base
        return self.palette().color(role)


def paint_cut(painter: QPainter, room: QRect, words: str) -> None:
    """Paint words on one line, cut where they do not fit."""
    metrics = QFontMetrics(painter.font())
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
