"""How often each tank was served in the last 12 months, against how often its interval asks."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Column, Integer, Select, and_, case, or_, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Asset
from desktop.models.facts import DueItem
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.items import WHOLE
from desktop.services.dates import add_months
from desktop.services.facts.care_history import OWED
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows, staging_table

PLAN = staging_table("health_plan", Column("plan_done", Integer), Column("plan_wanted", Integer))
Spot = tuple[str, int, str]  # "tank", "system", "property" or "customer", its number, the service
_MONTHS = 12
_IN_A_YEAR = {"months": 12, "days": 365}


def wanted(interval: int, unit: str) -> int:
    """Services in a year: 365 over the days of the interval, rounded half up."""
    return (2 * _IN_A_YEAR[unit] + interval) // (2 * interval)


def plan_rows(db: Session, scope: Scope, who: Select[Any]) -> Iterator[tuple[int, int, int]]:
    """The rows of `PLAN`: services done and wanted for the worst tank of each customer asked for.

    An interval of more than two years rounds to no service within one: it asks for nothing here.
    """
    items = list(bare_rows(db, _planned(scope, who)))
    if not items:
        return
    days = _served(db, scope, tuple(sorted({item[3] for item in items})), who)
    worst: dict[int, tuple[int, int]] = {}
    for customer, system, tank, service, place, interval, unit in items:
        spots = (
            ("tank", tank, service) if tank else ("system", system, service),
            ("property", place, service),
            ("customer", customer, service),
        )
        done = len(set().union(*(days.get(spot, ()) for spot in spots)))
        asked = wanted(interval, unit)
        known = worst.get(customer)
        # Compared crosswise, as a share; of two alike the one that asks for more.
        if known is None or (done * known[1], -asked) < (known[0] * asked, -known[1]):
            worst[customer] = (done, asked)
    for customer in sorted(worst):
        yield (customer, *worst[customer])


@lru_cache(maxsize=2)
def _planned(scope: Scope, who: Select[Any]) -> Select[Any]:
    item = table_of(DueItem).c
    often = (
        and_(item.unit == unit, item.interval.between(1, 2 * year))
        for unit, year in _IN_A_YEAR.items()
    )
    return (
        select(
            item.customer_id,
            item.system_id,
            item.asset_id,
            item.service,
            item.property_id,
            item.interval,
            item.unit,
        )
        .where(
            item.status != "not_applicable",
            or_(*often),
            item.customer_id.in_(who),
            scope.has(item.customer_id),
        )
        .order_by(item.customer_id, item.system_id, item.asset_id, item.service)
    )


def _served(
    db: Session, scope: Scope, services: tuple[str, ...], who: Select[Any]
) -> dict[Spot, set[Any]]:
    """The days on which each place was served (see `care_history` for what a line is about)."""
    days: dict[Spot, set[Any]] = defaultdict(set)
    rows = chain.from_iterable(bare_rows(db, lines) for lines in _lines(scope, services, who))
    for service, day, tank, system, place, customer in rows:
        if system is not None:
            days["system", system, service].add(day)
        elif tank is not None:
            days["tank", tank, service].add(day)
        elif place is not None:
            days["property", place, service].add(day)
        elif customer is not None:
            days["customer", customer, service].add(day)
    return days


@lru_cache(maxsize=4)
def _lines(scope: Scope, services: tuple[str, ...], who: Select[Any]) -> tuple[Select[Any], ...]:
    """Work at the places asked about, and on their tanks wherever it was written down.

    Two readings, each by its own index, instead of all visits of the year: some come twice.
    """
    tank = ServiceLine.asset_id
    lines = (
        select(
            ServiceLine.service.expression,
            Visit.completed_date,
            tank,
            case((ServiceLine.service.in_(WHOLE), Asset.system_id)),
            case((tank.is_(None), Visit.property_id)),
            case((tank.is_(None) & Visit.property_id.is_(None), Visit.customer_id)),
        )
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .outerjoin(Asset, Asset.id == tank)
        .where(
            Visit.status == "completed",
            Visit.completed_date > add_months(scope.as_of, -_MONTHS),
            Visit.completed_date <= scope.as_of,
            ServiceLine.service.in_([one for one in OWED if one in services]),
        )
    )
    item = _planned(scope, who).order_by(None).subquery()
    nowhere = and_(Visit.property_id.is_(None), Visit.customer_id.in_(select(item.c.customer_id)))
    there = or_(Visit.property_id.in_(select(item.c.property_id)), nowhere)
    tanks = select(Asset.id).where(Asset.system_id.in_(select(item.c.system_id)))
    return lines.where(there), lines.where(tank.in_(tanks))
