"""The Customer value page: five tabs of pictures, and the customers behind each part of them."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.office import customer_list
from desktop.views.freshness.chip import FreshnessChip
from desktop.views.page import Context, Page
from desktop.views.printing.content import Head, Print
from desktop.views.printing.leaving import preview
from desktop.views.value.opening import Opening
from desktop.views.value.tab import Tab
from desktop.views.value.tabs import KEYS, TABS, Tabs
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import day
from desktop.views.widgets.tab_row import tab_row

if TYPE_CHECKING:
    from desktop.views.value.list_panel import ListPanel

UPDATING = " · being brought up to date…"


class ValuePage(Page):
    """Who is worth what, as pictures that open into lists.

    The tab in front is asked while the window is at rest, the others once the page is shown.
    """

    topics: ClassVar[frozenset[str]] = frozenset({"customers", "facts", "value"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = Tabs(context, self._adopt)
        self.nothing = parts.Empty(
            "users",
            "No pictures yet",
            "Import your customers with their invoices or visits; then this page shows who came"
            " last when, how often and for how much, and how well each is looked after.",
            parts.primary("Import files", lambda: context.go("import")),
        )
        self._build()

    def _build(self) -> None:
        self.bar = tab_row("Pictures")
        self.pictures = QStackedWidget()
        for entry in TABS:
            self.bar.addTab(entry.name)
        self.bar.currentChanged.connect(self._turn)
        self.whole = QWidget()
        layout = QVBoxLayout(self.whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addLayout(self._build_head())
        layout.addWidget(self.bar)
        layout.addWidget(parts.Rule())
        layout.addWidget(self.pictures, 1)
        self.stack = QStackedWidget()
        for widget in (self.whole, self.nothing):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.XL, look.L, look.XL, look.S)
        outer.addWidget(self.stack)

    def _build_head(self) -> QHBoxLayout:
        self.day = parts.muted()
        self.day.setAccessibleName("The day shown")
        self.freshness = FreshnessChip(self.context)
        self.print_button = parts.tool("Print this picture (Ctrl+P)", "printer", self.print_it)
        line = QHBoxLayout()
        line.setSpacing(look.M)
        line.addWidget(parts.title("Customer value"))
        line.addWidget(self.day, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        line.addWidget(self.freshness)
        line.addWidget(self.print_button)
        return line

    def _adopt(self, tab: Tab) -> None:
        """Take in a tab that was built just now."""
        self.pictures.addWidget(tab)
        tab.wanted.connect(self.do)
        tab.person.connect(lambda customer_id: self.context.go("customers", customer_id))
        tab.answered.connect(self._on_answered)
        tab.is_slow.connect(lambda slow: self._on_slow(tab, slow))

    @cached_property
    def lists(self) -> "ListPanel":
        """The customers behind a part; built when a list is first opened."""
        from desktop.views.value.list_panel import ListPanel  # noqa: PLC0415 - not before the paint

        made = ListPanel(self.context)
        made.back.connect(self.show_picture)
        made.wanted.connect(self.do)
        self.stack.addWidget(made)
        return made

    @property
    def tab(self) -> Tab:
        """The tab in front."""
        return self.tabs[KEYS[self.bar.currentIndex()]]

    @property
    def list_is_open(self) -> bool:
        """Whether customers are shown instead of a picture."""
        return self.stack.currentWidget() not in (self.whole, self.nothing)

    @classmethod
    def load_ahead(cls) -> None:
        """Import the tabs."""
        for entry in TABS:
            entry.load()

    def make_ready(self) -> None:
        """Ask for the tab in front, unless its answer is there."""
        self.shown()

    def shown(self) -> None:
        """Ask for what is out of date: the tab in front, then those behind it."""
        super().shown()
        if self.tab.has_answer and not self.tab.is_asking:
            self._ask_the_others()

    def refresh(self) -> None:
        """Ask again for what is in front, out of sight on one worker; the other tabs follow."""
        self._say_day()
        self.freshness.refresh()
        for tab in self.tabs.values():
            tab.outdate()
        if self.list_is_open:
            self.lists.refresh()
        if self.isVisible():
            self.tab.come()
        else:
            self.tab.ask_ahead()
        self.context.jobs.run(
            lambda db, _checkpoint: customer_list.total(db), self._show_total, channel="value"
        )

    def _show_total(self, total: int) -> None:
        if not total:
            self.stack.setCurrentWidget(self.nothing)
        elif self.stack.currentWidget() is self.nothing:
            self.stack.setCurrentWidget(self.whole)

    def _turn(self, _place: int) -> None:
        self.pictures.setCurrentWidget(self.tab)
        self._say_day()
        self.tab.come()

    def _say_day(self, more: str = "") -> None:
        self.day.setText(f"as of {day(self.context.as_of())}{more}")

    def _on_slow(self, tab: Tab, slow: bool) -> None:  # noqa: FBT001 - what a signal carries
        if tab is self.tab:
            self._say_day(UPDATING if slow else "")

    def _on_answered(self) -> None:
        self._say_day(UPDATING if self.tab.is_asking else "")
        self._ask_the_others()

    def _ask_the_others(self) -> None:
        """With the picture in front there, ask for the others, one after the other."""
        if self.isVisible():
            any(self.tabs[key].ask_ahead() for key in KEYS)

    def open(self, argument: object) -> None:
        """Show the tab of that key."""
        if isinstance(argument, str) and argument in KEYS:
            if self.list_is_open:
                self.stack.setCurrentWidget(self.whole)
            self.bar.setCurrentIndex(KEYS.index(argument))

    # The customers behind a part

    def do(self, deed: str, what: Opening) -> None:
        """Open the list, save a segment or write an Excel list."""
        from desktop.views.value import deeds  # noqa: PLC0415 - not before the paint

        if deed == "list":
            self.stack.setCurrentWidget(self.lists)
            self.lists.ask(what)
        elif deed == "segment":
            deeds.make_segment(self.context, what)
        elif deed == "print":
            self._print_list(what)
        else:
            deeds.export(self, self.context, what)

    def show_picture(self) -> None:
        """Go back from a list to the part that was opened."""
        self.stack.setCurrentWidget(self.whole)
        self.tab.return_focus()

    def search_box(self) -> QWidget | None:
        """Where Ctrl+F goes."""
        return self.lists.search if self.list_is_open else None

    def escape(self) -> bool:
        """Go back from a list, after clearing its search."""
        if not self.list_is_open:
            return False
        if self.lists.search.text():
            self.lists.search.clear()
        else:
            self.show_picture()
        return True

    # Printing and files

    def print_it(self) -> None:
        """Show what is in front on paper: the picture, or the list behind a part of it."""
        if self.list_is_open:
            self.lists.print_it()
            return
        if not self.tab.has_answer:
            return

        def make(_db: Session, head: Head) -> Iterable[Print]:
            return self.tab.prints(head)

        preview(self, self.context, make)

    def _print_list(self, what: Opening) -> None:
        from desktop.views.value.list_print import prints  # noqa: PLC0415 - when wanted

        columns, order, as_of = self.lists.columns, self.lists.order, self.context.as_of()

        def make(db: Session, head: Head) -> Iterable[Print]:
            return (prints(db, what, columns, order, as_of, head),)

        preview(self, self.context, make)

    def export(self) -> None:
        """Write the list in front as a workbook."""
        if self.list_is_open and self.lists.shown is not None:
            self.do("export", self.lists.shown)
        else:
            self.context.notify("Open a list first: press any number of the picture.")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What the menus do on this page."""
        return {"print": self.print_it, "export": self.export}

    def close_page(self) -> None:
        """Let go of the rows."""
        if "lists" in self.__dict__:
            self.lists.table.setModel(None)
