"""`check` works out the members anew: a log that does not agree is told with its segment."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.segments import Segment
from desktop.services import after_change
from desktop.services.segments import membership, saved
from desktop.services.segments.membership_checking import check
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC).replace(tzinfo=None)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}


@pytest.fixture
def homes(db: Session, add_customer: AddCustomer) -> Session:
    for name in ("Ada", "Bo"):
        add_customer(name, customer_type="residential")
    add_customer("Cafe", customer_type="commercial")
    saved.save(db, name="Homes", node=from_json(HOMES), kind="active", as_of=DAY, saved_at=NOON)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    return db


def homes_log(db: Session) -> str:
    return f"segment_id = {db.scalar(select(Segment.id).where(Segment.name == 'Homes'))}"


def said(db: Session, *unknown: int) -> list[str]:
    return [one.sentence for one in check(db, unknown) if one.segment == "Homes"]


def test_a_true_log_has_nothing_wrong(homes: Session) -> None:
    assert check(homes) == []


def test_an_office_without_facts_or_segments_has_nothing_wrong(db: Session) -> None:
    assert check(db) == []


WRONG = {
    "DELETE FROM membership_intervals WHERE customer_id = 1 AND {homes}": (
        "Customer 1 is logged as outside the segment “Homes”,"
        " but does belong in it by its conditions."
    ),
    "UPDATE membership_intervals SET customer_id = 3 WHERE customer_id = 1 AND {homes}": (
        "Customer 3 is logged as in the segment “Homes”,"
        " but does not belong in it by its conditions."
    ),
    "UPDATE membership_intervals SET left_on = '2026-06-15', left_cause = 'data' WHERE {homes}": (
        "Customer 1, 2 is logged as outside the segment “Homes”,"
        " but does belong in it by its conditions."
    ),
}


@pytest.mark.parametrize("statement", WRONG)
def test_a_member_too_many_or_few_is_told_and_the_next_calculation_puts_it_right(
    homes: Session, statement: str
) -> None:
    db = homes
    db.execute(text(statement.format(homes=homes_log(db))))
    assert WRONG[statement] in said(db)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    assert check(db) == []


IMPOSSIBLE = {
    "UPDATE membership_intervals SET entered_on = '2026-06-20' WHERE customer_id = 1 AND {homes}": (
        "are later than the last day it was worked out for"
    ),
    "UPDATE membership_intervals SET left_cause = 'data' WHERE customer_id = 1 AND {homes}": (
        "end without a cause, or have one and no end"
    ),
    "UPDATE membership_intervals SET left_cause = 'data', left_on = '2026-06-01'"
    " WHERE customer_id = 1 AND {homes}": "end before they begin",
    "INSERT INTO membership_intervals (segment_id, customer_id, entered_on, cause, version)"
    " SELECT segment_id, customer_id, entered_on, cause, version FROM membership_intervals"
    " WHERE customer_id = 1 AND {homes}": "begin before the customer had left",
}


@pytest.mark.parametrize("statement", IMPOSSIBLE)
def test_a_stay_that_nobody_can_have_logged_is_told(homes: Session, statement: str) -> None:
    homes.execute(text(statement.format(homes=homes_log(homes))))
    (only,) = [one for one in said(homes) if "stays" in one]
    assert IMPOSSIBLE[statement] in only


def test_who_has_a_record_that_cannot_be_read_is_not_compared(homes: Session) -> None:
    homes.execute(text(f"DELETE FROM membership_intervals WHERE {homes_log(homes)}"))
    assert said(homes, 1, 2) == []
    assert "Customer 2 is" in said(homes, 1)[0]


def test_a_log_of_another_day_is_not_compared(homes: Session) -> None:
    homes.execute(text("UPDATE segments SET calculated_on = '2026-06-14'"))
    homes.execute(text(f"DELETE FROM membership_intervals WHERE {homes_log(homes)}"))
    assert said(homes) == []


def test_a_log_that_went_on_for_days_has_nothing_wrong(homes: Session) -> None:
    db, day = homes, DAY
    kinds: list[Any] = ["commercial", "residential", "residential", "commercial", "residential"]
    for kind in kinds:
        db.get_one(Customer, 1).customer_type = kind
        after_change.bring_up_to_date(db, day, NOON, [1])
        db.get_one(Customer, 1).customer_type = "residential"
        after_change.bring_up_to_date(db, day, NOON, [1])
        day += timedelta(1)
        after_change.bring_up_to_date(db, day, NOON)
    assert membership.is_current(db, day)
    assert check(db) == []
