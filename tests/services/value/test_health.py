"""Health in the database agrees with the judge; everybody has one card, a number or none."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.database import Office
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.value import health_why
from tests.naive_health import WEIGHTS
from tests.services.facts import naive, random_care
from tests.services.facts.random_office import Maker
from tests.services.value import random_health

TODAY = date(2026, 11, 22)
SEEDS = st.integers(0, 2**32)
DAYS = st.sampled_from([TODAY, date(2024, 2, 29), date(2026, 3, 31)])
MANY = settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
EXPLAINED = 3  # customers of an office: each takes as long as all scores
HEALTH = ("card", "score", "grade", "colour", "coverage")


def fill(db: Session, seed: int, as_of: date) -> Maker:
    maker = Maker(seed, as_of)
    maker.fill(db)
    random_health.fill(maker, db)
    facts.refresh(db, as_of)
    return maker


def stored(db: Session) -> dict[int, dict[str, Any]]:
    rows = db.execute(select(CustomerFact.__table__)).mappings()
    return {row["customer_id"]: dict(row) for row in rows}


def compare(db: Session, as_of: date) -> None:
    office = naive.Office(db, as_of)
    found = stored(db)
    for one in office.customers:
        expected = naive.customer_facts(office, one)
        wanted = {f"health_{name}": expected[f"health_{name}"] for name in HEALTH}
        assert {key: found[one.id][key] for key in wanted} == wanted
    for one in office.customers[:EXPLAINED]:
        expected = naive.customer_facts(office, one)
        explained = health_why.why(db, one.id, as_of)
        assert explained is not None
        judged = office.health.values(one, expected)
        for line in explained.lines:
            value = judged[line.code]
            assert line.value == (None if value is None else pytest.approx(float(value)))
        assert {line.code for line in explained.lines} == set(WEIGHTS.get(explained.card, {}))


@MANY
@given(seed=SEEDS, as_of=DAYS)
def test_scores_and_every_measure_equal_the_judge(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        fill(db, seed, as_of)
        compare(db, as_of)


@pytest.mark.long
@settings(MANY, max_examples=2_000)
@given(seed=SEEDS, as_of=DAYS)
def test_scores_equal_the_judge_in_thousands_of_offices(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        fill(db, seed, as_of)
        compare(db, as_of)


@settings(MANY, max_examples=4)
@given(seed=SEEDS)
def test_everybody_has_one_card_and_a_whole_number_or_none(
    shared_office: Office, seed: int
) -> None:
    with shared_office.writing() as db:
        fill(db, seed, TODAY)
        for row in stored(db).values():
            score = row["health_score"]
            assert row["health_card"] in c.HEALTH_CARD
            assert score is None or (type(score) is int and 0 <= score <= 100)
            assert (score is None) == (row["health_grade"] == "not_rated")
            assert (score is None) == (row["health_colour"] == "not_rated")


@settings(MANY, max_examples=3)
@given(seed=SEEDS, edits=st.lists(st.sampled_from(random_care.EDITS), max_size=3))
def test_health_kept_up_to_date_equals_health_from_nothing(
    shared_office: Office, seed: int, edits: list[Any]
) -> None:
    with shared_office.writing() as db:
        maker = fill(db, seed, TODAY)
        people = sorted(stored(db))
        for edit in edits if people else ():
            touched = edit(maker, db, maker.random.choice(people), 1)
            if touched is None:
                facts.mark_stale(db)
            facts.refresh(db, TODAY, touched)
        assert facts.check(db, TODAY) == []
