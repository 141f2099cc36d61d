"""Who belongs to a place on a day, and which places belong to a customer."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from desktop.models.customers import PropertyLink
from desktop.services.records.problems import refuse
from desktop.services.records.words import name_of

# Who pays for work at a place, when several belong to it.
PAYING = {"bill_to": 0, "owner": 1, "occupant": 2, "manager": 3}


def holds(day: date) -> ColumnElement[bool]:
    """Whether a link holds on a day; `to_date` is the first day on which it does not."""
    begun = or_(PropertyLink.from_date.is_(None), PropertyLink.from_date <= day)
    return begun & or_(PropertyLink.to_date.is_(None), PropertyLink.to_date > day)


def paying_first() -> Any:
    """An order of links: who pays comes first."""
    return case(PAYING, value=PropertyLink.role, else_=len(PAYING))


def billed(db: Session, place: int, day: date) -> int | None:
    """The customer who pays for work at a place on a day; None when nobody belongs to it."""
    statement = (
        select(PropertyLink.customer_id)
        .where(PropertyLink.property_id == place, holds(day))
        .order_by(paying_first(), PropertyLink.id)
        .limit(1)
    )
    return db.scalar(statement)


def places_of(db: Session, customer: int, day: date) -> list[int]:
    """The places that belong to a customer on a day."""
    statement = (
        select(PropertyLink.property_id)
        .distinct()
        .where(PropertyLink.customer_id == customer, holds(day))
        .order_by(PropertyLink.property_id)
    )
    return list(db.scalars(statement))


def only_place(db: Session, customer: int, day: date) -> int | None:
    """The one place of a customer; None without any.

    Raises:
        InvalidError: there are several, so the place has to be named.
    """
    found = places_of(db, customer, day)
    if len(found) > 1:
        raise refuse("property", "This customer has several properties; choose which one.")
    return found[0] if found else None


def place_name(db: Session, place: int) -> str:
    """What a place is called: "12 Oak St"."""
    return name_of(db, "properties", place).removeprefix("property ") or "this property"
