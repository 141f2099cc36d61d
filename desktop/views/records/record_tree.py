"""Records in a tree, kind by kind: open one, add one, remove one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.services.records import KINDS, SHOWN
from desktop.services.records.options import Listed
from desktop.views.page import Context
from desktop.views.widgets import look, parts

KEY = Qt.ItemDataRole.UserRole
Act = Callable[[str, Any], None]  # "new" with a kind; "edit" and "remove" with kind and number


class RecordTree(QWidget):
    """Shows records of some kinds; Enter or a double-click opens one."""

    def __init__(self, context: Context, name: str, kinds: Sequence[str], act: Act) -> None:
        super().__init__()
        self._context, self._kinds, self._act = context, tuple(kinds), act
        self._channel = f"record-tree-{name}"
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(name)
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        parts.slim_bars(self.tree)
        self.tree.itemActivated.connect(lambda _item, _column: self.open_current())
        self.tree.currentItemChanged.connect(lambda *_items: self._show_buttons())
        self.new_button = parts.button("New…", lambda: None, icon_name="plus")
        self.new_button.setMenu(self._menu())
        self.open_button = parts.button("Open…", self.open_current, icon_name="pencil")
        self.remove_button = parts.button("Remove", self.remove_current, icon_name="x")
        line = QHBoxLayout()
        line.setSpacing(look.S)
        for button in (self.new_button, self.open_button, self.remove_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.S, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(line)
        layout.addWidget(parts.sheet(self.tree), 1)
        self._show_buttons()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in self._kinds:
            if kind in KINDS:
                menu.addAction(KINDS[kind].label, partial(self._act, "new", kind))
        return menu

    def ask(self, read: Callable[[Session], Sequence[Listed]]) -> None:
        """Read and show the records."""
        self._context.jobs.run(lambda db, _check: read(db), self._show, channel=self._channel)

    def _show(self, records: Sequence[Listed]) -> None:
        current = self.current()
        high = self.fontMetrics().height() + look.S
        self.tree.clear()
        for kind in self._kinds:
            mine = [one for one in records if one.kind == kind]
            head = QTreeWidgetItem([f"{SHOWN[kind].label} ({len(mine):,})"])
            head.setFont(0, look.font(bold=True))
            head.setSizeHint(0, QSize(0, high))
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

    def _editable(self) -> tuple[str, int] | None:
        """The current record, unless it is only to be looked at."""
        key = self.current()
        return key if key and key[0] in KINDS else None

    def _show_buttons(self) -> None:
        for button in (self.open_button, self.remove_button):
            button.setEnabled(self._editable() is not None)

    def open_current(self) -> None:
        """Open the form of the current record."""
        if key := self._editable():
            self._act("edit", key)

    def remove_current(self) -> None:
        """Remove the current record; Undo brings it back."""
        if key := self._editable():
            self._act("remove", key)
