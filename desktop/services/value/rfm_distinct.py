"""What tells each RFM segment from all others: last visit, visits, money, in numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Float, String, cast, func, select
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
    last_days = func.aggregate_strings(cast(fact.service_1, String), ",")
    rows = db.execute(
        select(
            fact.rfm_segment,
            last_days,
            func.count(),
            *(total for one in (visits, cents) for total in (func.sum(one), func.sum(one * one))),
        )
        .where(fact.live, fact.rfm_r.is_not(None))
        .group_by(fact.rfm_segment)
        .order_by(fact.rfm_segment)
    )
    found = {
        segment: dict(zip(DRIVERS, (_recency(days, as_of), *_pairs(number, sums)), strict=True))
        for segment, days, number, *sums in rows
    }
    return distinct.differences(found, DRIVERS)


def _recency(last_days: str, as_of: date) -> Sums:
    """The days since the last visits, which come as one text: quicker than grouping by day."""
    counted = Counter(last_days.split(","))
    since = [((as_of - date.fromisoformat(day)).days, number) for day, number in counted.items()]
    return Sums(
        counted.total(),
        sum(number * days for days, number in since),
        sum(number * days**2 for days, number in since),
    )


def _pairs(number: int, sums: Sequence[float]) -> Iterator[Sums]:
    for place in range(0, len(sums), 2):
        yield Sums(number, *sums[place : place + 2])
