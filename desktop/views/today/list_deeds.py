"""What can be done with a row of the day's lists, without a way over the customer's card."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.services.desk.due_list import DueRow
from desktop.services.desk.licences import KEY, OFFICE
from desktop.services.desk.paper import ListRow
from desktop.services.facts.owed import INSPECTIONS
from desktop.views.page import Context
from desktop.views.printing.leaving import print_report
from desktop.views.widgets.formats import counted

# What a trip ticket needs to be complete, in the order of its form.
TICKET = (
    "collected_on", "waste_kind", "gallons_collected", "trap_volume_gal", "technician",
    "generator_signed", "disposal_site", "deposited_on", "gallons_received", "received_by",
)  # fmt: skip
# The forms are loaded when one is opened: this page is painted first.
Opened = Callable[[QWidget], None]
Rows = Sequence[ListRow]
SELECTED, ALL = "selected", "all"  # rows that a deed takes at once


class Deed(NamedTuple):
    """One button: what it says, the letter that presses it with Alt, its icon, what it does.

    `in_menu` keeps it to the menu of the row; `fits` says which rows it is for. With `takes` it
    gets several rows at once: those selected, or all of the list.
    """

    label: str
    letter: str
    icon: str
    do: Callable[[QWidget, Context, Any, Opened], None]
    in_menu: bool = False
    fits: Callable[[Any], bool] = lambda _row: True
    takes: str = ""

    @property
    def words(self) -> str:
        """The label with its letter marked."""
        return self.label.replace(self.letter, f"&{self.letter}", 1)


def _named(row: Any, opened: Opened) -> Callable[[Any], None]:
    """Says on top of a form what row it is about; forms cover the list."""

    def go_on(dialog: Any) -> None:
        dialog.say_about(about(row))
        opened(dialog)

    return go_on


def _open(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.services.records.forms import BY_TABLE  # noqa: PLC0415 - as above
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415

    wanted = Wanted(BY_TABLE[row.table].name, row.record_id, row.customer_id)
    open_record(parent, context, wanted, _named(row, opened))


def _record(row: ListRow) -> int:
    return row.record_id


def about(row: DueRow | ListRow) -> str:
    """What a row is, above the form that asks about it: "Reyes, Ana: Pump-out, 12 Oak St"."""
    due = f"{row.service_name}, {row.site}" if isinstance(row, DueRow) else ""
    what = row.what if isinstance(row, ListRow) else due
    return ": ".join(part for part in (row.name, what) if part)


def _asking(key: str, subject: Callable[[Any], Any] = _record) -> Callable[..., None]:
    """What asks for a few values first."""

    def do(parent: QWidget, context: Context, row: Any, opened: Opened) -> None:
        from desktop.views.records.asking import ask  # noqa: PLC0415 - as above

        ask(parent, context, key, subject(row), row.customer_id, opened, about=about(row))

    return do


def _itself(row: DueRow) -> DueRow:
    return row


def _at_once(key: str) -> Callable[..., None]:
    """What needs no question."""

    def do(_parent: QWidget, context: Context, row: ListRow, _opened: Opened) -> None:
        from desktop.views.records.asking import do  # noqa: PLC0415 - as above

        do(context, key, row.record_id)

    return do


def _print(parent: QWidget, context: Context, rows: Rows, _opened: Opened) -> None:
    print_report(parent, context, *map(_record, rows))


def _file(parent: QWidget, context: Context, rows: Rows, opened: Opened) -> None:
    from desktop.views.records.asking import ask  # noqa: PLC0415 - as above

    said = about(rows[0]) if len(rows) == 1 else counted(len(rows), "report")
    key, subject = "file_reports", tuple(map(_record, rows))
    ask(parent, context, key, subject, rows[0].customer_id, opened, about=said)


def _copied(_parent: QWidget, context: Context, rows: Rows, _opened: Opened) -> None:
    from desktop.views.records.asking import do  # noqa: PLC0415 - as above

    do(context, "copy_given", tuple(map(_record, rows)))


def _ticket(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415 - as above

    wanted = Wanted("trip_ticket", None, row.customer_id, {"visit": row.record_id})
    open_record(parent, context, wanted, _named(row, opened))


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
    open_record(parent, context, wanted, _named(row, opened))


def _complete(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415 - as above

    def go_on(dialog: Any) -> None:
        _named(row, opened)(dialog)
        dialog.focus_empty(TICKET)

    open_record(parent, context, Wanted("trip_ticket", row.record_id, row.customer_id), go_on)


def _letters(parent: QWidget, context: Context, rows: Sequence[ListRow], opened: Opened) -> None:
    """Letters about the whole list; of several selected contracts only theirs are chosen."""
    from desktop.views.letters.dialog import LettersDialog  # noqa: PLC0415 - as above

    chosen = [row.record_id for row in rows] if len(rows) > 1 else []
    dialog = LettersDialog(parent, context, chosen=chosen)
    opened(dialog)
    dialog.open()


def _licence(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    """The record of the technician; what the office says of itself for its own registration."""
    if row.table != OFFICE:
        _open(parent, context, row, opened)
        return
    from desktop.views.printing.company_dialog import CompanyDialog  # noqa: PLC0415 - as above

    dialog = CompanyDialog(parent, context, lambda _told: context.hub.tell("customers"))
    opened(dialog)
    dialog.open()


EDIT = Deed("Open record…", "O", "pencil", _open)
RENEW = Deed("Renew", "R", "check", _at_once("renew"))
FILE = Deed("File the renewal…", "i", "file-text", _asking("file_renewal"))
# By list; every record can be opened.
DEEDS: Mapping[str, tuple[Deed, ...]] = {
    "reports": (
        Deed("Print records…", "r", "file-text", _print, takes=SELECTED),
        Deed("Print all records…", "a", "printer", _print, takes=ALL),
        Deed("Mark as filed…", "M", "check", _file, takes=SELECTED),
        Deed("Copies given", "g", "mail", _copied, takes=SELECTED),
    ),
    "expiring": (
        Deed("Renewal letters…", "l", "printer", _letters, takes=SELECTED),
        RENEW,
        FILE,
    ),
    "file_late": (FILE,),
    "file_soon": (RENEW, FILE),
    "callbacks": (
        Deed("Done", "D", "check", _at_once("task_done")),
        Deed("Another day…", "n", "calendar", _asking("other_day")),
    ),
    "estimates": (
        Deed("Taken up", "T", "check", _at_once("taken_up")),
        Deed("Declined…", "D", "x", _asking("declined")),
        Deed("Ask again…", "A", "clock", _asking("ask_again")),
    ),
    "complaints": (Deed("Settled", "S", "check", _at_once("task_done")),),
    "to_schedule": (
        Deed("Set the day…", "S", "calendar", _asking("schedule")),
        Deed("Enter work…", "w", "pencil", _work),
        Deed("Cancel the visit…", "l", "x", _asking("drop_visit")),
    ),
    "tickets_missing": (Deed("Enter the ticket…", "k", "file-text", _ticket),),
    "tickets_open": (Deed("Complete the ticket…", "k", "pencil", _complete),),
    "licences": (Deed("Enter the new day…", "n", "calendar", _licence),),
    "tank_sizes": (Deed("Enter the size…", "z", "pencil", _asking("tank_size")),),
    "coordinates": (Deed("Enter the coordinates…", "n", "pencil", _asking("coordinates")),),
    "addresses": (Deed("Enter the address…", "n", "pencil", _asking("address")),),
    "future_visits": (Deed("Correct the day…", "y", "calendar", _asking("done_day")),),
}
DUE_DEEDS = (
    Deed(
        "When is it due…", "d", "pencil", _asking("dates", _itself),
        fits=lambda row: row.due is None,
    ),
    Deed("Book a visit…", "B", "calendar", _asking("book", _itself)),
    Deed(
        "Postpone…", "t", "clock", _asking("postpone", _itself),
        fits=lambda row: row.due is not None,
    ),
    Deed("Enter work that was done…", "w", "pencil", _work, in_menu=True),
    Deed(
        "Enter the inspection report…", "r", "file-text", _report, in_menu=True,
        fits=lambda row: row.service in INSPECTIONS,
    ),
)  # fmt: skip


def deeds(key: str) -> tuple[Deed, ...]:
    """The buttons of a list, what it is for first; licenses have no other."""
    return DEEDS[key] if key == KEY else (*DEEDS.get(key, ()), EDIT)
