"""What a renewal letter says of a contract: what it covers, what was done, what comes next."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Property
from desktop.models.equipment import Contract, ContractLine, System
from desktop.models.facts import CustomerFact
from desktop.models.work import Technician
from desktop.services.care.contracts import INSPECTIONS, provided
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_days
from desktop.services.desk.words import address, every
from desktop.services.outreach.past_work import PastWork, last_year
from desktop.services.outreach.people import in_parts
from desktop.services.records.agreements import INSPECTED, as_long

MOST_WORK = 6  # lines of last year's work in a letter: it is to stay on one page
# What an inspection contract means by inspection, by the system.
_OF_SYSTEM = {"aerobic": "INSPECT", "advanced": "ANNUAL_INSP"}


class Renewal(NamedTuple):
    """A contract that runs out; texts are "" where nothing is known."""

    contract_id: int
    customer_id: int
    no: str
    kind: str  # a key
    start: date
    end: date
    next_start: date
    next_end: date
    services: tuple[str, ...]  # keys
    included: tuple[str, ...]  # the same in words: "Aerobic inspection every 4 months"
    visits_per_year: Decimal | None
    price_cents: int | None
    billing: str  # a key
    site: str
    county: str
    system: str
    permit_no: str
    authority: str
    work: tuple[PastWork, ...]
    earlier_work: int  # pieces of last year that have no room

    @property
    def words(self) -> str:
        """Number and kind: "K25-00012, Inspection only"."""
        kind = c.CONTRACT_KIND.label(self.kind)
        return f"{self.no}, {kind}" if self.no else kind


class Terms(NamedTuple):
    """What every contract of the office states alike."""

    report_days: int
    certified: tuple[str, ...]  # who holds a license, with its number


def terms(db: Session, as_of: date) -> Terms:
    """The terms on a day: a license that ran out is none."""
    valid = or_(Technician.licence_expiry.is_(None), Technician.licence_expiry >= as_of)
    holders = db.scalars(select(Technician).where(valid).order_by(Technician.name))
    certified = (
        f"{one.name}, {one.licence_no.strip()}"
        for one in holders
        if one.licence_no and one.licence_no.strip()
    )
    return Terms(load_rules(db).report_days, tuple(certified))


class _Ground(NamedTuple):
    """The places, systems and work around the contracts of one mailing."""

    lines: Mapping[int, Sequence[ContractLine]]
    systems: Mapping[int, System]
    places: Mapping[int, Property]
    main: Mapping[int, int | None]
    work: Mapping[int, Sequence[PastWork]]


def renewals(db: Session, contract_ids: Collection[int], as_of: date) -> list[Renewal]:
    """Contracts that have a last day, by that day."""
    found = [
        one
        for ids in in_parts(contract_ids)
        for one in db.scalars(select(Contract).where(Contract.id.in_(ids)))
        if one.end_date is not None
    ]
    ground = _ground(db, found, as_of)
    made = [_renewal(one, one.end_date, ground) for one in found if one.end_date is not None]
    return sorted(made, key=lambda one: (one.end, one.contract_id))


def _ground(db: Session, found: Sequence[Contract], as_of: date) -> _Ground:
    lines: dict[int, list[ContractLine]] = {}
    main: dict[int, int | None] = {}
    for ids in in_parts(one.id for one in found):
        of_contract = select(ContractLine).where(ContractLine.contract_id.in_(ids))
        for line in db.scalars(of_contract.order_by(ContractLine.position, ContractLine.id)):
            lines.setdefault(line.contract_id, []).append(line)
    for ids in in_parts(one.customer_id for one in found):
        stands = select(CustomerFact.customer_id, CustomerFact.main_property_id)
        main.update(db.execute(stands.where(CustomerFact.customer_id.in_(ids))).all())
    systems = _systems(db, found, main)
    around = {one.property_id for one in systems.values()} | {
        number for one in found if (number := one.property_id or main.get(one.customer_id))
    }
    places = {
        one.id: one
        for part in in_parts(around)
        for one in db.scalars(select(Property).where(Property.id.in_(part)))
    }
    return _Ground(lines, systems, places, main, last_year(db, around, as_of))


def _systems(
    db: Session, found: Sequence[Contract], main: Mapping[int, int | None]
) -> dict[int, System]:
    """Those the contracts name, and all in use at their places, the oldest first."""
    named = {one.system_id for one in found if one.system_id}
    places = {one.property_id or main.get(one.customer_id) for one in found}
    statements = [
        *(select(System).where(System.id.in_(part)) for part in in_parts(named)),
        *(
            select(System).where(System.property_id.in_(part), System.active.is_(True))
            for part in in_parts(place for place in places if place)
        ),
    ]
    rows = [one for statement in statements for one in db.scalars(statement)]
    return {one.id: one for one in sorted(rows, key=lambda one: one.id)}


def _renewal(one: Contract, end: date, ground: _Ground) -> Renewal:
    lines = ground.lines.get(one.id, ())
    place_id, system = _where(one, lines, ground)
    place = ground.places.get(place_id or 0)
    kinds = _services(one, system, lines)
    work = _work(one, kinds, ground.work.get(place_id or 0, ()))
    start = add_days(end, 1)
    region = " ".join(part for part in (place.state, place.zip5) if part) if place else ""
    return Renewal(
        one.id, one.customer_id, one.no or "", one.kind, one.start_date, end, start,
        as_long(one.start_date, end, start), kinds,
        tuple(_included(kinds, lines)),
        one.visits_per_year, one.price_cents, one.billing or "",
        address(place.line1, place.line2, place.city, region) if place else "",
        (place.county or "") if place else "", _system(system),
        (system.permit_no if system else None) or (place.permit_no if place else None) or "",
        (system.permitting_authority or "") if system else "",
        tuple(work[-MOST_WORK:]), max(0, len(work) - MOST_WORK),
    )  # fmt: skip


def _where(
    one: Contract, lines: Sequence[ContractLine], ground: _Ground
) -> tuple[int | None, System | None]:
    """The place of a contract and the system it is about: what an inspection contract inspects."""
    named = ground.systems.get(one.system_id or 0)
    if named is not None:
        return named.property_id, named
    place = one.property_id or ground.main.get(one.customer_id)
    there = [system for system in ground.systems.values() if system.property_id == place]
    inspected = [system for system in there if system.kind in INSPECTED]
    inspects = set(provided(one.kind, (line.service for line in lines))).intersection(INSPECTIONS)
    fits = inspected if inspects else there
    return place, next(iter(fits or there), None)


def _services(
    one: Contract, system: System | None, lines: Sequence[ContractLine]
) -> tuple[str, ...]:
    """The services of a contract; of inspections only the one that its system has."""
    services = tuple(dict.fromkeys(provided(one.kind, (line.service for line in lines))))
    wanted = _OF_SYSTEM.get(system.kind if system else "", "")
    if lines or wanted not in services:
        return services
    return tuple(key for key in services if key == wanted or key not in INSPECTIONS)


def _included(services: Sequence[str], lines: Sequence[ContractLine]) -> Iterator[str]:
    if not lines:
        yield from map(c.SERVICE.label, services)
    for line in lines:
        often = every(line.interval, line.interval_unit)
        yield " ".join(part for part in (c.SERVICE.label(line.service), often) if part)


def _work(one: Contract, services: Sequence[str], done: Sequence[PastWork]) -> list[PastWork]:
    """What of last year's work at the place was done under the contract."""
    return [
        work
        for work in done
        if (not services or work.service in services)
        and (one.system_id is None or work.system_id in (None, one.system_id))
    ]


def _system(system: System | None) -> str:
    if system is None:
        return ""
    parts = (c.SYSTEM_KIND.label(system.kind), system.make, system.model)
    return " ".join(part for part in parts if part)


def visits_words(number: Decimal | None) -> str:
    """How many visits a year: "3 visits a year"; "" where nobody said so."""
    if not number:
        return ""
    return f"{number.normalize():f} {'visit' if number == 1 else 'visits'} a year"
