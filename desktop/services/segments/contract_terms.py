"""What the terms of a stored contract mean, for events and records alike (domain 4 and 5.2)."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, or_, select

from desktop.models.office import Setting
from desktop.models.value import RuleVersion
from desktop.services.care.rules import KIND, PREFIX, Rules

_PREMIUM = "premium_visits"


def tier(contract: Any) -> ColumnElement[str]:
    """The tier set by hand, else the one its visits per year earn."""
    earned = case((contract.visits_per_year >= _premium_visits(), "premium"), else_="standard")
    return func.coalesce(contract.tier_override, earned)


def _premium_visits() -> ColumnElement[int]:
    """From how many visits a year on, by the rules in force; the database looks once."""
    published = (
        select(RuleVersion.body[_PREMIUM].as_integer())
        .where(RuleVersion.kind == KIND)
        .order_by(RuleVersion.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    number = cast(cast(Setting.value, String), Integer)
    own = select(number).where(Setting.key == PREFIX + _PREMIUM).scalar_subquery()
    return func.coalesce(published, own, Rules().premium_visits)


def held(contract: Any) -> ColumnElement[bool]:
    """It was not called off before it began."""
    return or_(contract.cancel_date.is_(None), contract.cancel_date > contract.start_date)


def last_day(contract: Any) -> ColumnElement[Any]:
    """The end, or the earlier day on which it was called off."""
    cut_short = or_(contract.end_date.is_(None), contract.cancel_date < contract.end_date)
    return case((cut_short, contract.cancel_date), else_=contract.end_date)
