"""How the page begins: drop files, see which report to export, look at earlier imports."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.importing.drop_area import DropArea
from desktop.views.importing.guide import GuidePanel
from desktop.views.importing.history import HistoryPanel
from desktop.views.importing.small import scrolled
from desktop.views.widgets import look, parts


class Start(QWidget):
    """The drop area on top, the help below it, then the history."""

    def __init__(self, folder: Callable[[], str]) -> None:
        super().__init__()
        self.drop = DropArea(folder)
        self.guide = GuidePanel()
        self.history = HistoryPanel()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(look.XL, look.L, look.XL, look.XL)
        column.setSpacing(look.XL)
        column.addWidget(parts.title("Import"))
        column.addWidget(self.drop)
        column.addWidget(self.guide)
        column.addWidget(self.history)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner, "Import"))
