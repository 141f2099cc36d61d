"""How many aerobic inspections the contracts of a customer asked for in the last 12 months."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Integer, Select, String, cast, or_, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Contract
from desktop.services.care.signed import provides
from desktop.services.dates import add_months
from desktop.services.facts.drivers import day_reader
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows, staging_table

REQUIRED = staging_table("health_required", Column("required", Integer))
_MONTHS = 12


class Promise(NamedTuple):
    """One inspection contract: the days it covers, and how many visits a year it promises."""

    start: date
    until: date | None  # the last day covered
    visits: Decimal | None


def required_rows(db: Session, scope: Scope, who: Select[Any]) -> Iterator[tuple[int, int]]:
    """The rows of `REQUIRED`: of each customer asked for, what inspection contracts promised.

    Contracts about one system follow each other; those about different systems add up.
    """
    months, places = months_before(scope.as_of), _promises(db, scope, who)
    asked: dict[int, int] = defaultdict(int)
    for (customer, *_), promises in places.items():
        asked[customer] += asked_for(promises, months)
    return iter(sorted(asked.items()))


class Months(NamedTuple):
    """The first and the last days of the last 12 months, counted back from a day; oldest first."""

    firsts: list[date]
    lasts: list[date]


def months_before(as_of: date) -> Months:
    """The 12 months that end on a day."""
    ends = [add_months(as_of, back - _MONTHS) for back in range(_MONTHS + 1)]
    return Months([end + timedelta(1) for end in ends[:-1]], ends[1:])


def asked_for(promises: list[Promise], months: Months) -> int:
    """Visits promised: a twelfth of a year's for every month covered from first to last day.

    The first and the last day may be covered by different contracts; the last one's visits count.
    """
    spans = (
        (_covered(one, months.firsts), _covered(one, months.lasts), one.visits) for one in promises
    )
    return _of_spans(tuple(spans))


Span = tuple[range, range, Decimal | None]  # the first and last days covered, the visits of a year


@lru_cache(maxsize=16_384)  # a hundred thousand contracts have few spans between them
def _of_spans(spans: tuple[Span, ...]) -> int:
    begun, visits = set[int](), dict[int, Decimal]()
    for firsts, lasts, of_year in spans:
        begun.update(firsts)
        for month in lasts:
            visits[month] = max(visits.get(month, Decimal(0)), of_year or Decimal(0))
    return int(sum(visits[month] for month in begun & visits.keys()) / _MONTHS)


def _covered(promise: Promise, days: list[date]) -> range:
    """The places of the days that a contract covers, of days in their order."""
    last = len(days) if promise.until is None else bisect_right(days, promise.until)
    return range(bisect_left(days, promise.start), last)


def _promises(db: Session, scope: Scope, who: Select[Any]) -> dict[tuple[Any, ...], list[Promise]]:
    found: dict[tuple[Any, ...], list[Promise]] = defaultdict(list)
    day: Callable[[Any], Any] = day_reader(db)
    for customer, system, place, start, end, cancelled, visits in bare_rows(db, _asked(scope, who)):
        key = (customer, "system", system) if system is not None else (customer, "place", place)
        try:
            begun, until = day(start), _last_day(day(end), day(cancelled))
        except (TypeError, ValueError):
            continue  # its days cannot be read
        found[key].append(Promise(begun, until, Decimal(visits) if visits else None))
    return found


def _last_day(end: date | None, cancelled_on: date | None) -> date | None:
    """The end is the last day covered, a cancellation the first day that is not."""
    if cancelled_on is None:
        return end
    before = cancelled_on - timedelta(1)
    return before if end is None else min(end, before)


@lru_cache(maxsize=2)
def _asked(scope: Scope, who: Select[Any]) -> Select[Any]:
    """Inspection contracts that may cover a day of the last 12 months."""
    since = add_months(scope.as_of, -_MONTHS)
    columns: tuple[Any, ...] = (
        Contract.customer_id,
        Contract.system_id,
        Contract.property_id,
        Contract.start_date,
        Contract.end_date,
        Contract.cancel_date,
        cast(Contract.visits_per_year, String),
    )
    return select(*columns).where(
        provides("INSPECT"),
        Contract.start_date <= scope.as_of,
        or_(Contract.end_date.is_(None), Contract.end_date > since),
        or_(Contract.cancel_date.is_(None), Contract.cancel_date > since),
        scope.among(Contract.customer_id, who),
    )
