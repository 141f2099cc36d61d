"""The Today page: all that waits on one board, and the lists behind the numbers."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.desk.agenda import AgendaLine
from desktop.services.desk.due_query import DueQuery
from desktop.services.desk.morning import Morning, morning
from desktop.views.freshness.chip import FreshnessChip
from desktop.views.jobs import Checkpoint
from desktop.views.months.panel import MonthsPanel, Wanted
from desktop.views.page import Context, Page
from desktop.views.printing.content import Head, Print
from desktop.views.printing.leaving import preview
from desktop.views.today.board import Board
from desktop.views.today.due_panel import DUE_LIST, DuePanel
from desktop.views.today.list_panel import ListPanel
from desktop.views.today.new_day import NewDay, work_out
from desktop.views.today.panel import Panel
from desktop.views.today.words import weekday
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

CHANNEL, MONTHS = "today", "months"


class TodayPage(Page):
    """One look in the morning; every number opens its list, every list prints."""

    topics: ClassVar[frozenset[str]] = frozenset({"customers", "facts", "imports"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Morning | None = None
        self._opened_from = ""
        self.due = DuePanel(context)
        self.lists = ListPanel(context)
        for panel in (self.due, self.lists):
            panel.back.connect(self.show_board)
        self._build()
        self.new_day = NewDay(context.as_of, self)
        self.new_day.begun.connect(lambda: work_out(context))

    def _build(self) -> None:
        self.board = Board()
        self.board.chosen.connect(self.open_line)
        self.board.zones.edit_wanted.connect(self.open_zones)
        self.nothing = parts.Empty(
            "calendar",
            "Nothing can be due yet",
            "No septic system or tank is on file. Import a list that names tanks, systems or"
            " last pump-outs, or add a system on the card of a customer.",
            parts.primary("Import files", lambda: self.context.go("import")),
            parts.button("Go to the customers", lambda: self.context.go("customers")),
        )
        self.whole = QWidget()
        inside = QVBoxLayout(self.whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look.M)
        inside.addLayout(self._build_head())
        self.middle = QStackedWidget()
        self.waiting = parts.Empty(
            "clock", "One moment", "What is due today is being worked out from your records."
        )
        self.middle.addWidget(QWidget())
        self.middle.addWidget(self.waiting)
        self.middle.addWidget(self.board)
        self.middle.addWidget(self.nothing)
        inside.addWidget(self.middle, 1)
        self.stack = QStackedWidget()
        self.months = MonthsPanel(self.context)
        self.months.back.connect(self.show_board)
        self.months.opened.connect(self.open_month)
        for widget in (self.whole, self.due, self.lists, self.months):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.L)
        layout.addWidget(self.stack)
        QWidget.setTabOrder(self.months_button, self.due_button)
        QWidget.setTabOrder(self.due_button, self.print_button)

    def _build_head(self) -> QHBoxLayout:
        self.day = parts.muted()
        self.day.setAccessibleName("The day shown")
        self.freshness = FreshnessChip(self.context)
        self.print_button = parts.tool("Print this page (Ctrl+P)", "printer", self.print_it)
        line = QHBoxLayout()
        line.setSpacing(look.M)
        line.addWidget(parts.title("Today"))
        line.addWidget(self.day, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        line.addWidget(self.freshness)
        self.months_button = parts.button("Coming months", self.open_months)
        line.addWidget(self.months_button)
        self.due_button = parts.primary("Due list", self.open_due)
        line.addWidget(self.due_button)
        line.addWidget(self.print_button)
        return line

    def refresh(self) -> None:
        """Ask for the numbers, and for the list in front."""
        as_of = self.context.as_of()

        def ask(db: Session, _checkpoint: Checkpoint) -> Morning | None:
            return morning(db, as_of)

        self.context.jobs.run(ask, self._show, channel=CHANNEL)
        self.freshness.refresh()
        if self.panel is not None:
            self.panel.refresh()

    def _show(self, found: Morning | None) -> None:
        """Show the numbers; without them wait: whoever works them out says when it is done."""
        if found is None:
            if self.found is None:
                self.middle.setCurrentWidget(self.waiting)
            return
        self.found = found
        self.day.setText(weekday(found.agenda.as_of))
        for button in (self.print_button, self.due_button, self.months_button):
            button.setEnabled(found.has_systems)
        number = sum(found.agenda.line(key).number for key in ("overdue", "due_week"))
        self.due_button.setText(f"Due list: {counted(number, 'service')}")
        self.due_button.setToolTip("Overdue and due within 7 days, zone by zone")
        if not found.has_systems:
            self.middle.setCurrentWidget(self.nothing)
            if self.panel is self.months:  # opened before it was known
                self.show_board()
            return
        is_first = self.middle.currentWidget() is not self.board
        self.board.show_agenda(found.agenda)
        self.middle.setCurrentWidget(self.board)
        if is_first and self.isVisible():
            self.board.tiles()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # The lists

    @property
    def panel(self) -> Panel | MonthsPanel | None:
        """The list in front, if one is."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Panel | MonthsPanel) else None

    def open_line(self, line: AgendaLine) -> None:
        """Open the list behind a number."""
        self._opened_from = line.key
        if line.opens.page == "due" and line.opens.due is not None:
            self._bring(self.due)
            self.due.ask(line.opens.due)
        elif line.opens.page == "list":
            self._bring(self.lists)
            self.lists.ask(line)
        else:
            self.context.go("import")

    def open_due(self) -> None:
        """Open the due list of the morning: overdue and this week."""
        self.open(DUE_LIST)

    def open(self, argument: object) -> None:
        """Open the due list of a query."""
        if isinstance(argument, DueQuery):
            self._opened_from = ""
            self._bring(self.due)
            self.due.ask(argument)

    def open_months(self) -> None:
        """Show what falls due in the coming months."""
        self._opened_from = ""
        if self.found is not None and not self.found.has_systems:
            self.show_board()  # it says why there is nothing to come
            return
        self._bring(self.months)
        self.months.refresh()

    def open_month(self, wanted: Wanted) -> None:
        """Open the list behind a number of a month; back leads to the months again."""
        self._opened_from = MONTHS
        self._bring(self.due)
        self.due.ask(wanted.month.query(wanted.services, wanted.owed_by))

    def _bring(self, panel: Panel | MonthsPanel) -> None:
        self.stack.setCurrentWidget(panel)
        panel.focus_list()

    def show_board(self) -> None:
        """Go back to the numbers, to the one that was opened."""
        if self._opened_from == MONTHS and self.panel is self.due:
            self._opened_from = ""
            self._bring(self.months)
            return
        self.stack.setCurrentWidget(self.whole)
        buttons = self.board.buttons()
        opened = (button for button in buttons if button.line.key == self._opened_from)
        next(opened, self.due_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> bool:
        """Go back from a list."""
        if self.panel is None:
            return False
        self.show_board()
        return True

    # Printing

    def print_it(self) -> None:
        """Print the list in front, else the numbers."""
        if self.panel is not None:
            self.panel.print_it()
        elif self.found is not None and self.found.has_systems:
            agenda = self.found.agenda

            def make(_db: Session, head: Head) -> Iterable[Print]:
                from desktop.views.printing.desk_prints import (  # noqa: PLC0415 - when wanted
                    morning_print,
                )

                return (morning_print(agenda, head),)

            preview(self, self.context, make)

    def ask_company(self) -> None:
        """Ask what stands on top of every page."""
        from desktop.views.printing.company_dialog import CompanyDialog  # noqa: PLC0415 - seldom

        self.company = CompanyDialog(self, self.context, lambda _told: None)
        self.company.open()

    def open_lists(self) -> None:
        """Show what belongs to the office itself."""
        from desktop.views.records.office_lists import OfficeLists  # noqa: PLC0415 - seldom

        self.office_lists = OfficeLists(self, self.context)
        self.office_lists.open()

    def open_zones(self) -> None:
        """Show the zones, which can be changed."""
        from desktop.views.zones.dialog import ZonesDialog  # noqa: PLC0415 - seldom

        self.zones = ZonesDialog(self, self.context)
        self.zones.open()

    def open_tickets(self) -> None:
        """Show the trip tickets of a year, summed for the state."""
        from desktop.views.tickets.dialog import TicketsDialog  # noqa: PLC0415 - seldom

        self.tickets = TicketsDialog(self, self.context)
        self.tickets.open()

    def open_rules(self) -> None:
        """Show the numbers behind due days, which can be changed."""
        from desktop.views.rules.dialog import open_rules  # noqa: PLC0415 - seldom

        open_rules(self, self.context)

    def export(self) -> None:
        """Write the list in front as a workbook."""
        if self.panel is not None:
            self.panel.export()
        else:
            self.context.notify("Open a list first; then it can be written.")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What the menus do on this page."""
        return {
            "print": self.print_it,
            "export": self.export,
            "today.due": self.open_due,
            "today.months": self.open_months,
            "today.company": self.ask_company,
            "today.lists": self.open_lists,
            "today.zones": self.open_zones,
            "today.tickets": self.open_tickets,
            "today.rules": self.open_rules,
        }

    def close_page(self) -> None:
        """Let go of the rows."""
        self.due.table.let_go()
        self.lists.table.let_go()
        self.months.let_go()
