"""How the page begins: drop files, see which report to export, look at earlier imports."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.freshness.chip import FreshnessChip
from desktop.views.importing.drop_area import DropArea
from desktop.views.importing.guide import GuidePanel
from desktop.views.importing.history import HistoryPanel
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.room import scrolled

# What can be looked at and changed between two imports.
MORE = (
    ("mappings", "Saved column choices…", "columns-3"),
    ("services", "Services of invoice items…", "tag"),
    ("sources", "Age of the data…", "clock"),
)


class Start(QWidget):
    """The drop area on top, the help below it, then the history."""

    more_wanted = Signal(str)  # a key of `MORE`

    def __init__(self, context: Context, folder: Callable[[], str]) -> None:
        super().__init__()
        self.drop = DropArea(folder)
        self.guide = GuidePanel()
        self.history = HistoryPanel()
        self.freshness = FreshnessChip(context)
        self.more = {key: self._link(key, text, icon) for key, text, icon in MORE}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(look.XL, look.L, look.XL, look.XL)
        column.setSpacing(look.L)
        column.addLayout(self._head())
        column.addWidget(self.drop)
        column.addWidget(self.guide)
        column.addWidget(self.history)
        column.addWidget(self._links())
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner, "Import"))

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(parts.title("Import"))
        head.addStretch(1)
        head.addWidget(self.freshness)
        return head

    def _links(self) -> QWidget:
        links = QWidget()
        line = FlowLayout(links, look.S)
        for link in self.more.values():
            line.addWidget(link)
        return links

    def _link(self, key: str, text: str, icon_name: str) -> QWidget:
        return parts.link(text, lambda: self.more_wanted.emit(key), icon_name=icon_name)
