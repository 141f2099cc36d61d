"""What can be done with a row of the day's lists, without a way over the customer's card."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.services.desk.due_list import DueRow
from desktop.services.desk.paper import ListRow
from desktop.services.facts.owed import INSPECTIONS
from desktop.views.page import Context
from desktop.views.printing.leaving import print_report

# The forms are loaded when one is opened: this page is painted first.
Opened = Callable[[QWidget], None]


class Deed(NamedTuple):
    """One button: what it says, the letter that presses it with Alt, its icon, what it does.

    `in_menu` keeps it to the menu of the row; `fits` says which rows it is for.
    """

    label: str
    letter: str
    icon: str
    do: Callable[[QWidget, Context, Any, Opened], None]
    in_menu: bool = False
    fits: Callable[[Any], bool] = lambda _row: True

    @property
    def words(self) -> str:
        """The label with its letter marked."""
        return self.label.replace(self.letter, f"&{self.letter}", 1)


def _open(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.services.records.forms import BY_TABLE  # noqa: PLC0415 - as above
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415

    wanted = Wanted(BY_TABLE[row.table].name, row.record_id, row.customer_id)
    open_record(parent, context, wanted, opened)


def _asking(key: str, subject: Callable[[Any], Any]) -> Callable[..., None]:
    """What asks for a few values first."""

    def do(parent: QWidget, context: Context, row: Any, opened: Opened) -> None:
        from desktop.views.records.asking import ask  # noqa: PLC0415 - as above

        ask(parent, context, key, subject(row), row.customer_id, opened)

    return do


def _at_once(key: str) -> Callable[..., None]:
    """What needs no question."""

    def do(_parent: QWidget, context: Context, row: ListRow, _opened: Opened) -> None:
        from desktop.views.records.asking import do  # noqa: PLC0415 - as above

        do(context, key, row.record_id)

    return do


def _print(parent: QWidget, context: Context, row: ListRow, _opened: Opened) -> None:
    print_report(parent, context, row.record_id)


def _record(row: ListRow) -> int:
    return row.record_id


def _ticket(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415 - as above

    values = {"visit": row.record_id}
    open_record(parent, context, Wanted("trip_ticket", None, row.customer_id, values), opened)


def _work(parent: QWidget, context: Context, row: DueRow | ListRow, opened: Opened) -> None:
    from desktop.views.records.work_entry import WorkEntry  # noqa: PLC0415 - as above

    dialog = WorkEntry(parent, context)
    if row.customer_id is not None:
        dialog.line.begin_with(row.customer_id, row.name)
    opened(dialog)
    dialog.open()


def _report(parent: QWidget, context: Context, row: DueRow, opened: Opened) -> None:
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415 - as above

    values = {"system": row.system_id}
    wanted = Wanted("inspection_report", None, row.customer_id, values)
    open_record(parent, context, wanted, opened)


EDIT = Deed("Open record…", "O", "pencil", _open)
RENEW = Deed("Renew", "R", "check", _at_once("renew"))
FILE = Deed("File the renewal…", "i", "file-text", _asking("file_renewal", _record))
# By list; every record can be opened.
DEEDS: Mapping[str, tuple[Deed, ...]] = {
    "reports": (
        Deed("Print record…", "r", "file-text", _print),
        Deed("Mark as filed…", "M", "check", _asking("file_report", _record)),
    ),
    "expiring": (RENEW, FILE),
    "file_late": (FILE,),
    "file_soon": (RENEW, FILE),
    "callbacks": (
        Deed("Done", "D", "check", _at_once("task_done")),
        Deed("Another day…", "n", "calendar", _asking("other_day", _record)),
    ),
    "estimates": (
        Deed("Taken up", "T", "check", _at_once("taken_up")),
        Deed("Declined…", "D", "x", _asking("declined", _record)),
        Deed("Ask again…", "A", "clock", _asking("ask_again", _record)),
    ),
    "complaints": (Deed("Settled", "S", "check", _at_once("task_done")),),
    "to_schedule": (
        Deed("Set the day…", "S", "calendar", _asking("schedule", _record)),
        Deed("Enter work…", "w", "pencil", _work),
        Deed("Cancel the visit…", "l", "x", _asking("drop_visit", _record)),
    ),
    "tickets_missing": (Deed("Enter the ticket…", "k", "file-text", _ticket),),
    "tank_sizes": (Deed("Enter the size…", "z", "pencil", _asking("tank_size", _record)),),
}
DUE_DEEDS = (
    Deed("Book a visit…", "B", "calendar", _asking("book", lambda row: row)),
    Deed("Postpone…", "t", "clock", _asking("postpone", lambda row: row)),
    Deed("Enter work that was done…", "w", "pencil", _work, in_menu=True),
    Deed(
        "Enter the inspection report…", "r", "file-text", _report, in_menu=True,
        fits=lambda row: row.service in INSPECTIONS,
    ),
)  # fmt: skip


def deeds(key: str) -> tuple[Deed, ...]:
    """The buttons of a list."""
    return (EDIT, *DEEDS.get(key, ()))
