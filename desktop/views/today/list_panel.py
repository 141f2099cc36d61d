"""The other lists of the day: contracts, reports, calls, data to complete."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.desk import agenda
from desktop.services.desk.agenda import AgendaLine
from desktop.services.desk.columns import (
    LIST_COLUMNS,
    DeskColumn,
    filled,
    list_columns,
)
from desktop.services.desk.paper import ListRow
from desktop.services.desk.progress import progress
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.today.list_deeds import DEEDS, deeds
from desktop.views.today.panel import Panel
from desktop.views.widgets.formats import counted

CHANNEL = "today.list"
ABOUT = {
    "expiring": "Nothing follows these contracts yet: write, call, renew.",
    "file_late": "The renewal should have reached the authority by that day.",
    "file_soon": "The authority wants the renewal by that day.",
    "reports": "The authority wants each report, and the owner a copy, within 14 days of the test;"
    " days left below zero are late.",
    "callbacks": "Promised calls and other tasks, those waiting longest first, those without a day"
    " last.",
    "complaints": "The customer waits for an answer.",
    "estimates": "Offered a month ago or longer, and no visit since; the largest and oldest first.",
    "to_schedule": "Promised visits with no day yet, and those whose day has passed unentered.",
    "tickets_missing": "Every load of septage, grease or grit wants a trip ticket.",
    "tickets_open": "A ticket counts when all is filled in; gallons of a load agree within 5%.",
    "licences": "Renew in time: without them nobody may test, haul or sign.",
    "future_visits": "Marked as finished on a day that has not come. Correct the day.",
    "coordinates": "No map and no nearby list shows these places. Look them up, town by town.",
    "tank_sizes": "Without a size the interval is only the usual one. Ask, or measure.",
    "addresses": "Street, city, state of two letters or ZIP code of five digits is missing.",
    "counties": "Ask the county, or look at its page; then enter the day you checked its rules.",
    "unreadable": "Their due days and labels are the last known ones until it is put right.",
}


class ListPanel(Panel):
    """Shows the rows behind one line of the agenda."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "List", LIST_COLUMNS)
        self.key = ""
        self.rows: Sequence[ListRow] = ()
        for deed in dict.fromkeys(one for key in (*DEEDS, "") for one in deeds(key)):
            self.add_to_bar(self.add_deed(deed))

    def ask(self, line: AgendaLine) -> None:
        """Show the rows of a line."""
        self.key = line.opens.key
        self.name_it(line.label)
        self.said.setText(ABOUT.get(self.key, ""))
        self.table.begin_anew()
        self.refresh()

    def refresh(self) -> None:
        """Ask the office, away from the window."""
        key, as_of = self.key, self.context.as_of()

        def ask(db: Session, _checkpoint: Checkpoint) -> tuple[Sequence[ListRow], str]:
            rows = agenda.listed(db, key, as_of)
            return rows, progress(db, key, len(rows)) or counted(len(rows), "line")

        self.context.jobs.run(ask, self._show, channel=CHANNEL)

    def _show(self, answer: tuple[Sequence[ListRow], str]) -> None:
        rows, number = answer
        self.rows = rows
        self.said.setText(f"{number}. {ABOUT.get(self.key, '')}".strip())
        self.offer(deeds(self.key) if rows else ())
        self.filters.setVisible(bool(rows))
        self.show_lines(rows, filled(list_columns(self.key), rows))

    def exported(self) -> tuple[Sequence[DeskColumn], Sequence[Any]]:
        """The columns that have something in them."""
        return filled(list_columns(self.key), self.rows), self.rows

    def prints(self) -> Callable[[Session, Head], Iterable[Print]]:
        """The list as it stands here."""
        title, rows, columns = self.file_name, self.rows, list_columns(self.key)

        def make(_db: Session, head: Head) -> Iterable[Print]:
            from desktop.views.printing.desk_prints import list_print  # noqa: PLC0415 - when wanted

            return (list_print(title, rows, columns, head),)

        return make
