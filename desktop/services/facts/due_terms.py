"""What follows for all due items that have their terms in common, worked out once for each day."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from desktop.models.folding import fold
from desktop.services.care.due import Due, due_after, hangs_on_day, status_of, terms
from desktop.services.care.intervals import Interval
from desktop.services.care.items import WHOLE
from desktop.services.care.rules import Rules
from desktop.services.facts.drivers import Known

# Service, whether known to us, intervals agreed on.
Asked = tuple[str, bool, tuple[Interval, ...]]
# The last columns of a `Ground`: of a tank all of them, else those of its system.
Shared = tuple[Any, ...]
# Status, due day, reason code, base, number and unit of the interval, why it does not apply.
Outcome = tuple[str, Any, str, Any, int | None, str | None, str | None]
_NO_INTERVAL = (None, None, "")
_OF_WHOLE = 2  # number and unit of the interval at which a system is to be inspected


def _of_whole(service: str, own: Sequence[Any]) -> Sequence[Any]:
    """The interval that a system has of its own: for what is a service of all of it."""
    return own if service in WHOLE else (None, None)


def outcome(due: Due, as_of: date, rules: Rules, written: Callable[[date | None], Any]) -> Outcome:
    """What is stored of an item, beside whom it concerns and what the base comes from."""
    code, base, _, interval, day, why_not, _ = due
    number, unit, _ = interval or _NO_INTERVAL
    status = status_of(day, why_not, as_of, rules)
    return status, written(day), code, written(base), number, unit, why_not or None


class Terms:
    """The outcomes for each key, and in it for each day to count from, as the driver gives it."""

    def __init__(
        self,
        as_of: date,
        rules: Rules,
        counties: dict[str, int],
        day: Callable[[Any], date | None],
        written: Callable[[date | None], Any],
    ) -> None:
        """Begin with none known."""
        self._as_of, self._rules, self._county_rules = as_of, rules, counties
        self._day, self._written = day, written
        self._under: dict[tuple[Asked, Any], dict[Shared, dict[Any, Outcome]]] = {}
        self._by_terms: dict[tuple[Interval | None, str], dict[Any, Outcome]] = {}
        self._counties: dict[str | None, int | None] = {None: None}

    def under(
        self, asked: Asked, base: Any, *, in_days: bool = False
    ) -> dict[Shared, dict[Any, Outcome]]:
        """The outcomes by what items have in common, in it by the day to count from.

        `base` is that day; it is looked at where it may decide which interval is the shortest:
        of those agreed on, or with one in days that a system has of its own (`in_days`).
        """
        intervals = asked[2]
        start = base if in_days or (intervals and hangs_on_day(intervals)) else None
        found = self._under.get((asked, start))
        if found is None:
            found = self._under[asked, start] = Known(partial(self._by_day, asked, start))
        return found

    def _by_day(self, asked: Asked, start: Any, shared: Shared) -> dict[Any, Outcome]:
        why = terms(self.known(asked, shared), asked[2], self._day(start), self._rules)
        return self._by_terms.setdefault(why, Known(partial(self.work_out, *why)))

    def known(self, asked: Asked, shared: Shared) -> tuple[Any, ...]:
        """The fields of `Facts` before `agreed`."""
        service, known_to_us, _ = asked
        kind, use, people, disposal, county, maintained_by, customer, system, *own = shared
        whole, tank = own[:_OF_WHOLE], own[_OF_WHOLE:]
        gallons, number, unit, in_service = tank or (None, *_of_whole(service, whole), True)
        return (
            service, kind, use, gallons, people, bool(disposal),
            (number, unit) if number and unit else None,
            self._county_months(county), maintained_by, known_to_us,
            bool(customer), bool(system), bool(in_service),
        )  # fmt: skip

    def work_out(self, found: Interval | None, why_not: str, base: Any) -> Outcome:
        """What follows from terms and a day to count from."""
        start = self._day(base)
        code, day = due_after(found, start)
        due = Due(code, start, "", found, day, why_not, "")
        return outcome(due, self._as_of, self._rules, self._written)

    def _county_months(self, county: str | None) -> int | None:
        if county not in self._counties:
            self._counties[county] = self._county_rules.get(fold(county or ""))
        return self._counties[county]
