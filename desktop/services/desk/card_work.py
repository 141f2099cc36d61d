"""What was done for a customer and what was promised: visits with lines, contracts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.work import IS_OPEN, ServiceLine, Technician, Visit
from desktop.services.care.contracts import (
    STATES,
    Owed,
    file_by,
    is_expiring,
    provided,
    state,
    successor,
    visits_owed,
)
from desktop.services.care.rules import load_rules
from desktop.services.care.signed import agreements_beside
from desktop.services.desk.card_terms import included
from desktop.services.desk.contract_days import is_of_aerobic
from desktop.services.records.words import money_text

LAST_VISITS = 6


class LineCard(NamedTuple):
    """One piece of work of a visit."""

    service: str  # in words
    asset_id: int | None
    gallons: int | None
    condition: str
    sludge_in: Decimal | None
    scum_in: Decimal | None
    grease: int | None  # percent of the wetted height
    effluent: str  # the level as the technician wrote it
    parts: str
    notes: str


# What a line says of what was found, in the order of the sentence.
FOUND: Mapping[str, Callable[[LineCard], str]] = {
    "sludge": lambda one: f"sludge {one.sludge_in.normalize():f} in" if one.sludge_in else "",
    "scum": lambda one: f"scum {one.scum_in.normalize():f} in" if one.scum_in else "",
    "grease": lambda one: f"grease and solids {one.grease}%" if one.grease is not None else "",
    "effluent": lambda one: f"effluent level {one.effluent}" if one.effluent else "",
    "parts": lambda one: f"parts: {one.parts}" if one.parts else "",
}


def is_told(line: LineCard) -> bool:
    """Whether a line says more than service, gallons and condition."""
    return bool(told(line, named=False))


def told(line: LineCard, *, named: bool = True) -> str:
    """What was found and put in: "Pump-out: sludge 14 in, scum 6 in. Baffle cracked"."""
    found = ", ".join(said for said in (say(line) for say in FOUND.values()) if said)
    whole = ". ".join(part for part in (found[:1].upper() + found[1:], line.notes.strip()) if part)
    return f"{line.service}: {whole}" if named and whole else whole


class VisitCard(NamedTuple):
    """A visit, done or planned; `day` is the day it was done, else the one it is planned for."""

    visit_id: int
    day: date | None
    status: str
    services: str
    technician: str
    amount_cents: int | None
    note: str
    lines: tuple[LineCard, ...]
    for_whom: str  # who else it was done for: the house had another owner then
    window: str  # the time of day that was asked for

    @property
    def gallons(self) -> int:
        """What was pumped."""
        return sum(line.gallons or 0 for line in self.lines)

    @property
    def conditions(self) -> str:
        """Every condition that was noted, once."""
        return ", ".join(dict.fromkeys(line.condition for line in self.lines if line.condition))


_BILLED = {
    c.BILLING.label("prepaid"): "prepaid",
    c.BILLING.label("per_visit"): "billed per visit",
    c.BILLING.label("monthly"): "billed monthly",
}


class ContractCard(NamedTuple):
    """A contract, how it stands, and what of its visits is done."""

    contract_id: int
    no: str
    kind: str
    state: str  # a key of `care.contracts.STATES`
    state_words: str
    start: date
    end: date | None
    visits_per_year: Decimal | None
    price_cents: int | None
    is_expiring: bool
    file_by: date | None
    filed_on: date | None
    followed_by: int | None
    owed: Owed | None
    services: tuple[str, ...]  # what it includes: "Aerobic inspection every 4 months"
    billing: str

    @property
    def price(self) -> str:
        """What all of it costs and how that is paid: "$285.00, billed per visit"."""
        cents = "" if self.price_cents is None else money_text(self.price_cents)
        return ", ".join(part for part in (cents, _BILLED.get(self.billing, "")) if part)


def visits(
    db: Session, customer_id: int, places: Sequence[int], as_of: date
) -> tuple[VisitCard, ...]:
    """The latest finished visits, newest first; the history of a house stays with the house."""
    return _visits(
        db,
        customer_id,
        select(Visit.id, Visit.completed_date.label("day"))
        .where(
            _own_or_at(customer_id, places),
            Visit.status == "completed",
            Visit.completed_date <= as_of,
        )
        .order_by(Visit.completed_date.desc(), Visit.id.desc())
        .limit(LAST_VISITS),
    )


def booked(db: Session, customer_id: int, places: Sequence[int]) -> tuple[VisitCard, ...]:
    """The visits still to come, those without a day last."""
    return _visits(
        db,
        customer_id,
        select(Visit.id, Visit.scheduled_date.label("day"))
        .where(_own_or_at(customer_id, places), IS_OPEN)
        .order_by(Visit.scheduled_date.asc().nulls_last(), Visit.id),
    )


def _own_or_at(customer_id: int, places: Sequence[int]) -> ColumnElement[bool]:
    return or_(Visit.customer_id == customer_id, Visit.property_id.in_(places))


def _visits(db: Session, customer_id: int, wanted: Any) -> tuple[VisitCard, ...]:
    days = {row.id: row.day for row in db.execute(wanted)}
    other = case((Visit.customer_id != customer_id, Customer.display_name), else_=None)
    statement = (
        select(Visit, Technician.name, other)
        .outerjoin(Technician, Technician.id == Visit.technician_id)
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .where(Visit.id.in_(list(days)))
    )
    found: dict[int, Any] = {row[0].id: row for row in db.execute(statement)}
    lines = _lines(db, list(days))
    return tuple(_visit(found[key], day, lines[key]) for key, day in days.items())


def _visit(found: Any, day: date | None, lines: list[LineCard]) -> VisitCard:
    visit, technician, other = found
    return VisitCard(
        visit.id, day, c.VISIT_STATUS.label(visit.status),
        ", ".join(dict.fromkeys(line.service for line in lines)), technician or "",
        visit.amount_cents, visit.note or "", tuple(lines), other or "",
        visit.time_window or "",
    )  # fmt: skip


def _lines(db: Session, visit_ids: list[int]) -> dict[int, list[LineCard]]:
    found: dict[int, list[LineCard]] = defaultdict(list)
    statement = (
        select(ServiceLine)
        .where(ServiceLine.visit_id.in_(visit_ids))
        .order_by(ServiceLine.visit_id, ServiceLine.position, ServiceLine.id)
    )
    for one in db.scalars(statement):
        found[one.visit_id].append(
            LineCard(
                c.SERVICE.label(one.service), one.asset_id, one.gallons,
                c.CONDITION.label(one.condition), one.sludge_in, one.scum_in, one.grease_percent,
                one.effluent_level or "", one.parts or "", one.notes or "",
            )
        )  # fmt: skip
    return found


def contracts(db: Session, customer_id: int, as_of: date) -> tuple[ContractCard, ...]:
    """The contracts of a customer: active ones first, then the latest to end."""
    rules = load_rules(db)
    statement = (
        select(Contract, is_of_aerobic())
        .where(Contract.customer_id == customer_id)
        .order_by(Contract.start_date.desc(), Contract.id.desc())
    )
    rows = db.execute(statement).all()
    known = agreements_beside(db, [one.id for one, _ in rows])
    done = _Done(db, [one for one, _ in rows if state(known[one.id], as_of) == "active"])
    services = included(db, [one.id for one, _ in rows])
    cards = []
    for one, is_aerobic in rows:
        agreement = known[one.id]
        now = state(agreement, as_of)
        follower = successor(agreement, known.values(), as_of, rules)
        owed = visits_owed(agreement, done.of(one.id), as_of) if now == "active" else None
        cards.append(
            ContractCard(
                one.id, one.no or "", c.CONTRACT_KIND.label(one.kind), now, STATES[now],
                one.start_date, one.end_date, one.visits_per_year, one.price_cents,
                is_expiring(agreement, known.values(), as_of, rules),
                file_by(agreement, rules) if is_aerobic else None,
                one.filed_with_authority_on, follower.id if follower else None, owed,
                services[one.id], c.BILLING.label(one.billing),
            )
        )  # fmt: skip
    return tuple(sorted(cards, key=lambda card: (card.state != "active", card.state != "future")))


class _Done:
    """The finished visits that count for a contract: of its services, at its system or place."""

    def __init__(self, db: Session, active: Iterable[Contract]) -> None:
        self._days: dict[int, set[date]] = {}
        for one in active:
            services = self._services(db, one)
            self._days[one.id] = self._days_of(db, one, services)

    def of(self, contract_id: int) -> set[date]:
        """The days of work of a contract."""
        return self._days.get(contract_id, set())

    @staticmethod
    def _services(db: Session, one: Contract) -> tuple[str, ...]:
        statement = select(ContractLine.service).where(ContractLine.contract_id == one.id)
        return provided(one.kind, db.scalars(statement))

    @staticmethod
    def _days_of(db: Session, one: Contract, services: tuple[str, ...]) -> set[date]:
        statement = (
            select(Visit.completed_date)
            .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
            .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
            .where(Visit.status == "completed", Visit.completed_date >= one.start_date)
        )
        if services:
            statement = statement.where(ServiceLine.service.in_(services))
        if one.system_id is not None:
            place = select(System.property_id).where(System.id == one.system_id)
            here = or_(Asset.id.is_(None), Asset.system_id == one.system_id)
            statement = statement.where(and_(Visit.property_id.in_(place), here))
        elif one.property_id is not None:
            statement = statement.where(Visit.property_id == one.property_id)
        else:
            statement = statement.where(Visit.customer_id == one.customer_id)
        return {day for day in db.scalars(statement) if day is not None}
