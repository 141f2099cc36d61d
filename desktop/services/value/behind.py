"""The customers behind a part of a picture: by its condition, or by what the records hold."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.segments import counting
from desktop.services.value import chosen, months, movement

MOVED = "matrix_cell"
_UNFOLLOWED = {movement.NEW, movement.GONE, "inactive"}
People = Select[Any]
# Parts whose customers no condition tells exactly: who came, left or is inactive today is among
# them. The list holds them all, a segment those of them who are live.
DIRECT: dict[str, Callable[..., People]] = {
    MOVED: lambda _db, _as_of, **values: movement.who(**values),
    "billed": months.billed,
    "served": months.served,
}


def has_tree(kind: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition selects them, or those of them who are live."""
    return kind in chosen.KINDS and not (kind == MOVED and {*values.values()} & _UNFOLLOWED)


def people(db: Session, kind: str, values: Mapping[str, Any], as_of: date) -> People:
    """The customers; of a month or a movement all, also who is inactive today."""
    if kind in DIRECT:
        return DIRECT[kind](db, as_of, **values)
    return counting.selection(db, chosen.tree(kind, **values), as_of)


def is_direct(kind: str) -> bool:
    """Whether the list may hold others than a condition finds today."""
    return kind in DIRECT


def live(db: Session, found: People) -> list[int]:
    """Those of them who are not inactive today."""
    among = CustomerFact.customer_id.in_(found)
    return list(db.scalars(select(CustomerFact.customer_id).where(CustomerFact.live, among)))


def listed(db: Session, found: People) -> list[int]:
    """Their numbers."""
    return list(db.scalars(found))


def number(db: Session, found: People) -> int:
    """How many these are."""
    return db.scalar(select(func.count()).select_from(found.subquery())) or 0
