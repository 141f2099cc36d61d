"""What happened to systems and tanks so far: latest work, bookings, postponements, counties.

What a line of work is about decides where it counts: the tank it names, or that tank's system
where the service is one of a whole system; else every tank of the visit's property; else, of a
visit without a property, every tank of its customer. See `Spots`.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule, Postponement
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.folding import fold
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days
from desktop.services.facts.promises import Promises, read_promises
from desktop.services.facts.scope import Scope
from desktop.services.facts.spots import ByService
from desktop.services.facts.staging import bare_rows

OWED = ("PUMP", "INSPECT", "ANNUAL_INSP", "GREASE", "GRIT")
WHOLE = ("INSPECT", "ANNUAL_INSP")  # services of a system, whichever part a line names
# "tank", "system", "property" or "customer", its number, and the service.
Spot = tuple[str, int, str]


class History(NamedTuple):
    """All that is looked up while items are worked out; days as the driver gives them."""

    done: ByService[Any]
    booked: ByService[int]
    promises: Promises
    postponed: dict[tuple[int, int, str, Any], Any]
    counties: dict[str, int]


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


def _done(db: Session, scope: Scope) -> ByService[Any]:
    """The latest work."""
    return _laid_out(db, _finished(scope))


def _booked(db: Session, scope: Scope, rules: Rules) -> ByService[int]:
    """Visits that are still to come, or were to come within the last week."""
    return _laid_out(db, _to_come(scope, rules.booked_days))


@lru_cache(maxsize=2)
def _finished(scope: Scope) -> tuple[Select[Any], Select[Any]]:
    """Grouped by the tank alone, in the order of its index: a million rows need no sorting.

    An outer join, and the condition in the value, so that SQLite begins with the lines; of a few
    touched customers it shall begin with their visits.
    """
    finished = and_(Visit.status == "completed", Visit.completed_date <= scope.as_of)
    lines = _lines(case((finished, Visit.completed_date)), func.max)
    of_visit = Visit.id == ServiceLine.visit_id
    joined = lines.join_from if scope.touched else lines.outerjoin_from
    return _of_places(scope, joined(ServiceLine, Visit, of_visit), group=True)


@lru_cache(maxsize=2)
def _to_come(scope: Scope, booked_days: int) -> tuple[Select[Any], Select[Any]]:
    since = add_days(scope.as_of, -booked_days)
    lines = _lines(literal(1), lambda value: value).join_from(
        Visit, ServiceLine, ServiceLine.visit_id == Visit.id
    )
    to_come = lines.where(
        Visit.status.in_(("booked", "scheduled")),
        or_(Visit.scheduled_date.is_(None), Visit.scheduled_date >= since),
    )
    return _of_places(scope, to_come, group=False)


def _lines(value: Any, summed_up: Callable[[Any], Any]) -> Select[Any]:
    """One value for each service that is owed, if the line is about it."""
    values = (
        summed_up(case((ServiceLine.service == service, value))).label(service) for service in OWED
    )
    return select(*values).where(ServiceLine.service.in_(OWED))


def _of_places(scope: Scope, lines: Select[Any], *, group: bool) -> tuple[Select[Any], Select[Any]]:
    """The lines that name a tank, then the others: kind of place, number, system, values."""
    tank, place = ServiceLine.asset_id, scope.owner(Visit.property_id)
    customer = case((place.is_(None), Visit.customer_id))
    named = lines.add_columns(tank.label("tank")).where(tank.is_not(None))
    unnamed = lines.add_columns(place.label("place"), customer.label("customer")).where(
        tank.is_(None), or_(place.is_not(None), customer.is_not(None))
    )
    if group:
        named, unnamed = named.group_by(tank), unnamed.group_by(place, customer)
    if scope.touched:
        near = places_of(scope)
        tanks = select(Asset.id).join(System, System.id == Asset.system_id)
        named = named.where(tank.in_(tanks.where(System.property_id.in_(near))))
        unnamed = unnamed.where(or_(Visit.property_id.in_(near), scope.has(Visit.customer_id)))
    return _with_system(named.subquery()), _without_tank(unnamed.subquery())


def _with_system(found: Any) -> Select[Any]:
    values = (found.c[service] for service in OWED)
    named = select(found.c.tank, Asset.system_id, *values)
    return named.join_from(found, Asset, Asset.id == found.c.tank)


def _without_tank(found: Any) -> Select[Any]:
    values = (found.c[service] for service in OWED)
    number = func.coalesce(found.c.place, found.c.customer)
    return select(found.c.place.is_not(None), number, *values)


def _laid_out(db: Session, statements: tuple[Select[Any], Select[Any]]) -> ByService[Any]:
    """The largest value of the lines of some visits where these count."""
    found: ByService[Any] = ByService()
    of_tanks, of_places = statements
    tables = [
        (column, 1, found[one].systems) if one in WHOLE else (column, 0, found[one].tanks)
        for column, one in enumerate(OWED, 2)
    ]
    for row in bare_rows(db, of_tanks):  # tank, its system, values
        for column, number, table in tables:
            if row[column] is not None:
                _keep(table, row[number], row[column])
    for is_place, number, *values in bare_rows(db, of_places):
        for service, value in zip(OWED, values, strict=True):
            if value is not None:
                spots = found[service]
                _keep(spots.places if is_place else spots.customers, number, value)
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
