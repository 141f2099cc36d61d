"""Visits that still want a day, and trip tickets that are missing or not complete (domain 2.6)."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import TripTicket
from desktop.models.customers import Property
from desktop.models.work import IS_OPEN, DisposalSite, ServiceLine, Visit
from desktop.services.dates import add_days

TICKETED = ("GREASE", "GRIT")  # the city asks for the ticket of each of these
TICKET_DAYS = 90  # how far back a missing ticket is asked for: the cycle of a grease trap
DIFFER_PER_CENT = 5  # of the gallons collected; a larger difference wants a word
_WHOLE = 100

# What a complete ticket says, in the groups of the form, each with how people call it.
TICKET_PARTS: tuple[tuple[str, ColumnElement[bool]], ...] = (
    ("day collected", TripTicket.collected_on.is_(None)),
    ("kind of waste", TripTicket.waste_kind.is_(None)),
    ("gallons collected", TripTicket.gallons_collected.is_(None)),
    ("size of the trap", TripTicket.trap_volume_gal.is_(None)),
    ("customer's signature", TripTicket.generator_signed.is_not(True)),
    ("driver", TripTicket.technician_id.is_(None)),
    ("disposal site", TripTicket.disposal_site_id.is_(None)),
    ("day deposited", TripTicket.deposited_on.is_(None)),
    ("gallons received", TripTicket.gallons_received.is_(None)),
    ("receiver", func.coalesce(func.trim(TripTicket.received_by), "") == ""),
    (
        "permit of the disposal site",
        and_(
            DisposalSite.id.is_not(None), func.coalesce(func.trim(DisposalSite.permit_no), "") == ""
        ),
    ),
)
# Both sides times a hundred: whole numbers in every database.
GALLONS_DIFFER: ColumnElement[bool] = and_(
    func.abs(TripTicket.gallons_received - TripTicket.gallons_collected) * _WHOLE
    > TripTicket.gallons_collected * DIFFER_PER_CENT,
    func.coalesce(func.trim(TripTicket.discrepancy_note), "") == "",
)


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


def tickets_missing(as_of: date) -> Select[Any]:
    """Traps emptied of late for which no trip ticket is on file."""
    emptied = (
        select(ServiceLine.id)
        .where(ServiceLine.visit_id == Visit.id, ServiceLine.service.in_(TICKETED))
        .exists()
    )
    ticket = select(TripTicket.id).where(TripTicket.visit_id == Visit.id).exists()
    return columns(Visit.id, Visit.customer_id, null(), Visit.completed_date, null()).where(
        Visit.status == "completed",
        Visit.completed_date >= add_days(as_of, -TICKET_DAYS),
        Visit.completed_date <= as_of,
        emptied,
        ~ticket,
    )


def tickets_open(_as_of: date) -> Select[Any]:
    """Trip tickets with something missing, or with gallons that differ and no word about it."""
    return (
        columns(TripTicket.id, Visit.customer_id, null(), TripTicket.collected_on, null())
        .join_from(TripTicket, Visit, Visit.id == TripTicket.visit_id, isouter=True)
        .outerjoin(DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .where(or_(GALLONS_DIFFER, *(missing for _, missing in TICKET_PARTS)))
    )


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


def ticket_words(db: Session, ids: Any) -> dict[int, str]:
    """The number of each ticket and what it lacks: "T-1001: no driver, day deposited"."""
    named = (missing.label(f"part{n}") for n, (_, missing) in enumerate(TICKET_PARTS))
    statement = (
        select(TripTicket, GALLONS_DIFFER.label("differ"), *named)
        .outerjoin(DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .where(TripTicket.id.in_(ids))
    )
    return {one[0].id: _lacks(*one) for one in db.execute(statement)}


def _lacks(ticket: TripTicket, differ: object, *missing: object) -> str:
    lacks = [name for (name, _), is_it in zip(TICKET_PARTS, missing, strict=True) if is_it]
    said = [f"no {', '.join(lacks)}"] if lacks else []
    if differ:
        given, received = ticket.gallons_collected or 0, ticket.gallons_received or 0
        said.append(f"{given:,} gallons collected but {received:,} received")
    return f"{ticket.ticket_no}: {'; '.join(said)}"
