"""The seasonal index: enough history or none, the mean is one, and a busy month stands out."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.models.work import Visit
from desktop.services.dates import add_months
from desktop.services.desk.seasons import index_of, seasons

FIRST = date(2023, 5, 1)


def naive(first: date, totals: list[int]) -> list[Fraction]:
    """The index again, each step as the reference says it."""
    ratios: list[list[Fraction]] = [[] for _ in range(12)]
    for t in range(len(totals)):
        if t < 6 or t + 6 >= len(totals):
            continue
        average = (
            Fraction(totals[t - 6], 2) + sum(totals[t - 5 : t + 6]) + Fraction(totals[t + 6], 2)
        ) / 12
        if average:
            ratios[add_months(first, t).month - 1].append(Fraction(totals[t]) / average)
    if not all(ratios):
        return []
    means = [sum(of, Fraction(0)) / len(of) for of in ratios]
    mean = sum(means, Fraction(0)) / 12
    return [one / mean for one in means] if mean else []


@given(st.lists(st.integers(0, 50), min_size=24, max_size=60), st.integers(1, 12))
def test_the_index_is_what_the_reference_says_and_its_mean_is_one(
    totals: list[int], month: int
) -> None:
    first = date(2020, month, 1)
    found = index_of(first, totals)
    assert list(found) == naive(first, totals)
    assert not found or sum(found) == 12


def test_a_busy_may_stands_out() -> None:
    totals = [30 if place % 12 == 0 else 10 for place in range(36)]
    found = index_of(FIRST, totals)
    assert max(found) == found[4]
    assert found[0] == found[11] < 1


def visits(db: Session, months: int) -> None:
    """Two visits in each of some months."""
    for place in range(months):
        for day in (1, 15):
            done = add_months(FIRST, place).replace(day=day)
            db.add(Visit(status="completed", completed_date=done))
    db.flush()


@pytest.mark.parametrize(("months", "is_known"), [(0, False), (23, False), (24, True)])
def test_two_years_are_enough(db: Session, months: int, is_known: bool) -> None:  # noqa: FBT001 - a parameter
    visits(db, months)
    found = seasons(db, add_months(FIRST, months))
    assert (found.is_known, found.months) == (is_known, months)
    assert not is_known or set(found.numbers) == {1}


def test_only_full_months_count(db: Session) -> None:
    db.add(Visit(status="completed", completed_date=date(2026, 1, 2)))
    db.add(Visit(status="booked", completed_date=date(2020, 1, 1)))
    visits(db, 0)
    db.flush()
    assert seasons(db, date(2026, 6, 29)).months == 4  # February to May
    assert seasons(db, date(2026, 6, 30)).months == 5


def test_a_gap_of_years_is_no_history(db: Session) -> None:
    db.add(Visit(status="completed", completed_date=date(2020, 1, 1)))
    db.flush()
    assert not seasons(db, date(2026, 6, 15)).is_known


def test_a_day_that_is_none_counts_nowhere(db: Session) -> None:
    days = [add_months(date(2023, 1, 9), number) for number in range(40)]
    db.add_all(Visit(status="completed", completed_date=day) for day in days)
    db.flush()
    before = seasons(db, date(2026, 6, 15))
    db.add(Visit(id=900, status="completed", completed_date=date(2025, 5, 1)))
    db.flush()
    db.execute(text("UPDATE visits SET completed_date = '2025-02-30' WHERE id = 900"))
    db.expire_all()
    assert seasons(db, date(2026, 6, 15)) == before
