"""The rows of `due_items`: every service of every tank and system, worked out for a day."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import DueItem
from desktop.models.folding import fold
from desktop.services.care.due import Facts, status_of, work_out
from desktop.services.care.items import service_of_tank, services_of_system
from desktop.services.care.rules import Rules, load_rules
from desktop.services.facts.care_history import History, read_history
from desktop.services.facts.drivers import day_reader, day_writer
from desktop.services.facts.grounds import Ground, ground_rows
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows

_NO_TANK = 0
BROKEN = (ArithmeticError, AttributeError, TypeError, ValueError)  # what unreadable values raise
_CUSTOMER, _SYSTEM, _KIND, _TANK, _TANK_KIND = (
    Ground._fields.index(name)
    for name in ("customer_id", "system_id", "kind", "asset_id", "asset_kind")
)
_SYSTEM_OF_CUSTOMER = itemgetter(_CUSTOMER, _SYSTEM)


def due_rows(db: Session, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver takes them, in the order of the key of the table."""
    rules = load_rules(db)
    worker = _Worker(db, scope, rules, read_history(db, scope, rules))
    grounds = bare_rows(db, ground_rows(scope))
    for _, of_system in groupby(grounds, key=_SYSTEM_OF_CUSTOMER):
        rows = list(of_system)
        kinds = tuple([row[_TANK_KIND] if row[_TANK] else None for row in rows])
        for service, place in _items_of(rows[0][_KIND], kinds):
            ground, is_tank = rows[place or 0], place is not None
            try:
                yield worker.row(service, ground, is_tank=is_tank)
            except BROKEN:
                yield last_known(db, service, ground, is_tank=is_tank)


@lru_cache(maxsize=1_024)
def _items_of(kind: str, tanks: tuple[str | None, ...]) -> list[tuple[str, int | None]]:
    """The services of a system with such tanks, each with the place of its tank among them.

    Those of the whole system come first, as the numbers of tanks are above 0.
    """
    of_tanks = [
        (service, place)
        for place, tank in enumerate(tanks)
        if tank is not None and (service := service_of_tank(kind, tank)) is not None
    ]
    whole = services_of_system(kind, with_tanks={service for service, _ in of_tanks})
    return [*((service, None) for service in sorted(whole)), *of_tanks]


def last_known(
    db: Session, service: str, ground: tuple[Any, ...], *, is_tank: bool
) -> tuple[Any, ...]:
    """The stored item, marked as stale; one without a due day where nothing was known before.

    What cannot be read of one customer must not stop the facts of all.
    """
    customer, place, answers, *_, system = ground[: _SYSTEM + 1]
    tank = ground[_TANK] if is_tank else _NO_TANK
    item = table_of(DueItem)
    key = zip(item.primary_key, (customer, system, tank, service), strict=True)
    stored = list(bare_rows(db, select(item).where(*(column == value for column, value in key))))
    if stored:
        return (*stored[0][:-1], True)
    return (
        customer, system, tank, service, place, answers, "unknown", None, "UNK", None, None, None,
        None, None, "customer", False, None, is_tank, True,
    )  # fmt: skip


class _Worker:
    """Works out the items of one system after another."""

    def __init__(self, db: Session, scope: Scope, rules: Rules, history: History) -> None:
        self._as_of, self._rules, self._history = scope.as_of, rules, history
        self._day, self._written = day_reader(db), day_writer(db)
        self._counties: dict[str | None, int | None] = {None: None}

    def row(self, service: str, ground: tuple[Any, ...], *, is_tank: bool) -> tuple[Any, ...]:
        """One item: the service of a tank, or of the system as a whole."""
        customer, place, answers, *_, system = ground[: _SYSTEM + 1]
        tank = ground[_TANK] if is_tank else _NO_TANK
        spot = (system, tank, place, customer)
        history, written = self._history, self._written
        found = work_out(self._facts(service, ground, spot), self._rules)
        code, base, base_from, interval, due, why_not, owed_by = found
        number, unit, _ = interval or _NO_INTERVAL
        until = None
        if history.postponed and due is not None:
            until = history.postponed.get((system, tank, service, written(due)))
        return (
            customer, system, tank, service, place, answers,
            status_of(due, why_not, self._as_of, self._rules),
            written(due), code, written(base), base_from or None, number, unit, why_not or None,
            owed_by, bool(history.booked[service].at(*spot)), until,
            is_tank and ground[_GALLONS] is None, False,
        )  # fmt: skip

    def _facts(
        self, service: str, ground: tuple[Any, ...], spot: tuple[int, int, int, int]
    ) -> Facts:
        """What decides an item; of a tank only if it is one's."""
        (
            customer, place, _, customer_active, use, people, disposal, county, system, kind,
            maintained_by, first_use, installed, system_active, *of_tank,
        ) = ground  # fmt: skip
        if not spot[1]:
            of_tank = _NOTHING_KNOWN
        _, _, gallons, number, unit, override, set_on, tank_installed, in_service = of_tank
        day, done = self._day, self._history.done[service].at(*spot)
        last = day(max(done)) if done else None
        promised = self._history.promises.about(service, system, place, customer)
        return Facts(
            service, kind, use, gallons, people, bool(disposal),
            (number, unit) if number and unit else None,
            self._county_months(county), maintained_by,
            last is not None or promised.start is not None,
            bool(customer_active), bool(system_active), bool(in_service), promised,
            day(override), day(set_on), last, day(first_use), day(tank_installed or installed),
        )  # fmt: skip

    def _county_months(self, county: str | None) -> int | None:
        if county not in self._counties:
            self._counties[county] = self._history.counties.get(fold(county or ""))
        return self._counties[county]


_GALLONS = Ground._fields.index("gallons")
_NO_INTERVAL = (None, None, "")
_NOTHING_KNOWN = [None] * (len(Ground._fields) - _TANK - 1) + [True]
