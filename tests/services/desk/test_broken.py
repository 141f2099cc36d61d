"""A record that cannot be read is told on Today and on the card, and mended in its form."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import CustomerFact
from desktop.models.work import Estimate, Interaction, Invoice, Payment, ServiceLine, Visit
from desktop.services import after_change, facts, records
from desktop.services.desk.agenda import agenda, listed
from desktop.services.desk.card import card
from desktop.services.safekeeping.unreadable import unreadable
from tests.services.records.filled import NOW, TODAY

BROKEN_VISIT = (
    "The visit of Reyes 1 (record 1) has “soon” as its completed date, which is no day:"
    " what follows from it is the last known until it is put right"
)


@pytest.fixture
def house(db: Session) -> Session:
    day = date(2025, 3, 1)
    for n in (1, 2):
        db.add_all([Customer(id=n, display_name=f"Reyes {n}", first_seen=day), Property(id=n)])
        db.flush()
        db.add(PropertyLink(customer_id=n, property_id=n, from_date=day))
        db.add(System(id=n, property_id=n, kind="conventional", install_date=day))
        db.flush()
        db.add(Asset(id=n, system_id=n, kind="septic_tank", capacity_gal=1000))
        db.add(Visit(id=n, customer_id=n, property_id=n, status="completed", completed_date=day))
        db.add(Contract(id=n, customer_id=n, system_id=n, kind="pumping_plan", start_date=day))
        db.add(Estimate(id=n, customer_id=n, issued_on=day, state="open"))
        db.add(Interaction(id=n, customer_id=n, date=day, channel="call"))
        db.add(Invoice(id=n, customer_id=n, date=day, amount_cents=40_000))
        db.add(Payment(id=n, customer_id=n, date=day, amount_cents=30_000))
        db.flush()
        db.add(ServiceLine(visit_id=n, service="PUMP", asset_id=n))
    facts.refresh(db, TODAY)
    return db


def break_visit(db: Session) -> None:
    db.execute(text("UPDATE visits SET completed_date = 'soon' WHERE id = 1"))
    facts.mark_stale(db)
    facts.refresh(db, TODAY)


def test_today_counts_the_customer_and_names_the_record(house: Session) -> None:
    assert agenda(house, TODAY).line("unreadable").number == 0
    break_visit(house)
    assert agenda(house, TODAY).line("unreadable").number == 1
    (row,) = listed(house, "unreadable", TODAY)
    assert (row.customer_id, row.what) == (1, "visit of Reyes 1 (record 1): completed date “soon”")


def test_the_card_says_it_in_a_sentence_and_others_say_nothing(house: Session) -> None:
    break_visit(house)
    first, second = (card(house, n, TODAY) for n in (1, 2))
    assert first is not None
    assert second is not None
    assert set(first.who.warnings) - set(second.who.warnings) == {BROKEN_VISIT}
    assert first.next_due is not None  # the last known


def test_the_last_known_day_of_service_stays(house: Session) -> None:
    break_visit(house)
    last = select(CustomerFact.service_1, CustomerFact.stale).order_by(CustomerFact.customer_id)
    day = date(2025, 3, 1)
    assert [tuple(row) for row in house.execute(last)] == [(day, True), (day, False)]


FORMS = [
    ("visit", "visits", "completed_date"),
    ("customer", "customers", "first_seen"),
    ("link", "property_links", "from_date"),
    ("system", "systems", "install_date"),
    ("contract", "contracts", "start_date"),
    ("estimate", "estimates", "issued_on"),
    ("interaction", "interactions", "date"),
    ("invoice", "invoices", "date"),
    ("payment", "payments", "date"),
]


@pytest.mark.parametrize("value", ["soon", 7, "2025-13-45"])
@pytest.mark.parametrize(("kind", "table", "field"), FORMS)
def test_the_form_opens_with_nothing_there_and_mends_it(
    house: Session, kind: str, table: str, field: str, value: Any
) -> None:
    db, before = house, known(house)
    statement = text(f"UPDATE {table} SET {field} = :value WHERE id = 1")
    db.execute(statement, {"value": value})
    db.expire_all()
    facts.mark_stale(db)
    facts.refresh(db, TODAY)
    assert card(db, 1, TODAY) is not None
    assert records.children(db, 1)
    assert records.read(db, kind, 1)[field] is None
    saved = records.change(db, kind, 1, {field: "3/1/2025"}, NOW)
    after_change.bring_up_to_date(db, TODAY, NOW.at, saved.touched)
    assert known(db) == before
    assert unreadable(db) == []
    assert facts.check(db, TODAY) == []


def known(db: Session) -> list[Any]:
    return [tuple(row) for row in db.execute(select(CustomerFact.__table__))]


@pytest.mark.parametrize("column", ["start_date", "end_date", "cancel_date"])
def test_a_contract_with_a_day_that_is_none_stops_no_list(house: Session, column: str) -> None:
    house.execute(text("UPDATE contracts SET end_date = :day"), {"day": TODAY.isoformat()})
    house.execute(text(f"UPDATE contracts SET {column} = 'soon' WHERE id = 1"))
    assert [row.customer_id for row in listed(house, "expiring", TODAY)] == [2]
    assert agenda(house, TODAY).line("expiring").number == 1
