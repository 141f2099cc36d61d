"""The columns of the due list and of the other lists of the morning: screen, workbook, paper."""

from collections.abc import Callable, Mapping, Sequence
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
    DeskColumn("phone", "Phone", "text", lambda row: row.phone),
    DeskColumn("what", "What", "text", lambda row: row.what),
    DeskColumn("day", "Day", "date", lambda row: row.day),
    DeskColumn("by", "By", "date", lambda row: row.by),
    DeskColumn("days", "Days", "number", lambda row: row.days),
    DeskColumn("amount", "Amount", "money", lambda row: row.amount_cents),
)
_CONTRACT = {"what": "Contract", "days": "Days left", "amount": "Price"}
# How the columns are called in one list, where that says more than their usual name.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    "expiring": _CONTRACT | {"day": "Ends on", "by": "File by"},
    "file_late": _CONTRACT | {"day": "File by"},
    "file_soon": _CONTRACT | {"day": "File by"},
    "reports": {
        "what": "Place: what to do", "day": "Inspected on", "by": "File by", "days": "Days left",
    },
    "callbacks": {"what": "To do", "day": "Promised for", "days": "Days late"},
    "complaints": {"what": "Complaint", "day": "Since", "days": "Days open"},
    "estimates": {
        "what": "Offered", "day": "Offered on", "by": "Ask again on", "days": "Days open",
    },
    "to_schedule": {
        "what": "Work", "day": "Planned for", "by": "Booked on", "days": "Days left",
    },
    "tickets_missing": {"what": "Work", "day": "Emptied on", "days": "Days ago"},
    "tickets_open": {"what": "Ticket", "day": "Collected on", "days": "Days ago"},
    "future_visits": {"what": "Work", "day": "Finished on"},
    "licences": {
        "name": "Who", "what": "License", "day": "Runs until", "by": "Apply by",
        "days": "Days left",
    },
    "tank_sizes": {"what": "Tank"},
    "coordinates": {"what": "Place"},
    "addresses": {"what": "What is missing"},
    "counties": {"what": "County", "day": "Checked on", "days": "Days ago"},
    "unreadable": {"what": "What cannot be read"},
}  # fmt: skip


# Columns that a list does without: what it is about needs the room.
NOT_IN: Mapping[str, tuple[str, ...]] = {"tickets_open": ("phone",)}


def list_columns(key: str) -> tuple[DeskColumn, ...]:
    """The columns of the list of that name."""
    called = HEADINGS.get(key, {})
    return tuple(
        one._replace(label=called.get(one.key, one.label))
        for one in LIST_COLUMNS
        if one.key not in NOT_IN.get(key, ())
    )


def filled(columns: Sequence[DeskColumn], rows: Sequence[Any]) -> tuple[DeskColumn, ...]:
    """The columns in which at least one row has something; all of them without rows."""
    found = tuple(c for c in columns if any(c.value(row) not in (None, "") for row in rows))
    return found or tuple(columns)
