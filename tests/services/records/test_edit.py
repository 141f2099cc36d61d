"""Every kind of record is entered, read back, changed, removed and undone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.edits import Edit
from desktop.services.records import (
    KINDS,
    ChangedMeanwhileError,
    InvalidError,
    NotAllowedError,
    change,
    create,
    read,
    remove,
    undo_edit,
)
from tests.services.records.filled import (
    CHANGES,
    NOW,
    READ,
    TYPED,
    fill,
    home,
    named,
    state,
    undone_is_as_before,
)


def test_every_kind_is_tried_here() -> None:
    assert set(TYPED) == set(KINDS) == set(CHANGES)


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_entered_is_read_back(db: Session, kind: str) -> None:
    ids = fill(db, kind)
    saved = create(db, kind, named(TYPED[kind], ids), NOW)
    values = read(db, kind, saved.id)
    assert {key: values[key] for key in READ.get(kind, {})} == READ.get(kind, {})
    assert set(values) == {field.key for field in KINDS[kind].fields}


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_read_can_be_saved_and_changes_nothing(db: Session, kind: str) -> None:
    ids = fill(db)
    before = state(db)
    saved = change(db, kind, ids[kind], read(db, kind, ids[kind]), NOW)
    assert saved.edit_id is None
    assert state(db) == before


@pytest.mark.parametrize("kind", TYPED)
def test_an_entry_can_be_undone(db: Session, kind: str) -> None:
    ids = fill(db, kind)
    before = state(db)
    assert undone_is_as_before(db, create(db, kind, named(TYPED[kind], ids), NOW), before)


@pytest.mark.parametrize("kind", TYPED)
def test_a_change_is_kept_and_can_be_undone(db: Session, kind: str) -> None:
    ids = fill(db)
    before, (values, key, expected) = state(db), CHANGES[kind]
    saved = change(db, kind, ids[kind], values, NOW)
    assert read(db, kind, ids[kind])[key] == expected
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize("kind", TYPED)
def test_the_last_of_a_kind_can_be_removed_and_comes_back(db: Session, kind: str) -> None:
    ids = fill(db, kind)
    row = create(db, kind, named(TYPED[kind], ids), NOW).id
    before = state(db)
    saved = remove(db, kind, row, NOW)
    with pytest.raises(NotAllowedError, match="is not there any more"):
        read(db, kind, row)
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("customer", "The customer Reyes, Ana cannot be removed, because"),
        ("property", "1 note, 1 system and 1 visit belong to it"),
        ("system", "1 tank, 1 contract"),
        ("asset", "1 service line belongs to it"),
        ("visit", "1 inspection report and 1 trip ticket belong to it"),
        ("invoice", "1 payment belongs to it"),
    ],
)
def test_what_others_depend_on_stays(db: Session, kind: str, said: str) -> None:
    ids = fill(db)
    before = state(db)
    with pytest.raises(NotAllowedError) as refused:
        remove(db, kind, ids[kind], NOW)
    for part in said.replace(" and ", ", ").split(", "):
        assert part.removesuffix(" belong to it") in refused.value.message
    assert state(db) == before


def test_a_removed_customer_keeps_the_history_of_before(db: Session) -> None:
    ids = home(db)
    other = create(db, "customer", {"display_name": "Gone"}, NOW)
    saved = remove(db, "customer", other.id, NOW)
    assert saved.edit_id is not None
    undo_edit(db, saved.edit_id, NOW)
    shown = db.scalars(select(Edit.customer_id).where(Edit.id == other.edit_id)).one()
    assert shown == other.id != ids["customer"]


def test_whoever_changed_it_meanwhile_is_not_overwritten(db: Session) -> None:
    customer = create(db, "customer", {"display_name": "Reyes", "notes": "old"}, NOW).id
    seen = read(db, "customer", customer)
    change(db, "customer", customer, {"notes": "theirs"}, NOW)
    with pytest.raises(ChangedMeanwhileError, match="Notes: changed by somebody") as refused:
        change(db, "customer", customer, {"notes": "mine"}, NOW, seen)
    assert refused.value.fields == ("notes",)
    assert read(db, "customer", customer)["notes"] == "theirs"


def test_another_field_may_be_changed_meanwhile(db: Session) -> None:
    customer = create(db, "customer", {"display_name": "Reyes"}, NOW).id
    seen = read(db, "customer", customer)
    change(db, "customer", customer, {"notes": "theirs"}, NOW)
    change(db, "customer", customer, {"city": "Bryan"}, NOW, seen)
    assert read(db, "customer", customer)["city"] == "Bryan"


def test_all_who_belong_to_a_place_are_touched(db: Session) -> None:
    ids = home(db)
    former = create(db, "customer", {"display_name": "Former"}, NOW).id
    link = {"customer": former, "property": ids["property"], "to_date": "1/1/2020"}
    create(db, "link", link, NOW)
    for kind in ("property", "system", "asset"):
        values = {"permit_no": "7"} if kind != "asset" else {"serial": "7"}
        assert change(db, kind, ids[kind], values, NOW).touched == {ids["customer"], former}


def test_a_county_rule_touches_those_in_the_county(db: Session) -> None:
    ids = fill(db)
    saved = change(db, "county_rule", ids["county_rule"], {"inspection_interval_months": 6}, NOW)
    assert saved.touched == {ids["customer"]}


def test_a_moved_link_touches_both_customers(db: Session) -> None:
    ids = home(db)
    other = create(db, "customer", {"display_name": "Other"}, NOW).id
    saved = change(db, "link", ids["link"], {"customer": other}, NOW)
    assert saved.touched == {ids["customer"], other}


def test_every_error_is_said_at_once_and_nothing_is_written(db: Session) -> None:
    before = state(db)
    wrong = {
        "status": "gone",
        "zip5": "778",
        "first_seen": "2/30/2024",
        "phones": [{"kind": "Home"}],
    }
    with pytest.raises(InvalidError) as refused:
        create(db, "customer", wrong, NOW)
    fields = {error.field for error in refused.value.errors}
    assert fields == {"display_name", "status", "zip5", "first_seen", "phones.0.number"}
    assert state(db) == before


def test_what_is_not_there_cannot_be_changed(db: Session) -> None:
    with pytest.raises(NotAllowedError, match="Task number 9 is not there any more"):
        change(db, "task", 9, {}, NOW)
    with pytest.raises(NotAllowedError, match="Task number 9 is not there any more"):
        remove(db, "task", 9, NOW)
