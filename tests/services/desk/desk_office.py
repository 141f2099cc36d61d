"""Offices for the tests of the desk: one house with a tank, and random ones with papers."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import InspectionReport, Note, Postponement
from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import DueItem
from desktop.models.tasks import Task
from desktop.models.work import Estimate, ServiceLine, Visit
from desktop.services import facts
from tests.services.facts.random_office import Maker

TODAY = date(2026, 6, 15)  # a Monday
FEW = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def after(days: int) -> date:
    return TODAY + timedelta(days)


class House(NamedTuple):
    customer: int
    place: int
    system: int
    tank: int


def add(db: Session, row: Any) -> int:
    """Add a record; its number."""
    db.add(row)
    db.flush()
    number: int = row.id
    return number


def house(db: Session, due: date | None = None, zone_id: int | None = None, **tank: Any) -> House:
    """An active customer who owns a house with a septic tank, due on a day set by hand."""
    customer = add(db, Customer(display_name="Reyes, Ana", status="active", account_no=None))
    place = add(db, Property(line1="1 Oak", city="Bryan", zone_id=zone_id))
    db.add(PropertyLink(customer_id=customer, property_id=place, role="owner"))
    system = add(db, System(property_id=place, kind="conventional"))
    values = {"capacity_gal": 1000, "due_override": due, "due_override_set_on": due} | tank
    asset = add(db, Asset(system_id=system, kind="septic_tank", **values))
    return House(customer, place, system, asset)


def random_office(db: Session, seed: int) -> None:
    """A random office with papers on the desk."""
    Maker(seed, TODAY).fill(db)
    r = Random(seed)
    facts.refresh(db, TODAY)
    people = list(db.scalars(select(Customer.id)))
    places = list(db.scalars(select(Property.id)))
    for customer in people:
        _papers(db, r, customer, r.choice(places))
    _contracts(db, r)
    _postpone(db, r)
    facts.refresh(db, TODAY)


def _day(r: Random) -> date:
    return after(r.choice((-61, -60, -31, -30, -29, -15, -14, -1, 0, 1, 30, 31, 60, 61)))


def _papers(db: Session, r: Random, customer: int, place: int) -> None:
    for _ in range(r.randint(0, 3)):
        kind = r.choice(list(c.TASK_KIND))
        done = r.choice((None, None, _day(r)))
        who = r.choice((customer, None))
        db.add(Task(customer_id=who, kind=kind, text="Call", due_date=_day(r), done_on=done,
                    created_on=r.choice((None, _day(r)))))  # fmt: skip
        state = r.choice(list(c.ESTIMATE_STATE))
        at = r.choice((None, place))
        cents = r.choice((None, 50_000))
        db.add(Estimate(customer_id=customer, property_id=at, issued_on=_day(r), state=state,
                        amount_cents=cents))  # fmt: skip
        db.add(Note(customer_id=customer, written_on=_day(r), text="Likes to talk"))
    system = db.scalar(select(System.id))
    visit = db.scalar(select(Visit.id))
    if system and visit:
        db.add(InspectionReport(visit_id=visit, system_id=system, inspection_date=_day(r),
                                filed_on=r.choice((None, _day(r)))))  # fmt: skip


def _contracts(db: Session, r: Random) -> None:
    for system in db.scalars(select(System).order_by(System.id)):
        for _ in range(r.randint(0, 3)):
            customer = db.scalar(select(Customer.id).order_by(Customer.id.desc()))
            filed = r.choice((None, after(-5)))
            db.add(Contract(customer_id=customer, system_id=system.id, kind="inspection_only",
                            start_date=_day(r), end_date=_day(r), visits_per_year=3,
                            filed_with_authority_on=filed))  # fmt: skip


def _postpone(db: Session, r: Random) -> None:
    for item in db.scalars(select(DueItem).where(DueItem.due.is_not(None))).all():
        if r.random() < 0.3:
            db.add(Postponement(
                system_id=item.system_id, asset_id=item.asset_id or None, service=item.service,
                due_date=item.due, reason=r.choice(list(c.POSTPONE_REASON)),
                recovery_date=_day(r)))  # fmt: skip
        if r.random() < 0.3:
            visit = add(db, Visit(property_id=item.property_id, status="booked"))
            db.add(ServiceLine(visit_id=visit, service=item.service))
    db.flush()
