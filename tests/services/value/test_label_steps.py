"""Labels of a day kept step by step: the same rows as at once, whatever happens in between."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.value import LabelDay, LabelledDay
from desktop.models.work import Visit
from desktop.services import after_change, facts
from desktop.services.segments import membership_checking, saved
from desktop.services.segments.tree import from_json
from desktop.services.value import kept, label_steps, snapshots
from desktop.services.value.label_steps import Next

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC).replace(tzinfo=None)
OCTOBER = date(2026, 10, 31)
THEN, TOMORROWS = kept.trend_day(TODAY), kept.trend_day(TODAY + timedelta(1))


@pytest.fixture
def three(db: Session) -> Session:
    """Three customers served on several days."""
    for number in (1, 2, 3):
        db.add(Customer(id=number, display_name=f"Customer {number}"))
        db.flush()
        day = OCTOBER - timedelta(60 * number)
        db.add(Visit(customer_id=number, status="completed", completed_date=day))
    after_change.bring_up_to_date(db, TODAY, NOW, None)
    return db


def rows(db: Session, day: date = OCTOBER) -> list[tuple[Any, ...]]:
    columns = LabelDay.__table__.columns
    found = db.execute(select(*columns).where(LabelDay.day == day).order_by(LabelDay.customer_id))
    return [tuple(row) for row in found]


def test_the_days_wanted_come_one_after_the_other_today_first(three: Session) -> None:
    asked = []
    while (step := label_steps.next_step(three, TODAY)).day is not None:
        asked.append(step.day)
        label_steps.begin(three, step.day)
        label_steps.lay_down(three, step.day, label_steps.work_out(three, step.day, TODAY))
        assert label_steps.finish(three, step.day, TODAY)
    assert asked == [TODAY, OCTOBER, THEN, TOMORROWS]
    assert step == Next()
    assert kept.kept_days(three) == (THEN, TOMORROWS, OCTOBER, TODAY)


def test_steps_keep_what_is_kept_at_once(three: Session) -> None:
    label_steps.begin(three, OCTOBER)
    found = label_steps.work_out(three, OCTOBER, TODAY)
    for one in found:
        assert kept.kept_days(three) == ()
        assert label_steps.lay_down(three, OCTOBER, [one])
    assert label_steps.finish(three, OCTOBER, TODAY)
    by_steps = rows(three)
    snapshots.forget(three, [OCTOBER])
    snapshots.ensure_days(three, [OCTOBER], TODAY)
    assert by_steps == rows(three)
    assert len(by_steps) == 3


def test_what_changes_on_the_way_is_right_in_the_end(three: Session) -> None:
    label_steps.begin(three, OCTOBER)
    found = label_steps.work_out(three, OCTOBER, TODAY)
    label_steps.lay_down(three, OCTOBER, found[:1])
    long_ago = update(Visit).values(completed_date=date(2020, 1, 2))
    three.execute(long_ago.where(Visit.customer_id == 1))
    after_change.bring_up_to_date(three, TODAY, NOW, [1])
    snapshots.ensure_days(three, [TODAY], TODAY)
    three.execute(long_ago.where(Visit.customer_id == 3))
    after_change.bring_up_to_date(three, TODAY, NOW, [3])
    label_steps.lay_down(three, OCTOBER, found)
    label_steps.finish(three, OCTOBER, TODAY)
    snapshots.ensure_days(three, [OCTOBER], TODAY)
    by_steps = rows(three)
    snapshots.forget(three, [OCTOBER])
    snapshots.ensure_days(three, [OCTOBER], TODAY)
    assert by_steps == rows(three)


def test_a_day_given_up_is_not_laid_down_any_more(three: Session) -> None:
    label_steps.begin(three, OCTOBER)
    found = label_steps.work_out(three, OCTOBER, TODAY)
    snapshots.forget(three, [OCTOBER])
    assert not label_steps.lay_down(three, OCTOBER, found)
    assert not label_steps.finish(three, OCTOBER, TODAY)
    assert rows(three) == []


def test_what_nothing_needs_goes_piece_by_piece(
    three: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_steps, "AT_ONCE", 2)
    label_steps.begin(three, OCTOBER)
    label_steps.lay_down(three, OCTOBER, label_steps.work_out(three, OCTOBER, TODAY))
    left = []
    while label_steps.next_step(three, TODAY).tidy:
        label_steps.tidy(three, TODAY)
        left.append(len(rows(three)))
    assert left == [1, 0]
    assert three.scalars(select(LabelledDay.day)).all() == []
    label_steps.tidy(three, TODAY)  # nothing to do


def test_segments_that_ask_for_trends_move_when_the_day_is_kept(three: Session) -> None:
    steady = {"field": "health_trend", "op": "is", "value": "Steady"}
    for name, tree in (
        ("Steady", steady),
        ("Once here", {"records": "labels", "match": "any"}),
        ("Not steady", {"none": [steady]}),
    ):
        node = from_json(tree)
        saved.save(three, name=name, node=node, kind="active", as_of=TODAY, saved_at=NOW)
    after_change.bring_up_to_date(three, TODAY, NOW, ())
    snapshots.ensure_days(three, [THEN], TODAY)
    assert membership_checking.check(three)
    moves = after_change.labels_kept(three, TODAY, NOW)
    assert {one.segment for one in moves} == {"Steady", "Once here", "Not steady"}
    assert membership_checking.check(three) == []
    assert facts.check(three, TODAY) == []


def test_without_such_a_segment_nothing_is_worked_out(three: Session) -> None:
    assert after_change.labels_kept(three, TODAY, NOW) == []
