"""What a person calls a record: its kind, its number, and whose it is."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.tables import metadata
from desktop.services.importing.batch.images import rows_where

LABELS = {
    "customers": "customer",
    "customer_phones": "phone number",
    "customer_tags": "tag",
    "properties": "property",
    "property_links": "link to a property",
    "systems": "system",
    "assets": "tank",
    "contracts": "contract",
    "visits": "visit",
    "service_lines": "service line",
    "estimates": "estimate",
    "invoices": "invoice",
    "payments": "payment",
    "payment_shares": "applied payment",
    "other_transactions": "other transaction",
    "tasks": "task",
    "custom_fields": "custom field",
    "custom_values": "value of a custom field",
    "source_keys": "name in another program",
    "static_members": "member of a static segment",
    "interactions": "contact",
    "notes": "note",
    "sketches": "location sketch",
    "zones": "zone",
    "inspection_reports": "inspection report",
    "trip_tickets": "trip ticket",
    "technicians": "technician",
    "trucks": "truck",
    "disposal_sites": "disposal site",
    "county_rules": "county rule",
    "postponements": "postponement",
    "customer_merges": "merge of two customers",
}
_OWNERS = (("customer_id", "customers"), ("system_id", "systems"), ("property_id", "properties"))
_OWN_NAMES = ("display_name", "line1", "label", "name", "number", "tag")


def label(table: str) -> str:
    """The kind of a record in one word or few."""
    return LABELS.get(table, table.replace("_", " "))


def names(db: Session, table: str, ids: Collection[int]) -> dict[int, str]:
    """What the rows of a table are called: "customer Reyes, Ana", "invoice 2288 of Reyes, Ana"."""
    return {
        row_id: f"{label(table)} {name}".rstrip() for row_id, name in _names(db, table, ids).items()
    }


def _names(db: Session, table: str, ids: Collection[int]) -> dict[int, str]:
    source = metadata.tables[table]
    rows = rows_where(db, source, source.c.id, ids)
    for column, owners in _OWNERS:
        if column in source.c and table != owners:
            of = _names(db, owners, {row[column] for row in rows if row[column] is not None})
            return {row["id"]: _of(row, of.get(row[column] or 0, "")) for row in rows}
    return {row["id"]: _own(row) for row in rows}


def _own(row: dict[str, Any]) -> str:
    return next((str(row[key]) for key in _OWN_NAMES if row.get(key)), "")


def _of(row: dict[str, Any], owner: str) -> str:
    own = _own(row)
    return f"{own} of {owner.removeprefix('of ')}".strip() if owner else own
