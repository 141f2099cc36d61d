"""Contracts on a day: state, successor, what is expiring, file-by date, visits owed.

Rules: domain reference, section 4.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from desktop.services.care.intervals import Interval
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days, add_months, completed_years

STATES = {
    "cancelled": "Cancelled",
    "future": "Not yet begun",
    "expired": "Expired",
    "active": "Active",
}
INSPECTIONS = ("INSPECT", "ANNUAL_INSP")
# What a contract includes when it lists no services of its own.
IMPLIED = {
    "inspection_only": ("INSPECT", "ANNUAL_INSP"),
    "inspection_chlorine": ("INSPECT", "ANNUAL_INSP", "CHLORINE"),
    "full_maintenance": ("INSPECT", "ANNUAL_INSP"),
    "initial_two_year": ("INSPECT", "ANNUAL_INSP"),
    "pumping_plan": ("PUMP",),
    "grease_plan": ("GREASE", "GRIT"),
}
_MONTHS_OF_YEAR, _DAYS_OF_YEAR = 12, 365


class Agreement(NamedTuple):
    """One contract, as far as dates go."""

    id: int
    kind: str
    start: date
    end: date | None = None
    cancelled_on: date | None = None
    system_id: int | None = None
    property_id: int | None = None  # where its system lies, else the property it names
    visits_per_year: Decimal | None = None
    filed_on: date | None = None
    is_inspected: bool = False  # it provides the inspection of an aerobic system


def provided(kind: str, lines: Iterable[str]) -> tuple[str, ...]:
    """The services of a contract: those it lists, else those of its kind."""
    return tuple(lines) or IMPLIED.get(kind, ())


def state(contract: Agreement, as_of: date) -> str:
    """The one state on a day."""
    return state_between(contract.start, contract.end, contract.cancelled_on, as_of)


def state_between(start: date, end: date | None, cancelled_on: date | None, as_of: date) -> str:
    """The state by its days alone; tested in the order of the reference."""
    if cancelled_on is not None and cancelled_on <= as_of:
        return "cancelled"
    if start > as_of:
        return "future"
    if end is not None and end < as_of:
        return "expired"
    return "active"


def is_same_place(one: Agreement, other: Agreement) -> bool:
    """Whether two contracts are about the same: the system both name, else the property.

    A contract that names the property alone is about every system there.
    """
    if one.system_id is not None and other.system_id is not None:
        return one.system_id == other.system_id
    return one.property_id is not None and one.property_id == other.property_id


def successor(
    contract: Agreement, others: Iterable[Agreement], as_of: date, rules: Rules
) -> Agreement | None:
    """The contract that goes on where this one ends: the one that begins first."""
    if contract.end is None:
        return None
    latest_start = add_days(contract.end, rules.successor_days)
    following = [
        other
        for other in others
        if other.id != contract.id
        and is_same_place(contract, other)
        and state(other, as_of) != "cancelled"
        and other.start <= latest_start
        and (other.end is None or other.end > contract.end)
    ]
    return min(following, key=lambda other: (other.start, other.id), default=None)


def is_expiring(
    contract: Agreement, others: Iterable[Agreement], as_of: date, rules: Rules
) -> bool:
    """Active, ending today or within the next 60 days, and nothing follows."""
    if contract.end is None or state(contract, as_of) != "active":
        return False
    soon = contract.end <= add_days(as_of, rules.expiring_days)
    return soon and successor(contract, others, as_of, rules) is None


def file_by(contract: Agreement, rules: Rules) -> date | None:
    """The day by which the authority wants the renewal of an inspection contract.

    It asks for it where the system is an aerobic one.
    """
    if contract.end is None or not contract.is_inspected:
        return None
    return add_days(contract.end, -rules.file_by_days)


class Window(NamedTuple):
    """The days in which one of the promised visits was to be made, both counted."""

    first: date
    last: date


class Owed(NamedTuple):
    """Visits of the running contract year: those that should be done by now, and those done."""

    year_start: date
    year_end: date
    whole_year: Decimal
    by_now: int
    done: int
    missed: tuple[Window, ...] = ()  # those of the last 12 months without a visit, oldest first

    @property
    def missing(self) -> int:
        """How many are behind."""
        return max(self.by_now - self.done, 0)


def visits_owed(contract: Agreement, done: Iterable[date], as_of: date) -> Owed | None:
    """What of this contract year's visits is due by now; None without a promise or before it."""
    if not contract.visits_per_year or contract.start > as_of:
        return None
    begun = completed_years(contract.start, as_of)
    start = add_months(contract.start, begun * _MONTHS_OF_YEAR)
    end = add_months(contract.start, (begun + 1) * _MONTHS_OF_YEAR)
    share = Decimal((as_of - start).days) / Decimal((end - start).days)
    by_now = int(contract.visits_per_year * share)
    days = set(done)
    visits = sum(1 for day in days if start <= day <= as_of)
    missed = tuple(
        one
        for one in windows_over(contract, as_of)
        if not any(one.first <= day <= one.last for day in days)
    )
    return Owed(start, add_days(end, -1), contract.visits_per_year, by_now, visits, missed)


def windows_over(contract: Agreement, as_of: date) -> Iterator[Window]:
    """The windows of a contract that ended in the last 12 months, one for each visit promised.

    They are counted from its first day on; what it does not cover any more asks for no visit.
    """
    every = implied_interval(contract.visits_per_year)
    if every is None:
        return
    since, number = add_months(as_of, -_MONTHS_OF_YEAR), 0
    until = min(day for day in (contract.end, add_days(as_of, -1)) if day)
    while True:
        bounds = (Interval(every.number * n, every.unit, every.code) for n in (number, number + 1))
        first, following = (one.after(contract.start) for one in bounds)
        last = add_days(following, -1)
        if last > until:
            return
        if last > since:
            yield Window(first, last)
        number += 1


@lru_cache(maxsize=256)
def implied_interval(visits_per_year: Decimal | None) -> Interval | None:
    """How often so many visits a year are: whole months where they fit, else days."""
    if not visits_per_year or visits_per_year <= 0:
        return None
    months = _MONTHS_OF_YEAR / visits_per_year
    if months == months.to_integral_value():
        return Interval(int(months), "months", "CON")
    return Interval(max(int(_DAYS_OF_YEAR / visits_per_year), 1), "days", "CON")
