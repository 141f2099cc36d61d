"""The rows of `due_items`: every service of every tank and system, worked out for a day."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.folding import fold
from desktop.services.care.due import Facts, status_of, work_out
from desktop.services.care.items import service_of_tank, services_of_system
from desktop.services.care.rules import Rules, load_rules
from desktop.services.facts.care_history import History, Spot, read_history
from desktop.services.facts.drivers import day_reader, day_writer
from desktop.services.facts.grounds import Ground, ground_rows
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows

_NO_TANK = 0
_SYSTEM_OF_CUSTOMER = itemgetter(
    Ground._fields.index("customer_id"), Ground._fields.index("system_id")
)


def due_rows(db: Session, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver takes them, in the order of the key of the table."""
    rules = load_rules(db)
    worker = _Worker(db, scope, rules, read_history(db, scope, rules))
    for _, of_system in groupby(bare_rows(db, ground_rows(scope)), key=_SYSTEM_OF_CUSTOMER):
        yield from worker.of_system([Ground._make(row) for row in of_system])


class _Worker:
    """Works out the items of one system after another."""

    def __init__(self, db: Session, scope: Scope, rules: Rules, history: History) -> None:
        self._as_of, self._rules, self._history = scope.as_of, rules, history
        self._day, self._written = day_reader(db), day_writer(db)
        self._counties: dict[str | None, int | None] = {None: None}

    def of_system(self, grounds: list[Ground]) -> Iterable[tuple[Any, ...]]:
        """All items of one system for one customer: tanks last, as their numbers are above 0."""
        first, tanks, kinds = grounds[0], [], set()
        for ground in grounds:
            service = service_of_tank(ground.kind, ground.asset_kind) if ground.asset_id else None
            if service is not None:
                kinds.add(service)
                tanks.append((service, ground.asset_id or _NO_TANK, ground))
        whole = services_of_system(first.kind, with_tanks=kinds)
        return [
            self._row(service, tank, ground)
            for service, tank, ground in (
                *((service, _NO_TANK, first) for service in sorted(whole)),
                *tanks,
            )
        ]

    def _row(self, service: str, tank: int, ground: Ground) -> tuple[Any, ...]:
        # The lines that count: those on this tank or system, and those that name none.
        spots = (
            ("tank", tank, service) if tank else ("system", ground.system_id, service),
            ("property", ground.property_id, service),
            ("customer", ground.customer_id, service),
        )
        found = work_out(self._facts(service, tank, ground, spots), self._rules)
        until, interval, postponed = None, found.interval, self._history.postponed
        if postponed and found.due is not None:
            until = postponed.get((ground.system_id, tank, service, found.due))
        return (
            ground.customer_id,
            ground.system_id,
            tank,
            service,
            ground.property_id,
            ground.answers,
            status_of(found.due, found.not_applicable, self._as_of, self._rules),
            self._written(found.due),
            found.code,
            self._written(found.base),
            found.base_from or None,
            interval.number if interval else None,
            interval.unit if interval else None,
            found.not_applicable or None,
            found.owed_by,
            not self._history.booked.isdisjoint(spots),
            self._written(until),
            bool(tank) and ground.gallons is None,
        )

    def _facts(self, service: str, tank: int, ground: Ground, spots: tuple[Spot, ...]) -> Facts:
        day, last = self._day, self._last(spots)
        promised = self._history.promises.about(("system", ground.system_id, service), *spots[1:])
        of_tank = ground if tank else _NOTHING_KNOWN
        own = None
        if of_tank.own_number and of_tank.own_unit:
            own = (of_tank.own_number, of_tank.own_unit)
        return Facts(
            service,
            ground.kind,
            ground.use,
            of_tank.gallons,
            ground.people,
            bool(ground.disposal),
            own,
            day(of_tank.override),
            day(of_tank.override_set_on),
            last,
            day(ground.first_use),
            day(of_tank.asset_installed or ground.installed),
            promised,
            self._county_months(ground.county),
            ground.maintained_by,
            last is not None or promised.start is not None,
            bool(ground.customer_active),
            bool(ground.system_active),
            not tank or bool(ground.in_service),
        )

    def _last(self, spots: tuple[Spot, ...]) -> Any:
        """The latest such work that counts for this tank or system."""
        done, latest = self._history.done, None
        for spot in spots:
            day = done.get(spot)
            if day is not None and (latest is None or day > latest):
                latest = day
        return self._day(latest)

    def _county_months(self, county: str | None) -> int | None:
        if county not in self._counties:
            self._counties[county] = self._history.counties.get(fold(county or ""))
        return self._counties[county]


_NOTHING_KNOWN = Ground._make([None] * len(Ground._fields))
