"""Yesterday's work, bookings, closed gates: every edge of entering a stop."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.work import Invoice, Visit
from desktop.services.records import (
    AlreadyThereError,
    Booking,
    InvalidError,
    NotAllowedError,
    Stop,
    Work,
    book_visit,
    cancel_visit,
    children,
    complete_visit,
    create,
    no_access,
    read,
    schedule_visit,
    tickets,
    undo_edit,
)
from tests.services.records.filled import NOW, TODAY, home, state, undone_is_as_before

PUMP = Work("PUMP", gallons="1,000", condition="Good")


def statuses(db: Session) -> list[str]:
    return list(db.scalars(select(Visit.status).order_by(Visit.id)))


def test_a_stop_is_a_finished_visit(db: Session) -> None:
    ids = home(db)
    before = state(db)
    stop = Stop("11/21", (PUMP,), property_id=ids["property"], amount="350", note="Lid cracked")
    saved = complete_visit(db, stop, NOW)
    visit = read(db, "visit", saved.id)
    assert (visit["status"], visit["completed_date"]) == ("completed", date(2026, 11, 21))
    assert (visit["customer"], visit["amount"]) == (ids["customer"], Decimal(350))
    (line,) = visit["lines"]
    assert (line["service"], line["gallons"], line["condition"]) == ("PUMP", 1000, "good")
    assert saved.touched == {ids["customer"]}
    assert undone_is_as_before(db, saved, before)


def test_the_customer_is_enough_with_one_place(db: Session) -> None:
    ids = home(db)
    saved = complete_visit(db, Stop("11/21", (PUMP,), customer_id=ids["customer"]), NOW)
    assert read(db, "visit", saved.id)["property"] == ids["property"]


def test_with_two_places_one_has_to_be_named(db: Session) -> None:
    ids = home(db)
    second = create(db, "property", {"line1": "5 Elm St"}, NOW).id
    create(db, "link", {"customer": ids["customer"], "property": second}, NOW)
    with pytest.raises(InvalidError, match="several properties; choose which one"):
        complete_visit(db, Stop("11/21", (PUMP,), customer_id=ids["customer"]), NOW)


def test_a_customer_without_a_place_can_be_served(db: Session) -> None:
    customer = create(db, "customer", {"display_name": "Builder"}, NOW).id
    saved = complete_visit(db, Stop("11/21", (PUMP,), customer_id=customer), NOW)
    assert read(db, "visit", saved.id)["property"] is None


def test_the_payer_is_billed_before_the_owner(db: Session) -> None:
    ids = home(db)
    payer = create(db, "customer", {"display_name": "Payer"}, NOW).id
    link = {"customer": payer, "property": ids["property"], "role": "bill_to"}
    create(db, "link", link, NOW)
    saved = complete_visit(db, Stop("11/21", (PUMP,), ids["property"]), NOW)
    assert read(db, "visit", saved.id)["customer"] == payer


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (Stop("11/21", ()), "Choose at least one service."),
        (Stop("", (PUMP,)), "A completed visit needs the day it was done."),
        (Stop("2/29/2026", (PUMP,)), "is not a day of the calendar"),
        (Stop("11/21", (Work("WASH"),)), "is not one of"),
        (Stop("11/21", (Work("PUMP", gallons="lots"),)), "Gallons: “lots” is not"),
        (Stop("11/21", (PUMP,), invoice=True), "An invoice needs an amount."),
    ],
)
def test_a_stop_that_cannot_be_is_refused_and_leaves_nothing(
    db: Session, stop: Stop, said: str
) -> None:
    ids = home(db)
    before = state(db)
    with pytest.raises(InvalidError) as refused:
        complete_visit(db, stop._replace(property_id=ids["property"]), NOW)
    assert said in refused.value.message
    assert state(db) == before


def test_neither_place_nor_customer_is_refused(db: Session) -> None:
    with pytest.raises(InvalidError, match="Fill in “Property” or “Customer billed”"):
        complete_visit(db, Stop("11/21", (PUMP,)), NOW)


def test_a_leap_day_is_a_day(db: Session) -> None:
    ids = home(db)
    saved = complete_visit(db, Stop("2/29/2024", (PUMP,), ids["property"]), NOW)
    assert read(db, "visit", saved.id)["completed_date"] == date(2024, 2, 29)


def test_a_day_to_come_is_doubted(db: Session) -> None:
    ids = home(db)
    saved = complete_visit(db, Stop("11/23/2026", (PUMP,), ids["property"]), NOW)
    assert "DQ-FUTURE" in saved.doubts[0]


def test_the_same_stop_twice_is_refused(db: Session) -> None:
    ids = home(db)
    stop = Stop("11/21", (PUMP,), ids["property"])
    complete_visit(db, stop, NOW)
    said = "Pump-out at 12 Oak St on Nov 21, 2026 was entered before"
    with pytest.raises(AlreadyThereError, match=said):
        complete_visit(db, stop, NOW)


def test_other_work_of_the_same_day_joins_the_visit(db: Session) -> None:
    ids = home(db)
    stop = Stop("11/21", (PUMP,), ids["property"], amount="350", note="First")
    first = complete_visit(db, stop, NOW)
    before = state(db)
    more = Stop("11/21", (Work("REPAIR"),), ids["property"], amount="100", note="Second")
    second = complete_visit(db, more, NOW)
    visit = read(db, "visit", first.id)
    assert second.id == first.id
    assert [line["service"] for line in visit["lines"]] == ["PUMP", "REPAIR"]
    assert (visit["amount"], visit["note"]) == (Decimal(450), "First\nSecond")
    assert undone_is_as_before(db, second, before)


def test_a_booked_visit_is_completed_instead(db: Session) -> None:
    ids = home(db)
    booking = Booking(ids["property"], (Work("PUMP", ids["asset"]),), "11/22/2026", "8-10")
    booked = book_visit(db, booking, NOW)
    before = state(db)
    done = complete_visit(db, Stop("11/21", (PUMP,), ids["property"]), NOW)
    visit = read(db, "visit", done.id)
    assert done.id == booked.id
    assert (visit["status"], visit["time_window"]) == ("completed", "8-10")
    (line,) = visit["lines"]
    assert (line["asset"], line["gallons"]) == (ids["asset"], 1000)
    assert undone_is_as_before(db, done, before)


def test_a_booking_of_other_work_stays_booked(db: Session) -> None:
    ids = home(db)
    book_visit(db, Booking(ids["property"], (Work("REPAIR"),)), NOW)
    complete_visit(db, Stop("11/21", (PUMP,), ids["property"]), NOW)
    assert statuses(db) == ["booked", "completed"]


def test_what_of_a_booking_was_not_done_stays_booked(db: Session) -> None:
    ids = home(db)
    booked = book_visit(db, Booking(ids["property"], (Work("PUMP"), Work("REPAIR"))), NOW)
    complete_visit(db, Stop("11/21", (PUMP,), ids["property"]), NOW)
    assert statuses(db) == ["booked", "completed"]
    assert [one["service"] for one in read(db, "visit", booked.id)["lines"]] == ["REPAIR"]


def test_a_second_booking_of_what_was_done_is_not_left_open(db: Session) -> None:
    ids = home(db)
    book_visit(db, Booking(ids["property"], (Work("PUMP"),), "12/1/2026"), NOW)
    book_visit(db, Booking(ids["property"], (Work("REPAIR"),), "11/30/2026"), NOW)
    complete_visit(db, Stop("11/21", (PUMP, Work("REPAIR")), ids["property"]), NOW)
    assert statuses(db) == ["cancelled", "completed"]


def test_a_booking_of_another_tank_stays(db: Session) -> None:
    ids = home(db)
    other = create(db, "asset", {"system": ids["system"], "kind": "pump_tank"}, NOW).id
    book_visit(db, Booking(ids["property"], (Work("PUMP", other),)), NOW)
    complete_visit(db, Stop("11/21", (Work("PUMP", ids["asset"]),), ids["property"]), NOW)
    assert statuses(db) == ["booked", "completed"]


def test_an_invoice_comes_with_it_if_wanted(db: Session) -> None:
    ids = home(db)
    before = state(db)
    stop = Stop("11/21", (PUMP,), ids["property"], amount="350", invoice=True, invoice_number="7")
    saved = complete_visit(db, stop, NOW)
    invoice = db.scalars(select(Invoice)).one()
    assert (invoice.visit_id, invoice.amount_cents, invoice.number) == (saved.id, 35_000, "7")
    assert invoice.lines == [{"text": "Pump-out", "amount": "350.00"}]
    assert undone_is_as_before(db, saved, before)


def test_the_new_owner_sees_the_visits_of_the_house(db: Session) -> None:
    ids = home(db)
    complete_visit(db, Stop("11/21", (PUMP,), ids["property"]), NOW)
    later = create(db, "customer", {"display_name": "New"}, NOW).id
    create(db, "link", {"customer": later, "property": ids["property"]}, NOW)
    assert len(children(db, later).visits) == 1


@pytest.mark.parametrize(("day", "status"), [(None, "booked"), ("11/22/2026", "scheduled")])
def test_a_visit_is_booked(db: Session, day: Any, status: str) -> None:
    ids = home(db)
    saved = book_visit(db, Booking(ids["property"], (Work("PUMP"),), day), NOW)
    visit = read(db, "visit", saved.id)
    assert (visit["status"], visit["booked_on"]) == (status, TODAY)
    assert visit["customer"] == ids["customer"]


def test_a_visit_is_not_booked_twice_nor_for_yesterday(db: Session) -> None:
    ids = home(db)
    book_visit(db, Booking(ids["property"], (Work("PUMP"),), "12/1/2026"), NOW)
    with pytest.raises(AlreadyThereError, match="12 Oak St is booked for Dec 1, 2026 already"):
        book_visit(db, Booking(ids["property"], (Work("PUMP", ids["asset"]),)), NOW)
    with pytest.raises(InvalidError, match="Nov 21, 2026 is over; book a day to come"):
        book_visit(db, Booking(ids["property"], (Work("REPAIR"),), "11/21/2026"), NOW)
    with pytest.raises(InvalidError, match="Choose at least one service"):
        book_visit(db, Booking(ids["property"], ()), NOW)


def test_a_closed_gate_leaves_a_task(db: Session) -> None:
    ids = home(db)
    visit = book_visit(db, Booking(ids["property"], (Work("PUMP"),)), NOW).id
    before = state(db)
    saved = no_access(db, visit, NOW, again_on="12/1/2026", note="Dog in the yard")
    found = read(db, "visit", visit)
    assert (found["status"], found["recovery_date"]) == ("no_access", date(2026, 12, 1))
    (task,) = children(db, ids["customer"]).tasks
    assert task.values["due_date"] == date(2026, 12, 1)
    with pytest.raises(NotAllowedError, match="This visit is not open any more: no access"):
        no_access(db, visit, NOW)
    assert undone_is_as_before(db, saved, before)


def test_a_booking_is_cancelled_with_its_reason(db: Session) -> None:
    ids = home(db)
    visit = book_visit(db, Booking(ids["property"], (Work("PUMP"),)), NOW).id
    saved = cancel_visit(db, visit, NOW, reason="Rain")
    assert read(db, "visit", visit)["note"] == "Rain"
    assert saved.edit_id is not None
    undo_edit(db, saved.edit_id, NOW)
    assert statuses(db) == ["booked"]


def test_a_booked_visit_gets_its_day(db: Session) -> None:
    ids = home(db)
    visit = book_visit(db, Booking(ids["property"], (PUMP,)), NOW).id
    before = state(db)
    saved = schedule_visit(db, visit, "11/24", NOW, time_window="8-10")
    kept = read(db, "visit", visit)
    assert (kept["status"], kept["scheduled_date"]) == ("scheduled", date(2026, 11, 24))
    assert kept["time_window"] == "8-10"
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize("day", [None, "11/1/2026", "soon"])
def test_the_day_of_a_visit_is_still_to_come(db: Session, day: str | None) -> None:
    ids = home(db)
    visit = book_visit(db, Booking(ids["property"], (PUMP,)), NOW).id
    with pytest.raises(InvalidError):
        schedule_visit(db, visit, day, NOW)


def test_a_ticket_begins_with_what_the_visit_knows(db: Session) -> None:
    ids = home(db)
    visit = complete_visit(db, Stop("11/21", (PUMP,), property_id=ids["property"]), NOW).id
    begun = tickets.begun(db, visit)
    assert (begun["waste_kind"], begun["gallons_collected"]) == ("septage", 1000)
    assert begun["collected_on"] == date(2026, 11, 21)
    assert create(db, "trip_ticket", begun | {"ticket_no": "T-1"}, NOW).id
    assert tickets.begun(db, 999) == {}
