"""Windows and periods: where they begin and end."""

from datetime import date

import pytest

from desktop.services.segments.spans import (
    PERIODS,
    Span,
    between_ago,
    born_by,
    following,
    last,
    older_than,
    previous,
    window_span,
)
from desktop.services.segments.tree import Window

JUNE = date(2026, 6, 15)


def test_the_last_seven_days_are_seven_days() -> None:
    assert last(JUNE, 7, "days") == Span(date(2026, 6, 9), JUNE)


def test_the_last_six_months_are_16_december_to_15_june() -> None:
    assert last(JUNE, 6, "months") == Span(date(2025, 12, 16), JUNE)


def test_the_last_month_on_31_march_is_march() -> None:
    assert last(date(2026, 3, 31), 1, "months") == Span(date(2026, 3, 1), date(2026, 3, 31))


def test_previous_touches_the_last_without_overlap() -> None:
    assert previous(JUNE, 6, "months") == Span(date(2025, 6, 16), date(2025, 12, 15))


def test_the_next_thirty_days_include_today_and_the_thirtieth() -> None:
    assert following(JUNE, 30, "days") == Span(JUNE, date(2026, 7, 15))


def test_older_than_leaves_the_day_itself_out() -> None:
    assert older_than(JUNE, 1, "years") == Span(None, date(2025, 6, 14))


def test_between_ago_takes_its_numbers_in_either_order() -> None:
    assert between_ago(JUNE, 1, 3, "weeks") == between_ago(JUNE, 3, 1, "weeks")
    assert between_ago(JUNE, 0, 1, "weeks") == Span(date(2026, 6, 8), JUNE)


@pytest.mark.parametrize(
    ("as_of", "born"),
    [
        (date(2025, 2, 28), date(2024, 2, 29)),  # 29 February is a year old on the 28th
        (date(2025, 2, 27), date(2024, 2, 27)),
        (date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_a_year_old_with_29_february(as_of: date, born: date) -> None:
    assert born_by(as_of, 1) == born


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("today", "2026-06-15", "2026-06-15"),
        ("yesterday", "2026-06-14", "2026-06-14"),
        ("tomorrow", "2026-06-16", "2026-06-16"),
        ("this_week", "2026-06-15", "2026-06-21"),
        ("last_week", "2026-06-08", "2026-06-14"),
        ("next_week", "2026-06-22", "2026-06-28"),
        ("this_month", "2026-06-01", "2026-06-30"),
        ("last_month", "2026-05-01", "2026-05-31"),
        ("next_month", "2026-07-01", "2026-07-31"),
        ("this_quarter", "2026-04-01", "2026-06-30"),
        ("last_quarter", "2026-01-01", "2026-03-31"),
        ("next_quarter", "2026-07-01", "2026-09-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("next_year", "2027-01-01", "2027-12-31"),
        ("month_to_date", "2026-06-01", "2026-06-15"),
        ("year_to_date", "2026-01-01", "2026-06-15"),
    ],
)
def test_periods_of_the_calendar(name: str, start: str, end: str) -> None:
    span = PERIODS[name].span(JUNE, 0)
    assert span == Span(date.fromisoformat(start), date.fromisoformat(end))


def test_the_week_starts_where_the_setting_says() -> None:
    sunday = 6
    assert PERIODS["this_week"].span(JUNE, sunday).start == date(2026, 6, 14)


def test_fixed_dates_may_be_open_at_one_end() -> None:
    window = Window(kind="dates", start="2026-01-01")
    assert window_span(window, JUNE) == Span(date(2026, 1, 1), None)


def test_a_stretch_beyond_the_calendar_stops_at_its_end() -> None:
    assert last(JUNE, 40_000, "years").start == date(1, 1, 2)
