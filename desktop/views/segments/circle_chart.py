"""Circles of which every region can be pressed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from desktop.views.charts.chart import Chart
from desktop.views.charts.circles import Circles
from desktop.views.charts.ink import screen


class CircleChart(Chart):
    """Circles whose regions can be clicked anywhere, not only on their number."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the region under the pointer."""
        if isinstance(self.figure, Circles) and event.button() == Qt.MouseButton.LeftButton:
            area, ink = self.rect().toRectF(), screen(self.palette())
            inside = self.figure.inside_at(area, event.position(), ink)
            if any(inside):
                self.focus(inside)
                self.chosen.emit(inside)
                return
        super().mousePressEvent(event)
