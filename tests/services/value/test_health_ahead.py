"""Other weights looked at before they are published: exactly what publishing then does."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.value import health_ahead, health_rules, versions
from tests.services.facts.random_office import Maker
from tests.services.value.offices import TODAY, note

OTHER: dict[str, Any] = {  # by what everybody has some data for
    "cards": {key: {"DAT": 60, "REL": 40} for key in health_rules.shipped_body()["cards"]}
}
Grades = dict[int, tuple[str, int | None]]


@pytest.fixture(scope="module")
def db(shared_office: Office) -> Iterator[Session]:
    """An office whose customers have many scores; nothing of a test is kept."""
    with shared_office.writing() as db:
        Maker(3, TODAY).fill(db)
        facts.refresh(db, TODAY)
        yield db
        db.rollback()


def grades(db: Session) -> Grades:
    fact = CustomerFact
    rows = select(fact.customer_id, fact.health_grade, fact.health_score).where(fact.live)
    return {customer_id: (grade, score) for customer_id, grade, score in db.execute(rows)}


def test_the_moves_are_those_that_publishing_makes(db: Session) -> None:
    found, before = health_ahead.preview(db, OTHER, TODAY), grades(db)
    named = {
        (line.before, line.after): health_ahead.movers(db, OTHER, TODAY, line.before, line.after)
        for line in found.lines
    }
    assert grades(db) == before  # looking changes nothing
    versions.publish(db, "health", OTHER, "", "", TODAY)
    facts.refresh(db, TODAY)
    after = grades(db)
    moves = Counter((before[one][0], after[one][0]) for one in before)
    expected = {pair: number for pair, number in moves.items() if pair[0] != pair[1]}
    assert {(line.before, line.after): line.customers for line in found.lines} == expected != {}
    assert (found.total, found.moved) == (len(before), sum(expected.values()))
    assert found.rescored == sum(before[one][1] != after[one][1] for one in before)
    for (_, grade), people in named.items():
        for one in people:
            assert after[one.customer_id] == (grade, _score(one.code_after))


def _score(text: str) -> int | None:
    return None if text == "–" else int(text)


def test_weights_in_force_move_nobody(db: Session) -> None:
    found = health_ahead.preview(db, versions.current(db, "health").body, TODAY)
    assert (found.moved, found.rescored, found.lines) == (0, 0, ())


def test_weights_that_do_not_hold_together_are_refused(db: Session) -> None:
    with pytest.raises(UserError, match="cards"):
        health_ahead.preview(db, {}, TODAY)


def test_nobody_is_there_to_move(office: Office) -> None:
    with office.writing() as db:
        note(db, [])
        assert health_ahead.preview(db, OTHER, TODAY) == health_ahead.GradeMoves(0, 0, 0, ())
        db.rollback()
