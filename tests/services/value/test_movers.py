"""Before rules are published, who would bear another name is told, and it comes true."""

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.services import facts
from desktop.services.value import versions
from desktop.services.value.movers import movers, preview_publish
from desktop.services.value.rfm_map import CODES, NAMES, shipped_body
from tests.services.value.offices import TODAY, Person, codes, fill, note, of_code, scored

SWAPPED = deepcopy(shipped_body())
SWAPPED["segments"]["lost"].remove("111")
SWAPPED["segments"]["hibernating"].append("111")
FIFTHS = shipped_body() | {"mode": "quintiles"}


def rebuilt(names: list[str]) -> dict[str, Any]:
    """The shipped bands with a name drawn for each code."""
    pairs = list(zip(CODES, names, strict=True))
    return shipped_body() | {"segments": {n: [c for c, of in pairs if of == n] for n in NAMES}}


def test_the_rules_in_force_move_nobody(db: Session) -> None:
    note(db, [of_code("555"), of_code("111")])
    found = preview_publish(db, shipped_body(), TODAY)
    assert (found.total, found.rescored, found.moved, found.lines) == (2, 0, 0, ())


def test_a_code_with_another_name_moves_its_customers(db: Session) -> None:
    note(db, [of_code("111"), of_code("111"), of_code("112"), Person(None)])
    found = preview_publish(db, SWAPPED, TODAY)
    assert (found.total, found.rescored, found.moved) == (4, 0, 2)
    (line,) = found.lines
    assert (line.before_label, line.after_label, line.customers) == ("Lost", "Hibernating", 2)
    assert ("lost", 3, 1) in found.sizes
    assert ("unscored", 1, 1) in found.sizes


def test_those_who_would_move_are_named(db: Session) -> None:
    note(db, [of_code("111"), of_code("112")])
    (one,) = movers(db, SWAPPED, TODAY, "lost", "hibernating")
    assert (one.name, one.code_before, one.code_after) == ("Customer 001", "111", "111")


def test_other_bands_rescore_without_a_move(db: Session) -> None:
    body = deepcopy(shipped_body())
    body["recency_days"][0]["to"], body["recency_days"][1]["from"] = 100, 101
    note(db, [Person(95, 2)])
    found = preview_publish(db, body, TODAY)
    assert (found.rescored, found.moved) == (1, 0)


def test_an_empty_office_has_nobody_to_move(db: Session) -> None:
    note(db, [])
    found = preview_publish(db, FIFTHS, TODAY)
    assert (found.total, found.moved, found.lines) == (0, 0, ())


def test_rules_that_do_not_hold_cannot_be_tried(db: Session) -> None:
    with pytest.raises(UserError):
        preview_publish(db, {}, TODAY)


@settings(deadline=None, max_examples=2)
@given(
    people=st.lists(st.sampled_from(CODES).map(of_code) | st.just(Person(None)), max_size=12),
    body=st.lists(st.sampled_from(NAMES), min_size=125, max_size=125).map(rebuilt)
    | st.just(FIFTHS),
)
def test_what_is_foretold_comes_true(
    shared_office: Office, people: list[Person], body: dict[str, Any]
) -> None:
    with shared_office.writing() as db:
        fill(db, people)
        before, old = [one.rfm_segment for one in scored(db)], codes(db)
        found = preview_publish(db, body, TODAY)
        versions.publish(db, "rfm", body, "", "", TODAY)
        facts.refresh(db, TODAY, ())
        pairs = Counter(zip(before, (one.rfm_segment for one in scored(db)), strict=True))
        moved = {pair: count for pair, count in pairs.items() if pair[0] != pair[1]}
        assert {(line.before, line.after): line.customers for line in found.lines} == moved
        assert found.rescored == sum(a != b for a, b in zip(old, codes(db), strict=True))
