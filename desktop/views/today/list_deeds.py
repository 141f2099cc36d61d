"""What can be done with a row of the day's lists, without a way over the customer's card."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.services.desk.paper import ListRow
from desktop.views.page import Context
from desktop.views.printing.leaving import print_report

# The forms are loaded when one is opened: this page is painted first.
Opened = Callable[[QWidget], None]


class Deed(NamedTuple):
    """One button: what it says, its icon, and what it does with a row."""

    label: str
    icon: str
    do: Callable[[QWidget, Context, ListRow, Opened], None]


def _open(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.services.records.forms import BY_TABLE  # noqa: PLC0415 - as above
    from desktop.views.records.record_dialog import Wanted, open_record  # noqa: PLC0415

    wanted = Wanted(BY_TABLE[row.table].name, row.record_id, row.customer_id)
    open_record(parent, context, wanted, opened)


def _file(parent: QWidget, context: Context, row: ListRow, opened: Opened) -> None:
    from desktop.views.records.asking import ask  # noqa: PLC0415 - as above

    ask(parent, context, "file_report", row.record_id, row.customer_id, opened)


def _done(_parent: QWidget, context: Context, row: ListRow, _opened: Opened) -> None:
    from desktop.views.records.asking import do  # noqa: PLC0415 - as above

    do(context, "task_done", row.record_id)


def _print(parent: QWidget, context: Context, row: ListRow, _opened: Opened) -> None:
    print_report(parent, context, row.record_id)


def _renew(_parent: QWidget, context: Context, row: ListRow, _opened: Opened) -> None:
    from desktop.views.records.asking import do  # noqa: PLC0415 - as above

    do(context, "renew", row.record_id)


EDIT = Deed("Open record…", "pencil", _open)
# By list; every record can be opened.
DEEDS: Mapping[str, tuple[Deed, ...]] = {
    "reports": (
        Deed("Print record…", "file-text", _print),
        Deed("Mark as filed…", "check", _file),
    ),
    "expiring": (Deed("Renew", "check", _renew),),
    "callbacks": (Deed("Done", "check", _done),),
    "complaints": (Deed("Settled", "check", _done),),
}


def deeds(key: str) -> tuple[Deed, ...]:
    """The buttons of a list."""
    return (EDIT, *DEEDS.get(key, ()))
