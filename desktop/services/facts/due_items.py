"""The rows of `due_items`: every service of every tank and system, worked out for a day."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import DueItem
from desktop.services.care.due import Agreed, Facts, base_of, work_out
from desktop.services.care.items import service_of_tank, services_of_system
from desktop.services.care.rules import Rules, load_rules
from desktop.services.facts.care_history import History, read_history
from desktop.services.facts.drivers import day_reader, day_writer
from desktop.services.facts.due_terms import Outcome, Terms, outcome
from desktop.services.facts.grounds import Ground, ground_rows
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows

_NO_TANK = 0
BROKEN = (ArithmeticError, AttributeError, TypeError, ValueError)  # what unreadable values raise
_CUSTOMER, _SYSTEM, _TANK, _TANK_KIND, _FIRST_USE, _KIND, _GALLONS = (
    Ground._fields.index(name)
    for name in (
        "customer_id", "system_id", "asset_id", "asset_kind", "first_use", "kind", "gallons",
    )
)  # fmt: skip
_SYSTEM_OF_CUSTOMER = itemgetter(_CUSTOMER, _SYSTEM)


def due_rows(db: Session, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver takes them, in the order of the key of the table."""
    rules = load_rules(db)
    made = _Worker(db, scope, rules, read_history(db, scope, rules)).row
    grounds = bare_rows(db, ground_rows(scope))
    for _, of_system in groupby(grounds, key=_SYSTEM_OF_CUSTOMER):
        rows = list(of_system)
        kinds = tuple([row[_TANK_KIND] if row[_TANK] else None for row in rows])
        for service, place in _items_of(rows[0][_KIND], kinds):
            ground, is_tank = rows[place or 0], place is not None
            try:
                yield made(service, ground, is_tank=is_tank)
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
    customer, place, answers, system = ground[:_TANK]
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
    """Works out the items of one system after another.

    Days stay as the driver gives them; the same terms from the same day are worked out once.
    """

    def __init__(self, db: Session, scope: Scope, rules: Rules, history: History) -> None:
        self._as_of, self._rules, self._history = scope.as_of, rules, history
        self._day, self._written = day_reader(db), day_writer(db)
        self._terms = Terms(scope.as_of, rules, history.counties, self._day, self._written)

    def row(self, service: str, ground: tuple[Any, ...], *, is_tank: bool) -> tuple[Any, ...]:
        """One item: the service of a tank, or of the system as a whole."""
        customer, place, answers, system, tank = ground[:_TANK_KIND]
        tank = tank if is_tank else _NO_TANK
        history = self._history
        last = history.done[service].largest(system, tank, place, customer)
        promised = history.promises.about(service, system, place, customer)
        base_from, found = self._found(service, ground, last, promised, is_tank=is_tank)
        status, due, code, base, number, unit, why_not = found
        until = None
        if history.postponed and due is not None:
            until = history.postponed.get((system, tank, service, due))
        return (
            customer, system, tank, service, place, answers, status, due, code, base,
            base_from or None, number, unit, why_not, "us" if promised.included else "customer",
            history.booked[service].largest(system, tank, place, customer) is not None, until,
            is_tank and ground[_GALLONS] is None, False,
        )  # fmt: skip

    def _found(
        self, service: str, ground: tuple[Any, ...], last: Any, promised: Agreed, *, is_tank: bool
    ) -> tuple[str, Outcome]:
        """What the day to count from is, and what follows from it."""
        day = self._day
        _, intervals, start = promised
        first_use, installed, own_installed, override, set_on = ground[_FIRST_USE:_KIND]
        if is_tank:
            installed, shared = own_installed or installed, ground[_KIND:]
        else:
            override, set_on, shared = None, None, ground[_KIND:_GALLONS]
        # Each is read, though not each counts: a day that is none makes an item stale.
        read = (day(override), day(set_on), day(last), day(first_use), day(installed))
        base, base_from = base_of(service, last, first_use, installed, start)
        if base_from == "contract":
            base = self._written(base)
        key = (service, last is not None or start is not None, intervals, shared)
        if override is None:
            return base_from, self._terms.of(key, base)[base]
        decisive = (*self._terms.known(key), promised, *read)
        due = work_out(Facts(*decisive), self._rules)
        return base_from, outcome(due, self._as_of, self._rules, self._written)
