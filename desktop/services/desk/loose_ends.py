"""Visits that still want a day, and the columns that every list of the desk selects."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, null, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Property
from desktop.models.work import IS_OPEN, ServiceLine, Visit


def columns(
    record: Any, customer: Any, what: Any, day: Any, cents: Any, by: Any | None = None
) -> Select[Any]:
    """What every list of the desk selects."""
    until = null() if by is None else by
    return select(
        record.label("record_id"), customer.label("customer_id"), what.label("what"),
        day.label("day"), cents.label("cents"), until.label("by"),
    )  # fmt: skip


def to_schedule(as_of: date) -> Select[Any]:
    """Visits that were promised and have no day to come: none yet, or it has passed."""
    return columns(
        Visit.id, Visit.customer_id, null(), Visit.scheduled_date, null(),
        Visit.booked_on,
    ).where(
        Visit.completed_date.is_(None),
        IS_OPEN,
        or_(Visit.scheduled_date.is_(None), Visit.scheduled_date < as_of),
    )  # fmt: skip


def work_words(db: Session, ids: Any) -> dict[int, str]:
    """What is to be done or was done and where, by visit: "Pump-out, 12 Oak St, Bryan"."""
    services: dict[int, list[str]] = defaultdict(list)
    lines = (
        select(ServiceLine.visit_id, ServiceLine.service)
        .where(ServiceLine.visit_id.in_(ids))
        .order_by(ServiceLine.visit_id, ServiceLine.position, ServiceLine.id)
    )
    for visit, service in db.execute(lines):
        services[visit].append(c.SERVICE.label(service))
    places = (
        select(Visit.id, Property.line1, Property.city)
        .outerjoin(Property, Property.id == Visit.property_id)
        .where(Visit.id.in_(ids))
    )
    return {
        one.id: ", ".join(
            part for part in (*dict.fromkeys(services[one.id]), one.line1, one.city) if part
        )
        for one in db.execute(places)
    }


def booked_words(db: Session, ids: Any) -> dict[int, str]:
    """The work that was promised, and the time of day that was asked for."""
    asked = dict(db.execute(select(Visit.id, Visit.time_window).where(Visit.id.in_(ids))).all())
    return {
        visit: ", ".join(part for part in (said, asked[visit]) if part)
        for visit, said in work_words(db, ids).items()
    }
