"""Everything on file about a customer, kind by kind: open, add, remove."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.records import KINDS
from desktop.services.records.options import LISTED, Listed, listed
from desktop.views.customers.blocks import Act
from desktop.views.page import Context
from desktop.views.widgets import look, parts

KEY = Qt.ItemDataRole.UserRole


class Everything(QWidget):
    """A tree of the records; Enter or a double-click opens one."""

    def __init__(self, context: Context, act: Act) -> None:
        super().__init__()
        self._context, self._act = context, act
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Records of the customer")
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        parts.slim_bars(self.tree)
        self.tree.itemActivated.connect(lambda _item, _column: self.open_current())
        self.tree.currentItemChanged.connect(lambda *_items: self._show_buttons())
        self.new_button = parts.button("New…", lambda: None, icon_name="plus")
        self.new_button.setMenu(self._kinds())
        self.open_button = parts.button("Open…", self.open_current, icon_name="pencil")
        self.remove_button = parts.button("Remove", self.remove_current, icon_name="x")
        line = QHBoxLayout()
        line.setSpacing(look.S)
        for button in (self.new_button, self.open_button, self.remove_button):
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.S, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(line)
        layout.addWidget(parts.sheet(self.tree), 1)
        self._show_buttons()

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind, _name, _label in LISTED:
            menu.addAction(KINDS[kind].label, partial(self._act, "new", kind))
        return menu

    def show_customer(self, customer_id: int) -> None:
        """Read and show the records."""
        self._context.jobs.run(
            lambda db, _check: listed(db, customer_id), self._show, channel="customer-records"
        )

    def _show(self, records: Sequence[Listed]) -> None:
        current = self.current()
        self.tree.clear()
        for kind, _name, _label in LISTED:
            mine = [one for one in records if one.kind == kind]
            head = QTreeWidgetItem([f"{KINDS[kind].label} ({len(mine):,})"])
            head.setFont(0, look.font(bold=True))
            self.tree.addTopLevelItem(head)
            for one in mine:
                line = QTreeWidgetItem([one.label or f"Number {one.id}"])
                line.setData(0, KEY, (one.kind, one.id))
                head.addChild(line)
                if current == (one.kind, one.id):
                    self.tree.setCurrentItem(line)
            head.setExpanded(True)
        self._show_buttons()

    def current(self) -> tuple[str, int] | None:
        """Kind and number of the current record."""
        item = self.tree.currentItem()
        key: Any = item.data(0, KEY) if item is not None else None
        return tuple(key) if key else None

    def _show_buttons(self) -> None:
        for button in (self.open_button, self.remove_button):
            button.setEnabled(self.current() is not None)

    def open_current(self) -> None:
        """Open the form of the current record."""
        if key := self.current():
            self._act("edit", key)

    def remove_current(self) -> None:
        """Remove the current record; Undo brings it back."""
        if key := self.current():
            self._act("remove", key)
