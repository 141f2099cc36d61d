"""The columns of the due list and of the other lists of the morning: screen, workbook, paper."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from desktop.services.care.due import STATUSES


class DeskColumn(NamedTuple):
    """One column; `kind` is "text", "number", "date" or "money" (in cents)."""

    key: str
    label: str
    kind: str
    value: Callable[[Any], Any]


def due_words(row: Any) -> str:
    """Whether somebody comes already, or why nobody is asked: "Booked"."""
    if row.booked:
        return "Booked"
    return "Postponed" if row.postponed_until else ""


DUE_COLUMNS = (
    DeskColumn("name", "Name", "text", lambda row: row.name),
    DeskColumn("site", "Place", "text", lambda row: row.site),
    DeskColumn("phone", "Phone", "text", lambda row: row.phone),
    DeskColumn("service", "Service", "text", lambda row: row.service_name),
    DeskColumn("status", "Status", "text", lambda row: STATUSES[row.status]),
    DeskColumn("due", "Due", "date", lambda row: row.due),
    DeskColumn("days", "Days", "number", lambda row: row.days),
    DeskColumn("last_service", "Last service", "date", lambda row: row.last_service),
    DeskColumn("gallons", "Gallons", "number", lambda row: row.gallons),
    DeskColumn("contract", "Contract", "text", lambda row: "Yes" if row.under_contract else "No"),
    DeskColumn("attempts", "Attempts", "number", lambda row: row.attempts),
    DeskColumn("booked", "Booked", "text", due_words),
    DeskColumn("zone", "Zone", "text", lambda row: row.zone),
    DeskColumn("day", "Truck there", "date", lambda row: row.day),
)
LIST_COLUMNS = (
    DeskColumn("name", "Customer", "text", lambda row: row.name),
    DeskColumn("account_no", "Account", "text", lambda row: row.account_no),
    DeskColumn("what", "What", "text", lambda row: row.what),
    DeskColumn("day", "Day", "date", lambda row: row.day),
    DeskColumn("days", "Days", "number", lambda row: row.days),
    DeskColumn("amount", "Amount", "money", lambda row: row.amount_cents),
)


def filled(columns: Sequence[DeskColumn], rows: Sequence[Any]) -> tuple[DeskColumn, ...]:
    """The columns in which at least one row has something; all of them without rows."""
    found = tuple(c for c in columns if any(c.value(row) not in (None, "") for row in rows))
    return found or tuple(columns)
