"""What follows for all due items that have their terms in common, worked out once for each day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desktop.models.folding import fold
from desktop.services.care.due import Due, due_after, hangs_on_day, status_of, terms
from desktop.services.care.intervals import Interval
from desktop.services.care.rules import Rules

# Service, whether known to us, intervals agreed on, and the last columns of a `Ground`: of a tank
# all of them, else those of its system.
Key = tuple[str, bool, tuple[Interval, ...], tuple[Any, ...]]
# Status, due day, reason code, base, number and unit of the interval, why it does not apply.
Outcome = tuple[str, Any, str, Any, int | None, str | None, str | None]
_NO_INTERVAL = (None, None, "")
_NO_TANK = (None, None, None, True)


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
        self._by_key: dict[Any, dict[Any, Outcome]] = {}
        self._by_terms: dict[tuple[Interval | None, str], dict[Any, Outcome]] = {}
        self._counties: dict[str | None, int | None] = {None: None}

    def of(self, key: Key, base: Any) -> dict[Any, Outcome]:
        """The outcomes under a key by the day to count from; `base` itself is among them."""
        intervals = key[2]
        asked: Any = (key, base) if intervals and hangs_on_day(intervals) else key
        found = self._by_key.get(asked)
        if found is None:
            start = self._day(base) if asked is not key else None
            why = terms(self.known(key), intervals, start, self._rules)
            found = self._by_key[asked] = self._by_terms.setdefault(why, _Outcomes(self, *why))
        return found

    def known(self, key: Key) -> tuple[Any, ...]:
        """The fields of `Facts` before `agreed`."""
        service, known_to_us, _, shared = key
        kind, use, people, disposal, county, maintained_by, customer, system, *tank = shared
        gallons, number, unit, in_service = tank or _NO_TANK
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


class _Outcomes(dict[Any, Outcome]):
    """The outcomes of some terms by the day to count from. A look-up costs no call into Python."""

    def __init__(self, of: Terms, found: Interval | None, why_not: str) -> None:
        super().__init__()
        self._of, self._found, self._why_not = of, found, why_not

    def __missing__(self, base: Any) -> Outcome:
        made = self[base] = self._of.work_out(self._found, self._why_not, base)
        return made
