"""Merging two customers who both stand in segments by hand or on kept lists, and taking it back."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.segments import SegmentPin
from desktop.models.tables import metadata
from desktop.services import after_change
from desktop.services.duplicates import merging
from desktop.services.segments import lists, pins, saved, versions
from desktop.services.segments.tree import from_json

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - instants in history are plain
HOMES = {"all": [{"field": "customer_type", "op": "is", "value": "Residential"}]}
HAND = ("segment_pins", "static_members", "version_members")
ADA, ADA_TOO, BEN = 1, 2, 3


@pytest.fixture
def office(db: Session) -> Session:
    """Two customers who are one, and a third."""
    for number, name in ((ADA, "Ada Reyes"), (ADA_TOO, "Reyes, Ada"), (BEN, "Ben Ott")):
        db.add(Customer(id=number, display_name=name, customer_type="residential"))
    db.flush()
    after_change.bring_up_to_date(db, DAY, NOW, None)
    return db


@pytest.fixture
def homes(office: Session) -> int:
    """A segment of everybody."""
    return saved.save(
        office, name="Homes", node=from_json(HOMES), kind="active", as_of=DAY, saved_at=NOW
    )


def by_hand(db: Session) -> dict[str, list[Any]]:
    tables = [metadata.tables[name] for name in HAND]
    return {
        table.name: [tuple(row) for row in db.execute(select(table).order_by(table.c.id))]
        for table in tables
    }


def merged(db: Session, keep: int = ADA, gone: int = ADA_TOO) -> Callable[[], None]:
    """Merge as the office does; what is returned takes it back."""
    result = merging.merge(db, keep, gone, NOW)
    after_change.bring_up_to_date(db, DAY, NOW, result.touched)

    def back() -> None:
        touched = merging.undo_merge(db, result.merge_id)
        after_change.bring_up_to_date(db, DAY, NOW, touched)

    return back


def members(db: Session, segment: int) -> set[int]:
    return set(saved.member_ids(db, segment, DAY))


def pin(db: Session, segment: int, customer: int, *, is_in: bool, reason: str = "") -> None:
    pins.pin(db, segment, [customer], DAY, NOW, is_in=is_in, reason=reason)


@pytest.mark.parametrize("out", [ADA, ADA_TOO])
def test_who_is_kept_out_under_one_name_stays_out(office: Session, homes: int, out: int) -> None:
    pin(office, homes, ADA + ADA_TOO - out, is_in=True, reason="wants it")
    pin(office, homes, out, is_in=False, reason="asked not to")
    before, of_before = by_hand(office), members(office, homes)
    back = merged(office)
    (kept,) = pins.of_segment(office, homes)
    assert (kept.customer_id, kept.is_in, kept.reason) == (ADA, False, "asked not to")
    assert members(office, homes) == {BEN}
    back()
    assert (by_hand(office), members(office, homes)) == (before, of_before)


@pytest.mark.parametrize("is_in", [True, False])
def test_two_pins_that_agree_become_one(office: Session, homes: int, is_in: bool) -> None:  # noqa: FBT001 - a case
    pin(office, homes, ADA, is_in=is_in, reason="first")
    pin(office, homes, ADA_TOO, is_in=is_in, reason="second")
    before = by_hand(office)
    back = merged(office)
    (kept,) = pins.of_segment(office, homes)
    assert (kept.customer_id, kept.is_in, kept.reason) == (ADA, is_in, "first")
    back()
    assert by_hand(office) == before


def test_the_pin_of_the_one_who_goes_goes_with_him(office: Session, homes: int) -> None:
    pin(office, homes, ADA_TOO, is_in=False)
    back = merged(office)
    assert [one.customer_id for one in pins.of_segment(office, homes)] == [ADA]
    assert members(office, homes) == {BEN}
    back()
    assert [one.customer_id for one in pins.of_segment(office, homes)] == [ADA_TOO]
    assert members(office, homes) == {ADA, BEN}


def test_two_who_are_both_on_a_kept_list_stand_on_it_once_in_every_version(office: Session) -> None:
    kept = lists.keep_list(office, "Letter", [ADA, ADA_TOO, BEN], "letter.csv", DAY, NOW)
    before = by_hand(office)
    back = merged(office)
    assert members(office, kept) == {ADA, BEN}
    back()
    assert (by_hand(office), members(office, kept)) == (before, {ADA, ADA_TOO, BEN})


def test_a_restored_version_of_a_list_has_the_one_who_stayed(office: Session, homes: int) -> None:
    made = lists.snapshot(office, homes, "Homes in November", DAY, NOW)
    node = from_json(HOMES)
    saved.save(office, name="N", node=node, kind="active", as_of=DAY, saved_at=NOW, segment_id=made)
    merged(office)
    versions.restore(office, made, 1, DAY, NOW)
    assert members(office, made) == {ADA, BEN}


def test_a_pin_changed_after_the_merge_keeps_it_from_being_taken_back(
    office: Session, homes: int
) -> None:
    pin(office, homes, ADA, is_in=True)
    pin(office, homes, ADA_TOO, is_in=False)
    back = merged(office)
    pins.unpin(office, homes, [ADA], DAY, NOW)
    with pytest.raises(merging.MergeUndoRefusedError, match="pin of Ada Reyes was removed"):
        back()
    assert office.scalars(select(SegmentPin)).all() == []
