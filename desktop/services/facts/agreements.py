"""What contracts say about a customer: tier, status, end."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from desktop.models.equipment import Contract
from desktop.services.care.rules import Rules
from desktop.services.facts.scope import Scope

TIERS = ("on_demand", "standard", "premium")  # lowest first


def agreements(scope: Scope, rules: Rules) -> Subquery:
    """The contracts of each customer that have begun, summed up."""
    day = scope.as_of
    cancelled = and_(Contract.cancel_date.is_not(None), Contract.cancel_date <= day)
    ended = and_(Contract.end_date.is_not(None), Contract.end_date < day)
    active = ~cancelled & ~ended
    began = (Contract.start_date <= day) & or_(
        Contract.cancel_date.is_(None), Contract.cancel_date > Contract.start_date
    )
    override = case({tier: place for place, tier in enumerate(TIERS)}, value=Contract.tier_override)
    return (
        select(
            Contract.customer_id,
            _count(active).label("active"),
            _count(active & Contract.end_date.is_(None)).label("open_ended"),
            _count(active & (Contract.visits_per_year >= rules.premium_visits)).label("premium"),
            func.max(case((active, override))).label("override"),
            func.max(case((active, Contract.end_date))).label("active_end"),
            func.max(case((~active, _last_end(cancelled)))).label("past_end"),
            func.min(Contract.start_date).label("first_start"),
        )
        .where(began, scope.has(Contract.customer_id))
        .group_by(Contract.customer_id)
        .subquery("agreements")
    )


def agreements_ahead(scope: Scope) -> Subquery:
    """How many contracts of each customer have yet to begin."""
    day = scope.as_of
    kept = or_(Contract.cancel_date.is_(None), Contract.cancel_date > day)
    return (
        select(Contract.customer_id, func.count().label("ahead"))
        .where(Contract.start_date > day, kept, scope.has(Contract.customer_id))
        .group_by(Contract.customer_id)
        .subquery("agreements_ahead")
    )


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _last_end(cancelled: ColumnElement[bool]) -> ColumnElement[Any]:
    cut_short = cancelled & or_(
        Contract.end_date.is_(None), Contract.cancel_date < Contract.end_date
    )
    return case((cut_short, Contract.cancel_date), else_=Contract.end_date)


def service_tier(found: Subquery) -> ColumnElement[str]:
    """The tier of domain 5.2; an override on an active contract comes first."""
    return case(
        *((found.c.override == place, tier) for place, tier in enumerate(TIERS)),
        (found.c.premium > 0, "premium"),
        (found.c.active > 0, "standard"),
        else_="on_demand",
    )


def contract_status(found: Subquery) -> ColumnElement[str]:
    """Active, expired (there was one) or none."""
    return case(
        (found.c.active > 0, "active"), (found.c.active.is_not(None), "expired"), else_="none"
    )


def last_end(found: Subquery) -> ColumnElement[Any]:
    """When the latest contract ended; blank while one is active."""
    return case((found.c.active == 0, found.c.past_end))


def relationship(found: Subquery, last_service: Any) -> ColumnElement[str]:
    """Contract, lapsed contract, one-time (served, never a contract) or none (domain 6)."""
    return case(
        (found.c.active > 0, "contract"),
        (found.c.active.is_not(None), "lapsed_contract"),
        (last_service.is_not(None), "one_time"),
        else_="none",
    )


def contract_end(found: Subquery) -> ColumnElement[Any]:
    """The last day of the current contract, else of the latest; open-ended has none."""
    return case(
        (found.c.open_ended > 0, None),
        (found.c.active > 0, found.c.active_end),
        else_=found.c.past_end,
    )
