"""What happened to systems and tanks so far: latest work, bookings, postponements, counties.

What a line of work is about decides where it counts: the tank it names, or that tank's system
where the service is one of a whole system; else every tank of the visit's property; else, of a
visit without a property, every tank of its customer. Such a place is a `Spot`.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule, Postponement
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.folding import fold
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.due import Agreed
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days
from desktop.services.facts.promises import Promises, read_promises
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows

OWED = ("PUMP", "INSPECT", "ANNUAL_INSP", "GREASE", "GRIT")
WHOLE = ("INSPECT", "ANNUAL_INSP")  # services of a system, whichever part a line names
# "tank", "system", "property" or "customer", its number, and the service.
Spot = tuple[str, int, str]


class History(NamedTuple):
    """All that is looked up while items are worked out; days as the driver gives them."""

    done: dict[Spot, Any]
    booked: set[Spot]
    promises: Promises
    postponed: dict[tuple[int, int, str, date], date]
    counties: dict[str, int]

    def agreed(self, service: str, system: int, place: int, customer: int) -> Agreed:
        """What contracts say of a service of a system."""
        return self.promises.about(
            ("system", system, service),
            ("property", place, service),
            ("customer", customer, service),
        )


def read_history(db: Session, scope: Scope, rules: Rules) -> History:
    """Read what the items of a scope depend on."""
    return History(
        _done(db, scope),
        _booked(db, scope, rules),
        read_promises(db, scope),
        _postponed(db, scope),
        _counties(db),
    )


def places_of(scope: Scope) -> Select[Any]:
    """The properties with which the touched customers have to do."""
    return select(PropertyLink.property_id).where(scope.has(PropertyLink.customer_id))


def _done(db: Session, scope: Scope) -> dict[Spot, Any]:
    latest: dict[Spot, Any] = {}
    for spot, day in _spots(db, _finished(scope)):
        known = latest.get(spot)
        if known is None or day > known:
            latest[spot] = day
    return latest


def _booked(db: Session, scope: Scope, rules: Rules) -> set[Spot]:
    """Visits that are still to come, or were to come within the last week."""
    return {spot for spot, _ in _spots(db, _to_come(scope, rules.booked_days))}


@lru_cache(maxsize=2)
def _finished(scope: Scope) -> tuple[Select[Any], ...]:
    finished = and_(Visit.status == "completed", Visit.completed_date <= scope.as_of)
    return tuple(_lines(scope, finished, func.max(Visit.completed_date)))


@lru_cache(maxsize=2)
def _to_come(scope: Scope, booked_days: int) -> tuple[Select[Any], ...]:
    since = add_days(scope.as_of, -booked_days)
    to_come = and_(
        Visit.status.in_(("booked", "scheduled")),
        or_(Visit.scheduled_date.is_(None), Visit.scheduled_date >= since),
    )
    return tuple(_lines(scope, to_come, func.count()))


def _spots(db: Session, statements: tuple[Select[Any], ...]) -> Iterator[tuple[Spot, Any]]:
    """Where the lines of some visits count, with a value of each group of lines."""
    for statement in statements:
        for tank, system, place, customer, service, found in bare_rows(db, statement):
            if system is not None:
                yield ("system", system, service), found
            elif tank is not None:
                yield ("tank", tank, service), found
            elif place is not None:
                yield ("property", place, service), found
            elif customer is not None:
                yield ("customer", customer, service), found


def _lines(
    scope: Scope, which: ColumnElement[bool], value: ColumnElement[Any]
) -> Iterator[Select[Any]]:
    tank = ServiceLine.asset_id
    system = case((ServiceLine.service.in_(WHOLE), Asset.system_id))
    place = case((tank.is_(None), Visit.property_id))
    customer = case((tank.is_(None) & Visit.property_id.is_(None), Visit.customer_id))
    part = case((system.is_(None), tank))
    key = (part, system, place, customer, ServiceLine.service.expression)
    statement = (
        select(*key, value)
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .outerjoin(Asset, Asset.id == tank)
        .where(which, ServiceLine.service.in_(OWED))
        .group_by(*key)
    )
    if not scope.touched:
        yield statement
        return
    near = places_of(scope)
    yield statement.where(or_(Visit.property_id.in_(near), scope.has(Visit.customer_id)))
    tanks = select(Asset.id).join(System, System.id == Asset.system_id)
    yield statement.where(tank.in_(tanks.where(System.property_id.in_(near))))


def _postponed(db: Session, scope: Scope) -> dict[tuple[int, int, str, date], date]:
    return {
        (system, tank, service, due): until
        for system, tank, service, due, until in db.execute(_put_off(scope))
    }


@lru_cache(maxsize=2)
def _put_off(scope: Scope) -> Any:
    key = (
        Postponement.system_id,
        func.coalesce(Postponement.asset_id, 0),
        Postponement.service,
        Postponement.due_date,
    )
    return (
        select(*key, func.max(Postponement.recovery_date))
        .where(Postponement.recovery_date > scope.as_of)
        .group_by(*key)
    )


def _counties(db: Session) -> dict[str, int]:
    return {fold(county): months for county, months in db.execute(_COUNTY_RULES) if months}


_COUNTY_RULES = select(CountyRule.county, CountyRule.inspection_interval_months)
