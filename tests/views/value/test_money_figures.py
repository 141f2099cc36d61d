"""Money as figures: the axis of the months."""

from datetime import date

import pytest

from desktop.services.value.money import MonthMoney
from desktop.views.value.money_figures import MONTHLY, trend


@pytest.mark.parametrize("cents", [0, 150, 40_000])
@pytest.mark.parametrize("by", MONTHLY)
def test_no_number_stands_twice_on_the_axis(by: str, cents: int) -> None:
    month = MonthMoney(date(2026, 10, 1), cents, cents // 100, cents // 100)
    said = [tick.number for tick in trend([month], by).ticks]
    assert said
    assert len(said) == len(set(said))
