"""The item table of the office: what items and words of invoices mean, edited at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.models.folding import fold
from desktop.services.importing.documents import service_items
from desktop.services.importing.documents.service_items import ITEM, NO_VISIT, ItemLine
from desktop.views.importing.visits import ProposedService, ServiceLines
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped

ABOUT = (
    "Items are looked up first. Where no item fits, the words are tried from top to bottom: commas "
    "stand between alternatives, “+” between words that must all be there."
)


class ServicesDialog(QDialog):
    """Shows the table; Save writes all of it, Cancel nothing."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setWindowTitle("Services of invoice items")
        self._context = context
        self._lines: list[ItemLine] = []
        self.table = ServiceLines("Items and words, and what they mean", "The table is empty.")
        self.table.chosen.connect(self._choose)
        self.table.removed.connect(self._remove)
        self.item = QLineEdit()
        self.item.setPlaceholderText("An item as QuickBooks writes it")
        parts.field(self.item, "Item to add")
        self.item.returnPressed.connect(self.add)
        self.more = parts.button("Add item", self.add, icon_name="plus")
        self.more.setAutoDefault(False)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        context.jobs.run(lambda db, _check: service_items.lines(db), self._show)

    def _show(self, lines: Sequence[ItemLine]) -> None:
        self._lines = list(lines)
        self.table.show_services(
            [
                ProposedService(line.name, line.match, line.service, None, is_new=False)
                for line in lines
            ]
        )

    def _choose(self, name: str, service: str) -> None:
        self._show(
            [line._replace(service=service) if line.name == name else line for line in self._lines]
        )

    def _remove(self, name: str) -> None:
        self._show([line for line in self._lines if line.name != name])

    def add(self) -> None:
        """Add an item; what it means is chosen in its line."""
        name = self.item.text().strip()
        if not name or fold(name) in {fold(line.name) for line in self._lines}:
            return
        self._show([ItemLine(name, ITEM, NO_VISIT), *self._lines])
        self.item.clear()

    def _save(self) -> None:
        lines = list(self._lines)
        self._context.jobs.run(
            lambda db, _check: service_items.save(db, lines),
            lambda _nothing: self._on_saved(),
            writes=True,
        )

    def _on_saved(self) -> None:
        self._context.notify("Saved. The next import follows this table.")
        self.accept()

    def _lay_out(self) -> None:
        new = QHBoxLayout()
        new.setSpacing(look.S)
        new.addWidget(self.item, 1)
        new.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.setSpacing(look.M)
        layout.addWidget(wrapped(ABOUT, quiet=True))
        layout.addLayout(new)
        layout.addWidget(parts.sheet(self.table), 1)
        layout.addWidget(self.buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 30)
        self.setWindowModality(Qt.WindowModality.WindowModal)
