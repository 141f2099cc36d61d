"""When a service is due and how that stands: base, interval, due day, status, who owes it.

Rules: domain reference, sections 3.1 to 3.4. Everything here is a function of plain values.
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from desktop.services.care.intervals import (
    Interval,
    Place,
    inspection_interval,
    interval,
    pumping_interval,
    shortest,
)
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days

STATUSES = {  # worst first
    "overdue": "Overdue",
    "due": "Due",
    "upcoming": "Upcoming",
    "current": "Current",
    "unknown": "Unknown",
    "not_applicable": "Not applicable",
}
NOT_APPLICABLE = {
    "customer": "The customer is inactive",
    "vacant": "The property is vacant",
    "system": "The system is not in use",
    "asset": "The tank is out of service",
    "not_ours": "Somebody else maintains this system",
    "never_ours": "We never inspected this system, and nobody said who maintains it",
}
BASES = {
    "visit": "Last done",
    "first_use": "First used",
    "installed": "Installed",
    "contract": "Start of the contract",
}


class Agreed(NamedTuple):
    """What contracts say of one service: active ones include it and how often; since when."""

    included: bool = False
    intervals: tuple[Interval, ...] = ()
    start: date | None = None


class Facts(NamedTuple):
    """All that decides one item; `last` is the latest completed visit of this very service."""

    service: str
    kind: str = "unknown"  # of the system
    use: str | None = None
    gallons: int | None = None
    people: int | None = None
    disposal: bool = False
    own_interval: tuple[int, str] | None = None
    county_months: int | None = None
    maintained_by: str | None = None
    known_to_us: bool = False  # inspected, or under an inspection contract, at some time
    customer_active: bool = True
    system_active: bool = True
    in_service: bool = True
    agreed: Agreed = Agreed()
    # From here on days, which hardly any two items have in common.
    override: date | None = None
    override_set_on: date | None = None
    last: date | None = None
    first_use: date | None = None
    installed: date | None = None


_TERMS = Facts._fields.index("agreed")  # so many fields many items have in common


class Due(NamedTuple):
    """One item: since when, how often, when, and why it may not apply."""

    code: str
    base: date | None
    base_from: str  # a key of BASES; "" without a day to count from
    interval: Interval | None
    due: date | None
    not_applicable: str  # a key of NOT_APPLICABLE; "" when it applies
    owed_by: str  # "us" or "customer"


def work_out(facts: Facts, rules: Rules) -> Due:
    """The due day of one service of one tank or system, with its reasons."""
    base, base_from = base_of(
        facts.service, facts.last, facts.first_use, facts.installed, facts.agreed.start
    )
    included, intervals, _ = facts.agreed
    in_days = facts.own_interval is not None and facts.own_interval[1] == "days"
    day = base if in_days or hangs_on_day(intervals) else None
    found, why_not = terms(facts[:_TERMS], intervals, day, rules)
    code, due = due_after(found, base)
    if facts.override and _in_force(facts):
        code, due = "OVR", facts.override
    return Due(code, base, base_from, found, due, why_not, "us" if included else "customer")


@lru_cache(maxsize=4_096)
def hangs_on_day(intervals: tuple[Interval, ...]) -> bool:
    """Whether the day they are counted from may decide which of some intervals is shortest."""
    return any(one.unit == "days" for one in intervals)


# An office has a hundred thousand items and few kinds of them.
@lru_cache(maxsize=65_536)
def terms(
    known: tuple[Any, ...], intervals: tuple[Interval, ...], day: date | None, rules: Rules
) -> tuple[Interval | None, str]:
    """How often, and why not at all; `known` are the fields of `Facts` before `agreed`."""
    facts = Facts(*known)._replace(agreed=Agreed(intervals=intervals))
    return _interval(facts, day, rules), not_applicable(facts)


def due_after(found: Interval | None, base: date | None) -> tuple[str, date | None]:
    """The reason code and the due day of an interval; unknown when it or its base is missing."""
    if base is None or found is None:
        return "UNK", None
    return found.code, found.after(base)


def _in_force(facts: Facts) -> bool:
    """A date set by hand holds until the work is done on or after the day it was set."""
    return facts.last is None or (
        facts.override_set_on is not None and facts.last < facts.override_set_on
    )


def base_of(service: str, last: Any, first_use: Any, installed: Any, start: Any) -> tuple[Any, str]:
    """The day to count from: the last visit, first use, installation, start of the contract.

    Days in whatever form: the one found comes back as it was given.
    """
    if last:
        return last, "visit"
    if first_use:
        return first_use, "first_use"
    if installed:
        return installed, "installed"
    if service == "INSPECT" and start:
        return start, "contract"
    return None, ""


def _interval(facts: Facts, base: date | None, rules: Rules) -> Interval | None:
    agreed = shortest(facts.agreed.intervals, base)
    own = interval(*facts.own_interval, "CUS") if facts.own_interval else None
    if facts.service == "INSPECT":
        return inspection_interval(base, facts.county_months, own, agreed, rules)
    place = Place(facts.kind, facts.use, facts.gallons, facts.people, facts.disposal)
    return pumping_interval(facts.service, place, own, agreed, rules)


def not_applicable(facts: Facts) -> str:
    """Why nothing is owed here; "" when something is."""
    if not facts.customer_active:
        return "customer"
    if facts.use == "vacant":
        return "vacant"
    if not facts.system_active:
        return "system"
    if not facts.in_service:
        return "asset"
    return _not_ours(facts) if facts.service == "INSPECT" else ""


def _not_ours(facts: Facts) -> str:
    if facts.maintained_by in (None, "unknown"):
        return "" if facts.known_to_us else "never_ours"
    return "" if facts.maintained_by == "us" else "not_ours"


@lru_cache(maxsize=65_536)
def status_of(due: date | None, why_not: str, as_of: date, rules: Rules) -> str:
    """The one status of an item on a day."""
    if why_not:
        return "not_applicable"
    if due is None:
        return "unknown"
    if due < as_of:
        return "overdue"
    if due <= add_days(as_of, rules.due_days):
        return "due"
    return "upcoming" if due <= add_days(as_of, rules.upcoming_days) else "current"
