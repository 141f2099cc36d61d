"""What cannot be read of one customer stops nobody's facts: the last known value stays, stale."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.why import reasons

TODAY = date(2026, 11, 22)
KNOWN = date(2028, 3, 1)  # pumped on Mar 1, 2025, every 36 months


def house(db: Session, number: int) -> None:
    db.add(Customer(id=number, display_name="Reyes"))
    db.add(Property(id=number, use="residential"))
    db.flush()
    db.add(PropertyLink(customer_id=number, property_id=number))
    db.add(System(id=number, property_id=number, kind="conventional"))
    db.flush()
    db.add(Asset(id=number, system_id=number, kind="septic_tank", capacity_gal=1000))
    day = date(2025, 3, 1)
    db.add(
        Visit(
            id=number,
            customer_id=number,
            property_id=number,
            status="completed",
            completed_date=day,
        )
    )
    db.flush()
    db.add(ServiceLine(visit_id=number, service="PUMP", asset_id=number))
    db.flush()


@pytest.fixture
def two_houses(db: Session) -> Session:
    house(db, 1)
    house(db, 2)
    return db


def items(db: Session) -> list[Any]:
    found = select(DueItem.due, DueItem.stale).order_by(DueItem.customer_id)
    return [tuple(row) for row in db.execute(found)]


BROKEN = [
    "UPDATE assets SET due_override = 'soon' WHERE id = 1",
    "UPDATE systems SET first_use_date = '2026-13-45' WHERE id = 1",
    "UPDATE systems SET first_use_date = 7 WHERE id = 1",
    "UPDATE properties SET household_size = 'many' WHERE id = 1",
]


@pytest.mark.parametrize("touched", [None, [1], []])
@pytest.mark.parametrize("statement", BROKEN)
def test_the_last_known_due_day_stays_and_the_others_are_worked_out(
    two_houses: Session, statement: str, touched: list[int] | None
) -> None:
    db = two_houses
    facts.refresh(db, TODAY)
    db.execute(text(statement))
    facts.refresh(db, date(2026, 11, 23), touched)
    assert items(db) == [(KNOWN, True), (KNOWN, False)]
    stale = select(CustomerFact.stale).order_by(CustomerFact.customer_id)
    assert db.scalars(stale).all() == [True, False]
    assert facts.check(db, date(2026, 11, 23)) == []


def test_what_was_never_known_is_worked_out_without_it_and_stale(two_houses: Session) -> None:
    two_houses.execute(text(BROKEN[0]))
    facts.refresh(two_houses, TODAY)
    assert items(two_houses) == [(KNOWN, True), (KNOWN, False)]


def test_it_is_no_longer_stale_once_the_record_is_put_right(two_houses: Session) -> None:
    db = two_houses
    db.execute(text(BROKEN[0]))
    facts.refresh(db, TODAY)
    db.execute(text("UPDATE assets SET due_override = NULL"))
    facts.refresh(db, TODAY, [1])
    assert items(db) == [(KNOWN, False), (KNOWN, False)]


def test_a_contract_without_a_readable_day_stops_nobody(two_houses: Session) -> None:
    db = two_houses
    db.add(Contract(customer_id=1, system_id=1, kind="pumping_plan", start_date=date(2026, 1, 1)))
    db.flush()
    for column in ("start_date", "end_date", "cancel_date"):
        db.execute(text(f"UPDATE contracts SET {column} = '2026-99-99'"))
        facts.refresh(db, TODAY)
        assert items(db)[1] == (KNOWN, False)


def test_the_panel_says_that_a_value_is_the_last_known(two_houses: Session) -> None:
    db = two_houses
    facts.refresh(db, TODAY)
    db.execute(text("UPDATE assets SET due_override = 'soon' WHERE id = 1"))
    facts.refresh(db, TODAY, [1])
    for number, said in ((1, True), (2, False)):
        due = next(one for one in reasons(db, number, TODAY) if one.label == "due_status")
        assert ("last known value" in due.words) is said
