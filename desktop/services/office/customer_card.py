"""What the office wants to see of one customer at a glance."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, CustomerPhone, CustomerTag, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import CustomerFact
from desktop.models.work import ServiceLine, Technician, Visit

LAST_VISITS = 6


class Phone(NamedTuple):
    """One number and what kind it is."""

    number: str
    kind: str


class Place(NamedTuple):
    """A property of the customer: where, in which role, and what lies in the ground."""

    address: str
    role: str
    systems: tuple[str, ...]


class PastVisit(NamedTuple):
    """A finished visit."""

    day: date
    services: str
    technician: str
    amount_cents: int | None


class Promise(NamedTuple):
    """A contract and until when it runs."""

    kind: str
    start: date
    end: date | None


class CustomerCard(NamedTuple):
    """One customer; money in cents."""

    id: int
    name: str
    account_no: str | None
    kind: str
    status: str
    phones: tuple[Phone, ...]
    email: str | None
    mail_to: str
    tags: tuple[str, ...]
    places: tuple[Place, ...]
    contracts: tuple[Promise, ...]
    visits: tuple[PastVisit, ...]
    services: int
    open_balance_cents: int | None
    lifetime_revenue_cents: int | None
    notes: str | None


def customer_card(db: Session, customer_id: int, as_of: date) -> CustomerCard | None:
    """The card of a customer; None when there is no such customer (any more)."""
    customer = db.get(Customer, customer_id)
    if customer is None:
        return None
    fact = db.get(CustomerFact, customer_id)
    return CustomerCard(
        id=customer.id,
        name=customer.display_name,
        account_no=customer.account_no,
        kind=c.CUSTOMER_TYPE.label(customer.customer_type),
        status=c.CUSTOMER_STATUS.label(customer.status),
        phones=_phones(db, customer_id),
        email=customer.email,
        mail_to=_address(
            customer.line1, customer.line2, customer.city, customer.state, customer.zip5
        ),
        tags=_tags(db, customer_id),
        places=_places(db, customer_id, as_of),
        contracts=_contracts(db, customer_id, as_of),
        visits=_visits(db, customer_id),
        services=fact.service_count if fact else 0,
        open_balance_cents=fact.open_balance_cents if fact else None,
        lifetime_revenue_cents=fact.lifetime_revenue_cents if fact else None,
        notes=customer.notes,
    )


def _address(
    line1: str | None, line2: str | None, city: str | None, state: str | None, zip5: str | None
) -> str:
    """An address in one line: "14210 FM 2818, Bryan, TX 77807"."""
    region = " ".join(part for part in (state, zip5) if part)
    return ", ".join(part for part in (line1, line2, city, region) if part)


def _phones(db: Session, customer_id: int) -> tuple[Phone, ...]:
    statement = (
        select(CustomerPhone.number, CustomerPhone.kind)
        .where(CustomerPhone.customer_id == customer_id)
        .order_by(CustomerPhone.position)
    )
    return tuple(Phone(number, c.PHONE_KIND.label(kind)) for number, kind in db.execute(statement))


def _tags(db: Session, customer_id: int) -> tuple[str, ...]:
    statement = (
        select(CustomerTag.tag)
        .where(CustomerTag.customer_id == customer_id)
        .order_by(CustomerTag.tag)
    )
    return tuple(db.scalars(statement))


def _places(db: Session, customer_id: int, as_of: date) -> tuple[Place, ...]:
    statement = (
        select(Property, PropertyLink.role)
        .join_from(PropertyLink, Property, Property.id == PropertyLink.property_id)
        .where(
            PropertyLink.customer_id == customer_id,
            or_(PropertyLink.from_date.is_(None), PropertyLink.from_date <= as_of),
            or_(PropertyLink.to_date.is_(None), PropertyLink.to_date > as_of),
        )
        .order_by(PropertyLink.id)
    )
    return tuple(
        Place(
            _address(place.line1, place.line2, place.city, place.state, place.zip5),
            c.LINK_ROLE.label(role),
            _systems(db, place.id),
        )
        for place, role in db.execute(statement)
    )


def _systems(db: Session, property_id: int) -> tuple[str, ...]:
    statement = (
        select(System.kind, System.make, System.install_date, func.max(Asset.capacity_gal))
        .outerjoin(Asset, Asset.system_id == System.id)
        .where(System.property_id == property_id, System.active.is_(True))
        .group_by(System.id, System.kind, System.make, System.install_date)
        .order_by(System.id)
    )
    return tuple(_system(*row) for row in db.execute(statement))


def _system(kind: str, make: str | None, installed: date | None, gallons: int | None) -> str:
    parts = [c.SYSTEM_KIND.label(kind)]
    if make:
        parts.append(make)
    if gallons:
        parts.append(f"{gallons:,} gal")
    if installed:
        parts.append(f"installed {installed.year}")
    return ", ".join(parts)


def _contracts(db: Session, customer_id: int, as_of: date) -> tuple[Promise, ...]:
    statement = (
        select(Contract.kind, Contract.start_date, Contract.end_date)
        .where(
            Contract.customer_id == customer_id,
            or_(Contract.end_date.is_(None), Contract.end_date >= as_of),
            or_(Contract.cancel_date.is_(None), Contract.cancel_date > as_of),
        )
        .order_by(Contract.start_date.desc(), Contract.id)
    )
    return tuple(
        Promise(c.CONTRACT_KIND.label(kind), start, end)
        for kind, start, end in db.execute(statement)
    )


def _visits(db: Session, customer_id: int) -> tuple[PastVisit, ...]:
    statement = (
        select(Visit.id, Visit.completed_date, Technician.name, Visit.amount_cents)
        .outerjoin(Technician, Technician.id == Visit.technician_id)
        .where(
            Visit.customer_id == customer_id,
            Visit.status == "completed",
        )
        .order_by(Visit.completed_date.desc(), Visit.id.desc())
        .limit(LAST_VISITS)
    )
    return tuple(
        PastVisit(day, _services(db, visit_id), technician or "", amount)
        for visit_id, day, technician, amount in db.execute(statement)
        if day
    )


def _services(db: Session, visit_id: int) -> str:
    statement = (
        select(ServiceLine.service)
        .where(ServiceLine.visit_id == visit_id)
        .order_by(ServiceLine.position, ServiceLine.id)
    )
    return ", ".join(dict.fromkeys(c.SERVICE.label(key) for key in db.scalars(statement)))
