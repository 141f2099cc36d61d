"""`check` compares all facts with the records, whatever some record holds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.work import Invoice, ServiceLine, Visit
from desktop.services import facts
from desktop.services.facts import left_out
from desktop.services.facts.checking import Difference

TODAY = date(2026, 11, 22)


@pytest.fixture
def two_houses(db: Session) -> Session:
    for n in (1, 2):
        db.add_all([Customer(id=n, display_name="Reyes"), Property(id=n, use="residential")])
        db.flush()
        db.add(PropertyLink(customer_id=n, property_id=n))
        db.add(System(id=n, property_id=n, kind="conventional"))
        db.flush()
        db.add(Asset(id=n, system_id=n, kind="septic_tank", capacity_gal=1000))
        visit = Visit(id=n, customer_id=n, property_id=n, status="completed")
        visit.completed_date = date(2025, 3, n)
        db.add(visit)
        db.flush()
        db.add(ServiceLine(visit_id=n, service="PUMP", asset_id=n))
    facts.refresh(db, TODAY)
    return db


BROKEN = (
    "UPDATE systems SET install_date = '2026-13-45' WHERE id = 1",
    "UPDATE systems SET first_use_date = 7 WHERE id = 1",
    "UPDATE assets SET due_override = 'soon' WHERE id = 1",
    "UPDATE visits SET completed_date = 'soon' WHERE id = 1",
    "UPDATE customers SET first_seen = 'once' WHERE id = 1",
    "UPDATE property_links SET from_date = 5 WHERE id = 1",
    "UPDATE properties SET household_size = 'many' WHERE id = 1",
)


@pytest.mark.parametrize("statement", BROKEN)
def test_a_value_that_cannot_be_read_hides_no_difference_of_others(
    two_houses: Session, statement: str
) -> None:
    db = two_houses
    db.execute(text(statement))
    facts.refresh(db, TODAY)
    db.execute(update(CustomerFact).where(CustomerFact.customer_id == 2).values(service_count=9))
    found = [(one.table, one.customer_id, one.column) for one in facts.check(db, TODAY)]
    assert found == [("customer_facts", 2, "service_count")]


def test_who_has_a_record_that_cannot_be_read_is_left_out_and_the_others_are_compared(
    two_houses: Session,
) -> None:
    db = two_houses
    db.execute(text("UPDATE customers SET other_emails = 'broken' WHERE id = 1"))
    db.execute(delete(DueItem))
    first, *_ = facts.check(db, TODAY)
    assert first.sentence == "Missing: record 2 of “due_items”."
    assert facts.check(db, TODAY, left_out.find(db)) == facts.check(db, TODAY)


def test_a_table_that_cannot_be_worked_out_is_said() -> None:
    one = Difference("customer_texts", 0, "", None, ValueError("odd"))
    assert "“customer_texts” cannot be worked out" in one.sentence


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Difference("due_items", 7, "", (7, 1), None), "Too many: record 7 of “due_items”."),
        (Difference("due_items", 7, "", None, (7, 1)), "Missing: record 7 of “due_items”."),
        (
            Difference("due_items", 7, "due", None, "2026-01-01"),
            (
                "In record 7 of “due_items”, “due” is stored as nothing,"
                " but “2026-01-01” follows from the records."
            ),
        ),
    ],
)
def test_a_difference_is_told_in_words(one: Difference, said: str) -> None:
    assert one.sentence == said


def test_the_first_invoice_of_the_office_changes_the_score_of_everybody(
    two_houses: Session,
) -> None:
    db = two_houses
    db.add(Invoice(id=1, customer_id=1, date=TODAY, amount_cents=100))
    assert facts.refresh(db, TODAY, [1]) == {1, 2}
    assert facts.check(db, TODAY) == []
    db.add(Invoice(id=2, customer_id=1, date=TODAY, amount_cents=100))
    assert facts.refresh(db, TODAY, [1]) == frozenset()
    db.execute(delete(Invoice))
    assert facts.refresh(db, TODAY, [1]) == {1, 2}
    assert facts.check(db, TODAY) == []
    db.add(Invoice(id=3, customer_id=1, date=TODAY, amount_cents=100))
    tomorrow = TODAY + timedelta(1)
    assert facts.refresh(db, tomorrow, [1]) == {1, 2}
    assert facts.check(db, tomorrow) == []
