"""Opens the form of one record: a new one, or one that is on file, with a button to remove it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.services.records import (
    KINDS,
    Field,
    Now,
    Saved,
    change,
    create,
    enter_property,
    read,
    remove,
    tickets,
)
from desktop.services.records import problems as wrong
from desktop.services.records.agreements import sign_contract
from desktop.services.records.options import Offers, offers
from desktop.services.records.reports import report_inspection
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.records.dialog import FormDialog
from desktop.views.records.inputs import Around
from desktop.views.records.saving import Write, save

Values = dict[str, Any]
Opened = Callable[[FormDialog], None]
# What does more than writing the record when it is new.
Enter = Callable[[Session, Mapping[str, Any], Now, int | None], Saved]
ENTER: Mapping[str, Enter] = {
    "contract": lambda db, values, now, _customer: sign_contract(db, values, now),
    "inspection_report": lambda db, values, now, _customer: report_inspection(db, values, now),
    "property": enter_property,
}
# What a new record begins with, by kind: the day of today.
TODAY = {
    "interaction": "date", "note": "written_on", "task": "created_on", "invoice": "date",
    "payment": "date", "estimate": "issued_on", "visit": "completed_date",
    "inspection_report": "inspection_date", "trip_ticket": "collected_on",
    "contract": "start_date", "sketch": "drawn_on",
}  # fmt: skip
USUAL: Mapping[str, Values] = {
    "customer": {"status": "active", "customer_type": "residential"},
    "task": {"kind": "follow_up"},
    "visit": {"status": "completed"},
    "system": {"active": True},
    "asset": {"in_service": True},
    "invoice": {"kind": "invoice", "state": "posted"},
    "estimate": {"state": "open"},
    "link": {"role": "owner"},
    "interaction": {"channel": "call_in"},
}
# Fields that a new record may leave empty, though it needs them, and what happens then.
FOUND: Mapping[str, Mapping[str, str]] = {
    "inspection_report": {"visit": "Empty: the visit of that day is found, or entered with it"},
    "contract": {"end_date": "Empty: a year after the first day; two for an initial policy"},
}
# The one record of a kind that a new one names, where the customer has only one.
ONLY = {"property": "properties", "system": "systems"}


class Wanted:
    """What is to be edited: a kind, the record or None for a new one, and whose it is."""

    def __init__(
        self,
        kind: str,
        row_id: int | None = None,
        customer_id: int | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        self.kind = KINDS[kind]
        self.row_id = row_id
        self.customer_id = customer_id
        self.values = dict(values or {})


def open_record(
    parent: QWidget,
    context: Context,
    wanted: Wanted,
    opened: Opened,
    on_saved: Callable[[Saved], None] | None = None,
) -> None:
    """Read what the form needs, then show it; `opened` gets the window."""

    def ask(db: Session, _checkpoint: Checkpoint) -> tuple[Offers, Values]:
        offered = offers(db, wanted.customer_id)
        if wanted.row_id is None:
            return offered, _fresh(db, wanted, offered, context)
        return offered, read(db, wanted.kind.name, wanted.row_id)

    def show(answer: tuple[Offers, Values]) -> None:
        offered, values = answer
        dialog = _dialog(parent, Around(context, offered), wanted, values)
        dialog.on_saved = on_saved
        dialog.start(values)
        opened(dialog)

    context.jobs.run(ask, show, channel="record-form")


def _fresh(db: Session, wanted: Wanted, offered: Offers, context: Context) -> Values:
    """The values a new record begins with."""
    kind = wanted.kind
    values: Values = dict(USUAL.get(kind.name, {}))
    if kind.name in TODAY:
        values[TODAY[kind.name]] = context.as_of()
    if kind.field("customer") and wanted.customer_id is not None:
        values["customer"] = wanted.customer_id
    for key, table in ONLY.items():
        field, known = kind.field(key), offered.records.get(table, ())
        if field is not None and key not in values and len(known) == 1:
            values[key] = known[0].id
    values |= wanted.values
    if kind.name == "trip_ticket" and "visit" in values:
        values |= tickets.begun(db, values["visit"])
    return values


def _dialog(parent: QWidget, around: Around, wanted: Wanted, values: Values) -> FormDialog:
    kind, row_id = wanted.kind, wanted.row_id
    new = row_id is None
    title = f"New {kind.label.lower()}" if new else kind.label
    dialog = FormDialog(parent, around, title, _fields(wanted))
    dialog.said = f"{kind.label} {'entered' if new else 'changed'}."
    seen = dict(values)

    def write(everything: Values, changed: Values) -> Write:
        if row_id is None:
            given = {key: value for key, value in everything.items() if value not in (None, [], {})}
            enter = ENTER.get(kind.name)
            if enter is not None:
                return lambda db, now: enter(db, given, now, wanted.customer_id)
            return lambda db, now: create(db, kind.name, given, now)
        return lambda db, now: change(db, kind.name, row_id, changed, now, seen)

    dialog.write = write
    return dialog


def _fields(wanted: Wanted) -> tuple[Field, ...]:
    """The fields of the form; what entering a new record finds by itself may stay empty."""
    found = FOUND.get(wanted.kind.name, {}) if wanted.row_id is None else {}
    return tuple(
        replace(field, required=False, help=found[field.key]) if field.key in found else field
        for field in wanted.kind.fields
    )


def remove_record(context: Context, kind: str, row_id: int) -> None:
    """Remove a record; it can be taken back, so nothing is asked."""

    def refused(error: BaseException) -> None:
        if isinstance(error, wrong.NotAllowedError):
            context.notify(error.message)
        else:
            context.show_error(error)

    said = f"{KINDS[kind].label} removed."
    save(context, lambda db, now: remove(db, kind, row_id, now), said, on_error=refused)
