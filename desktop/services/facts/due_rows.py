"""The rows of `due_items` of one service, out of their grounds and of what happened there so far.

Worked out column by column: of a hundred thousand items only what differs costs a call.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.care.due import Agreed, Facts, base_of, work_out
from desktop.services.care.items import WHOLE
from desktop.services.care.rules import Rules
from desktop.services.facts.care_history import History
from desktop.services.facts.drivers import day_reader, day_writer
from desktop.services.facts.due_terms import Outcome, Terms, outcome
from desktop.services.facts.grounds import GALLONS, KIND, UNIT, Ground
from desktop.services.facts.scope import Scope
from desktop.services.facts.spots import Items

Row = tuple[Any, ...]
Key = tuple[str, bool]  # a service, and whether it is one of a tank: else of a whole system
Column = Sequence[Any]
NO_TANK = 0


class DueRows:
    """What makes the rows of a service; days stay as the driver gives them."""

    def __init__(self, db: Session, scope: Scope, rules: Rules, history: History) -> None:
        """Begin with none made."""
        self._as_of, self._rules, self._history = scope.as_of, rules, history
        self._day, self._written = day_reader(db), day_writer(db)
        self._terms = Terms(scope.as_of, rules, history.counties, self._day, self._written)

    def of(self, key: Key, grounds: list[Row]) -> Iterator[Row]:
        """The rows of the items of a service on these grounds, in their order.

        Raises:
            ValueError: a day is none, whether it counts or not (TypeError: it is a number).
        """
        (service, is_tank), history = key, self._history
        ground = dict(zip(Ground._fields, zip(*grounds, strict=True), strict=True))
        items = _items(ground, is_tank=is_tank)
        last = history.done[service].largest_of(items)
        promised = history.promises.of(service).of_each(items)
        days = self._days(key, ground, last)
        starts = [self._written(agreed.start) for agreed in promised]
        found = list(map(base_of, repeat(service), *days[2:], starts))
        bases, bases_from = zip(*found, strict=True)
        outcomes = self._outcomes(key, grounds, promised, bases, days)
        statuses, dues, codes, since, numbers, units, why_nots = zip(*outcomes, strict=True)
        return zip(
            items.customers,
            items.systems,
            items.tanks,
            repeat(service),
            items.places,
            self._answers(items),
            statuses,
            dues,
            codes,
            since,
            (base_from or None for base_from in bases_from),
            numbers,
            units,
            why_nots,
            ("us" if agreed.included else "customer" for agreed in promised),
            (one is not None for one in history.booked[service].largest_of(items)),
            self._postponed(service, items, dues),
            (is_tank and gallons is None for gallons in ground["gallons"]),
            repeat(False),
        )

    def _days(self, key: Key, ground: Mapping[str, Column], last: Column) -> tuple[Column, ...]:
        """The columns of days, in the order of `Facts`, each different one read once."""
        service, is_tank = key
        none = (None,) * len(last)
        own = ground["asset_installed"] if is_tank else none
        names = ("override", "override_set_on") if is_tank else ("whole_override", "whole_set_on")
        by_hand = is_tank or service in WHOLE
        override, set_on = (ground[name] if by_hand else none for name in names)
        installed = [
            mine or all_of_it for mine, all_of_it in zip(own, ground["installed"], strict=True)
        ]
        days = override, set_on, last, ground["first_use"], installed
        for day in set().union(*days):
            self._day(day)
        return days

    def _outcomes(
        self,
        key: Key,
        grounds: list[Row],
        promised: list[Agreed],
        bases: Column,
        days: tuple[Column, ...],
    ) -> list[Outcome]:
        """What follows: the same terms from the same day are worked out once."""
        (service, is_tank), (overrides, _, last, *_) = key, days
        shared = slice(KIND, None if is_tank else GALLONS)
        units = [row[UNIT] for row in grounds] if service in WHOLE else [None] * len(grounds)
        asked = [
            (service, done is not None or agreed.start is not None, agreed.intervals)
            for done, agreed in zip(last, promised, strict=True)
        ]
        found = [
            self._terms.under(one, base, in_days=unit == "days")[ground[shared]][base]
            for one, base, ground, unit in zip(asked, bases, grounds, units, strict=True)
        ]
        for place, override in enumerate(overrides):
            if override is not None:
                known = self._terms.known(asked[place], grounds[place][shared])
                read = [self._day(column[place]) for column in days]
                decisive = (*known, promised[place], *read)
                due = work_out(Facts(*decisive), self._rules)
                found[place] = outcome(due, self._as_of, self._rules, self._written)
        return found

    def _answers(self, items: Items) -> Iterator[bool]:
        whom = self._history.answering.get
        both = zip(items.places, items.customers, strict=True)
        return (whom(place, customer) == customer for place, customer in both)

    def _postponed(self, service: str, items: Items, dues: Column) -> Iterator[Any]:
        until = self._history.postponed
        if not until:
            return repeat(None)
        keys = zip(items.systems, items.tanks, repeat(service), dues)
        return (until.get(key) for key in keys)  # nothing is postponed without a due day


def _items(ground: Mapping[str, Column], *, is_tank: bool) -> Items:
    systems, tanks = ground["system_id"], ground["asset_id"]
    return Items(
        systems,
        tanks if is_tank else (NO_TANK,) * len(systems),
        ground["property_id"],
        ground["customer_id"],
        is_tank,
    )
