"""What the places of a customer are due for: shown before and after work is entered."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import DueItem
from desktop.services.records.places import place_name, places_of


class NextDue(NamedTuple):
    """The earliest due day of a service at a place; `status` is a key of `care.due.STATUSES`."""

    due: date | None
    status: str


def next_due(db: Session, property_id: int, service: str) -> NextDue | None:
    """When a service is due next at a place; None when nothing there calls for it."""
    statement = (
        select(DueItem.due, DueItem.status)
        .where(
            DueItem.property_id == property_id,
            DueItem.service == service,
            DueItem.status != "not_applicable",
        )
        .order_by(DueItem.due.asc().nulls_last(), DueItem.customer_id, DueItem.asset_id)
        .limit(1)
    )
    row = db.execute(statement).first()
    return NextDue(*row) if row else None


class StopPlace(NamedTuple):
    """A place where work may have been done, and what it is likely to have been."""

    property_id: int
    label: str
    service: str  # "" when nothing is called for


def stop_places(db: Session, customer_id: int, as_of: date) -> tuple[StopPlace, ...]:
    """The places of a customer, each with the service that is due first."""
    return tuple(
        StopPlace(place, place_name(db, place), _first_service(db, place))
        for place in places_of(db, customer_id, as_of)
    )


def _first_service(db: Session, property_id: int) -> str:
    statement = (
        select(DueItem.service)
        .where(DueItem.property_id == property_id, DueItem.status != "not_applicable")
        .order_by(DueItem.due.asc().nulls_last(), DueItem.service)
        .limit(1)
    )
    return db.scalar(statement) or ""
