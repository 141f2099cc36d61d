"""How values are shown, copied and read back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.choices import CUSTOMER_TYPE
from desktop.services.office.customer_columns import COLUMNS, Column
from desktop.views.widgets import formats

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_every_column_has_a_format(column: Column) -> None:
    assert column.kind in formats.FORMATS


@pytest.mark.parametrize(
    ("kind", "value", "shown", "copied"),
    [
        ("date", date(2025, 3, 4), "Mar 4, 2025", "2025-03-04"),
        ("money", 123450, "$1,234.50", "1234.50"),
        ("money", -5, "-$0.05", "-0.05"),
        ("number", 1250, "1,250", "1250"),
        ("text", "Reyes, Ana", "Reyes, Ana", "Reyes, Ana"),
        ("text", None, "", ""),
    ],
)
def test_a_value_is_shown_for_people_and_copied_for_programs(
    kind: str, value: object, shown: str, copied: str
) -> None:
    assert formats.shown(kind, value) == shown
    assert formats.copied(kind, value) == copied


def test_a_choice_is_shown_by_its_label() -> None:
    assert formats.shown("choice", "builder", CUSTOMER_TYPE) == "Builder"


@given(st.text())
def test_copied_text_is_one_cell_and_no_formula(text: str) -> None:
    safe = formats.safe_text(text)
    assert not {"\t", "\r", "\n"} & set(safe)
    assert not safe.lstrip(" \ufeff\u00a0").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.dates(min_value=date(1970, 1, 1)))
def test_a_day_typed_as_shown_in_a_field_comes_back(day: date) -> None:
    assert formats.parse_day(f"{day.month}/{day.day}/{day.year}", TODAY) == day
    assert formats.parse_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("t", TODAY),
        ("+7", TODAY + timedelta(days=7)),
        ("-30", TODAY - timedelta(days=30)),
        ("3/4/25", date(2025, 3, 4)),
        ("2/30/2025", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, day: date | None) -> None:
    assert formats.parse_day(typed, TODAY) == day


@given(st.integers(-(10**12), 10**12))
def test_an_amount_typed_as_copied_comes_back(cents: int) -> None:
    assert formats.parse_money(formats.plain_money(cents)) == cents
    assert formats.parse_money(formats.money(cents)) == cents


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "NaN", "Infinity"])
def test_an_amount_that_is_none_is_not_read(typed: str) -> None:
    assert formats.parse_money(typed) is None


def test_one_is_not_many() -> None:
    assert formats.counted(1, "customer") == "1 customer"
    assert formats.counted(2310, "customer") == "2,310 customers"
