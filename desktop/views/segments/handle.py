"""The grip at the left of a row or group by which it is dragged."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.segments.carrier import Carrier
from desktop.views.widgets import tints


class Handle(QWidget):
    """Six dots; pressing and moving them carries the card they belong to."""

    def __init__(self, carrier: Carrier, node_id: str) -> None:
        super().__init__()
        self._carrier = carrier
        self._node_id = node_id
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip("Drag to move; Alt and the arrow keys do the same")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """As tall as a chip, so that it is easily hit."""
        return QSize(tints.unit(self) * 2, tints.control_height(self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Two columns of three dots; nothing where the card cannot be carried."""
        if not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        share = 0.75 if self.underMouse() else 0.35
        painter.setBrush(tints.surface(self.palette(), share))
        step = tints.unit(self) * 0.6
        middle = QPointF(self.width() / 2, self.height() / 2)
        for across in (-0.5, 0.5):
            for down in (-1, 0, 1):
                dot = middle + QPointF(across * step, down * step)
                painter.drawEllipse(dot, step * 0.2 + 0.3, step * 0.2 + 0.3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps the start of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._carrier.press(self._node_id, event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry on."""
        self._carrier.move_to(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._carrier.drop()
