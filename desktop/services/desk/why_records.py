"""The records behind the labels of one customer, read once for all of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Contract, System
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.tasks import Task
from desktop.models.work import IS_OPEN, Estimate, Interaction, Visit
from desktop.services.care.contracts import state_between
from desktop.services.care.rules import Rules, load_rules
from desktop.services.dates import add_days, add_months
from desktop.services.days import DayWriter, day_text
from desktop.services.desk.why_wear import Wear, read_wear
from desktop.services.facts.attempts import ATTEMPTS, LATEST, WITHIN_DAYS, responded_first
from desktop.services.facts.scope import at
from desktop.services.facts.services import window_start
from desktop.services.territory.zone_list import ZoneOf, zone_of
from desktop.services.value import lifetime
from desktop.services.value.grouping import group_of
from desktop.services.value.rfm_reason import InForce, in_force

_YEAR = 12


class Attempt(NamedTuple):
    """One try to reach the customer."""

    day: date
    channel: str
    outcome: str | None


class Ground(NamedTuple):
    """A system of a current property."""

    kind: str
    active: bool
    use: str | None
    seasonal: str | None = None


class Records(NamedTuple):
    """Everything that decides a label."""

    as_of: date
    rules: Rules
    customer: Customer
    fact: CustomerFact
    items: Sequence[DueItem]
    contracts: Sequence[Contract]
    grounds: tuple[Ground, ...]
    visit_days: tuple[date, ...]  # one per property and day, of the last 36 months
    attempts: tuple[Attempt, ...]  # the latest three of a year
    complaint_since: date | None
    estimates: int
    open_visits: int
    rfm: InForce
    assumptions: str  # behind lifetime values, in words
    group: str | None  # of behaviour, as found last
    zone: ZoneOf  # of the main property
    wear: Wear
    write_day: DayWriter  # how words about them say a day

    @property
    def last_year(self) -> int:
        """Visits of the last 12 months."""
        return sum(1 for day in self.visit_days if day > add_months(self.as_of, -_YEAR))

    @property
    def year_before(self) -> int:
        """Visits of the 12 months before."""
        first, last = add_months(self.as_of, -2 * _YEAR), add_months(self.as_of, -_YEAR)
        return sum(1 for day in self.visit_days if first < day <= last)

    def contracts_in(self, state: str) -> list[Contract]:
        """The contracts in a state on the day."""
        return [
            one
            for one in self.contracts
            if state_between(one.start_date, one.end_date, one.cancel_date, self.as_of) == state
        ]


def read_records(
    db: Session, customer_id: int, as_of: date, write_day: DayWriter = day_text
) -> Records | None:
    """The records of a customer; None when there is no such customer, or nothing known yet."""
    customer, fact = db.get(Customer, customer_id), db.get(CustomerFact, customer_id)
    if customer is None or fact is None:
        return None
    rules = load_rules(db)
    return Records(
        as_of=as_of,
        rules=rules,
        customer=customer,
        fact=fact,
        items=_items(db, customer_id),
        contracts=_contracts(db, customer_id),
        grounds=_grounds(db, customer_id, as_of),
        visit_days=_visit_days(db, customer_id, as_of),
        attempts=_attempts(db, customer_id, as_of),
        complaint_since=_complaint_since(db, customer_id, as_of),
        estimates=len(_estimates(db, customer_id, as_of)),
        open_visits=len(_open_visits(db, customer_id, as_of, rules)),
        rfm=in_force(db),
        assumptions=lifetime.assumptions(db).written(write_day),
        group=db.scalar(select(group_of(customer_id))),
        zone=zone_of(db, fact.main_property_id or 0),
        wear=read_wear(db, customer_id, as_of, rules),
        write_day=write_day,
    )


def _items(db: Session, customer_id: int) -> Sequence[DueItem]:
    statement = (
        select(DueItem)
        .where(DueItem.customer_id == customer_id)
        .order_by(
            DueItem.due.asc().nulls_last(), DueItem.system_id, DueItem.asset_id, DueItem.service
        )
    )
    return db.scalars(statement).all()


def _contracts(db: Session, customer_id: int) -> Sequence[Contract]:
    statement = (
        select(Contract)
        .where(Contract.customer_id == customer_id)
        .order_by(Contract.start_date.desc(), Contract.id.desc())
    )
    return db.scalars(statement).all()


def _grounds(db: Session, customer_id: int, as_of: date) -> tuple[Ground, ...]:
    statement = (
        select(System.kind, System.active, Property.use, Property.seasonal)
        .join_from(PropertyLink, Property, Property.id == PropertyLink.property_id)
        .outerjoin(System, System.property_id == Property.id)
        .where(PropertyLink.customer_id == customer_id, at(as_of))
        .order_by(System.id)
    )
    return tuple(
        Ground(kind or "", bool(active), use, seasonal)
        for kind, active, use, seasonal in db.execute(statement)
    )


def _visit_days(db: Session, customer_id: int, as_of: date) -> tuple[date, ...]:
    statement = (
        select(Visit.property_id, Visit.completed_date)
        .where(
            Visit.customer_id == customer_id,
            Visit.status == "completed",
            Visit.completed_date > window_start(as_of),
            Visit.completed_date <= as_of,
        )
        .distinct()
        .order_by(Visit.completed_date.desc())
    )
    return tuple(day for _, day in db.execute(statement) if day)


def _attempts(db: Session, customer_id: int, as_of: date) -> tuple[Attempt, ...]:
    statement = (
        select(Interaction.date, Interaction.channel, Interaction.outcome)
        .where(
            Interaction.customer_id == customer_id,
            Interaction.channel.in_(ATTEMPTS),
            Interaction.date.between(add_days(as_of, -WITHIN_DAYS), as_of),
        )
        .order_by(
            Interaction.date.desc(), responded_first(Interaction.outcome), Interaction.id.desc()
        )
        .limit(LATEST)
    )
    return tuple(Attempt(*row) for row in db.execute(statement))


def _complaint_since(db: Session, customer_id: int, as_of: date) -> date | None:
    statement = (
        select(Task.created_on)
        .where(
            Task.customer_id == customer_id,
            Task.kind == "complaint",
            or_(Task.done_on.is_(None), Task.done_on > as_of),
            Task.created_on <= as_of,
        )
        .order_by(Task.created_on)
        .limit(1)
    )
    return db.scalar(statement)


def _estimates(db: Session, customer_id: int, as_of: date) -> Sequence[int]:
    statement = select(Estimate.id).where(
        Estimate.customer_id == customer_id, Estimate.issued_on <= as_of
    )
    return db.scalars(statement).all()


def _open_visits(db: Session, customer_id: int, as_of: date, rules: Rules) -> Sequence[int]:
    """The bookings that count: one whose day passed more than a week ago does not."""
    since = add_days(as_of, -rules.booked_days)
    to_come = or_(Visit.scheduled_date.is_(None), Visit.scheduled_date >= since)
    statement = select(Visit.id).where(Visit.customer_id == customer_id, IS_OPEN, to_come)
    return db.scalars(statement).all()
