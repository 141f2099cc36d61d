"""Under which customer an action is shown: whose record it is, or whose place."""

from typing import Any

from sqlalchemy import Table, case, select
from sqlalchemy.orm import Session

from desktop.models.customers import PropertyLink
from desktop.models.tables import metadata
from desktop.services.importing.batch.images import dicts

# Who answers for a place when several belong to it; the rule of the due list.
ROLES = {"owner": 0, "bill_to": 1, "occupant": 2, "manager": 3}
_WAYS = ("system_id", "visit_id", "contract_id")


def shown_under(db: Session, table: Table, row_id: int) -> int | None:
    """The customer whose history shows what happened to a row."""
    if table.name == "customers":
        return row_id
    found = dicts(db, select(table).where(table.c.id == row_id))
    return _of_row(db, found[0], table) if found else None


def _of_row(db: Session, row: dict[str, Any], table: Table) -> int | None:
    if row.get("customer_id") is not None:
        return int(row["customer_id"])
    place = row["id"] if table.name == "properties" else row.get("property_id")
    if place is not None:
        return answering(db, place)
    for column in _WAYS:
        if row.get(column) is not None:
            (key,) = table.c[column].foreign_keys
            return shown_under(db, metadata.tables[key.column.table.name], row[column])
    return None


def answering(db: Session, place: int) -> int | None:
    """The customer who belongs to a place: of those who still do, the first by role."""
    statement = (
        select(PropertyLink.customer_id)
        .where(PropertyLink.property_id == place)
        .order_by(
            case((PropertyLink.to_date.is_(None), 0), else_=1),
            PropertyLink.to_date.desc(),
            case(ROLES, value=PropertyLink.role, else_=len(ROLES)),
            PropertyLink.id.desc(),
        )
        .limit(1)
    )
    return db.scalar(statement)
