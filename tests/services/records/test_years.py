"""Of equipment often the year alone is known; it counts as July 1 (domain 6)."""

from datetime import date
from typing import Any

import pytest

from desktop.services.records import KINDS
from desktop.services.records.typed import WrongValueError, typed
from tests.services.records.filled import TODAY


def entered(kind: str, key: str, raw: Any) -> Any:
    field = KINDS[kind].field(key)
    assert field is not None
    return typed(field, raw, TODAY)


@pytest.mark.parametrize(
    ("kind", "key"),
    [("system", "install_date"), ("system", "first_use_date"), ("asset", "install_date")],
)
@pytest.mark.parametrize("raw", ["2015", " 2015 ", 2015])
def test_a_year_alone_counts_as_july_1(kind: str, key: str, raw: Any) -> None:
    assert entered(kind, key, raw) == date(2015, 7, 1)


@pytest.mark.parametrize("raw", ["1899", "2100", "15", "20155", "07/2015", True])
def test_what_is_no_year_is_refused(raw: Any) -> None:
    with pytest.raises(WrongValueError):
        entered("system", "install_date", raw)


def test_other_days_need_a_whole_date() -> None:
    with pytest.raises(WrongValueError):
        entered("visit", "completed_date", "2015")
