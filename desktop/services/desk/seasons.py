"""Which months of the year are busy in this office: the seasonal index (domain reference, 2.8)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.work import Visit
from desktop.services.dates import add_days, add_months

ENOUGH_MONTHS, MOST_MONTHS = 24, 120
_YEAR, _HALF = 12, 6


class Seasons(NamedTuple):
    """The index of January to December, with a mean of one; empty without enough history."""

    numbers: tuple[Fraction, ...]
    months: int  # full months on record

    @property
    def is_known(self) -> bool:
        """Whether there is enough history."""
        return bool(self.numbers)


def seasons(db: Session, as_of: date) -> Seasons:
    """The index out of all finished visits of full months, at most of ten years."""
    first, totals = _totals(db, as_of)
    if first is None or len(totals) < ENOUGH_MONTHS:
        return Seasons((), len(totals))
    return Seasons(index_of(first, totals), len(totals))


def index_of(first: date, totals: Sequence[int]) -> tuple[Fraction, ...]:
    """The index out of the totals of months that follow on a first one.

    Each total against the average of the twelve months around it, averaged by calendar month.
    """
    ratios: dict[int, list[Fraction]] = defaultdict(list)
    for place in range(_HALF, len(totals) - _HALF):
        around = totals[place - _HALF : place + _HALF + 1]
        # Half of both ends: thirteen months would favour one of the year.
        usual = (sum(around) - Fraction(around[0] + around[-1], 2)) / _YEAR
        if usual:
            ratios[(first.month - 1 + place) % _YEAR].append(totals[place] / usual)
    if len(ratios) < _YEAR:
        return ()
    means = [sum(ratios[month], Fraction(0)) / len(ratios[month]) for month in range(_YEAR)]
    scale = sum(means, Fraction(0)) / _YEAR
    return tuple(mean / scale for mean in means) if scale else ()


def _totals(db: Session, as_of: date) -> tuple[date | None, list[int]]:
    """The first full month, and the visits of each until the last one."""
    end = as_of if add_days(as_of, 1).day == 1 else add_days(as_of.replace(day=1), -1)
    begin = add_months(add_days(end, 1), -MOST_MONTHS)
    done = (Visit.status == "completed", Visit.completed_date.is_not(None))
    earliest = db.scalar(select(func.min(Visit.completed_date)).where(*done))
    if earliest is None:
        return None, []
    first = earliest if earliest.day == 1 else add_months(earliest.replace(day=1), 1)
    first = max(first, begin)
    by_month: Counter[tuple[int, int]] = Counter()
    for day, number in db.execute(_by_day(first, end)):
        if day is not None:  # it cannot be read
            by_month[day.year, day.month] += number
    totals = []
    month = first
    while month <= end:
        totals.append(by_month[month.year, month.month])
        month = add_months(month, 1)
    return first, totals


def _by_day(first: date, end: date) -> Any:
    """Counted by day, which the index has in order; months would have to be made of a million."""
    return (
        select(Visit.completed_date, func.count())
        .where(
            Visit.status == "completed", Visit.completed_date >= first, Visit.completed_date <= end
        )
        .group_by(Visit.completed_date)
        .order_by(Visit.completed_date)
    )
