"""Labels of past days are kept, worked out again after changes, and add up in a matrix."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, true, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.errors import CancelledError, UserError
from desktop.models.facts import CustomerFact
from desktop.models.tasks import Task
from desktop.models.value import LabelChange, LabelDay
from desktop.models.work import Invoice, Visit
from desktop.services import after_change, facts
from desktop.services.value import (
    health_picture,
    health_rules,
    movement,
    playbook,
    snapshots,
    versions,
)
from tests.services.facts.random_office import Maker

TODAY = date(2026, 11, 22)
OCTOBER, SEPTEMBER = date(2026, 10, 31), date(2026, 9, 30)


def served(db: Session, *days: date, number: int = 1) -> None:
    """A customer who was visited on some days."""
    db.add(Customer(id=number, display_name=f"Customer {number}"))
    db.flush()
    db.add_all(Visit(customer_id=number, status="completed", completed_date=day) for day in days)
    facts.refresh(db, TODAY)


def labels(db: Session, name: str = "lifecycle") -> dict[tuple[date, int], Any]:
    column = getattr(LabelDay, name)
    rows = db.execute(select(LabelDay.day, LabelDay.customer_id, column))
    return {(day, customer): value for day, customer, value in rows}


def test_the_labels_of_a_past_day_are_those_of_that_day(db: Session) -> None:
    served(db, date(2025, 11, 10))
    snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
    assert labels(db) == {(OCTOBER, 1): "new", (TODAY, 1): "active"}


def test_the_first_invoice_of_the_office_changes_the_past_days_of_everybody(db: Session) -> None:
    served(db, date(2025, 11, 10))
    served(db, date(2025, 11, 10), number=2)
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    db.add(Invoice(customer_id=1, date=SEPTEMBER, amount_cents=100))
    after_change.bring_up_to_date(db, TODAY, datetime(2026, 11, 22, 9), [1])  # noqa: DTZ001
    assert set(db.scalars(select(LabelChange.customer_id))) == {1, 2}


def test_the_facts_of_today_stay_as_they_are(db: Session) -> None:
    served(db, date(2025, 11, 10))
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    assert db.scalar(select(CustomerFact.lifecycle)) == "active"
    assert facts.is_current(db, TODAY)
    assert facts.check(db, TODAY) == []


def test_days_kept_are_not_worked_out_again_and_days_ahead_are_passed_over(db: Session) -> None:
    served(db, date(2026, 1, 2))
    ahead = TODAY + timedelta(1)
    assert snapshots.ensure_days(db, [OCTOBER, ahead], TODAY) == (OCTOBER,)
    assert snapshots.ensure_days(db, [OCTOBER], TODAY) == ()
    assert snapshots.missing(db, [SEPTEMBER, OCTOBER], TODAY) == (SEPTEMBER,)


@pytest.mark.parametrize("touched", [[1], None])
def test_a_later_change_of_old_records_is_worked_out_again(
    db: Session, touched: list[int] | None
) -> None:
    served(db, date(2025, 11, 10))
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    db.add(Visit(customer_id=1, status="completed", completed_date=date(2020, 1, 2)))
    facts.refresh(db, TODAY, [1])
    snapshots.note_change(db, touched)
    assert snapshots.ensure_days(db, [OCTOBER], TODAY) == (OCTOBER,)
    assert labels(db)[OCTOBER, 1] == "loyal"
    assert snapshots.missing(db, [OCTOBER], TODAY) == ()


def test_cancelling_is_possible_between_days(db: Session) -> None:
    served(db, TODAY)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY, stop)
    assert facts.is_current(db, TODAY)


def test_days_that_nothing_asks_for_are_forgotten_but_ends_of_months_stay(db: Session) -> None:
    served(db, date(2025, 1, 2))
    old, yesterday = date(2026, 3, 4), TODAY - timedelta(1)
    snapshots.ensure_days(db, [old, OCTOBER, yesterday], TODAY)
    snapshots.ensure_days(db, [TODAY], TODAY)
    assert snapshots.kept_days(db) == (OCTOBER, yesterday, TODAY)


def test_an_empty_office_has_an_empty_matrix(db: Session) -> None:
    facts.refresh(db, TODAY)
    snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
    found = movement.matrix(db, "lifecycle", TODAY, TODAY)
    assert sum(found.totals) == 0
    assert found.moved_share is None


def test_somebody_who_came_is_new_here_and_somebody_deleted_is_no_longer_here(
    db: Session,
) -> None:
    served(db, date(2026, 11, 2), number=1)
    served(db, date(2026, 1, 2), number=2)
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    db.delete(db.scalars(select(Visit).where(Visit.customer_id == 2)).one())
    db.flush()
    db.delete(db.get_one(Customer, 2))
    facts.refresh(db, TODAY)
    snapshots.ensure_days(db, [TODAY], TODAY)
    found = movement.matrix(db, "lifecycle", TODAY, TODAY)
    rows = {row.key: dict(zip(dict(found.columns), row.cells, strict=True)) for row in found.rows}
    assert rows["new_here"]["new"] == 1
    assert rows["new"]["gone"] == 1
    assert sum(found.totals) == 2


@settings(deadline=None, max_examples=2, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), dimension=st.sampled_from(sorted(movement.DIMENSIONS)))
def test_rows_add_up_to_the_month_before_and_columns_to_this_one(
    shared_office: Office, seed: int, dimension: str
) -> None:
    with shared_office.writing() as db:
        Maker(seed, TODAY).fill(db)
        facts.refresh(db, TODAY)
        snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
        found = movement.matrix(db, dimension, TODAY, TODAY)
        label = getattr(LabelDay, dimension)
        for day, sums in (
            (OCTOBER, {row.key: row.total for row in found.rows}),
            (TODAY, dict(zip(dict(found.columns), found.totals, strict=True))),
        ):
            here = LabelDay.lifecycle != "inactive" if dimension != "lifecycle" else true()
            counts = db.execute(
                select(label, func.count()).where(LabelDay.day == day, here).group_by(label)
            )
            expected = {key: n for key, n in counts}  # noqa: C416 - a Row is no pair
            assert {
                k: n for k, n in sums.items() if n and k not in ("gone", "new_here")
            } == expected


def test_much_movement_within_a_quarter_is_hinted_at(db: Session) -> None:
    served(db, date(2025, 11, 10))
    days = movement.matrix_days(TODAY, TODAY)
    snapshots.ensure_days(db, days, TODAY)
    found = movement.matrix(db, "lifecycle", TODAY, TODAY)
    assert (found.moved, found.quarter_share) == (1, 1.0)
    assert "25%" in found.hint


def test_a_label_without_movement_is_refused(db: Session) -> None:
    with pytest.raises(UserError):
        movement.matrix(db, "zone", TODAY, TODAY)


def _coloured(db: Session, before: str, after: str) -> None:
    served(db, date(2026, 1, 2))
    snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
    for day, colour in ((OCTOBER, before), (TODAY, after)):
        db.execute(update(LabelDay).where(LabelDay.day == day).values(health_colour=colour))


def test_a_fall_from_green_to_red_makes_one_task_for_the_owner(db: Session) -> None:
    _coloured(db, "green", "red")
    assert playbook.offer(db, TODAY) == 1
    assert playbook.offer(db, TODAY) == 0
    task = db.scalars(select(Task)).one()
    assert (task.customer_id, task.due_date) == (1, date(2026, 11, 24))
    assert "owner calls" in task.text


@pytest.mark.parametrize(
    ("before", "after"), [("red", "green"), ("green", "green"), ("red", "red")]
)
def test_other_colours_make_no_task(db: Session, before: str, after: str) -> None:
    _coloured(db, before, after)
    assert playbook.offer(db, TODAY) == 0


def test_other_weights_are_no_fall(db: Session) -> None:
    _coloured(db, "green", "red")
    db.execute(update(LabelDay).where(LabelDay.day == TODAY).values(health_version=2))
    assert playbook.offer(db, TODAY) == 0


def test_working_days_leave_weekends_out() -> None:
    friday = date(2026, 11, 20)
    assert playbook.working_days_on(friday, 2) == date(2026, 11, 24)
    assert playbook.working_days_on(friday, 0) == friday


def test_the_picture_adds_up_and_names_who_moved(db: Session) -> None:
    served(db, date(2019, 1, 2), number=1)
    served(db, TODAY, number=2)
    db.add(Customer(id=3, display_name="Lead"))
    facts.refresh(db, TODAY)
    back = snapshots.trend_day(TODAY)
    snapshots.ensure_days(db, [back], TODAY)
    now = db.scalar(select(CustomerFact.health_score).where(CustomerFact.customer_id == 1))
    assert now is not None
    db.execute(update(LabelDay).values(health_score=now + 5))
    found, moved = health_picture.standing(db, TODAY), health_picture.moved(db, TODAY)
    assert (found.total, moved.trend_day, moved.down) == (3, back, 1)
    assert [one.customer_id for one in moved.movers_down] == [1]
    assert sum(bar.customers for bar in found.bars) == found.rated
    assert found.rated + sum(n for _, n in found.not_rated) == found.total
    assert sum(one.customers for one in found.colours) == found.total
    assert sum(one.customers for one in found.grades) == found.total


def test_a_day_before_there_was_anybody_is_kept_too(db: Session) -> None:
    served(db, TODAY)
    long_ago = date(2001, 1, 31)
    assert snapshots.ensure_days(db, [long_ago], TODAY) == (long_ago,)
    assert labels(db) == {}
    assert snapshots.missing(db, [long_ago], TODAY) == ()


def test_labels_found_by_older_weights_keep_their_version(db: Session) -> None:
    served(db, date(2025, 11, 10))
    snapshots.ensure_days(db, [OCTOBER], TODAY)
    body = health_rules.shipped_body()
    body["cards"]["established"] |= {"TIM": 30, "PAY": 25}
    versions.publish(db, "health", body, "", "", TODAY)
    facts.refresh(db, TODAY)
    snapshots.ensure_days(db, [OCTOBER, TODAY], TODAY)
    assert labels(db, "health_version") == {(OCTOBER, 1): 1, (TODAY, 1): 2}
