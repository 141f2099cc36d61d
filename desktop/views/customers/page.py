"""The Customers page: search, filters, the list, and the card of one customer beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.services.office import customer_list
from desktop.services.office.customer_columns import BY_KEY
from desktop.services.office.customer_list import Filter, Query
from desktop.views.customers import layout as remembered
from desktop.views.customers.card import CardView
from desktop.views.customers.copy_rows import copy_rows
from desktop.views.customers.filter_popup import FilterPopup
from desktop.views.customers.row_menu import row_menu, value_loader
from desktop.views.customers.shown_columns import ShownColumns
from desktop.views.freshness.chip import FreshnessChip
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context, Page
from desktop.views.printing.leaving import print_card
from desktop.views.records.saving import undo_latest
from desktop.views.status import ONLY_ACTIVE, customers_and_active
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import counted
from desktop.views.widgets.grid import Grid
from desktop.views.widgets.icons import icon
from desktop.views.widgets.id_model import PAGE, IdModel


class _Answer(NamedTuple):
    """What one question for the list brings back."""

    ids: list[int]
    first: list[tuple[Any, ...]]
    total: int
    active: int


class CustomersPage(Page):
    """All customers of the office."""

    topics: ClassVar[frozenset[str]] = frozenset({"customers", "facts"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.query = remembered.query(context.settings)
        self._build()
        self._show_marks()

    def _build(self) -> None:
        self.table = Grid("Customers")
        columns = remembered.columns(self.context.settings)
        self.model = IdModel(self.context.jobs, customer_list.rows, columns, self.table)
        self.table.setModel(self.model)
        self.columns = ShownColumns(self.table, self.model, self.context.settings)
        self.card = CardView(self.context)
        self.card.closed.connect(self.show_list)
        self.list = QWidget()
        layout = QVBoxLayout(self.list)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(self._build_head())
        layout.addLayout(self._build_tools())
        layout.addWidget(self._build_list(), 1)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.list)
        self.whole.addWidget(self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.XL, look.L, look.XL, look.L)
        outer.addWidget(self.whole)
        self._connect()

    def _build_head(self) -> QHBoxLayout:
        self.count = parts.muted()
        self.count.setAccessibleName("Customers shown")
        line = QHBoxLayout()
        line.setSpacing(look.M)
        line.addWidget(parts.title("Customers"))
        line.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        self.freshness = FreshnessChip(self.context)
        line.addWidget(self.freshness)
        return line

    def _build_tools(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search name, address, phone, email, account")
        self.search.setClearButtonEnabled(True)
        place = QLineEdit.ActionPosition.LeadingPosition
        self.search.addAction(icon("search", parts.Role.PlaceholderText), place)
        parts.field(self.search, "Search customers")
        letter = self.fontMetrics().averageCharWidth()
        self.search.setMinimumWidth(letter * 24)
        self.search.setMaximumWidth(letter * 70)
        self.clear = parts.link("Clear filters", self.clear_filters, icon_name="x")
        line = QHBoxLayout()
        line.setSpacing(look.S)
        line.addWidget(self.search, 3)
        line.addWidget(self.clear)
        line.addStretch(1)
        self.duplicates = parts.link("Find duplicates", self.find_duplicates, icon_name="merge")
        self.new = parts.link("New customer…", self.new_customer, icon_name="plus")
        self.new.setToolTip("New customer (F7)")
        line.addWidget(self.new)
        line.addWidget(self.duplicates)
        line.addWidget(self.columns.button)
        return line

    def _build_list(self) -> QWidget:
        self.nothing = parts.Empty(
            "search",
            "No customers match",
            "Nobody has all of what you searched and filtered for.",
            parts.button("Clear search and filters", self.clear_all),
        )
        self.nobody = parts.Empty(
            "users",
            "No customers yet",
            "Bring them in from QuickBooks or a spreadsheet; nothing is saved before you say so.",
            parts.primary("Import your customers", lambda: self.context.go("import")),
            parts.link("Or enter the first one by hand…", self.new_customer),
        )
        sheet = parts.Card()
        self.stack = QStackedWidget()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.stack)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.nobody)
        return sheet

    def _connect(self) -> None:
        self._typing = Debounce(self, self._search)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self.table.setFocus)
        header = self.table.filter_header
        header.sort_wanted.connect(self._toggle_sort)
        header.filter_wanted.connect(self.open_filter)
        self.columns.changed.connect(self._on_columns)
        self.table.opened.connect(self._open_row)
        self.table.menu_wanted.connect(self._menu)
        self.table.copy_wanted.connect(lambda headings: self.copy(headings=headings))

    # What is shown

    def refresh(self) -> None:
        """Ask for the list again."""
        query, keys = self.query, self.model.keys()
        self.freshness.refresh()
        if self.card_is_open:
            self.card.refresh()

        def ask(db: Session, _checkpoint: Checkpoint) -> _Answer:
            found = customer_list.ids(db, query)
            first = customer_list.rows(db, found[:PAGE], keys)
            return _Answer(found, first, customer_list.total(db), customer_list.active(db))

        self.context.jobs.run(ask, self._show, channel="customers")

    def _show(self, answer: _Answer) -> None:
        current = self._current_id()
        self.model.show(answer.ids, answer.first)
        if answer.ids:
            self.columns.measure()
        instead = self.nothing if answer.total else self.nobody
        self.stack.setCurrentWidget(self.table if answer.ids else instead)
        whole = customers_and_active(answer.total, answer.active)
        part = len(answer.ids) != answer.total
        all_of_them = counted(answer.total, "customer")
        self.count.setText(f"{len(answer.ids):,} of {all_of_them}" if part else whole)
        self.count.setToolTip(ONLY_ACTIVE if answer.active != answer.total else "")
        if current in answer.ids:
            self.table.selectRow(answer.ids.index(current))

    def _current_id(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.model.ids[row] if 0 <= row < len(self.model.ids) else None

    def _ask_anew(self, query: Query) -> None:
        self.query = query
        remembered.keep_query(self.context.settings, query)
        self._show_marks()
        self.refresh()

    def _on_columns(self) -> None:
        self._show_marks()
        self.refresh()

    def _show_marks(self) -> None:
        keys = self.model.keys()
        filtered = {keys.index(f.column) for f in self.query.filters if f.column in keys}
        place = keys.index(self.query.sort) if self.query.sort in keys else -1
        self.table.filter_header.show_state(filtered, (place, self.query.descending))
        self.clear.setVisible(bool(self.query.filters))

    # Search, sort, filter

    def search_box(self) -> QWidget:
        """Where Ctrl+F goes."""
        return self.search

    def _search(self) -> None:
        if self.search.text() != self.query.search:
            self._ask_anew(replace(self.query, search=self.search.text()))

    def _toggle_sort(self, section: int) -> None:
        key = self.model.keys()[section]
        self.sort_by(key, descending=key == self.query.sort and not self.query.descending)

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Order the list by a column."""
        self._ask_anew(replace(self.query, sort=key, descending=descending))

    def open_filter(self, section: int, corner: QPoint) -> None:
        """Open the filter of a column at `corner`."""
        column = BY_KEY[self.model.keys()[section]]
        popup = FilterPopup(
            column,
            self.query.filter_of(column.key),
            value_loader(self.context.jobs, column, self.query),
            self.context.as_of(),
            self,
        )
        popup.applied.connect(self.set_filter)
        popup.sort_wanted.connect(lambda down: self.sort_by(column.key, descending=down))
        self.popup = popup
        popup.show_at(corner)

    def set_filter(self, changed: Filter) -> None:
        """Narrow one column."""
        self._ask_anew(self.query.with_filter(changed))

    def clear_filters(self) -> None:
        """Take all filters off; the search stays."""
        self._ask_anew(replace(self.query, filters=()))

    def clear_all(self) -> None:
        """Show everybody."""
        self.search.clear()
        self._ask_anew(replace(self.query, filters=(), search=""))

    def escape(self) -> bool:
        """Close the card, or clear the search."""
        if self.card_is_open:
            self.show_list()
        elif self.search.text():
            self.search.clear()
        else:
            return False
        return True

    # The card

    @property
    def card_is_open(self) -> bool:
        """Whether a card is shown instead of the list."""
        return self.whole.currentWidget() is self.card

    def open(self, argument: object) -> None:
        """Open the card of the customer with this row number."""
        if isinstance(argument, int):
            self.whole.setCurrentWidget(self.card)
            self.card.show_customer(argument)
            self.card.note_call()

    def show_list(self) -> None:
        """Go back from a card to the list."""
        self.card.tell_of_note()
        self.whole.setCurrentWidget(self.list)
        self.table.setFocus()

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self.model.ids):
            self.open(self.model.ids[row])

    def new_customer(self) -> None:
        """Enter a customer by hand, then show the card."""
        self.card.deeds.new_customer(lambda saved: self.open(saved.id))

    # Copy and columns

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this page."""
        return {
            "customers.copy": self.copy,
            "customers.copy_headings": lambda: self.copy(headings=True),
            "customers.clear_filters": self.clear_all,
            "customers.duplicates": self.find_duplicates,
            "print": self.print_card,
            "customers.open": lambda: self._open_row(max(self.table.currentIndex().row(), 0)),
            "customers.new": self.new_customer,
            "customers.work": self.card.deeds.work,
            "undo": lambda: undo_latest(self.context),
            **self.card.commands(),
        }

    def print_card(self) -> None:
        """Show the card of the current customer on paper."""
        current = self._current_id()
        if current is not None:
            print_card(self, self.context, current)

    def find_duplicates(self) -> None:
        """Go to the pairs of customers that may be one."""
        self.context.go("duplicates")

    def copy(self, *, headings: bool = False) -> None:
        """Put the selected rows on the clipboard."""
        wanted = [self.model.ids[row] for row in self.table.selected_rows()]
        if not wanted:
            self.context.notify("Select one or more rows to copy.")
            return
        copy_rows(self.context, wanted, self.columns.visual(), headings=headings)

    def _menu(self, where: QPoint) -> None:
        section = max(self.table.currentIndex().column(), 0)
        heading = self.model.columns[section].label
        row_menu(self, heading, lambda: self.open_filter(section, where)).popup(where)

    def close_page(self) -> None:
        """Remember the layout and what was typed; let go of the model before the table goes."""
        self.columns.remember_widths()
        self.card.call.put_aside()
        self.table.setModel(None)
