"""Columns that fit beside each other, tiles of which none stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.today.board import MOST_COLUMNS, balanced
from desktop.views.today.fitting import WIDTHS, fitted, usual

KEYS = tuple(WIDTHS)
NEVER = [key for key in KEYS if not WIDTHS[key].gives_way]


@given(st.lists(st.sampled_from(KEYS), unique=True), st.integers(0, 3_000), st.integers(5, 20))
def test_what_is_shown_fits_unless_only_the_most_important_is_left(
    keys: list[str], room: int, letter: int
) -> None:
    found = fitted(keys, room, letter)
    assert [key for key in keys if key in found] == list(found)
    assert {key for key in keys if key in NEVER} <= set(found)
    assert sum(found.values()) <= room or all(key in NEVER for key in found)
    assert all(found[key] >= WIDTHS[key].least * letter for key in found)


@given(st.lists(st.sampled_from(KEYS), unique=True), st.integers(0, 3_000))
def test_more_room_never_hides_a_column(keys: list[str], room: int) -> None:
    assert set(fitted(keys, room, 8)) <= set(fitted(keys, room + 50, 8))


def test_with_room_for_all_nothing_is_hidden() -> None:
    assert fitted((), 100, 8) == {}
    assert set(fitted(KEYS, 10_000, 8)) == set(usual(KEYS, 8))


@pytest.mark.parametrize("number", range(2, MOST_COLUMNS + 1))
@pytest.mark.parametrize("most", range(2, MOST_COLUMNS + 1))
def test_no_tile_stands_alone_below_others(number: int, most: int) -> None:
    columns = balanced(number, most)
    assert columns <= most
    assert number <= columns or number % columns != 1 or most == 2
