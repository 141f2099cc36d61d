"""The other lists of the day: contracts, reports, calls, data to complete."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.desk import agenda
from desktop.services.desk.agenda import AgendaLine
from desktop.services.desk.columns import LIST_COLUMNS, DeskColumn, filled
from desktop.services.desk.paper import ListRow
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.today.list_deeds import DEEDS, deeds
from desktop.views.today.panel import Panel
from desktop.views.widgets.formats import counted

CHANNEL = "today.list"
ABOUT = {
    "expiring": "The day each contract ends. Nothing follows it yet: write, call, renew.",
    "file_late": "The day the renewal should have reached the authority.",
    "file_soon": "The day by which the authority wants the renewal.",
    "reports": "The day of the inspection. The authority wants the report within 14 days.",
    "callbacks": "Promised calls and other tasks, those waiting longest first.",
    "complaints": "Since when the customer waits for an answer.",
    "estimates": "Offered a month ago or longer, and no visit since; the largest and oldest first.",
    "future_visits": "Marked as finished on a day that has not come. Correct the day.",
    "tank_sizes": "Without a size the interval is only the usual one. Ask, or measure.",
    "addresses": "Street, city, state of two letters or ZIP code of five digits is missing.",
}


class ListPanel(Panel):
    """Shows the rows behind one line of the agenda."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "List", LIST_COLUMNS)
        self.key = ""
        self.rows: Sequence[ListRow] = ()
        self.filters.hide()
        for deed in dict.fromkeys(one for key in ("", *DEEDS) for one in deeds(key)):
            self.line.addWidget(self.add_deed(deed))

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
        self.context.jobs.run(
            lambda db, _checkpoint: agenda.listed(db, key, as_of), self._show, channel=CHANNEL
        )

    def _show(self, rows: Sequence[ListRow]) -> None:
        self.rows = rows
        self.said.setText(f"{counted(len(rows), 'line')}. {ABOUT.get(self.key, '')}".strip())
        self.offer(deeds(self.key) if rows else ())
        self.show_lines(rows, filled(LIST_COLUMNS, rows))

    def exported(self) -> tuple[Sequence[DeskColumn], Sequence[Any]]:
        """The columns that have something in them."""
        return filled(LIST_COLUMNS, self.rows), self.rows

    def prints(self) -> Callable[[Session, Head], Iterable[Print]]:
        """The list as it stands here."""
        title, rows = self.file_name, self.rows

        def make(_db: Session, head: Head) -> Iterable[Print]:
            from desktop.views.printing.desk_prints import list_print  # noqa: PLC0415 - when wanted

            return (list_print(title, rows, LIST_COLUMNS, head),)

        return make
