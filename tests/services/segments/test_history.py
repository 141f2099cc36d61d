"""The history of a segment: before + entered - left = after, whatever happens."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.services import facts
from desktop.services.segments import history, membership, membership_log, pins, saved
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}
RECENT = {"field": "last_service", "op": "in_last", "value": 30, "unit": "days"}


def save(db: Session, definition: dict[str, Any], **more: Any) -> int:
    asked: dict[str, Any] = {"name": "S", "kind": "active", "as_of": DAY, "saved_at": NOON} | more
    return saved.save(db, node=from_json(definition), **asked)


def change(db: Session, customer_id: int, day: date, **values: Any) -> None:
    for name, value in values.items():
        setattr(db.get_one(Customer, customer_id), name, value)
    settle(db, day, [customer_id])


def settle(db: Session, day: date, touched: list[int] | None = None) -> None:
    """What every writer does, without the built-in segments."""
    db.flush()
    facts.refresh(db, day, touched)
    membership.refresh(db, day, NOON, touched=touched)


def reasons(db: Session, segment: int) -> list[str]:
    return [history.reason(one) for one in reversed(membership_log.history(db, segment))]


def test_a_segment_not_worked_out_yet_has_no_history(db: Session) -> None:
    segment = save(db, HOMES)
    assert history.span(db, segment) is None
    assert history.book(db, segment, DAY, DAY) is None
    with pytest.raises(UserError, match="no log"):
        history.as_it_was(db, segment, DAY)


def test_the_first_calculation_is_where_the_log_begins(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, HOMES)
    membership.refresh(db, DAY, NOON)
    found = history.book(db, segment, date(2020, 1, 1), date(2030, 1, 1))
    assert found is not None
    assert found[:6] == (DAY, DAY, 1, 0, 0, 1)
    assert history.as_it_was(db, segment, DAY) == [ada]
    with pytest.raises(UserError, match="begins on 15 Jun 2026"):
        history.as_it_was(db, segment, DAY - timedelta(1))


def test_a_log_that_begins_with_nobody_still_begins(db: Session, add_customer: AddCustomer) -> None:
    ada, segment = add_customer("Ada", customer_type="builder"), save(db, HOMES)
    settle(db, DAY)
    change(db, ada, DAY, customer_type="residential")
    found = history.book(db, segment, DAY, DAY)
    assert found is not None
    assert found[2:6] == (0, 1, 0, 1)


def test_a_move_found_late_says_since_when(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", "2026-06-10")
    segment = save(db, RECENT)
    membership.refresh(db, DAY, NOON)
    membership.refresh(db, DAY + timedelta(1), NOON)
    membership.refresh(db, DAY + timedelta(40), NOON)
    assert reasons(db, segment) == [
        "The day changed, since the last calculation on 16 Jun 2026",
    ]


def test_a_change_of_conditions_names_version_and_used_segment(
    db: Session, add_customer: AddCustomer
) -> None:
    add_customer("Ada", customer_type="residential")
    segment = save(db, HOMES)
    user = save(db, {"segment": saved.get(db, segment).open_id}, name="User")
    membership.refresh(db, DAY, NOON)
    save(db, HOMES | {"negate": True}, segment_id=segment)
    membership.refresh(db, DAY, NOON, touched=())
    assert reasons(db, segment) == ["The conditions changed (version 2)"]
    assert reasons(db, user) == ["The conditions of “S” changed (version 2)"]


def test_archiving_a_customer_and_restoring_are_reasons_of_their_own(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, HOMES)
    settle(db, DAY)
    change(db, ada, DAY, status="inactive")
    change(db, ada, DAY + timedelta(1), status="active")
    assert reasons(db, segment) == ["Archived", "Restored"]
    change(db, ada, DAY + timedelta(1), customer_type="builder")
    settle(db, DAY + timedelta(2))
    change(db, ada, DAY + timedelta(2), customer_type="residential")
    assert reasons(db, segment)[2:] == ["The records changed", "The records changed"]


def test_a_move_by_hand_reaches_the_segments_that_use_it(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, segment = add_customer("Ada", customer_type="residential"), save(db, HOMES)
    user = save(db, {"segment": saved.get(db, segment).open_id}, name="User")
    settle(db, DAY)
    pins.pin(db, segment, [ada], DAY, NOON, is_in=False)
    pins.unpin(db, segment, [ada], DAY, NOON)
    for one in (segment, user):
        assert reasons(db, one) == ["By hand", "By hand"]
        assert history.as_it_was(db, one, DAY) == [ada]


def test_a_log_begun_anew_forgets_the_time_before(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", customer_type="residential")
    segment = save(db, HOMES)
    for kind in ("active", "static", "active"):
        save(db, HOMES, segment_id=segment, kind=kind)
        membership.refresh(db, DAY, NOON, touched=())
    found = history.book(db, segment, DAY, DAY)
    assert found is not None
    assert found.before + found.entered - found.left == found.after == 1


DEEDS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["type", "status", "pin", "day", "long"])),
    max_size=5,
)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=DEEDS, cut=st.integers(0, 120))
def test_before_and_entered_less_left_is_after(
    db: Session, add_customer: AddCustomer, deeds: list[tuple[int, str]], cut: int
) -> None:
    with db.begin_nested() as example:
        _live_through(db, add_customer, deeds, cut)
        example.rollback()


def _live_through(
    db: Session, add_customer: AddCustomer, deeds: list[tuple[int, str]], cut: int
) -> None:
    people = [add_customer(name, customer_type="residential") for name in "ABC"]
    segment = save(db, HOMES, name="Lived")
    settle(db, DAY)
    day, sizes = DAY, {}
    for number, deed in deeds:
        who = people[number]
        row = db.get_one(Customer, who)
        if deed == "type":
            kind = "builder" if row.customer_type == "residential" else "residential"
            change(db, who, day, customer_type=kind)
        elif deed == "status":
            change(db, who, day, status="inactive" if row.status == "active" else "active")
        elif deed == "pin":
            pins.pin(db, segment, [who], day, NOON, is_in=number == 0)
        else:
            day += timedelta(1 if deed == "day" else 50)
            settle(db, day)
        sizes[day] = set(saved.member_ids(db, segment, day))
    for on, inside in sizes.items():
        assert set(history.as_it_was(db, segment, on)) == inside
    found = history.book(db, segment, DAY + timedelta(cut), day)
    assert found is not None
    assert found.before + found.entered - found.left == found.after
    assert found.after == len(history.as_it_was(db, segment, day))
    size = found.before
    for step in found.steps:
        size += step.entered - step.left
        assert (step.size, size) == (len(history.as_it_was(db, segment, step.last)), step.size)
