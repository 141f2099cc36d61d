"""In which segments a customer is."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from desktop.models.segments import Segment, SegmentPin, StaticMember
from desktop.services.segments import builtin_rows, counting
from desktop.services.segments.standing import standings
from desktop.services.segments.tree import SegmentRef
from tests.services.segments.conftest import AddCustomer

AS_OF = date(2026, 6, 15)
BRYAN = {"field": "city", "op": "is", "value": "Bryan"}


@pytest.fixture
def ada(add_customer: AddCustomer) -> int:
    return add_customer("Ada", "2026-06-01", city="Bryan", customer_type="residential")


def _add(db: Session, number: int, **values: object) -> None:
    name = f"S{number}"
    db.add(Segment(id=1_000 + number, uid=name, name=name, name_key=name, **values))
    db.flush()


def _own(db: Session, customer: int) -> dict[str, bool]:
    return {one.name: one.is_in for one in standings(db, customer, AS_OF) if not one.is_builtin}


def test_conditions_lists_and_pins_all_decide(db: Session, ada: int) -> None:
    _add(db, 1, definition=BRYAN)
    _add(db, 2, kind="static")
    _add(db, 3, kind="static")
    _add(db, 4, definition=BRYAN)
    _add(db, 5, definition={"not": BRYAN})
    db.add(StaticMember(segment_id=1_002, customer_id=ada))
    db.add(SegmentPin(segment_id=1_004, customer_id=ada, is_in=False))
    db.add(SegmentPin(segment_id=1_005, customer_id=ada, is_in=True))
    db.flush()
    assert _own(db, ada) == {"S1": True, "S2": True, "S3": False, "S4": False, "S5": True}


def test_archived_segments_are_not_asked_and_unreadable_ones_have_nobody(
    db: Session, ada: int
) -> None:
    _add(db, 1, definition=BRYAN, archived_on=AS_OF)
    _add(db, 2, definition={"nonsense": 1})
    assert _own(db, ada) == {"S2": False}


def test_the_built_in_ones_agree_with_their_members(db: Session, ada: int) -> None:
    builtin_rows.bring_in(db, datetime(2026, 6, 15))  # noqa: DTZ001 - stored without a zone
    found = [one for one in standings(db, ada, AS_OF) if one.is_builtin]
    assert found
    for one in found:
        members = counting.member_ids(db, SegmentRef(segments=(one.open_id,)), AS_OF)
        assert one.is_in == (ada in members), one.name


def test_an_inactive_customer_and_nobody_are_in_none(
    db: Session, add_customer: AddCustomer
) -> None:
    gone = add_customer("Dov", status="inactive", city="Bryan")
    _add(db, 1, definition=BRYAN)
    for customer in (gone, 999_999):
        assert not any(one.is_in for one in standings(db, customer, AS_OF))
