"""The customers behind a part of a picture: by its condition, or by the labels of two days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.segments import counting
from desktop.services.value import chosen, movement

MOVED = "matrix_cell"
_UNFOLLOWED = {movement.NEW, movement.GONE, "inactive"}
People = Select[Any]


def has_tree(kind: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition selects them: none finds who came, left or is inactive."""
    return kind != MOVED or not {*values.values()} & _UNFOLLOWED


def people(db: Session, kind: str, values: Mapping[str, Any], as_of: date) -> People:
    """The customers; of a cell of a movement all, also who is inactive today."""
    if kind == MOVED:
        return movement.who(**values)
    return counting.selection(db, chosen.tree(kind, **values), as_of)


def is_moved(kind: str) -> bool:
    """Whether they are told by the labels of two days, and so are the same on every later day."""
    return kind == MOVED


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
