"""The trend of the health score as SQL: points since the kept day that scores are compared with."""

from typing import Any

from sqlalchemy import ColumnElement, case, select

from desktop.models.facts import CustomerFact, FactsState
from desktop.models.value import LabelDay
from desktop.services.value.health_cards import TREND_POINTS

COMPARED_DAY = select(FactsState.__table__.c.compared_day).scalar_subquery()


def points() -> ColumnElement[Any]:
    """By how many points the score of a customer moved; nothing where one of the two is missing."""
    before = (
        select(LabelDay.health_score)
        .where(LabelDay.day == COMPARED_DAY, LabelDay.customer_id == CustomerFact.customer_id)
        .correlate(CustomerFact)
        .scalar_subquery()
    )
    return CustomerFact.health_score - before


def trend(moved: Any) -> ColumnElement[str]:
    """Whether that is up, down, or steady (section 9 of the domain reference)."""
    return case(
        (moved >= TREND_POINTS, "up"),
        (moved <= -TREND_POINTS, "down"),
        (moved.is_not(None), "steady"),
    )
