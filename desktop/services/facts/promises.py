"""What contracts promise about systems, properties and customers on a day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, case, cast, func, not_, or_, select, true
from sqlalchemy.orm import Session

from desktop.models.customers import PropertyLink
from desktop.models.equipment import Contract, ContractLine, System
from desktop.services.care.contracts import implied_interval, provided
from desktop.services.care.due import Agreed
from desktop.services.care.intervals import Interval, interval
from desktop.services.care.signed import provides
from desktop.services.facts.drivers import day_reader
from desktop.services.facts.scope import Scope
from desktop.services.facts.spots import ByService, Items, Spots
from desktop.services.facts.staging import bare_rows

Running = tuple[Interval | None, Any]  # how often an active contract promises, and its start


class Promises:
    """What the contracts that have begun say, looked up by what they are about."""

    def __init__(self) -> None:
        self.active: ByService[list[Running]] = ByService()
        self.held: Spots[date] = Spots()  # inspection contracts that are over: the latest start

    def of(self, service: str) -> "Promised":
        """What they say of one service."""
        return Promised(self.active[service], self.held if service == "INSPECT" else Spots())


class Promised(NamedTuple):
    """What contracts say of one service, by what they are about."""

    active: Spots[list[Running]]
    held: Spots[date]

    def of(self, system: int, place: int, customer: int) -> Agreed:
        """What all contracts say together of a system or its tanks."""
        found = self.active.at(system, _NO_TANK, place, customer)
        if found:
            running = found[0] if len(found) == 1 else [one for some in found for one in some]
            return _alone(*running[0]) if len(running) == 1 else _together(tuple(running))
        past = self.held.at(system, _NO_TANK, place, customer)
        return Agreed(start=max(past)) if past else NOTHING

    def of_each(self, items: Items) -> list[Agreed]:
        """The same for each of many items."""
        named = self.held.systems.keys() | self.active.systems.keys()
        of_systems = {system: self.of(system, _NOBODY, _NOBODY) for system in named}
        found = [of_systems.get(system, NOTHING) for system in items.systems]
        for at in items.under_all_of(self.active, self.held):
            system, _, place, customer = items.about(at)
            found[at] = self.of(system, place, customer)
        return found


NOTHING, _NO_TANK, _NOBODY = Agreed(), 0, 0


@lru_cache(maxsize=16_384)
def _alone(every: Interval | None, begun: date) -> Agreed:
    return Agreed(True, (every,) if every else (), begun)


@lru_cache(maxsize=16_384)
def _together(running: tuple[tuple[Interval | None, date], ...]) -> Agreed:
    """The intervals in an order of their own, so that the order of contracts does not matter."""
    intervals = sorted({every for every, _ in running if every})
    return Agreed(included=True, intervals=tuple(intervals), start=max(day for _, day in running))


def read_promises(db: Session, scope: Scope) -> Promises:
    """Read the contracts that may concern a scope."""
    found, day = Promises(), day_reader(db)
    _read_active(db, scope, found, day)
    _read_held(db, scope, found, day)
    return found


def _read_active(db: Session, scope: Scope, found: Promises, day: Callable[[Any], Any]) -> None:
    for system, place, customer, start, kind, visits, service, number, unit in bare_rows(
        db, _active(scope)
    ):
        begun = day(start)
        if service is None:
            for implied in provided(kind, ()):
                one = (_implied(visits), begun)
                _about(found.active[implied], system, place, customer).append(one)
        else:
            every = _every(number, unit) if number and unit else None
            _about(found.active[service], system, place, customer).append((every, begun))


@lru_cache(maxsize=2)
def _active(scope: Scope) -> Any:
    return (
        select(
            *_PLACE,
            Contract.start_date,
            Contract.kind,
            cast(Contract.visits_per_year, String),
            ContractLine.service,
            ContractLine.interval,
            ContractLine.interval_unit,
        )
        .outerjoin_from(Contract, ContractLine, ContractLine.contract_id == Contract.id)
        .where(_begun(scope), _running(scope), _near(scope))
    )


def _read_held(db: Session, scope: Scope, found: Promises, day: Callable[[Any], Any]) -> None:
    """Inspection contracts that are over: they say that the system is known to us."""
    held = found.held
    for system, place, customer, start in bare_rows(db, _over(scope)):
        if system is not None:
            held.systems[system] = day(start)
        elif place is not None:
            held.places[place] = day(start)
        else:
            held.customers[customer] = day(start)


@lru_cache(maxsize=2)
def _over(scope: Scope) -> Any:
    return (
        select(*_PLACE, func.max(Contract.start_date))
        .where(_begun(scope), not_(_running(scope)), _near(scope), provides("INSPECT"))
        .group_by(*_PLACE)
    )


_PLACE = (
    Contract.system_id.expression,
    case((Contract.system_id.is_(None), Contract.property_id)),
    case((Contract.system_id.is_(None) & Contract.property_id.is_(None), Contract.customer_id)),
)


def _about(
    spots: Spots[list[Running]], system: int | None, place: int | None, customer: int
) -> list[Running]:
    """What is promised where a contract counts: its system, else its property, else everywhere."""
    if system is not None:
        return spots.systems.setdefault(system, [])
    if place is not None:
        return spots.places.setdefault(place, [])
    return spots.customers.setdefault(customer, [])


_every = lru_cache(maxsize=256)(partial(interval, code="CON"))


def _begun(scope: Scope) -> ColumnElement[bool]:
    """Whether a contract has begun: one cancelled before its first day never did."""
    return and_(
        Contract.start_date <= scope.as_of,
        or_(Contract.cancel_date.is_(None), Contract.cancel_date > Contract.start_date),
    )


def _running(scope: Scope) -> ColumnElement[bool]:
    return and_(
        func.coalesce(Contract.cancel_date > scope.as_of, true()),
        func.coalesce(Contract.end_date >= scope.as_of, true()),
    )


def _near(scope: Scope) -> ColumnElement[bool]:
    """Whether a contract may concern a customer of the scope."""
    if not scope.touched:
        return true()
    places = select(PropertyLink.property_id).where(scope.has(PropertyLink.customer_id))
    systems = select(System.id).where(System.property_id.in_(places))
    return or_(
        scope.has(Contract.customer_id),
        Contract.property_id.in_(places),
        Contract.system_id.in_(systems),
    )


@lru_cache(maxsize=256)
def _implied(visits: str | None) -> Interval | None:
    """How often a contract without lines promises the services of its kind."""
    return implied_interval(Decimal(visits)) if visits else None
