"""What contracts say about a customer: tier, status, end."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from desktop.models.equipment import Contract
from desktop.services.facts.scope import Scope

TIERS = ("on_demand", "standard", "premium")  # lowest first
PREMIUM_VISITS = 4


def agreements(scope: Scope) -> Subquery:
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
            _count(active & (Contract.visits_per_year >= PREMIUM_VISITS)).label("premium"),
            func.max(case((active, override))).label("override"),
            func.max(case((active, Contract.end_date))).label("active_end"),
            func.max(case((~active, _last_end(cancelled)))).label("past_end"),
        )
        .where(began, scope.has(Contract.customer_id))
        .group_by(Contract.customer_id)
        .subquery("agreements")
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


def contract_end(found: Subquery) -> ColumnElement[Any]:
    """The last day of the current contract, else of the latest; open-ended has none."""
    return case(
        (found.c.open_ended > 0, None),
        (found.c.active > 0, found.c.active_end),
        else_=found.c.past_end,
    )
