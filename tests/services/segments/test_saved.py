"""Saved segments: saving, versions, names, frozen lists, and what may be deleted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.segments import Segment, SegmentPin, SegmentVersion, StaticMember
from desktop.services import facts
from desktop.services.segments import saved
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

AS_OF = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
RESIDENTIAL = {"field": "customer_type", "op": "is", "value": "residential"}


def save(db: Session, name: str, definition: dict[str, Any], **more: Any) -> int:
    asked: dict[str, Any] = {"kind": "active", "as_of": AS_OF, "saved_at": NOON} | more
    return saved.save(db, name=name, node=from_json(definition), **asked)


def names(db: Session, segment_id: int) -> list[str]:
    return [one.name for one in saved.members(db, segment_id, AS_OF)]


def test_an_office_without_segments_lists_none(db: Session) -> None:
    assert saved.list_segments(db, AS_OF) == []


def test_a_saved_segment_is_listed_with_count_and_sentence(
    db: Session, add_customer: AddCustomer
) -> None:
    add_customer("Ada", customer_type="residential")
    save(db, "Homes", RESIDENTIAL, note="for the mailing")
    (row,) = saved.list_segments(db, AS_OF)
    assert (row.name, row.kind, row.count, row.problem) == ("Homes", "active", 1, None)
    assert (row.sentence, row.note) == ("Customer type is Residential.", "for the mailing")


def test_an_active_segment_follows_the_customers(db: Session, add_customer: AddCustomer) -> None:
    segment = save(db, "Homes", RESIDENTIAL)
    add_customer("Ada", customer_type="residential")
    facts.mark_stale(db)
    assert names(db, segment) == ["Ada"]


def test_a_static_segment_keeps_its_list(db: Session, add_customer: AddCustomer) -> None:
    gone = add_customer("Ada", customer_type="residential")
    add_customer("Ben", customer_type="residential")
    segment = save(db, "Homes", RESIDENTIAL, kind="static")
    add_customer("Cora", customer_type="residential")
    db.get_one(Customer, gone).status = "inactive"
    facts.mark_stale(db)
    assert names(db, segment) == ["Ben"]
    assert saved.get(db, segment).as_of == AS_OF


def test_renaming_a_static_segment_keeps_its_list(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", customer_type="residential")
    segment = save(db, "Homes", RESIDENTIAL, kind="static")
    add_customer("Ben", customer_type="residential")
    facts.mark_stale(db)
    save(db, "Old homes", RESIDENTIAL, kind="static", segment_id=segment)
    assert names(db, segment) == ["Ada"]


def test_saving_again_makes_a_new_version(db: Session) -> None:
    segment = save(db, "Homes", RESIDENTIAL)
    changed = {"all": [RESIDENTIAL]}
    assert save(db, "Homes", changed, segment_id=segment) == segment
    card = saved.get(db, segment)
    assert (card.version, card.tree) == (2, from_json(changed))
    versions = select(SegmentVersion.definition).order_by(SegmentVersion.number)
    assert list(db.scalars(versions)) == [RESIDENTIAL, changed]


def test_a_definition_with_errors_is_not_saved(db: Session) -> None:
    with pytest.raises(UserError, match="A value is missing"):
        save(db, "Homes", {"field": "city", "op": "is"})
    assert saved.list_segments(db, AS_OF) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_is_needed_and_not_too_long(db: Session, name: str) -> None:
    with pytest.raises(UserError, match="name"):
        save(db, name, RESIDENTIAL)


def test_two_segments_cannot_have_one_name_in_any_case(db: Session) -> None:
    first = save(db, "Homes", RESIDENTIAL)
    second = save(db, "Others", RESIDENTIAL)
    with pytest.raises(UserError, match="already"):
        save(db, " HOMES ", RESIDENTIAL)
    with pytest.raises(UserError, match="already"):
        saved.rename(db, second, "homes")
    saved.rename(db, first, "HOMES")
    assert saved.by_name(db, "homes") == first


def test_a_circle_cannot_be_saved(db: Session) -> None:
    first = save(db, "A", RESIDENTIAL)
    save(db, "B", {"segment": saved.get(db, first).open_id})
    (b,) = [row for row in saved.list_segments(db, AS_OF) if row.name == "B"]
    with pytest.raises(UserError, match="“A” → “B” → “A”"):
        save(db, "A", {"segment": b.open_id}, segment_id=first)


def test_a_segment_in_use_cannot_be_deleted(db: Session) -> None:
    used = save(db, "Homes", RESIDENTIAL)
    user = save(db, "Also homes", {"segment": saved.get(db, used).open_id})
    with pytest.raises(UserError, match="used by “Also homes”"):
        saved.delete(db, used)
    saved.delete(db, user)
    saved.delete(db, used)
    assert saved.list_segments(db, AS_OF) == []


def test_deleting_takes_versions_pins_and_lists_along(
    db: Session, add_customer: AddCustomer
) -> None:
    ada = add_customer("Ada", customer_type="residential")
    segment = save(db, "Homes", RESIDENTIAL, kind="static")
    db.add(SegmentPin(segment_id=segment, customer_id=ada, is_in=True))
    db.flush()
    saved.delete(db, segment)
    for table in (SegmentVersion, StaticMember, SegmentPin):
        assert db.scalar(select(func.count()).select_from(table)) == 0


def test_a_segment_that_is_gone_is_said_so(db: Session) -> None:
    with pytest.raises(UserError, match="not on file"):
        saved.get(db, 99)
    with pytest.raises(UserError, match="no segment called “Nobody”"):
        saved.by_name(db, "Nobody")


def test_a_broken_definition_is_marked_and_the_list_still_opens(db: Session) -> None:
    db.add(Segment(name="Odd", name_key="odd", definition={"weather": "rain"}))
    db.add(
        Segment(name="Old", name_key="old", definition={"field": "zone", "op": "is", "value": "X"})
    )
    db.flush()
    odd, old = saved.list_segments(db, AS_OF)
    assert (odd.count, odd.problem) == (None, "The definition of this segment cannot be read.")
    assert old.problem == "“X” is not on the list of “Zone” any more."
