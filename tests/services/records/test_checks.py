"""Rules across fields, each with the sentence the office reads."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.services.records import InvalidError, change, create, read
from tests.services.records.filled import NOW, fill, home


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("customer", {"display_name": "B", "account_no": "1042"},
         "Account number “1042” is taken: customer Reyes, Ana."),
        ("customer", {"display_name": "B", "inactive_reason": "moved_sold"},
         "Only an inactive customer has a reason for it."),
        ("trip_ticket", {"ticket_no": "T-1"}, "Ticket number “T-1” is taken"),
        ("county_rule", {"county": "Brazos"}, "County “Brazos” is taken"),
        ("note", {"text": "x", "written_on": "11/1/2026"}, "Fill in “Customer” or “Property”."),
        ("visit", {"status": "completed", "customer": 1},
         "A completed visit needs the day it was done."),
        ("visit", {}, "Fill in “Property” or “Customer billed”."),
        ("visit", {"customer": 1, "arrival_minute": 600, "departure_minute": 500},
         "Left, minutes after midnight lies before arrived, minutes after midnight."),
        ("contract", {"kind": "other", "customer": 1, "property": 1, "start_date": "2/1/2026",
                      "end_date": "1/31/2026"}, "Last day lies before first day."),
        ("contract", {"kind": "other", "customer": 1, "start_date": "2/1/2026"},
         "Fill in “Property” or “System”."),
        ("contract", {"kind": "other", "customer": 1, "property": 1, "start_date": "2/1/2026",
                      "lines": [{"service": "PUMP", "interval": 3}]},
         "Say both how many and of what: every 4 months."),
        ("link", {"customer": 1, "property": 1},
         "Reyes, Ana has this role there at the same time already."),
        ("asset", {"system": 1, "custom_interval": 3}, "Unit is missing."),
        ("asset", {"system": 1, "due_override": "1/1/2027"},
         "Say on which day the due day was set."),
        ("invoice", {"customer": 1, "date": "11/1/2026", "amount": "-5"},
         "A negative amount is a credit or a refund; choose that kind."),
        ("payment", {"customer": 1, "date": "11/1/2026", "amount": "0"},
         "A payment is more than $0.00; give money back as a refund."),
        ("estimate", {"customer": 99, "issued_on": "11/1/2026"},
         "Customer: there is no customer number 99."),
        ("task", {"text": "x", "wish": "y"}, "There is no field “wish”."),
        ("customer", {"display_name": "B", "custom": {"moon": 1}}, "There is no own field “moon”."),
        ("customer", {"display_name": "B", "custom": {"plan": "Tin"}},
         "Plan: “Tin” is not one of Gold, Blue."),
        ("customer", {"display_name": "B", "phones": "979"}, "Phones: this is not a list."),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(
    db: Session, kind: str, values: dict[str, Any], said: str
) -> None:
    fill(db)
    with pytest.raises(InvalidError) as refused:
        create(db, kind, values, NOW)
    assert said in refused.value.message


def test_a_tank_of_another_place_is_no_line_of_a_visit(db: Session) -> None:
    here, there = home(db), home(db, name="Other")
    line = {"service": "PUMP", "asset": there["asset"]}
    values = {"property": here["property"], "lines": [line]}
    with pytest.raises(InvalidError, match="This tank is at another property") as refused:
        create(db, "visit", values, NOW)
    assert refused.value.errors[0].field == "lines.0.asset"


def test_a_contract_names_a_system_of_its_property(db: Session) -> None:
    here, there = home(db), home(db, name="Other")
    values = {
        "kind": "other",
        "customer": here["customer"],
        "property": here["property"],
        "system": there["system"],
        "start_date": "1/1/2026",
    }
    with pytest.raises(InvalidError, match="This system is at another property"):
        create(db, "contract", values, NOW)


def test_a_place_has_one_payer_at_a_time(db: Session) -> None:
    ids = home(db)
    values = {"customer": ids["customer"], "property": ids["property"], "role": "bill_to"}
    create(db, "link", values | {"to_date": "1/1/2026"}, NOW)
    other = create(db, "customer", {"display_name": "Other"}, NOW).id
    create(db, "link", values | {"customer": other, "from_date": "1/1/2026"}, NOW)
    with pytest.raises(InvalidError, match="has this role there at the same time already"):
        create(db, "link", values | {"customer": other, "from_date": "12/31/2025"}, NOW)


def test_a_payment_is_for_an_invoice_of_the_same_customer(db: Session) -> None:
    ids = fill(db)
    other = create(db, "customer", {"display_name": "Other"}, NOW).id
    values = {"customer": other, "invoice": ids["invoice"], "date": "11/1/2026", "amount": "5"}
    with pytest.raises(InvalidError, match="This invoice belongs to another customer"):
        create(db, "payment", values, NOW)


def test_a_day_to_come_is_saved_with_a_doubt(db: Session) -> None:
    ids = home(db)
    values = {"property": ids["property"], "status": "completed", "completed_date": "11/23/2026"}
    saved = create(db, "visit", values, NOW)
    assert saved.doubts == (
        "Done on: Nov 23, 2026 is in the future, so it does not count until then (DQ-FUTURE).",
        "This visit names no work, so no due day moves.",
    )


def test_gallons_that_differ_ask_for_a_word(db: Session) -> None:
    load = {"ticket_no": "1", "gallons_collected": "1000", "gallons_received": "949"}
    assert create(db, "trip_ticket", load, NOW).doubts == (
        "The gallons received differ by more than 5%; say why.",
    )
    said = load | {"ticket_no": "2", "discrepancy_note": "Spilled"}
    assert create(db, "trip_ticket", said, NOW).doubts == ()
    close = load | {"ticket_no": "3", "gallons_received": "950"}
    assert create(db, "trip_ticket", close, NOW).doubts == ()


def test_a_customer_who_is_back_has_no_reason_to_be_away(db: Session) -> None:
    gone = {"display_name": "B", "status": "inactive", "inactive_reason": "closed"}
    customer = create(db, "customer", gone, NOW).id
    change(db, "customer", customer, {"status": "active"}, NOW)
    assert read(db, "customer", customer)["inactive_reason"] is None
