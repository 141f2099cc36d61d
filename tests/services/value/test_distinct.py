"""What tells groups apart: half a spread on some driver, counted without any one group."""

from statistics import fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.services.value import distinct, rfm_page
from desktop.services.value.distinct import Difference, Sums, difference, is_distinct, overlap
from tests.services.value.offices import TODAY, Person, note, of_code

VALUES = st.lists(st.integers(-1_000, 1_000), min_size=1, max_size=20)


def of_segments(db: Session) -> dict[str, tuple[Difference, ...]]:
    return rfm_page.page(db, TODAY, TODAY, "lifecycle").apart


def sums(values: list[int]) -> Sums:
    return Sums(len(values), sum(values), sum(value**2 for value in values))


@given(VALUES, VALUES)
def test_the_difference_is_that_of_the_averages_in_spreads(
    one: list[int], other: list[int]
) -> None:
    spread = ((pvariance(one) + pvariance(other)) / 2) ** 0.5
    expected = (fmean(one) - fmean(other)) / spread if spread else 0.0
    assert difference("money", sums(one), sums(other)).spreads == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("spreads", "is_apart"), [(0.5, True), (-0.5, True), (0.49, False)])
def test_half_a_spread_either_way_is_distinct(spreads: float, *, is_apart: bool) -> None:
    assert is_distinct([Difference("money", spreads, 0, 0)]) is is_apart


def test_nothing_and_one_group_differ_from_nobody() -> None:
    assert not is_distinct([])
    (apart,) = distinct.differences({"all": {"money": sums([1, 2])}}, ["money"])["all"]
    assert apart.spreads == 0


@pytest.mark.parametrize(
    ("both", "one", "other", "share"), [(9, 9, 10, 0.9), (0, 3, 4, 0.0), (0, 0, 0, 0.0)]
)
def test_groups_overlap_by_what_they_share(both: int, one: int, other: int, share: float) -> None:
    assert overlap(both, one, other) == share


def test_a_segment_is_compared_with_all_other_scored_customers(db: Session) -> None:
    note(db, [Person(10, 6, 300_000), Person(800, 1, 0), Person(900, 1, 0), Person(None)])
    champions = {one.driver: one for one in of_segments(db)["champions"]}
    assert (champions["recency"].mean, champions["recency"].others) == (10, 850)
    assert (champions["money"].mean, champions["money"].others) == (300_000, 0)


def test_an_office_without_scores_has_no_segments_to_tell_apart(db: Session) -> None:
    note(db, [Person(None)])
    assert of_segments(db) == {}


def test_segments_that_differ_are_distinct(db: Session) -> None:
    note(db, [*map(of_code, ("555", "555", "111", "112"))])
    assert all(map(is_distinct, of_segments(db).values()))
