"""Cutting customers into fifths: equals get the higher score, few and none are no trouble."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.value.fifths import Standing, cut, edges
from desktop.services.value.rfm_rules import Edges
from tests import naive_value

TODAY = date(2026, 11, 22)


def score(value: int, found: Edges) -> int:
    return next((5 - place for place, edge in enumerate(found) if value >= edge), 1)


@pytest.mark.parametrize(
    ("values", "scores"),
    [
        ([7], [5]),
        ([2, 1], [5, 3]),
        ([3, 2, 1], [5, 4, 2]),
        ([4, 3, 2, 1], [5, 4, 3, 2]),
        ([5, 4, 3, 2, 1], [5, 4, 3, 2, 1]),
        ([9, 9, 9, 9, 9, 9], [5, 5, 5, 5, 5, 5]),
        ([3, 3, 3, 2, 1], [5, 5, 5, 2, 1]),
        ([3, 2, 1, 1, 1], [5, 4, 3, 3, 3]),
    ],
)
def test_few_and_equals_go_to_the_higher_score(values: list[int], scores: list[int]) -> None:
    assert [score(value, edges(values)) for value in values] == scores


@given(st.lists(st.integers(-3, 9), min_size=1, max_size=30))
def test_every_crowd_is_cut_as_the_plain_evaluator_does(values: list[int]) -> None:
    found = edges(values)
    assert [score(v, found) for v in values] == [naive_value.fifth(v, values) for v in values]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_of_days_the_fewest_are_best(days: list[int]) -> None:
    found = cut([Standing(TODAY - timedelta(days=day), 1, 0) for day in days], TODAY)
    assert found is not None
    past = [-day for day in days]
    scores = [next((5 - n for n, edge in enumerate(found[0]) if day <= edge), 1) for day in days]
    assert scores == [naive_value.fifth(day, past) for day in past]


def test_nobody_cannot_be_cut() -> None:
    assert cut([], TODAY) is None
