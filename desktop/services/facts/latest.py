"""The latest days of work per customer, from one walk over the finished work."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Date, Integer, Select, select
from sqlalchemy.orm import Session

from desktop.models.facts import (
    EVENT_KINDS,
    KIND_BIT,
    LATEST_KEPT,
    LATEST_KEPT_OF_KIND,
    TESTED_BIT,
    ServiceFact,
)
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
    "latest", *(Column(name, Date) for name in _NAMES), Column("service_count", Integer)
)


def latest_rows(db: Session, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The rows of `LATEST`: of each customer with finished work, its days, newest first."""
    visits = bare_rows(db, _visits(scope))
    for customer_id, group in groupby(visits, key=itemgetter(0)):
        yield _latest(customer_id, list(group))


def _visits(scope: Scope) -> Select[Any]:
    fact = table_of(ServiceFact).c
    return (
        select(fact.customer_id, fact.day, fact.kinds)
        .where(fact.day <= scope.as_of, scope.has(fact.customer_id))
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
    return (*row, tested[0] if tested else None, visits[0][1], len(visits))
