"""The latest days of work per customer, from one walk over the finished work."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, Select, select
from sqlalchemy.orm import Session

from desktop.models.facts import (
    EVENT_KINDS,
    KIND_BIT,
    LATEST_KEPT,
    LATEST_KEPT_OF_KIND,
    TESTED_BIT,
    ServiceFact,
)
from desktop.services.dates import add_days, add_months
from desktop.services.facts.drivers import day_reader, day_writer, raw_where_unreadable
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows, staging_table

_BITS = (*KIND_BIT.values(), TESTED_BIT)
_BLANK = (None,) * LATEST_KEPT
# Which lists of days a visit belongs to, by its set of kinds.
_PLACES = [[n for n, bit in enumerate(_BITS) if kinds & bit] for kinds in range(sum(_BITS) + 1)]

_NAMES = (
    *(f"service_{n}" for n in range(1, LATEST_KEPT + 1)),
    *(f"{kind}_{n}" for kind in EVENT_KINDS for n in range(1, LATEST_KEPT_OF_KIND + 1)),
    "last_inspection",
    "first_service",
)
LATEST = staging_table(
    "latest",
    *(Column(name, Date) for name in _NAMES),
    Column("service_count", Integer),
    Column("reactivated", Boolean),
    Column("done_ahead", Date),
)
_DAY = itemgetter(1)
_GAP_MONTHS, _BACK_FOR_DAYS = 36, 365


def latest_rows(db: Session, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The rows of `LATEST`: of each customer with finished work, its days, newest first.

    Work said to be finished on a day to come is told apart: it counts when the day has come.

    Raises:
        TypeError, ValueError: a day is none; told after the last row, each different one read once.
    """
    day, since = raw_where_unreadable(day_reader(db)), add_days(scope.as_of, -_BACK_FOR_DAYS)
    today, found = day_writer(db)(scope.as_of), set[Any]()
    for customer_id, group in groupby(bare_rows(db, _visits(scope)), key=itemgetter(0)):
        visits, ahead = list(group), None
        found.update(map(_DAY, visits))
        if visits[-1][1] > today:
            ahead = visits[-1][1]
            visits = [one for one in visits if one[1] <= today]
        row = _latest(customer_id, visits)
        yield (*row, _is_back(day(row[1]), day(_day_before(visits)), since), ahead)
    deque(map(day_reader(db), found), maxlen=0)


def _day_before(visits: Sequence[Any]) -> Any:
    """The day of finished work before the latest one: two jobs of one day are one visit."""
    days = map(_DAY, reversed(visits))
    last = next(days, None)
    return next((one for one in days if one != last), None)


def _is_back(last: date | None, before: date | None, since: date) -> bool:
    """Whether the latest visit, within the last year, ended a gap of more than 36 months."""
    if not isinstance(last, date) or not isinstance(before, date) or last < since:
        return False
    return before < add_months(last, -_GAP_MONTHS)


@lru_cache(maxsize=2)
def _visits(scope: Scope) -> Select[Any]:
    fact = table_of(ServiceFact).c
    return (
        select(fact.customer_id, fact.day, fact.kinds)
        .where(scope.has(fact.customer_id))
        .order_by(fact.customer_id, fact.day, fact.visit_id)
    )


def _latest(customer_id: int, visits: Sequence[Any]) -> tuple[Any, ...]:
    days: list[list[Any]] = [[] for _ in _BITS]
    for _, day, kinds in reversed(visits):
        for place in _PLACES[kinds]:
            days[place].append(day)
    newest = [day for _, day, _ in visits[: -LATEST_KEPT - 1 : -1]]
    row = [customer_id, *newest, *_BLANK[len(newest) : LATEST_KEPT]]
    *of_kinds, tested = days
    for found in of_kinds:
        kept = found[:LATEST_KEPT_OF_KIND]
        row += kept
        row += _BLANK[len(kept) : LATEST_KEPT_OF_KIND]
    first = visits[0][1] if visits else None
    return (*row, tested[0] if tested else None, first, len(visits))
