"""What the terms of a stored contract mean, for events and records alike (domain 4 and 5.2)."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, or_

from desktop.services.care.rules import Rules

_PREMIUM_VISITS = Rules().premium_visits


def tier(contract: Any) -> ColumnElement[str]:
    """The tier set by hand, else the one its visits per year earn."""
    earned = case((contract.visits_per_year >= _PREMIUM_VISITS, "premium"), else_="standard")
    return func.coalesce(contract.tier_override, earned)


def held(contract: Any) -> ColumnElement[bool]:
    """It was not called off before it began."""
    return or_(contract.cancel_date.is_(None), contract.cancel_date > contract.start_date)


def last_day(contract: Any) -> ColumnElement[Any]:
    """The end, or the earlier day on which it was called off."""
    cut_short = or_(contract.end_date.is_(None), contract.cancel_date < contract.end_date)
    return case((cut_short, contract.cancel_date), else_=contract.end_date)
