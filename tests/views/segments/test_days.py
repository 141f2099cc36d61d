"""Days are typed the way bookkeepers are used to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop.views.segments import days
from desktop.views.widgets import formats

TODAY = date(2026, 11, 22)
Key = Qt.Key


@given(st.dates(date(1970, 1, 1), date(2099, 12, 31)))
def test_a_day_as_shown_is_understood(day: date) -> None:
    assert days.understood(formats.day(day)) == day


@pytest.mark.parametrize(
    "text", ["3/4/2025", "03/04/25", "2025-03-04", "Mar 4, 2025", "4 March 2025"]
)
def test_usual_ways_of_writing_a_day(text: str) -> None:
    assert days.understood(text) == date(2025, 3, 4)


@pytest.mark.parametrize("text", ["", "13/13/2025", "soon", "2025", "Feb 30, 2025"])
def test_no_day_is_none(text: str) -> None:
    assert days.understood(text) is None


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Key.Key_T, TODAY),
        (Key.Key_Plus, date(2024, 2, 29)),
        (Key.Key_Minus, date(2024, 2, 27)),
        (Key.Key_M, date(2024, 2, 1)),
        (Key.Key_H, date(2024, 2, 29)),
    ],
)
def test_keys_step_from_the_day_there_is(key: Qt.Key, day: date) -> None:
    assert days.after_key(key, "Feb 28, 2024", date(2024, 2, 28), TODAY) == day


def test_keys_of_an_empty_field_start_from_today() -> None:
    assert days.after_key(Key.Key_Plus, "", None, TODAY) == TODAY + timedelta(days=1)
    assert days.after_key(Key.Key_M, "", None, TODAY) == date(2026, 11, 1)


def test_letters_of_a_half_typed_date_are_letters() -> None:
    assert days.after_key(Key.Key_T, "Oc", None, TODAY) is None
    assert days.after_key(Key.Key_Minus, "2025", None, TODAY) is None
