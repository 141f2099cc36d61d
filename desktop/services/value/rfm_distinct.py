"""What tells each RFM segment from all others: last visit, visits, money, in numbers."""

from datetime import date

from sqlalchemy import Float, cast, func, select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.value import distinct
from desktop.services.value.distinct import Difference, Sums

DRIVERS = ("recency", "frequency", "money")


def of_segments(db: Session, as_of: date) -> dict[str, tuple[Difference, ...]]:
    """For each segment in use its differences, the largest first; the unscored are left out."""
    facts.for_day(db, as_of)
    fact = CustomerFact
    cents = cast(func.coalesce(fact.revenue_3y_cents, 0), Float)
    visits = cast(fact.visits_3y, Float)
    rows = db.execute(
        select(
            fact.rfm_segment,
            fact.service_1,
            func.count(),
            func.sum(visits),
            func.sum(visits * visits),
            func.sum(cents),
            func.sum(cents * cents),
        )
        .where(fact.live, fact.rfm_r.is_not(None))
        .group_by(fact.rfm_segment, fact.service_1)
    )
    found: dict[str, dict[str, Sums]] = {}
    for segment, last, number, *sums in rows:
        days = (as_of - last).days
        values = (number * days, number * days**2, *sums)
        known = found.setdefault(segment, dict.fromkeys(DRIVERS, Sums()))
        for place, driver in enumerate(DRIVERS):
            total, squares = values[2 * place : 2 * place + 2]
            known[driver] = known[driver].plus(Sums(number, total, squares))
    return distinct.differences(found, DRIVERS)
