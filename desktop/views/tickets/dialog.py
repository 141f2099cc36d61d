"""The annual summary of trip tickets: what is not complete first, printed, written to Excel."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.desk.columns import DeskColumn
from desktop.services.desk.ticket_year import (
    COLUMNS,
    OPEN_COLUMNS,
    TicketYear,
    ticket_year,
    wanted_year,
    years,
)
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.printing.leaving import preview
from desktop.views.printing.saving import WORKBOOK, ask_path, tell_saved
from desktop.views.records.record_dialog import Wanted, open_record
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import FORMATS, counted, day, shown
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_panel import RowsPanel

CHANNEL = "ticket-year"
TITLE = "Trip tickets of a year"
LETTERS = {
    "waste": 20, "site": 30, "permit": 14, "tickets": 9, "collected": 18, "received": 18,
    "ticket": 12, "day": 14, "customer": 26, "lacks": 60,
}  # fmt: skip
NO_TICKETS, ALL_COMPLETE = "No trip ticket in this year.", "All tickets of the year are complete."


def _column(one: DeskColumn) -> Column[Any]:
    def text(row: Any) -> str:
        return shown(one.kind, one.value(row))

    return Column(one.label, LETTERS[one.key], text, is_number=FORMATS[one.kind].to_the_right)


def sentence(found: TicketYear) -> str:
    """The year in numbers."""
    return (
        f"{counted(found.tickets, 'ticket')}, {found.collected:,} gallons collected,"
        f" {found.received:,} gallons delivered."
    )


class TicketsDialog(QDialog):
    """Shows one year; every ticket that is not complete opens."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self._context = context
        self.found: TicketYear | None = None
        self.dialog: QWidget | None = None
        self.incomplete = RowsPanel("Tickets not complete", tuple(map(_column, OPEN_COLUMNS)),
                              ALL_COMPLETE)  # fmt: skip
        self.lines = RowsPanel("Gallons by kind of waste", tuple(map(_column, COLUMNS)), NO_TICKETS)
        self.incomplete.view.activated.connect(lambda _index: self.complete())
        self._build_head()
        self._lay_out(parent)
        context.hub.changed.connect(self._on_changed)
        self.finished.connect(lambda _code: self._leave())
        self.refresh()

    def _build_head(self) -> None:
        as_of = self._context.as_of()
        self._years = years(as_of)
        self.year = QComboBox()
        parts.field(self.year, "Year")
        self.year.addItems([f"{day(one.start)} to {day(one.end)}" for one in self._years])
        self.year.setCurrentIndex(self._years.index(wanted_year(as_of)))
        self.year.activated.connect(lambda _place: self.refresh())
        self.complete_button = parts.button(
            "&Complete the ticket…", self.complete, icon_name="pencil"
        )
        self.export_button = parts.button("E&xcel list…", self.export, icon_name="download")
        self.print_button = parts.primary("&Print…", self.print_it, icon_name="printer")

    def _lay_out(self, parent: QWidget) -> None:
        head = QHBoxLayout()
        head.addWidget(self.year)
        head.addStretch(1)
        head.addWidget(self.export_button)
        head.addWidget(self.print_button)
        self.incomplete.side.addWidget(self.complete_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.M, look.M, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        for panel in (self.incomplete, self.lines):
            layout.addWidget(parts.sheet(panel), 1)
        layout.addWidget(parts.button("Close", self.reject), 0, Qt.AlignmentFlag.AlignRight)
        metrics, room = self.fontMetrics(), parent.window().size()
        self.resize(
            min(metrics.averageCharWidth() * 130, room.width() - look.XL),
            min(metrics.height() * 36, room.height() - look.XL),
        )
        parts.unpressed_by_enter(self)

    def _leave(self) -> None:
        self._context.jobs.cancel(CHANNEL)
        for panel in (self.incomplete, self.lines):
            panel.let_go()

    def _on_changed(self, topic: str) -> None:
        if topic == "customers":
            self.refresh()

    def refresh(self) -> None:
        """Read the chosen year."""
        year = self._years[self.year.currentIndex()]

        def ask(db: Session, _checkpoint: Checkpoint) -> TicketYear:
            return ticket_year(db, year)

        self._context.jobs.run(ask, self._show, channel=CHANNEL)

    def _show(self, found: TicketYear) -> None:
        is_first = self.found is None
        self.found = found
        undated = f", {found.undated:,} of them without a day" if found.undated else ""
        number = counted(len(found.incomplete), "ticket")
        said = f"{number} not complete{undated}." if found.incomplete else ""
        self.incomplete.show_lines(found.incomplete, said)
        self.lines.show_lines(found.lines, sentence(found))
        self.complete_button.setEnabled(bool(found.incomplete))
        self.export_button.setEnabled(bool(found.lines))
        if found.incomplete:
            self.incomplete.select(0)
        if is_first:  # later whoever chooses a year goes on there
            self.print_button.setFocus()

    def complete(self) -> None:
        """Open the selected ticket where something is missing."""
        one = self.incomplete.current
        if one is not None:
            wanted = Wanted("trip_ticket", one.ticket_id, one.customer_id)
            open_record(self, self._context, wanted, self._keep)

    def _keep(self, dialog: QWidget) -> None:
        self.dialog = dialog

    def print_it(self) -> None:
        """Show the print-out."""
        found = self.found

        def make(_db: Session, head: Head) -> Iterable[Print]:
            from desktop.views.printing.ticket_print import ticket_print  # noqa: PLC0415 - now

            return (ticket_print(found, head),) if found else ()

        preview(self, self._context, make)

    def export(self) -> None:
        """Write the lines of the summary into a workbook."""
        found = self.found
        path = ask_path(self, self._context, TITLE, WORKBOOK) if found else None
        if path is None or found is None:
            return
        as_of, about = self._context.as_of(), [self.year.currentText(), sentence(found)]

        def work(_db: Session, checkpoint: Callable[[int, int], None]) -> int:
            from desktop.services.outreach.desk_workbook import (  # noqa: PLC0415 - when wanted
                write_desk_list,
            )

            rows: Sequence[Any] = found.lines
            return write_desk_list(path, TITLE, about, as_of, COLUMNS, rows, checkpoint)

        self._context.jobs.run(work, lambda _rows: tell_saved(self._context, path, "Written"))
