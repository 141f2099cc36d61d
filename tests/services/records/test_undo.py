"""Undo gives back exactly what was, or says what stands on it; history says it in words."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.work import Invoice
from desktop.services.records import (
    KINDS,
    NotAllowedError,
    Saved,
    UndoRefusedError,
    change,
    create,
    history,
    read,
    remove,
    undo_edit,
)
from tests.services.records.filled import CHANGES, NOW, TYPED, fill, home, named, state


def undo(db: Session, saved: Saved) -> Saved:
    assert saved.edit_id is not None
    return undo_edit(db, saved.edit_id, NOW)


def test_an_edit_is_undone_once(db: Session) -> None:
    saved = create(db, "task", {"text": "Call"}, NOW)
    undo(db, saved)
    with pytest.raises(NotAllowedError, match="“Task entered” was undone already"):
        undo(db, saved)
    with pytest.raises(NotAllowedError, match="There is no edit number 77"):
        undo_edit(db, 77, NOW)


def test_a_later_edit_of_the_same_value_stands_in_the_way(db: Session) -> None:
    task = create(db, "task", {"text": "Call"}, NOW).id
    first = change(db, "task", task, {"text": "Call Ana"}, NOW)
    second = change(db, "task", task, {"text": "Call Bo"}, NOW)
    with pytest.raises(UndoRefusedError, match="“Task changed” of Nov 22, 2026 came after it"):
        undo(db, first)
    undo(db, second)
    undo(db, first)
    assert read(db, "task", task)["text"] == "Call"


def test_a_later_edit_of_another_value_does_not(db: Session) -> None:
    task = create(db, "task", {"text": "Call"}, NOW).id
    first = change(db, "task", task, {"text": "Call Ana"}, NOW)
    change(db, "task", task, {"due_date": "12/1/2026"}, NOW)
    undo(db, first)
    assert read(db, "task", task)["text"] == "Call"


def test_what_others_refer_to_by_now_stays(db: Session) -> None:
    customer = create(db, "customer", {"display_name": "Reyes"}, NOW)
    db.add(Invoice(customer_id=customer.id, number="7", date=NOW.today, amount_cents=1))
    before = state(db)
    with pytest.raises(UndoRefusedError, match="the invoice 7 of Reyes belongs to the customer"):
        undo(db, customer)
    assert state(db) == before


def test_a_row_somebody_else_changed_stays(db: Session) -> None:
    invoice = create(db, "customer", {"display_name": "Reyes"}, NOW)
    db.flush()
    db.execute(KINDS["customer"].table.update().values(city="Bryan"))
    changed = change(db, "customer", invoice.id, {"city": "Hearne"}, NOW)
    db.execute(KINDS["customer"].table.update().values(city="Cameron"))
    with pytest.raises(UndoRefusedError, match="the customer Reyes was changed since"):
        undo(db, changed)


def test_a_removed_row_whose_place_is_taken_stays_removed(db: Session) -> None:
    task = create(db, "task", {"text": "One"}, NOW).id
    gone = remove(db, "task", task, NOW)
    assert create(db, "task", {"text": "Two"}, NOW).id == task
    with pytest.raises(UndoRefusedError):
        undo(db, gone)
    assert read(db, "task", task)["text"] == "Two"


def test_undo_touches_whom_the_edit_touched(db: Session) -> None:
    ids = home(db)
    saved = change(db, "asset", ids["asset"], {"capacity_gal": 900}, NOW)
    assert undo(db, saved).touched == saved.touched == {ids["customer"]}


def test_history_says_old_and_new_in_words(db: Session) -> None:
    ids = fill(db)
    values = {"price": "900", "end_date": None, "kind": "Full maintenance", "auto_renew": True}
    change(db, "contract", ids["contract"], values, NOW)
    line = history(db, ids["customer"])[0]
    assert (line.action, line.customer, line.undone_at) == ("Contract changed", "Reyes, Ana", None)
    assert {(one.field, one.old, one.new) for one in line.details} == {
        ("Price", "$1,250.00", "$900.00"),
        ("Last day", "Dec 31, 2026", ""),
        ("Kind", "Inspection only", "Full maintenance"),
        ("Renews by itself", "", "Yes"),
    }


def test_history_names_what_was_entered(db: Session) -> None:
    ids = fill(db)
    (visit,) = [one for one in history(db, ids["customer"]) if one.action == "Visit entered"]
    said = {(one.field, one.new) for one in visit.details}
    assert {("Technician", "Luis"), ("Done on", "Nov 20, 2026"), ("Gallons", "1,000")} <= said


def test_history_says_own_fields_by_their_names(db: Session) -> None:
    ids = fill(db)
    change(db, "customer", ids["customer"], {"custom": {"fee": "99"}}, NOW)
    (detail,) = history(db, ids["customer"])[0].details
    assert (detail.field, detail.old, detail.new) == ("Fee", "$12.50", "$99.00")


def test_history_shows_what_was_undone_and_the_newest_first(db: Session) -> None:
    undo(db, create(db, "task", {"text": "One"}, NOW))
    create(db, "task", {"text": "Two"}, NOW)
    lines = history(db)
    assert [line.undone_at is None for line in lines] == [True, False]
    assert history(db, limit=1) == lines[:1]
    assert history(db, 99) == []


def test_an_empty_office_has_no_history(db: Session) -> None:
    assert history(db) == []


STEP = st.tuples(st.sampled_from(["create", "change", "remove"]), st.sampled_from(sorted(TYPED)))


def step(db: Session, ids: dict[str, int], what: str, kind: str) -> Saved | None:
    """One edit; None where it is refused."""
    try:
        if what == "create":
            values: dict[str, Any] = named(TYPED[kind], ids)
            values.pop("account_no", None)
            return create(db, kind, values, NOW)
        if what == "change":
            return change(db, kind, ids[kind], CHANGES[kind][0], NOW)
        return remove(db, kind, ids[kind], NOW)
    except UserError:
        return None


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEP, min_size=1, max_size=12), st.integers(1, 12))
def test_undoing_the_last_edits_gives_back_what_was(
    db: Session, steps: list[tuple[str, str]], last: int
) -> None:
    with db.begin_nested() as savepoint:
        ids = fill(db)
        states, done = [], []
        for what, kind in steps:
            before = state(db)
            saved = step(db, ids, what, kind)
            if saved is None or saved.edit_id is None:
                assert state(db) == before
            else:
                states.append(before)
                done.append(saved)
        for before, saved in list(zip(states, done, strict=True))[::-1][:last]:
            undo(db, saved)
            assert state(db) == before
        savepoint.rollback()
