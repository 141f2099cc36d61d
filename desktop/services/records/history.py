"""What was entered and edited, newest first, in plain words: old and new of every field."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models.choices import SHARE_BY, ZONE_KIND
from desktop.models.customers import Customer, Zone
from desktop.models.edits import Edit
from desktop.models.office import CustomField, CustomValue
from desktop.models.tables import metadata
from desktop.models.work import PaymentShare
from desktop.services.importing.batch.record_names import label
from desktop.services.records.fields import Field, columns_of, table_of
from desktop.services.records.forms import BY_TABLE, child_fields
from desktop.services.records.prepare import custom_field
from desktop.services.records.words import name_of, value_text

_UNSEEN = frozenset(["id", "uid", "position", "text_key", "polygon"])
_QUIET = frozenset(["edits", "source_keys"])
_SHARE = table_of(PaymentShare).c
# What has no form among the kinds of records, but a window of its own.
_OTHERS: Mapping[str, tuple[Field, ...]] = {
    "zones": tuple(
        Field(key, label, kind, choices=choices, column=table_of(Zone).c[key])
        for key, label, kind, choices in (
            ("name", "Name", "text", None),
            ("kind", "Kind", "choice", ZONE_KIND),
            ("zip_codes", "ZIP codes", "texts", None),
            ("counties", "Counties", "texts", None),
            ("minutes_up_to", "Minutes up to", "whole", None),
            ("service_weekdays", "Weekdays", "texts", None),
            ("colour", "Color", "text", None),
        )
    ),
    "payment_shares": tuple(
        Field(key, label, kind, choices=choices, column=_SHARE[column], target=target)
        for key, label, kind, choices, column, target in (
            ("payment", "Payment", "reference", None, "payment_id", "payments"),
            ("credit", "Credit", "reference", None, "credit_id", "invoices"),
            ("invoice", "Invoice", "reference", None, "invoice_id", "invoices"),
            ("amount", "Amount", "money", None, "amount_cents", None),
            ("by", "How", "choice", SHARE_BY, "by", None),
            ("applied_on", "Applied on", "date", None, "applied_on", None),
        )
    ),
}


class Detail(NamedTuple):
    """One value that an edit changed: of which record, which field, old and new in words."""

    record: str
    field: str
    old: str
    new: str


class EditLine(NamedTuple):
    """One action of the history; `at` is UTC."""

    id: int
    at: datetime
    user: str
    action: str
    customer_id: int | None
    customer: str
    undone_at: datetime | None
    details: tuple[Detail, ...]


def history(
    db: Session, customer_id: int | None = None, limit: int = 50, *, of_office: bool = False
) -> list[EditLine]:
    """The latest actions, of one customer or of all; undone ones say so.

    With `of_office` those about records that belong to no customer: zones, technicians, counties.
    """
    statement = (
        select(Edit, Customer.display_name)
        .outerjoin(Customer, Customer.id == Edit.customer_id)
        .order_by(Edit.id.desc())
        .limit(limit)
    )
    if of_office:
        statement = statement.where(Edit.customer_id.is_(None))
    elif customer_id is not None:
        statement = statement.where(
            or_(Edit.customer_id == customer_id, Edit.other_customer_id == customer_id)
        )
    return [
        EditLine(
            edit.id,
            edit.at,
            edit.user or "",
            edit.action,
            edit.customer_id,
            name or "",
            edit.undone_at,
            tuple(_details(db, edit.changes)),
        )
        for edit, name in db.execute(statement).all()
    ]


def _details(db: Session, changes: list[dict[str, Any]]) -> Iterator[Detail]:
    for change in changes:
        if change["table"] in _QUIET or change["table"] not in metadata.tables:
            continue
        before, after = change["before"] or {}, change["after"] or {}
        record = _called(db, change, before | after)
        fields = _fields(db, change, before | after)
        made_or_gone = change["before"] is None or change["after"] is None
        for column in dict.fromkeys([*before, *after]):
            if column in _UNSEEN or (made_or_gone and column not in fields):
                continue
            field = fields.get(column) or Field(column, _spoken(column), "text")
            old, new = (value_text(db, field, one.get(column)) for one in (before, after))
            if old != new:
                yield Detail(record, field.label, old, new)


def _called(db: Session, change: dict[str, Any], values: dict[str, Any]) -> str:
    """The record in words; a row that is gone by what it said."""
    name = name_of(db, change["table"], change["row_id"])
    if name.endswith(f" number {change['row_id']}"):
        own = values.get("display_name") or values.get("line1") or values.get("tag") or ""
        name = f"{label(change['table'])} {own}".strip()
    return name[:1].upper() + name[1:]


def _fields(db: Session, change: dict[str, Any], values: dict[str, Any]) -> dict[str, Field]:
    """The fields of a table by column; a value of an own field is called as the office calls it."""
    table = change["table"]
    if table == CustomValue.__tablename__:
        stored = select(CustomValue.field_id).where(CustomValue.id == change["row_id"])
        own = db.get(CustomField, values.get("field_id") or db.scalar(stored) or 0)
        if own is None:
            return {}
        column, field = custom_field(own.type, own.label, own.choices or ())
        return {column: field}
    if table in BY_TABLE:
        return columns_of(BY_TABLE[table].fields)
    return columns_of(_OTHERS.get(table) or child_fields(table))


def _spoken(column: str) -> str:
    said = column.removesuffix("_id").removesuffix("_cents").replace("_", " ")
    return said[:1].upper() + said[1:]
