"""The customers behind a part of a picture, as the Customers page lists them, with a way back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.services.office import customer_list
from desktop.services.office.customer_columns import BY_KEY, Column
from desktop.services.office.customer_list import Filter, Query, ValueCount
from desktop.views.customers import layout as remembered
from desktop.views.customers.copy_rows import copy_rows
from desktop.views.customers.filter_popup import FilterPopup
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.value import list_columns
from desktop.views.value.opening import Opening
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import counted
from desktop.views.widgets.grid import Grid
from desktop.views.widgets.icons import icon
from desktop.views.widgets.id_model import PAGE, IdModel

CHANNEL = "value.list"
SEGMENT = "Make a segment"
FIXED = "Keep as a fixed list"
NOBODY = "No customer is in this part today."
NO_MATCH = "Nobody in this part has all of what you searched and filtered for."
WHY_FIXED = (
    "No condition says what this list is narrowed to, so the segment holds just these customers"
    " and stays as it is."
)


class _Answer(NamedTuple):
    ids: list[int]
    first: list[tuple[Any, ...]]
    total: int
    on_cycle: int  # of the whole part, where those are left out at first


class ListPanel(QWidget):
    """Lists whom an opening selects; `back` asks for the picture, `wanted` for a deed."""

    back = Signal()
    wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.what: Opening | None = None
        self.query = Query()
        self._measured = False
        self.table = Grid("Customers of this part")
        columns = remembered.columns(context.settings)
        self.model = IdModel(context.jobs, customer_list.rows, columns, self.table)
        self.table.setModel(self.model)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.back_button = parts.link("Customer value", self.back.emit, icon_name="arrow-left")
        self.back_button.setToolTip("Back to the picture (Esc)")
        self.title = parts.ElidedLabel()
        self.title.setFont(look.font(1.3, bold=True))
        self.count = parts.muted()
        self.count.setAccessibleName("Customers shown")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search name, address, phone, email or account number")
        self.search.setClearButtonEnabled(True)
        place = QLineEdit.ActionPosition.LeadingPosition
        self.search.addAction(icon("search", parts.Role.PlaceholderText), place)
        parts.field(self.search, "Search in this list")
        self.clear = parts.link("Clear filters", self.clear_filters, icon_name="x")
        self.on_cycle = QCheckBox()
        self.on_cycle.setToolTip("Their next service is not due yet, so they need no win-back")
        self.on_cycle.toggled.connect(lambda _on: self.refresh())
        want = self._want
        self.segment = parts.button(SEGMENT, lambda: want("segment"), icon_name="list-filter")
        self.export = parts.button(
            "Excel list…", lambda: want("export"), icon_name="file-spreadsheet"
        )
        self.print_button = parts.tool("Print this list (Ctrl+P)", "printer", lambda: want("print"))
        self.nobody = parts.Empty("users", "Nobody here", NOBODY)
        self.nothing = parts.Empty("search", "No customers match", NO_MATCH)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        for instead in (self.nobody, self.nothing):
            self.stack.addWidget(instead)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.S)
        head.addWidget(self.back_button)
        head.addWidget(parts.muted("›"))
        head.addWidget(self.title, 1)
        head.addWidget(self.segment)
        head.addWidget(self.export)
        head.addWidget(self.print_button)
        tools = QHBoxLayout()
        tools.setSpacing(look.S)
        tools.addWidget(self.search, 2)
        tools.addWidget(self.clear)
        tools.addWidget(self.count)
        tools.addWidget(self.on_cycle)
        tools.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(parts.sheet(self.stack), 1)

    def _connect(self) -> None:
        self._typing = Debounce(self, self._search)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self.table.setFocus)
        header = self.table.filter_header
        header.sort_wanted.connect(self._toggle_sort)
        header.filter_wanted.connect(self.open_filter)
        self.table.opened.connect(self._open_row)
        self.table.copy_wanted.connect(lambda headings: self.copy(headings=headings))

    def ask(self, what: Opening) -> None:
        """Show the customers of an opening."""
        self.what = what
        self.title.set_text(what.title)
        self.count.setText("…")
        self.model.show([])
        self.stack.setCurrentWidget(self.table)
        self.search.blockSignals(True)  # what was typed for another list
        self.search.clear()
        self.search.blockSignals(False)
        self.on_cycle.blockSignals(True)
        self.on_cycle.setChecked(False)
        self.on_cycle.blockSignals(False)
        self.on_cycle.hide()
        self.model.set_columns(list_columns.columns(self.context.settings, what))
        self._measured = False
        self._ask_anew(list_columns.order(what))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> Opening | None:
        """The part as it is on the screen: narrowed, and without those on cycle if so chosen."""
        if self.what is None:
            return None
        whole = self.what if self.on_cycle.isChecked() else self.what.offered()
        narrow = Query(search=self.query.search, filters=self.query.filters)
        return whole._replace(query=narrow)

    def refresh(self) -> None:
        """Ask for the list again."""
        what, among = self.what, self._within()
        if what is None or among is None:
            return
        query, keys, as_of = self.query, self.model.keys(), self.context.as_of()

        def ask(db: Session, _checkpoint: Checkpoint) -> _Answer:
            within = among.people(db, as_of)
            found = customer_list.ids(db, replace(query, within=within))
            first = customer_list.rows(db, found[:PAGE], keys)
            total = what.how_many(db, as_of)
            due = what.offered().how_many(db, as_of) if what.asks_back else total
            return _Answer(found, first, total, total - due)

        self.context.jobs.run(ask, self._show, channel=CHANNEL)

    def _show(self, answer: _Answer) -> None:
        self.model.show(answer.ids, answer.first)
        if not self._measured and answer.ids:
            self._measured = True
            self.table.measure(self.context.settings.get("customers.widths"), self.model.keys())
        instead = self.nothing if answer.total else self.nobody
        self.stack.setCurrentWidget(self.table if answer.ids else instead)
        whole = counted(answer.total, "customer")
        part = len(answer.ids) != answer.total
        self.count.setText(f"{len(answer.ids):,} of {whole}" if part else whole)
        self.on_cycle.setText(f"Also {answer.on_cycle:,} on cycle (not due yet)")
        self.on_cycle.setVisible(bool(answer.on_cycle))
        self._offer(bool(answer.ids))
        if answer.ids:
            self.table.selectRow(0)

    def _offer(self, some: bool) -> None:  # noqa: FBT001 - one plain question
        """What can be done with those on the screen."""
        shown = self.shown
        fixed = shown is not None and not shown.has_tree
        self.segment.setText(FIXED if fixed else SEGMENT)
        self.segment.setToolTip(WHY_FIXED if fixed else "")
        for button in (self.segment, self.export, self.print_button):
            button.setEnabled(some)

    def _ask_anew(self, query: Query) -> None:
        self.query = query
        keys = self.model.keys()
        filtered = {keys.index(f.column) for f in query.filters if f.column in keys}
        place = keys.index(query.sort) if query.sort in keys else -1
        self.table.filter_header.show_state(filtered, (place, query.descending))
        self.clear.setVisible(bool(query.filters))
        self.refresh()

    def _search(self) -> None:
        if self.search.text() != self.query.search:
            self._ask_anew(replace(self.query, search=self.search.text()))

    def _toggle_sort(self, section: int) -> None:
        key = self.model.keys()[section]
        down = key == self.query.sort and not self.query.descending
        self._ask_anew(replace(self.query, sort=key, descending=down))

    def open_filter(self, section: int, corner: QPoint) -> None:
        """Open the filter of a column at `corner`."""
        column = BY_KEY[self.model.keys()[section]]
        current = self.query.filter_of(column.key)
        day = self.context.as_of()
        self.popup = FilterPopup(column, current, self._loader(column), day, self)
        self.popup.applied.connect(self._narrow)
        self.popup.sort_wanted.connect(
            lambda down: self._ask_anew(replace(self.query, sort=column.key, descending=down))
        )
        self.popup.show_at(corner)

    def _narrow(self, changed: Filter) -> None:
        self._ask_anew(self.query.with_filter(changed))

    def clear_filters(self) -> None:
        """Take all filters off; the search stays."""
        self._ask_anew(replace(self.query, filters=()))

    def _loader(
        self, column: Column
    ) -> Callable[[str, Callable[[Sequence[ValueCount]], None]], None]:
        query, what, as_of = self.query, self._within(), self.context.as_of()

        def load(containing: str, show: Callable[[Sequence[ValueCount]], None]) -> None:
            def ask(db: Session, _checkpoint: Checkpoint) -> list[ValueCount]:
                here = query if what is None else replace(query, within=what.people(db, as_of))
                return customer_list.value_counts(db, column.key, here, containing)

            self.context.jobs.run(ask, show, channel=f"{CHANNEL}.values")

        return load

    def _within(self) -> Opening | None:
        """Of whom the search and the filters choose."""
        return None if self.shown is None else self.shown._replace(query=None)

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self.model.ids):
            self.context.go("customers", self.model.ids[row])

    def copy(self, *, headings: bool = False) -> None:
        """Put the selected rows on the clipboard."""
        wanted = [self.model.ids[row] for row in self.table.selected_rows()]
        if wanted:
            columns = [BY_KEY[key] for key in self.columns]
            copy_rows(self.context, wanted, columns, headings=headings)

    def _want(self, deed: str) -> None:
        """Do something with the customers on the screen, typed words taken in."""
        self._search()
        if self.shown is not None:
            self.wanted.emit(deed, self.shown)

    def print_it(self) -> None:
        """Show the list on paper."""
        self._want("print")

    @property
    def order(self) -> Query:
        """The order on the screen."""
        return Query(sort=self.query.sort, descending=self.query.descending)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns from left to right."""
        header, keys = self.table.filter_header, self.model.keys()
        return tuple(keys[header.logicalIndex(place)] for place in range(len(keys)))
