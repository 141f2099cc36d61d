"""What was measured: how much sooner a trap is full again, when a tank is to be pumped."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.care.intervals import Interval
from desktop.services.care.readings import sooner_for_grease, wants_pumping

DAY = date(2026, 1, 5)
QUARTERLY = Interval(90, "days", "DEF")


@pytest.mark.parametrize(
    ("every", "percent", "days"),
    [
        (QUARTERLY, 0, None),
        (QUARTERLY, 25, None),
        (QUARTERLY, 26, 86),
        (QUARTERLY, 40, 56),
        (QUARTERLY, 100, 22),
        (Interval(30, "days", "CON"), 100, 14),
        (Interval(14, "days", "CON"), 100, None),
        (Interval(1, "months", "CON"), 40, 19),
    ],
)
def test_a_trap_is_full_again_the_sooner_the_fuller_it_was(
    every: Interval, percent: int, days: int | None
) -> None:
    found = sooner_for_grease(DAY, every, percent)
    assert found == (None if days is None else DAY + timedelta(days))


@given(number=st.integers(1, 400), percent=st.integers(0, 100))
def test_it_is_never_sooner_than_two_weeks_nor_later_than_its_day(
    number: int, percent: int
) -> None:
    every = Interval(number, "days", "CUS")
    found = sooner_for_grease(DAY, every, percent)
    assert found is None or DAY + timedelta(14) <= found < every.after(DAY)


@pytest.mark.parametrize(
    ("sludge", "scum", "said"),
    [
        (None, None, ""),
        ("16.9", "12.9", ""),
        ("17", None, "Sludge was 17 in deep"),
        (None, "13.5", "Scum was 13.5 in thick"),
        ("18", "14", "Sludge was 18 in deep"),
    ],
)
def test_a_tank_is_pumped_when_sludge_or_scum_come_near_the_outlet(
    sludge: str | None, scum: str | None, said: str
) -> None:
    depths = [None if one is None else Decimal(one) for one in (sludge, scum)]
    assert wants_pumping(*depths) == said
