"""The log of members: who came, who left, and why; it always agrees with the members of the day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.segments import MembershipInterval, Segment
from desktop.services import after_change, facts
from desktop.services.segments import (
    builtin_rows,
    membership,
    membership_log,
    membership_sets,
    pins,
    saved,
)
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}
RECENT = {"field": "last_service", "op": "in_last", "value": 30, "unit": "days"}


def save(db: Session, name: str, definition: dict[str, Any], **more: Any) -> int:
    asked: dict[str, Any] = {"kind": "active", "as_of": DAY, "saved_at": NOON} | more
    return saved.save(db, name=name, node=from_json(definition), **asked)


def change(db: Session, customer_id: int, **values: Any) -> None:
    """Change a customer and bring what follows up to date, as every writer does."""
    for name, value in values.items():
        setattr(db.get_one(Customer, customer_id), name, value)
    after_change.bring_up_to_date(db, DAY, NOON, [customer_id])


def stays(db: Session, segment: int) -> list[tuple[Any, ...]]:
    rows = select(
        MembershipInterval.customer_id,
        MembershipInterval.entered_on,
        MembershipInterval.left_on,
        MembershipInterval.cause,
        MembershipInterval.left_cause,
    ).where(MembershipInterval.segment_id == segment)
    return [tuple(row) for row in db.execute(rows.order_by(MembershipInterval.id))]


def test_an_office_without_segments_has_nothing_to_log(db: Session) -> None:
    assert membership.refresh(db, DAY, NOON) == []


def test_the_first_members_are_a_start_and_did_not_enter(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, "Homes", HOMES)
    (move,) = membership.refresh(db, DAY, NOON)
    assert move == (segment, "Homes", 1, 1, 0)
    assert stays(db, segment) == [(ada, DAY, None, "start", None)]
    assert membership_log.history(db, segment) == []


def test_calculating_twice_logs_nothing(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", customer_type="residential")
    segment = save(db, "Homes", HOMES)
    membership.refresh(db, DAY, NOON)
    before = stays(db, segment)
    assert [move[2:] for move in membership.refresh(db, DAY, NOON)] == [(1, 0, 0)]
    assert stays(db, segment) == before


def test_a_change_and_its_undoing_are_logged_as_data(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, "Homes", HOMES)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    change(db, ada, customer_type="builder")
    change(db, ada, customer_type="residential")
    assert stays(db, segment) == [
        (ada, DAY, DAY, "start", "data"),
        (ada, DAY, None, "data", None),
    ]
    moves = [(one.came_in, one.name) for one in membership_log.history(db, segment, DAY)]
    assert moves == [(True, "Ada"), (False, "Ada")]


def test_the_day_alone_moves_customers(db: Session, add_customer: AddCustomer) -> None:
    ada, segment = add_customer("Ada", "2026-06-01"), save(db, "Recent", RECENT)
    membership.refresh(db, date(2026, 6, 30), NOON)
    membership.refresh(db, date(2026, 7, 1), NOON)
    assert stays(db, segment) == [(ada, date(2026, 6, 30), date(2026, 7, 1), "start", "day")]
    assert membership_log.at(db, segment, date(2026, 6, 30)) == [ada]
    assert membership_log.at(db, segment, date(2026, 7, 1)) == []


def test_february_29_is_a_day_like_others(db: Session, add_customer: AddCustomer) -> None:
    yearly = {"field": "last_service", "op": "at_least_ago", "value": 12, "unit": "months"}
    ada, segment = add_customer("Ada", "2024-02-29"), save(db, "A year", yearly)
    for day in (date(2025, 2, 28), date(2025, 3, 1)):
        membership.refresh(db, day, NOON)
    assert stays(db, segment) == [(ada, date(2025, 3, 1), None, "day", None)]


def test_other_conditions_are_logged_as_a_rule_also_for_the_segments_that_use_them(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, "Homes", HOMES)
    user = save(db, "User", {"segment": saved.get(db, segment).open_id})
    membership.refresh(db, DAY, NOON)
    save(db, "Homes", HOMES | {"negate": True}, segment_id=segment)
    membership.refresh(db, DAY, NOON, touched=())
    for one in (segment, user):
        assert stays(db, one) == [(ada, DAY, DAY, "start", "rule")]


def test_an_earlier_day_leaves_the_log_as_it_is(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", "2026-06-01")
    segment = save(db, "Recent", RECENT)
    membership.refresh(db, DAY, NOON)
    before = stays(db, segment)
    assert membership.refresh(db, date(2026, 5, 1), NOON) == []
    assert stays(db, segment) == before


def test_a_static_segment_has_no_log(db: Session, add_customer: AddCustomer) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, "Homes", HOMES)
    membership.refresh(db, DAY, NOON)
    save(db, "Homes", HOMES, kind="static", segment_id=segment)
    membership.refresh(db, DAY, NOON)
    assert stays(db, segment) == [(ada, DAY, DAY, "start", "rule")]
    assert list(saved.member_ids(db, segment, DAY)) == [ada]


def test_a_segment_that_cannot_be_read_keeps_its_last_members(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, "Homes", HOMES)
    membership.refresh(db, DAY, NOON)
    db.get_one(Segment, segment).definition = {"field": "gone", "op": "is", "value": 1}
    membership.refresh(db, DAY + timedelta(1), NOON)
    assert membership_log.at(db, segment, DAY + timedelta(1)) == [ada]


def test_who_is_not_on_file_any_more_has_left_without_a_name(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, "Homes", HOMES)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    db.delete(db.get_one(Customer, ada))
    after_change.bring_up_to_date(db, DAY, NOON, [ada])
    assert stays(db, segment) == [(None, DAY, DAY, "start", "data")]
    (left,) = membership_log.history(db, segment)
    assert (left.came_in, left.name) == (False, None)


def test_the_log_goes_with_its_segment(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", customer_type="residential")
    segment = save(db, "Homes", HOMES)
    membership.refresh(db, DAY, NOON)
    saved.delete(db, segment)
    assert stays(db, segment) == []


def test_the_list_shows_the_numbers_of_the_log(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", customer_type="residential")
    segment = save(db, "Homes", HOMES)
    assert membership_log.sizes(db, DAY) == {}
    membership.refresh(db, DAY, NOON)
    assert membership_log.sizes(db, DAY) == {segment: 1}
    assert membership.is_current(db, DAY)
    assert not membership.is_current(db, DAY + timedelta(1))


@pytest.fixture
def own(shared_office: Office) -> Office:
    return shared_office


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(seed=st.integers(0, 2**48))
def test_the_log_agrees_with_the_members_after_any_changes(own: Office, seed: int) -> None:
    random, day = Random(seed), DAY
    with own.writing() as db:
        segments = [save(db, "Homes", HOMES), save(db, "Recent", RECENT)]
        people = [Customer(display_name=name, customer_type="residential") for name in "ABCD"]
        db.add_all(people)
        after_change.bring_up_to_date(db, day, NOON, None)
        for _ in range(6):
            day += timedelta(random.choice((0, 0, 1, 40)))
            one = random.choice(people)
            one.customer_type = random.choice(("residential", "builder"))
            one.status = random.choice(("active", "active", "inactive"))
            after_change.bring_up_to_date(db, day, NOON, [one.id])
            for segment in segments:
                assert membership_log.at(db, segment, day) == list(
                    saved.member_ids(db, segment, day)
                )
        for segment in segments:
            _refuse_overlaps(db, segment)
        db.rollback()


def _refuse_overlaps(db: Session, segment: int) -> None:
    by_customer: dict[int, list[tuple[Any, ...]]] = {}
    for row in stays(db, segment):
        by_customer.setdefault(row[0], []).append(row)
    for rows in by_customer.values():
        assert all(row[2] is None or row[1] <= row[2] for row in rows)
        assert all(one[2] is not None and one[2] <= two[1] for one, two in pairwise(rows))


def test_all_follows_at_once_and_only_once(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada")
    assert not after_change.is_up_to_date(db, DAY)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    assert after_change.is_up_to_date(db, DAY)
    assert facts.is_current(db, DAY)
    assert builtin_rows.are_brought_in(db)


def test_many_segments_of_many_customers_have_the_same_members(
    db: Session, add_customer: AddCustomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        add_customer(f"Home {number}", f"20{number + 10}-06-01", customer_type="residential")
    add_customer("Gone", status="inactive")
    after_change.bring_up_to_date(db, DAY, NOON, None)
    one_by_one = {
        move.segment: set(membership_log.at(db, move.segment_id, DAY))
        for move in membership.refresh(db, DAY, NOON)
    }
    assert sum(map(len, one_by_one.values())) > len(one_by_one)
    db.query(MembershipInterval).delete()
    monkeypatch.setattr(membership_sets, "MANY_CUSTOMERS", 0)
    together = {
        move.segment: set(membership_log.at(db, move.segment_id, DAY))
        for move in membership.refresh(db, DAY, NOON)
    }
    assert together == one_by_one


def test_pins_count_where_many_segments_are_worked_out(
    db: Session, add_customer: AddCustomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = add_customer("Ada", customer_type="residential")
    ben, cora = add_customer("Ben"), add_customer("Cora", customer_type="residential")
    segments = [save(db, f"Homes {number}", HOMES) for number in range(8)]
    pins.pin(db, segments[0], [ben], is_in=True, as_of=DAY, now=NOON)
    pins.pin(db, segments[0], [cora], is_in=False, as_of=DAY, now=NOON)
    db.query(MembershipInterval).delete()
    monkeypatch.setattr(membership_sets, "MANY_CUSTOMERS", 0)
    membership.refresh(db, DAY, NOON)
    assert set(membership_log.at(db, segments[0], DAY)) == {ada, ben}
    assert set(membership_log.at(db, segments[1], DAY)) == {ada, cora}
