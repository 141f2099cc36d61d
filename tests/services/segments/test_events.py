"""Each event: which records it is, which it is not, and on which day."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.equipment import Contract
from desktop.models.work import Estimate, Interaction, Invoice, Payment, Visit
from desktop.services.segments.counting import count
from desktop.services.segments.events import ATTRIBUTES, EVENTS, EventType
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

AS_OF = date(2026, 6, 15)
DAY = date(2026, 6, 1)
LATER = date(2026, 7, 1)


def visit(**values: Any) -> Visit:
    return Visit(**({"status": "completed", "completed_date": DAY} | values))


def talk(channel: str, **values: Any) -> Interaction:
    return Interaction(**({"channel": channel, "date": DAY} | values))


def sale(**values: Any) -> Invoice:
    return Invoice(**({"date": DAY, "amount_cents": 100} | values))


def contract(**values: Any) -> Contract:
    return Contract(**({"start_date": DAY} | values))


IS_EVENT: dict[str, list[Base]] = {
    "service": [visit()],
    "quote_sent": [Estimate(issued_on=DAY)],
    "quote_accepted": [
        Estimate(issued_on=date(2020, 1, 1), state="accepted", decided_on=DAY),
        Estimate(issued_on=DAY, state="accepted"),
    ],
    "visit_booked": [visit(status="scheduled", booked_on=DAY, completed_date=None)],
    "visit_cancelled": [visit(status="cancelled", scheduled_date=DAY, completed_date=None)],
    "invoice": [sale(), sale(kind="sales_receipt"), sale(kind="charge")],
    "payment": [Payment(date=DAY, amount_cents=100)],
    "contract_started": [contract(), contract(cancel_date=date(2026, 6, 5))],
    "contract_renewed": [],
    "contract_ended": [
        contract(start_date=date(2025, 1, 1), end_date=DAY),
        contract(start_date=date(2025, 1, 1), end_date=LATER, cancel_date=DAY),
        contract(start_date=date(2025, 1, 1), cancel_date=DAY),
    ],
    "complaint": [talk("call_in", purpose="Complaint about the smell")],
    "review": [talk("email", purpose="review")],
    "referral": [talk("other", purpose="Referral by a neighbour")],
    "call": [talk("call_in"), talk("call_out")],
    "email_sent": [talk("email")],
    "sms_sent": [talk("sms")],
    "letter_sent": [talk("letter"), talk("postcard")],
}
IS_NO_EVENT: dict[str, list[Base]] = {
    "service": [
        visit(status="cancelled"),
        visit(status="booked"),
        visit(completed_date=LATER),
        visit(completed_date=None),
    ],
    "quote_sent": [Estimate(issued_on=LATER)],
    "quote_accepted": [
        Estimate(issued_on=DAY),
        Estimate(issued_on=DAY, state="accepted", decided_on=LATER),
    ],
    "visit_booked": [visit(status="cancelled", booked_on=DAY), visit()],
    "visit_cancelled": [visit()],
    "invoice": [sale(state="voided"), sale(kind="credit"), sale(date=LATER)],
    "payment": [Payment(date=LATER, amount_cents=100)],
    "contract_started": [contract(start_date=LATER), contract(cancel_date=DAY)],
    "contract_ended": [contract(), contract(end_date=LATER)],
    "complaint": [talk("call_in"), talk("call_in", purpose="question")],
    "call": [talk("email"), talk("call_in", date=LATER)],
    "email_sent": [talk("letter")],
}


def happened(db: Session, customer: int, event: str, record: Base) -> bool:
    record.customer_id = customer  # type: ignore[attr-defined]
    db.add(record)
    db.flush()
    return count(db, from_json({"event": event}), AS_OF).count == 1


def copy(record: Base) -> Base:
    """A record can be added to one session only; each test adds one of its own."""
    values = {k: v for k, v in vars(record).items() if not k.startswith("_")}
    return type(record)(**values)


def cases(table: dict[str, list[Base]]) -> list[Any]:
    return [
        pytest.param(event, record, id=f"{event}-{number}")
        for event, records in table.items()
        for number, record in enumerate(records)
    ]


@pytest.mark.parametrize(("event", "record"), cases(IS_EVENT))
def test_what_counts_as_the_event(
    db: Session, add_customer: AddCustomer, event: str, record: Base
) -> None:
    assert happened(db, add_customer("Ada"), event, copy(record))


@pytest.mark.parametrize(("event", "record"), cases(IS_NO_EVENT))
def test_what_does_not_count_as_the_event(
    db: Session, add_customer: AddCustomer, event: str, record: Base
) -> None:
    assert not happened(db, add_customer("Ada"), event, copy(record))


def test_a_renewal_is_no_new_contract(db: Session, add_customer: AddCustomer) -> None:
    ada = add_customer("Ada")
    first = contract(customer_id=ada, start_date=date(2020, 1, 1), end_date=date(2020, 12, 31))
    db.add(first)
    db.flush()
    assert happened(db, ada, "contract_renewed", contract(renewed_from_id=first.id))
    lately = {"kind": "last", "n": 1, "unit": "years"}
    started = from_json({"event": "contract_started", "window": lately})
    assert count(db, started, AS_OF).count == 0


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS.keys())
def test_each_event_offers_what_its_rows_answer(event: EventType) -> None:
    sources = event.rows().attributes
    assert set(event.attributes) <= set(sources)
    assert set(event.attributes) <= set(ATTRIBUTES)
    assert event.key in IS_EVENT


def test_a_visit_with_two_kinds_is_of_either(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", "2026-06-01")
    db.query(Visit).update({"emergency": True})
    db.flush()

    def kind(op: str, value: str) -> int:
        where = {"field": "kind", "op": op, "value": value}
        return count(db, from_json({"event": "service", "where": where}), AS_OF).count

    assert (kind("is", "Pump-out"), kind("is", "Emergency"), kind("is", "Repair")) == (1, 1, 0)
    assert (kind("is_not", "Emergency"), kind("is_not", "Repair")) == (0, 1)
