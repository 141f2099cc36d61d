"""Counts of labels read as one text: the same as counting row by row."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Integer, String, literal, select, union_all
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.value import tally
from tests.services.value.offices import Person, note, of_code

PEOPLE = [*map(of_code, ("555", "111", "111", "343")), Person(None)]
LABELS = (CustomerFact.rfm_segment, CustomerFact.rfm_r, CustomerFact.rfm_f)
texts = st.one_of(st.none(), st.text(st.characters(min_codepoint=32, codec="utf-8"), max_size=4))
rows = st.lists(
    st.tuples(texts, st.one_of(st.none(), st.integers(-(2**40), 2**40))), min_size=1, max_size=9
)


def table(found: list[tuple[Any, Any]]) -> Any:
    lines = [
        select(literal(text, String).label("text"), literal(number, Integer).label("number"))
        for text, number in found
    ]
    return union_all(*lines).subquery()


@pytest.mark.parametrize("people", [[], PEOPLE[:1], PEOPLE, PEOPLE * 2])
def test_labels_of_the_live_are_counted_as_grouping_does(db: Session, people: list[Person]) -> None:
    note(db, people)
    plain = Counter(map(tuple, db.execute(select(*LABELS).where(CustomerFact.live))))
    assert tally.of_live(db, *LABELS) == plain


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(found=rows)
def test_texts_numbers_and_what_is_missing_come_back(
    db: Session, found: list[tuple[Any, Any]]
) -> None:
    stored = table(found)
    counted = tally.of_rows(db, select().select_from(stored), stored.c.text, stored.c.number)
    assert counted == Counter(found)


def test_numbers_come_back_column_by_column(db: Session) -> None:
    stored = table([("a", 3), ("b", -1)])
    found = tally.numbers(db, select().select_from(stored), stored.c.number, literal(7))
    assert found == [[3, -1], [7, 7]]


def test_no_rows_are_no_numbers(db: Session) -> None:
    note(db, [])
    assert tally.numbers(db, select().where(CustomerFact.live), CustomerFact.visits_3y) == [[]]


@given(found=rows)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_values_gathered_in_a_group_are_counted(db: Session, found: list[tuple[Any, Any]]) -> None:
    stored = table(found)
    for place, label in enumerate((stored.c.text, stored.c.number)):
        text = db.execute(select(tally.gathered(label))).scalar_one()
        assert tally.counted(text, label) == Counter(row[place] for row in found)
