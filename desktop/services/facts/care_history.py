"""What happened to systems and tanks so far: latest work, bookings, postponements, counties.

What a line of work is about decides where it counts: the tank it names, or that tank's system
where the service is one of a whole system; else every tank of the visit's property; else, of a
visit without a property, every tank of its customer. See `Spots`.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, literal, null, or_, select
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule, Postponement
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.folding import fold
from desktop.models.work import IS_OPEN, ServiceLine, Visit
from desktop.services.care.items import WHOLE
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days
from desktop.services.facts.grounds import answering
from desktop.services.facts.promises import Promises, read_promises
from desktop.services.facts.scope import Scope
from desktop.services.facts.spots import ByService
from desktop.services.facts.staging import bare_rows

OWED = ("PUMP", "INSPECT", "ANNUAL_INSP", "GREASE", "GRIT")


class History(NamedTuple):
    """All that is looked up while items are worked out; days as the driver gives them."""

    done: ByService[Any]
    booked: ByService[int]
    promises: Promises
    postponed: dict[tuple[int, int, str, Any], Any]
    counties: dict[str, int]
    answering: dict[int, int]


def read_history(db: Session, scope: Scope, rules: Rules) -> History:
    """Read what the items of a scope depend on."""
    return History(
        _done(db, scope),
        _booked(db, scope, rules),
        read_promises(db, scope),
        _postponed(db, scope),
        _counties(db),
        answering(db, scope),
    )


def places_of(scope: Scope) -> Select[Any]:
    """The properties with which the touched customers have to do."""
    return select(PropertyLink.property_id).where(scope.has(PropertyLink.customer_id))


def _done(db: Session, scope: Scope) -> ByService[Any]:
    """The latest work."""
    return _laid_out(db, _finished(scope))


def _booked(db: Session, scope: Scope, rules: Rules) -> ByService[int]:
    """Visits that are still to come, or were to come within the last week."""
    return _laid_out(db, _to_come(scope, rules.booked_days))


@lru_cache(maxsize=2)
def _finished(scope: Scope) -> tuple[Select[Any], ...]:
    """Grouped in the order of the index of tanks: a million rows need no sorting.

    An outer join, so that SQLite begins with the lines whatever it knows of the visits; of a few
    touched customers it shall begin with their visits.
    """
    finished = and_(Visit.status == "completed", Visit.completed_date <= scope.as_of)
    lines = _lines(func.max(Visit.completed_date))
    joined = lines.join_from if scope.touched else lines.outerjoin_from
    lines = joined(ServiceLine, Visit, and_(Visit.id == ServiceLine.visit_id, finished))
    return _of_tanks(scope, lines), _of_places(scope, lines)


@lru_cache(maxsize=2)
def _to_come(scope: Scope, booked_days: int) -> tuple[Select[Any], ...]:
    since = add_days(scope.as_of, -booked_days)
    lines = (
        _lines(literal(1))
        .add_columns(ServiceLine.asset_id, Asset.system_id, Visit.property_id, Visit.customer_id)
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .where(IS_OPEN, or_(Visit.scheduled_date.is_(None), Visit.scheduled_date >= since))
    )
    if not scope.touched:
        return (lines,)
    near, parts = places_of(scope), ServiceLine.asset_id.in_(_tanks_near(scope))
    here = or_(Visit.property_id.in_(near), scope.has(Visit.customer_id))
    return lines.where(parts), lines.where(ServiceLine.asset_id.is_(None), here)


def _lines(value: Any) -> Select[Any]:
    """The service of lines of work that is owed somewhere, and a value."""
    return select(ServiceLine.service, value.label("value")).where(ServiceLine.service.in_(OWED))


def _tanks_near(scope: Scope) -> Select[Any]:
    tanks = select(Asset.id).join(System, System.id == Asset.system_id)
    return tanks.where(System.property_id.in_(places_of(scope)))


def _of_tanks(scope: Scope, lines: Select[Any]) -> Select[Any]:
    """The largest value of the lines that name a tank, with its system."""
    tank = ServiceLine.asset_id
    named = lines.add_columns(tank.label("tank")).where(tank.is_not(None))
    if scope.touched:
        named = named.where(tank.in_(_tanks_near(scope)))
    found = named.group_by(tank, ServiceLine.service).subquery()
    return select(
        found.c.service, found.c.value, found.c.tank, Asset.system_id, null(), null()
    ).join_from(found, Asset, Asset.id == found.c.tank)


def _of_places(scope: Scope, lines: Select[Any]) -> Select[Any]:
    """The same of all other lines, with their property, or their customer without one."""
    place = scope.owner(Visit.property_id)
    customer = case((place.is_(None), Visit.customer_id))
    unnamed = lines.add_columns(null(), null(), place, customer)
    unnamed = unnamed.where(ServiceLine.asset_id.is_(None))
    if scope.touched:
        near = Visit.property_id.in_(places_of(scope))
        unnamed = unnamed.where(or_(near, scope.has(Visit.customer_id)))
    return unnamed.group_by(place, customer, ServiceLine.service)


def _laid_out(db: Session, statements: tuple[Select[Any], ...]) -> ByService[Any]:
    """The largest value of the lines of some visits where these count."""
    found: ByService[Any] = ByService()
    for statement in statements:
        for service, value, tank, system, place, customer in bare_rows(db, statement):
            if value is None:
                continue
            spots = found[service]
            if tank is not None:
                where = (spots.systems, system) if service in WHOLE else (spots.tanks, tank)
            else:
                where = (spots.customers, customer) if place is None else (spots.places, place)
            _keep(*where, value)
    return found


def _keep(table: dict[int, Any], key: int, value: Any) -> None:
    if key not in table or value > table[key]:
        table[key] = value


def _postponed(db: Session, scope: Scope) -> dict[tuple[int, int, str, Any], Any]:
    return {
        (system, tank, service, due): until
        for system, tank, service, due, until in bare_rows(db, _put_off(scope))
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
