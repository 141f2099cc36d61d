"""How many aerobic inspections the contracts of a customer asked for in the last 12 months."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Integer, Select, String, and_, cast, not_, or_, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Contract, ContractLine
from desktop.services.care.contracts import INSPECTION_KINDS
from desktop.services.dates import add_months
from desktop.services.facts.drivers import day_reader
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows, staging_table

REQUIRED = staging_table("health_required", Column("required", Integer))
_MONTHS = 12


class Promise(NamedTuple):
    """One inspection contract: the days it covers, and how many visits a year it promises."""

    start: date
    end: date | None
    cancelled_on: date | None
    visits: Decimal | None

    def covers(self, day: date) -> bool:
        """Whether a day is covered; the end is the last day, a cancellation the first day after."""
        begun = self.start <= day and (self.end is None or day <= self.end)
        return begun and (self.cancelled_on is None or day < self.cancelled_on)


def required_rows(db: Session, scope: Scope) -> Iterator[tuple[int, int]]:
    """The rows of `REQUIRED`: of each customer with inspection contracts, what they asked for.

    Contracts about one system follow each other; those about different systems add up.
    """
    months, places = _months(scope.as_of), _promises(db, scope)
    asked: dict[int, int] = defaultdict(int)
    for (customer, *_), promises in places.items():
        asked[customer] += asked_for(promises, months)
    return iter(sorted(asked.items()))


def _months(as_of: date) -> list[tuple[date, date]]:
    """The first and the last day of each of the last 12 months, counted back from the day."""
    ends = [add_months(as_of, -back) for back in range(_MONTHS + 1)]
    return [(ends[n + 1] + timedelta(1), ends[n]) for n in range(_MONTHS)]


def asked_for(promises: list[Promise], months: list[tuple[date, date]]) -> int:
    """Visits promised: a twelfth of a year's for every month covered from first to last day."""
    total = Decimal(0)
    for first, last in months:
        if any(one.covers(first) for one in promises):
            total += max((one.visits or 0 for one in promises if one.covers(last)), default=0)
    return int(total / _MONTHS)


def _promises(db: Session, scope: Scope) -> dict[tuple[Any, ...], list[Promise]]:
    found: dict[tuple[Any, ...], list[Promise]] = defaultdict(list)
    day: Callable[[Any], Any] = day_reader(db)
    for customer, system, place, start, end, cancelled, visits in bare_rows(db, _asked(scope)):
        key = (customer, "system", system) if system is not None else (customer, "place", place)
        promise = Promise(day(start), day(end), day(cancelled), Decimal(visits) if visits else None)
        found[key].append(promise)
    return found


@lru_cache(maxsize=2)
def _asked(scope: Scope) -> Select[Any]:
    """Inspection contracts that may cover a day of the last 12 months."""
    since = add_months(scope.as_of, -_MONTHS)
    lines = select(ContractLine.id).where(ContractLine.contract_id == Contract.id)
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
        or_(
            lines.where(ContractLine.service == "INSPECT").exists(),
            and_(Contract.kind.in_(INSPECTION_KINDS), not_(lines.exists())),
        ),
        Contract.start_date <= scope.as_of,
        or_(Contract.end_date.is_(None), Contract.end_date > since),
        or_(Contract.cancel_date.is_(None), Contract.cancel_date > since),
        scope.has(Contract.customer_id),
    )
