"""The version stored with labels is the one they were found by; comparisons say where not."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.facts import CustomerFact, FactsState
from desktop.models.value import LabelDay, LabelledDay
from desktop.models.work import Visit
from desktop.services import after_change, facts
from desktop.services.value import (
    health_picture,
    health_rules,
    health_why,
    kept,
    movement,
    rfm_map,
    rfm_picture,
    snapshots,
    versions,
)
from tests.services.facts.random_office import Maker

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC).replace(tzinfo=None)
OCTOBER, SEPTEMBER = date(2026, 10, 31), date(2026, 9, 30)


def other_bands(days: int = 60) -> dict[str, Any]:
    body = deepcopy(rfm_map.shipped_body())
    body["recency_days"][0]["to"], body["recency_days"][1]["from"] = days, days + 1
    return body


def other_weights(least: int = 30) -> dict[str, Any]:
    body = health_rules.shipped_body()
    body["cards"]["established"] |= {"TIM": least, "PAY": 55 - least}
    return body


def publish(db: Session, kind: str, body: dict[str, Any]) -> None:
    versions.publish(db, kind, body, "", "", TODAY)
    after_change.bring_up_to_date(db, TODAY, NOW, None, rules_only=True)


def served(db: Session, *days: date, number: int = 1) -> None:
    db.add(Customer(id=number, display_name=f"Customer {number}"))
    db.flush()
    db.add_all(Visit(customer_id=number, status="completed", completed_date=day) for day in days)
    facts.refresh(db, TODAY)


def rows(db: Session, day: date) -> list[tuple[Any, ...]]:
    columns = LabelDay.__table__.columns
    found = db.execute(select(*columns).where(LabelDay.day == day).order_by(LabelDay.customer_id))
    return [tuple(row) for row in found]


def worked_out(db: Session, day: date) -> list[tuple[Any, ...]]:
    """The labels of a day from nothing, by the rules that it names."""
    rules = kept.rules_of(db, day)
    with snapshots.seen_on(db, day, TODAY, rules):
        statement = snapshots.labels(db, day, is_today=day == TODAY)
        names = [statement.selected_columns[one.name] for one in LabelDay.__table__.columns]
        return [tuple(row) for row in db.execute(statement.with_only_columns(*names))]


@settings(deadline=None, max_examples=1, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["rfm", "health"]))
def test_the_version_stored_with_a_label_is_the_one_it_was_found_by(
    shared_office: Office, seed: int, kind: str
) -> None:
    body = {"rfm": other_bands(), "health": other_weights()}[kind]
    with shared_office.writing() as db:
        Maker(seed, TODAY).fill(db)
        facts.refresh(db, TODAY)
        snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
        publish(db, kind, body)
        db.execute(update(Visit).where(Visit.customer_id == 1).values(completed_date=OCTOBER))
        after_change.bring_up_to_date(db, TODAY, NOW, [1])
        snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
        for day, number in ((OCTOBER, 1), (TODAY, 2)):
            assert rows(db, day) == worked_out(db, day)
            assert kept.rules_of(db, day)[kind] == number
            assert {row[-2:] for row in rows(db, day)} == {tuple(kept.rules_of(db, day).values())}


def test_new_rules_reach_the_labels_of_today_and_leave_those_of_before(db: Session) -> None:
    served(db, TODAY - timedelta(80))
    snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
    publish(db, "rfm", other_bands())
    assert [row[3] for row in (*rows(db, OCTOBER), *rows(db, TODAY))] == ["511", "411"]
    assert kept.rules_of(db, OCTOBER)["rfm"] == 1
    assert kept.rules_of(db, TODAY)["rfm"] == 2


def test_whoever_changes_later_is_labelled_by_the_rules_of_that_day(db: Session) -> None:
    served(db, OCTOBER - timedelta(70))
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    publish(db, "rfm", other_bands())
    db.execute(update(Visit).values(completed_date=OCTOBER - timedelta(80)))
    after_change.bring_up_to_date(db, TODAY, NOW, [1])
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    (row,) = rows(db, OCTOBER)
    assert (row[3], row[-2]) == ("511", 1)


def test_fifths_of_a_past_day_are_those_of_that_day_also_for_one_customer(db: Session) -> None:
    people, earlier = range(1, 11), timedelta(10)
    db.add_all(Customer(id=n, display_name=f"Customer {n}") for n in people)
    db.add_all(
        Visit(customer_id=n, status="completed", completed_date=OCTOBER - n * earlier)
        for n in people
    )
    db.add_all(Visit(customer_id=n, status="completed", completed_date=TODAY) for n in range(2, 11))
    publish(db, "rfm", rfm_map.shipped_body() | {"mode": "quintiles"})
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    before = rows(db, OCTOBER)
    facts.refresh(db, TODAY, [1])
    snapshots.note_change(db, [1])
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    assert rows(db, OCTOBER) == before


def test_days_kept_by_an_earlier_program_tell_their_rules_by_their_rows(db: Session) -> None:
    served(db, SEPTEMBER)
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    publish(db, "health", other_weights())
    db.execute(update(LabelledDay).values(rfm_version=None, health_version=None))
    assert kept.rules_of(db, OCTOBER) == {"rfm": 1, "health": 1}
    assert kept.rules_of(db, date(2001, 1, 1)) == {"rfm": 1, "health": 2}


def test_every_comparison_says_that_the_rules_changed(db: Session) -> None:
    back = kept.trend_day(TODAY)
    served(db, back - timedelta(30))
    snapshots.ensure_days(db, [back, OCTOBER, TODAY], TODAY)
    earlier = update(LabelledDay).where(LabelledDay.day < TODAY)
    db.execute(earlier.values(rfm_version=8, health_version=9))
    matrix = movement.matrix(db, "rfm_segment", TODAY, TODAY).changed_rules
    assert matrix == kept.RulesChange("rfm", OCTOBER, 8, TODAY, 1)
    assert rfm_picture.picture(db, TODAY, OCTOBER).changed_rules == matrix
    moved = health_picture.moved(db, TODAY).changed_rules
    assert moved == kept.RulesChange("health", back, 9, TODAY, 1)
    why = health_why.why(db, 1, TODAY)
    assert why is not None
    assert moved.sentence() in why.trend_words
    assert "Oct 31, 2026 was worked out by version 8 of the RFM rules" in matrix.sentence()


@pytest.mark.parametrize("dimension", ["lifecycle", "rfm_segment", "health_colour"])
def test_days_by_the_same_rules_are_compared_without_a_word(db: Session, dimension: str) -> None:
    served(db, SEPTEMBER)
    snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
    assert movement.matrix(db, dimension, TODAY, TODAY).changed_rules is None


def test_trends_are_told_from_the_nearest_day_kept_before_90_days_ago(db: Session) -> None:
    served(db, SEPTEMBER)
    exact = kept.trend_day(TODAY)
    for day in (exact + timedelta(1), exact - timedelta(40), exact - timedelta(20), exact):
        snapshots.note_day(db, day, {"rfm": 1, "health": 1}, done=True)
    facts.compare_anew(db)
    assert kept.compared_day(db, TODAY) == exact
    assert kept.compared_day(db, TODAY - timedelta(1)) == exact - timedelta(20)
    assert kept.compared_day(db, exact) is None
    assert db.scalar(select(FactsState.compared_day)) == exact


def test_a_day_that_is_only_begun_is_not_compared_with(db: Session) -> None:
    served(db, SEPTEMBER)
    snapshots.note_day(db, kept.trend_day(TODAY), {"rfm": 1, "health": 1}, done=False)
    assert kept.kept_days(db) == ()
    assert kept.compared_day(db, TODAY) is None
    assert health_picture.moved(db, TODAY).trend_day is None
    assert db.scalar(select(CustomerFact.health_cap)) == "none"
