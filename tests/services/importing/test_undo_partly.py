"""Undo that leaves what a person or a later import changed or used, with what that stands on."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.models.office import CustomField
from desktop.models.segments import Segment
from desktop.models.work import Visit
from desktop.services import importing
from desktop.services.importing.batch.undo import check
from desktop.services.safekeeping.integrity import integrity
from tests.services.importing.conftest import AS_OF, NOW, Import, WriteCsv, picture, rows

HEADINGS = "Customer,Phone,Address,City,State,Zip,Last pumped,Tank gallons"
REYES = '"Reyes, Ana",(903) 555-0101,12 Oak St,Tyler,TX,75701,3/4/2024,1000'
CRUZ = '"Cruz, Bo",(903) 555-0102,7 Elm St,Tyler,TX,75702,4/5/2024,1500'


def names(db: Session) -> list[str]:
    return list(db.scalars(select(Customer.display_name).order_by(Customer.id)))


def test_what_a_person_edited_stays_and_is_named_and_the_rest_goes(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS, REYES, CRUZ)).batch_id
    db.execute(update(Customer).where(Customer.id == 2).values(notes="Called"))
    result = importing.undo(db, batch, keep_edited=True)
    assert [(one.what, one.why) for one in result.kept] == [
        ("customer Cruz, Bo", "was changed since")
    ]
    assert names(db) == ["Cruz, Bo"]
    assert rows(db, "properties") == rows(db, "visits") == []
    (past,) = importing.history(db)
    assert (past.state, past.kept_count, past.can_undo) == ("partly_undone", 1, True)


def test_parents_of_what_stays_stay(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    batch = bring_in(write_csv(HEADINGS, REYES, CRUZ)).batch_id
    db.execute(update(Visit).where(Visit.customer_id == 1).values(note="Lid broken"))
    result = importing.undo(db, batch, keep_edited=True)
    assert {(one.table, one.why) for one in result.kept} == {
        ("visits", "was changed since"),
        ("customers", "is needed by a visit that stays"),
        ("properties", "is needed by a visit that stays"),
        ("systems", "is needed by a tank that stays"),
        ("assets", "is needed by a service line that stays"),
    }
    assert names(db) == ["Reyes, Ana"]
    assert integrity(db) == []


def test_the_rest_can_be_taken_back_later(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    before = picture(db)
    batch = bring_in(write_csv(HEADINGS, REYES, CRUZ)).batch_id
    visit = Visit(customer_id=1, property_id=1, status="booked")
    db.add(visit)
    db.flush()
    kept = {one.table for one in check(db, batch).kept}
    assert {"customers", "properties"} <= kept
    importing.undo(db, batch, keep_edited=True)
    db.delete(visit)
    db.flush()
    assert check(db, batch).can_all
    importing.undo(db, batch)
    assert picture(db) == before
    with pytest.raises(UserError, match="undone already"):
        check(db, batch)


def test_a_later_import_of_the_same_record_is_named_and_can_go_first(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    before = picture(db)
    first = bring_in(write_csv(HEADINGS, REYES)).batch_id
    second = bring_in(write_csv(HEADINGS, REYES.replace("1000", "1250"), name="b.csv")).batch_id
    (tank,) = [one for one in check(db, first).kept if one.table == "assets"]
    assert tank.why == f"was changed since (by import number {second})"
    importing.undo(db, second)
    importing.undo(db, first)
    assert picture(db) == before


def test_undoing_the_first_of_two_imports_keeps_what_the_second_changed(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    before = picture(db)
    first = bring_in(write_csv(HEADINGS, REYES, CRUZ)).batch_id
    second = bring_in(write_csv(HEADINGS, REYES.replace("1000", "1250"), name="b.csv")).batch_id
    importing.undo(db, first, keep_edited=True)
    assert names(db) == ["Reyes, Ana"]
    importing.undo(db, second)
    importing.undo(db, first)
    assert picture(db) == before


def test_what_was_removed_since_does_not_hold_an_undo_up(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    before = picture(db)
    batch = bring_in(write_csv(HEADINGS, REYES)).batch_id
    db.execute(delete(Visit))
    assert check(db, batch).can_all
    importing.undo(db, batch)
    assert picture(db) == before


def test_a_value_that_another_customer_has_by_now_is_not_given_back(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,Account", "Ana Reyes,77"))
    batch = bring_in(write_csv("Customer,Account", "Ana Reyes,88", name="b.csv")).batch_id
    assert rows(db, "customers")[0]["account_no"] == "88"
    db.add(Customer(display_name="Zed", status="active", account_no="77"))
    db.flush()
    (kept,) = check(db, batch).kept
    assert kept.why == "cannot have “77” again, others have it now"


def test_a_custom_field_that_a_segment_asks_about_stays(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv("Customer,City,Sensor alarms", "Ana Reyes,Tyler,2")).batch_id
    tree = {"all": [{"field": "custom.sensor_alarms", "op": "is", "value": 2}]}
    db.add(Segment(name="Loud", name_key="loud", definition=tree))
    db.flush()
    result = importing.undo(db, batch, keep_edited=True)
    assert [(one.what, one.why) for one in result.kept] == [
        ("custom field Sensor alarms", "is used by the segment “Loud”")
    ]
    assert db.scalar(select(CustomField.label)) == "Sensor alarms"
    assert names(db) == []


def test_an_import_of_nothing_can_be_undone(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS)).batch_id
    assert check(db, batch) == (True, [])
    assert importing.undo(db, batch).removed == {}


LINE = st.builds(
    "{},{},{} Oak St,Tyler,TX,75701,{},{}".format,
    st.sampled_from(["Ann Reyes", "Bo Cruz", "Di Fox", "Ed Gray", "Flo Hart"]),
    st.sampled_from(["", "(903) 555-0101", "(903) 555-0102"]),
    st.integers(1, 4),
    st.sampled_from(["", "3/4/2024", "5/6/2023"]),
    st.sampled_from(["", "1000", "1500"]),
)
LINES = st.lists(LINE, max_size=6)
EDIT = st.sampled_from(["customer", "phone", "visit", "new visit", "remove visit", "none"])


def _edit(db: Session, what: str) -> None:
    """One thing that a person does after the import, to the first record that there is."""
    customer = db.scalar(select(Customer.id).order_by(Customer.id))
    visit = db.scalar(select(Visit.id).order_by(Visit.id))
    if what == "customer" and customer:
        db.execute(update(Customer).where(Customer.id == customer).values(notes="Edited"))
    elif what == "phone":
        db.execute(update(CustomerPhone).values(number="(430) 555-0000"))
    elif what == "visit" and visit:
        db.execute(update(Visit).where(Visit.id == visit).values(note="Edited"))
    elif what == "new visit" and customer:
        db.add(Visit(customer_id=customer, status="booked", scheduled_date=date(2026, 12, 1)))
    elif what == "remove visit" and visit:
        db.delete(db.get_one(Visit, visit))
    db.flush()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=LINES, second=LINES, edits=st.lists(EDIT, max_size=2))
def test_undo_of_any_import_is_exact_and_never_breaks_a_reference(
    first: list[str], second: list[str], edits: list[str], office: Office, tmp_path: Path
) -> None:
    with office.writing() as db:
        batches, pictures = [], []
        for number, lines in enumerate((first, second)):
            pictures.append(picture(db))
            path = tmp_path / f"{number}.csv"
            path.write_text("\n".join([HEADINGS, *lines]), "utf-8")
            batches.append(importing.import_files(db, [path], AS_OF, NOW).batch_id)
        after_both = picture(db)
        with db.begin_nested() as point:
            for number in (1, 0):
                importing.undo(db, batches[number])
                assert picture(db) == pictures[number]
            point.rollback()
        db.expire_all()
        assert picture(db) == after_both
        for edit in edits:
            _edit(db, edit)
        kept = check(db, batches[0])
        result = importing.undo(db, batches[0], keep_edited=True)
        assert list(result.kept) == kept.kept
        assert integrity(db) == []
        db.rollback()
