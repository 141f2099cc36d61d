"""The band over the pages that says where one is: in the sample office."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.widgets import look, parts

Role = QPalette.ColorRole


class Banner(QWidget):
    """One sentence and one button."""

    def __init__(self, text: str, button: str, on_click: Callable[[], None]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(look.XL, look.S, look.XL, look.S)
        line.setSpacing(look.M)
        line.addWidget(parts.Picture("flask-conical", 18))
        line.addWidget(parts.body(text), 1)
        self.button = parts.button(button, on_click)
        line.addWidget(self.button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a tint of the accent."""
        colours = self.palette()
        ground = parts.blend(colours.color(Role.Window), colours.color(Role.Accent), 0.14)
        QPainter(self).fillRect(self.rect(), ground)
