"""Pins: by hand in, by hand out, with a reason, and taken back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.segments import Segment
from desktop.services.segments import pins, saved
from desktop.services.segments.tree import from_json
from desktop.services.segments.why import why_saved
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}


def save(db: Session, **more: Any) -> int:
    asked: dict[str, Any] = {"name": "S", "kind": "active", "as_of": DAY, "saved_at": NOON} | more
    return saved.save(db, node=from_json(HOMES), **asked)


@pytest.mark.parametrize("kind", ["active", "static"])
def test_a_pin_decides_and_can_be_taken_back(
    db: Session, add_customer: AddCustomer, kind: str
) -> None:
    ada, ben = add_customer("Ada", customer_type="residential"), add_customer("Ben")
    segment = save(db, kind=kind)
    pins.pin(db, segment, [ben], DAY, NOON, is_in=True, reason="Asked for it")
    pins.pin(db, segment, [ada], DAY, NOON, is_in=False)
    assert list(saved.member_ids(db, segment, DAY)) == [ben]
    pins.unpin(db, segment, [ada, ben], DAY, NOON)
    assert list(saved.member_ids(db, segment, DAY)) == [ada]
    assert pins.of_segment(db, segment) == []


def test_pins_are_told_with_day_and_reason(db: Session, add_customer: AddCustomer) -> None:
    ada, ben = add_customer("Ada", account_no="A-1"), add_customer("Ben")
    segment = save(db)
    pins.pin(db, segment, [ben], DAY, NOON, is_in=False)
    pins.pin(db, segment, [ada], DAY, NOON, is_in=True, reason=" Asked for it ")
    first, second = pins.of_segment(db, segment)
    assert first == (segment, "S", ada, "A-1", "Ada", True, DAY, "Asked for it")
    assert (second.customer, second.is_in, second.reason) == ("Ben", False, "")
    assert pins.of_customer(db, ada) == [first]


def test_pinning_the_other_way_replaces_the_pin(db: Session, add_customer: AddCustomer) -> None:
    ada = add_customer("Ada")
    segment = save(db)
    for is_in in (True, False):
        pins.pin(db, segment, [ada, ada], DAY, NOON, is_in=is_in)
    assert [one.is_in for one in pins.of_segment(db, segment)] == [False]


def test_pinning_nobody_changes_nothing(db: Session) -> None:
    segment = save(db)
    pins.pin(db, segment, [], DAY, NOON, is_in=True)
    assert pins.of_segment(db, segment) == []


def test_the_why_says_who_was_pinned_and_why(db: Session, add_customer: AddCustomer) -> None:
    ada = add_customer("Ada")
    for kind in ("active", "static"):
        segment = save(db, name=kind, kind=kind)
        pins.pin(db, segment, [ada], DAY, NOON, is_in=True, reason="Asked for it")
        told = why_saved(db, saved.get(db, segment).open_id, ada, DAY)
        assert (told.is_in, told.remark) == (True, "Put in by hand: Asked for it")


def test_nobody_is_pinned_to_a_built_in_segment(db: Session, add_customer: AddCustomer) -> None:
    ada, segment = add_customer("Ada"), save(db)
    db.get_one(Segment, segment).builtin_key = "B1"
    with pytest.raises(UserError, match="built in"):
        pins.pin(db, segment, [ada], DAY, NOON, is_in=True)
