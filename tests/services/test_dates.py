"""Calendar steps stop at the month's end and never leave the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.dates import add_days, add_months, completed_years


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2025, 10, 31), 4, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_stop_at_the_end_of_the_month(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(st.dates(), st.integers(-200_000, 200_000))
def test_steps_stay_within_the_calendar(day: date, steps: int) -> None:
    assert date.min <= add_months(day, steps) <= date.max
    assert date.min <= add_days(day, steps * 100) <= date.max


@pytest.mark.parametrize(
    ("start", "as_of", "years"),
    [
        (date(2024, 2, 29), date(2025, 2, 27), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 1),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
        (date(2026, 11, 22), date(2026, 11, 21), -1),
    ],
)
def test_an_anniversary_of_29_february_is_28_february(start: date, as_of: date, years: int) -> None:
    assert completed_years(start, as_of) == years
