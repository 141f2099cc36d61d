"""What is drawn over the cards while one is carried: the line or frame, and the card itself."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.views.segments.carrier import Target
from desktop.views.widgets import tints


class CarriedMark(QWidget):
    """Lies over the cards and draws where the carried one would go."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target: Target | None = None
        self._picture: QPixmap | None = None
        self._spot = QPoint()
        self.hide()

    @property
    def target(self) -> Target | None:
        """What is marked now."""
        return self._target

    def show_at(self, target: Target | None, picture: QPixmap | None, spot: QPoint) -> None:
        """Mark the target and show the picture at the spot; no picture hides both."""
        self._target, self._picture, self._spot = target, picture, spot
        self.setVisible(picture is not None)
        if picture is not None:
            parent = self.parentWidget()
            self.resize(parent.size() if parent else QSize())
            self.raise_()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture see-through, the line whole, a frame dashed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is not None:
            painter.setOpacity(0.55)
            painter.drawPixmap(self._spot + QPoint(12, 8), self._picture)
            painter.setOpacity(1)
        if self._target is None:
            return
        mark: QRect = self._target.mark
        colour = tints.accent(self.palette())
        if mark.height() <= 4:  # noqa: PLR2004 - a line, not a frame
            painter.fillRect(mark, colour)
        else:
            painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(mark), 6, 6)
