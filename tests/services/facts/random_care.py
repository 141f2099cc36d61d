"""What care asks beside the plain records of a random office, and random edits of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import CountyRule, InspectionReport, Postponement
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink, Zone
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.facts import DueItem
from desktop.models.office import Setting
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Visit
from tests.services.facts import random_lives

if TYPE_CHECKING:
    from tests.services.facts.random_office import Maker


def fill(maker: Maker, db: Session, people: int, places: int) -> None:
    """Add contract lines, county rules, tasks, estimates, reports, postponements, phones."""
    r = maker.random
    if r.random() < 0.5:
        db.add(CountyRule(county="Brazos", inspection_interval_months=maker.maybe(3, 6)))
    if r.random() < 0.2:
        db.add(Setting(key="care.pump_conventional_months", value=24))
    for contract in db.scalars(select(Contract.id)).all():
        db.add_all(contract_line(maker, contract) for _ in range(r.choice((0, 0, 1, 2))))
    for _ in range(r.randint(0, 3)):
        db.add(task(maker, r.randint(1, people)))
        db.add(estimate(maker, r.randint(1, people), r.randint(1, places)))
        db.add(phone(maker, r.randint(1, people), r.randint(0, 2**30)))
    visits = list(db.scalars(select(Visit.id)))
    for _ in range(r.randint(0, 2) if visits and maker.systems_here else 0):
        db.add(report(maker, r.choice(visits), r.choice(maker.systems_here)))
    db.flush()
    random_lives.live(maker, db, people + 1, places + 1)
    for system in db.scalars(select(System).order_by(System.id)).all():
        for key, value in maker.by_hand().items():
            setattr(system, key, 121 if value == 90 else value)
    db.flush()


def contract_line(maker: Maker, contract: int) -> ContractLine:
    number, unit = maker.random.choice(
        ((None, None), (90, "days"), (3, "months"), (91, "days"), (1, "years"))
    )
    service = maker.random.choice(maker.services)
    return ContractLine(contract_id=contract, service=service, interval=number, interval_unit=unit)


def task(maker: Maker, customer: int) -> Task:
    kind = maker.random.choice(("complaint", "complaint", "follow_up"))
    return Task(
        customer_id=customer,
        kind=kind,
        text="x",
        created_on=maker.maybe_day(),
        done_on=maker.random.choice((None, None, maker.day())),
    )


def estimate(maker: Maker, customer: int, place: int) -> Estimate:
    state = maker.random.choice(("open", "open", *c.ESTIMATE_STATE))
    return Estimate(
        customer_id=customer, property_id=maker.maybe(place), issued_on=maker.day(), state=state
    )


def phone(maker: Maker, customer: int, position: int) -> CustomerPhone:
    return CustomerPhone(
        customer_id=customer,
        position=position,
        number=maker.random.choice(("979-555-0100", " ")),
        kind=maker.maybe(*c.PHONE_KIND),
        can_text=maker.maybe(True, False),
    )


def report(maker: Maker, visit: int, system: int) -> InspectionReport:
    return InspectionReport(
        visit_id=visit,
        system_id=system,
        inspection_date=maker.day(),
        filed_on=maker.random.choice((None, None, maker.day())),
    )


def postpone(maker: Maker, db: Session, items: list[dict[str, Any]]) -> None:
    """Postpone some of what is due."""
    for item in items:
        if item["due"] is not None and maker.random.random() < 0.3:
            db.add(
                Postponement(
                    system_id=item["system_id"],
                    asset_id=item["asset_id"] or None,
                    service=item["service"],
                    due_date=item["due"],
                    reason="other",
                    recovery_date=maker.day(),
                )
            )
    db.flush()


# One random edit each: who was touched, or None where the rules of all have changed.
Touched = set[int] | None


def add_visit(maker: Maker, db: Session, customer: int, place: int) -> Touched:
    made = maker.visit(customer, place)
    db.add(made)
    db.flush()
    db.add(maker.line(made.id))
    return {customer}


def void_visit(_maker: Maker, db: Session, customer: int, _place: int) -> Touched:
    for visit in db.scalars(select(Visit).where(Visit.customer_id == customer)).all()[:1]:
        visit.status = "voided"
    return {customer}


def edit_tank(maker: Maker, db: Session, _customer: int, _place: int) -> Touched:
    owners = set(db.scalars(select(PropertyLink.customer_id)))
    for tank in db.scalars(select(Asset)).all()[:1]:
        tank.capacity_gal, tank.due_override = maker.maybe(500, 1500), maker.maybe_day()
        tank.in_service = maker.random.random() < 0.7
    return owners and {min(owners)} | _linked_to_tank(db)


def _linked_to_tank(db: Session) -> set[int]:
    first = db.scalars(select(Asset.system_id).order_by(Asset.id).limit(1)).first()
    places = select(System.property_id).where(System.id == first)
    return set(
        db.scalars(select(PropertyLink.customer_id).where(PropertyLink.property_id.in_(places)))
    )


def postpone_something(maker: Maker, db: Session, _customer: int, _place: int) -> Touched:
    items = db.execute(select(DueItem.__table__)).mappings()
    postpone(maker, db, [dict(item) for item in items])
    return set(db.scalars(select(DueItem.customer_id)))


def sell_house(maker: Maker, db: Session, customer: int, place: int) -> Touched:
    for link in db.scalars(select(PropertyLink).where(PropertyLink.property_id == place)).all():
        link.to_date = link.to_date or maker.as_of
    db.add(PropertyLink(customer_id=customer, property_id=place, from_date=maker.as_of))
    return {customer}


def sign_contract(maker: Maker, db: Session, customer: int, place: int) -> Touched:
    made = maker.contract(customer, place)
    db.add(made)
    db.flush()
    db.add(contract_line(maker, made.id))
    return {customer}


def cancel_contract(maker: Maker, db: Session, customer: int, _place: int) -> Touched:
    for contract in db.scalars(select(Contract).where(Contract.customer_id == customer)).all():
        contract.cancel_date = maker.day()
    return {customer}


def retire_customer(maker: Maker, db: Session, customer: int, _place: int) -> Touched:
    one: Any = db.get(Customer, customer)
    one.status = maker.random.choice(("active", "inactive"))
    return {customer}


def change_county_rule(maker: Maker, db: Session, _customer: int, _place: int) -> Touched:
    rule = db.scalars(select(CountyRule)).first()
    if rule is None:
        db.add(CountyRule(county="Brazos", inspection_interval_months=2))
    else:
        rule.inspection_interval_months = maker.maybe(1, 2, 3)
    return None


def change_setting(maker: Maker, db: Session, _customer: int, _place: int) -> Touched:
    stored = db.get(Setting, "care.at_risk_days") or Setting(key="care.at_risk_days", value=1)
    stored.value = maker.random.choice((1, 30, 90))
    db.add(stored)
    return None


def move_place(maker: Maker, db: Session, _customer: int, place: int) -> Touched:
    """Coordinates, ZIP code and the choice by hand; everybody who belongs there is touched."""
    one = db.get_one(Property, place)
    maker.put(one)
    one.zip5, one.zone_id = maker.maybe("77859", "77801"), maker.maybe(1)
    linked = select(PropertyLink.customer_id).where(PropertyLink.property_id == place)
    return set(db.scalars(linked))


def redraw_zone(maker: Maker, db: Session, _customer: int, _place: int) -> Touched:
    """A zone that lies elsewhere; no customer was changed."""
    zone = db.scalars(select(Zone).order_by(Zone.id.desc())).first()
    if zone is None or zone.id == 1:
        db.add(maker.zone(2))
    elif maker.random.random() < 0.3:
        db.delete(zone)
    else:
        other = maker.zone(99)
        zone.polygon, zone.zip_codes, zone.kind = other.polygon, other.zip_codes, other.kind
        zone.counties, zone.minutes_up_to = other.counties, other.minutes_up_to
    db.flush()
    return set()


EDITS = (
    move_place, redraw_zone,
    add_visit, void_visit, edit_tank, postpone_something, sell_house, sign_contract,
    cancel_contract, retire_customer, change_county_rule, change_setting,
)  # fmt: skip
