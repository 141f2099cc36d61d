"""Versions: every change that is saved is one; two can be compared, an old one comes back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.segments import Segment, SegmentPin
from desktop.services import facts
from desktop.services.segments import saved, versions
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}
SHOPS = {"field": "customer_type", "op": "is", "value": "Commercial"}
TYLER = {"field": "city", "op": "is", "value": "Tyler"}


def save(db: Session, definition: dict[str, Any], **more: Any) -> int:
    asked: dict[str, Any] = {"name": "S", "kind": "active", "as_of": DAY, "saved_at": NOON} | more
    return saved.save(db, node=from_json(definition), **asked)


def members(db: Session, segment: int) -> set[int]:
    return set(saved.member_ids(db, segment, DAY))


def test_a_version_tells_day_author_note_kind_and_sentence(db: Session) -> None:
    segment = save(db, HOMES, author="Maria", version_note="For the spring")
    (only,) = versions.versions(db, segment, DAY)
    assert only[:6] == (1, DAY, "Maria", "For the spring", "active", None)
    assert "Residential" in only.sentence
    assert only.is_current


def test_another_name_or_note_is_no_version(db: Session) -> None:
    segment = save(db, HOMES)
    save(db, HOMES, segment_id=segment, name="T", note="Other")
    assert [one.number for one in versions.versions(db, segment, DAY)] == [1]
    save(db, HOMES, segment_id=segment, kind="static")
    assert [one.kind for one in versions.versions(db, segment, DAY)] == ["static", "active"]


def test_two_versions_are_compared_in_words_and_customers(
    db: Session, add_customer: AddCustomer
) -> None:
    add_customer("Ada", customer_type="residential", city="Tyler")
    add_customer("Ben", customer_type="residential")
    add_customer("Cora", customer_type="commercial", city="Tyler")
    segment = save(db, {"all": [HOMES]})
    save(db, {"all": [TYLER]}, segment_id=segment)
    found = versions.compare(db, segment, 1, 2, DAY)
    assert found[2:7] == (2, 2, 1, 1, 1)
    assert ["Residential" in one for one in found.taken_away] == [True]
    assert ["Tyler" in one for one in found.added] == [True]


def test_comparing_in_an_empty_office_counts_nobody(db: Session) -> None:
    segment = save(db, HOMES)
    save(db, SHOPS, segment_id=segment)
    assert versions.compare(db, segment, 1, 2, DAY)[2:7] == (0, 0, 0, 0, 0)


def test_a_static_version_keeps_its_own_list(db: Session, add_customer: AddCustomer) -> None:
    ada = add_customer("Ada", customer_type="residential")
    segment = save(db, HOMES, kind="static")
    save(db, SHOPS, kind="static", segment_id=segment)
    db.get_one(Customer, ada).customer_type = "builder"
    facts.mark_stale(db)
    assert members(db, segment) == set()
    assert versions.restore(db, segment, 1, DAY, NOON, "Maria") == 3
    assert members(db, segment) == {ada}
    newest = versions.versions(db, segment, DAY)[0]
    assert (newest.author, newest.note, newest.as_of) == ("Maria", "Version 1 restored", DAY)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from([HOMES, SHOPS, TYLER]), st.booleans()), min_size=2, max_size=3
    )
)
def test_restoring_equals_before(
    db: Session, add_customer: AddCustomer, saves: list[tuple[dict[str, Any], bool]]
) -> None:
    with db.begin_nested() as example:
        _save_and_restore(db, add_customer, saves)
        example.rollback()


def _save_and_restore(
    db: Session, add_customer: AddCustomer, saves: list[tuple[dict[str, Any], bool]]
) -> None:
    ada = add_customer("Ada", customer_type="residential", city="Tyler")
    add_customer("Ben", customer_type="commercial")
    segment, before = None, {}
    for definition, is_static in saves:
        kind = "static" if is_static else "active"
        is_first = segment is None
        segment = save(db, definition, kind=kind, segment_id=segment)
        if is_first:
            db.add(SegmentPin(segment_id=segment, customer_id=ada, is_in=False))
            db.flush()
        before[saved.get(db, segment).version] = members(db, segment)
    assert segment is not None
    for number, were in before.items():
        if number != saved.get(db, segment).version:
            versions.restore(db, segment, number, DAY, NOON)
        assert members(db, segment) == were


def test_what_cannot_be_restored_is_said(db: Session) -> None:
    segment = save(db, HOMES)
    with pytest.raises(UserError, match="is the one in use"):
        versions.restore(db, segment, 1, DAY, NOON)
    with pytest.raises(UserError, match="no version 7"):
        versions.restore(db, segment, 7, DAY, NOON)
    other = save(db, HOMES, name="Other")
    used = {"segment": saved.get(db, other).open_id}
    save(db, used, segment_id=segment)
    save(db, SHOPS, segment_id=segment)
    save(db, {"segment": saved.get(db, segment).open_id}, name="Other", segment_id=other)
    with pytest.raises(UserError, match=r"cannot be used any more: .*“S” → “Other” → “S”"):
        versions.restore(db, segment, 2, DAY, NOON)
    db.get_one(Segment, segment).builtin_key = "B1"
    with pytest.raises(UserError, match="built in"):
        versions.restore(db, segment, 1, DAY, NOON)


def test_a_note_is_written_afterwards_and_nothing_else_changes(db: Session) -> None:
    segment = save(db, HOMES, author="Maria")
    versions.set_note(db, segment, 1, "  for the spring letter ")
    (only,) = versions.versions(db, segment, DAY)
    assert only[:4] == (1, DAY, "Maria", "for the spring letter")
    versions.set_note(db, segment, 1, " ")
    assert versions.versions(db, segment, DAY)[0].note == ""


def test_a_note_that_is_too_long_or_on_no_version_is_refused(db: Session) -> None:
    segment = save(db, HOMES)
    with pytest.raises(UserError, match="longer than 1,000 letters"):
        versions.set_note(db, segment, 1, "x" * 1_001)
    with pytest.raises(UserError, match="no version 2"):
        versions.set_note(db, segment, 2, "x")


def test_the_name_of_an_author_is_cut_where_it_would_not_fit(db: Session) -> None:
    segment = save(db, HOMES, author="m" * 200)
    assert versions.versions(db, segment, DAY)[0].author == "m" * 80
