"""RFM and the value tier: bands of domain 7.1, tiers of domain 6."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_

from desktop.services.dates import add_days
from desktop.services.facts.scope import Scope

# (score, edge): the first band that fits gives the score, none of them gives 1.
RECENCY_DAYS = ((5, 90), (4, 180), (3, 365), (2, 730))
FREQUENCY_VISITS = ((5, 6), (4, 4), (3, 3), (2, 2))
MONEY_CENTS = ((5, 200_000), (4, 100_000), (3, 50_000), (2, 20_000))
TOP, HIGH, LOW = 5, 4, 1


def recency(scope: Scope, last_service: Any) -> ColumnElement[Any]:
    """5 for a visit in the last 90 days, down to 1; blank without a visit."""
    bands = ((last_service >= add_days(scope.as_of, -days), score) for score, days in RECENCY_DAYS)
    return _scored(last_service, case(*bands, else_=LOW))


def frequency(last_service: Any, visits: Any) -> ColumnElement[Any]:
    """5 for six visits or more in 36 months, down to 1; blank without a visit ever."""
    bands = ((visits >= least, score) for score, least in FREQUENCY_VISITS)
    return _scored(last_service, case(*bands, else_=LOW))


def money(last_service: Any, cents: Any) -> ColumnElement[Any]:
    """5 for $2,000 or more in 36 months, down to 1; blank without a visit ever."""
    bands = ((cents >= least, score) for score, least in MONEY_CENTS)
    return _scored(last_service, case(*bands, else_=LOW))


def _scored(last_service: Any, score: Any) -> ColumnElement[Any]:
    return case((last_service.is_not(None), score))


def value_tier(last_service: Any, visits: Any, cents: Any) -> ColumnElement[str]:
    """VIP, low frequency, standard, or unrated without a visit."""
    f, m = frequency(last_service, visits), money(last_service, cents)
    return case(
        (last_service.is_(None), "unrated"),
        (or_(m == TOP, and_(f >= HIGH, m >= HIGH)), "vip"),
        (f == LOW, "low_frequency"),
        else_="standard",
    )
