"""The commands `customer` and `due`: keys, plain tables, exit statuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.services.office.customer_labels import LABELS
from tests.command_line.conftest import Run

OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "customers": [
        {"id": "c1", "account_no": "1001", "display_name": "Reyes, Ana", "status": "active"}
    ],
    "properties": [{"id": "p1", "line1": "1 Oak", "city": "Bryan", "use": "residential"}],
    "property_links": [{"customer": "c1", "property": "p1", "role": "owner"}],
    "systems": [{"id": "s1", "property": "p1", "kind": "conventional"}],
    "assets": [{"id": "tank", "system": "s1", "kind": "septic_tank", "capacity_gal": 1000}],
    "visits": [
        {
            "id": "v1", "property": "p1", "customer": "c1", "status": "completed",
            "completed_date": "2023-06-20", "amount": "350.00",
            "lines": [{"service": "PUMP", "asset": "tank", "gallons": 1000}],
        }
    ],
}  # fmt: skip


@pytest.fixture
def loaded(run: Run, written: Callable[[str, Any], Path]) -> Run:
    """One house, pumped three years ago."""
    assert run("load", written("office.json", OFFICE)).status == 0
    return run


def test_a_customer_is_told_with_all_keys(loaded: Run) -> None:
    found = loaded("customer", "1001", "--json").json
    labels = found["labels"]
    assert {"lifecycle", "service_tier", "system_type", "rfm", "value_tier", "health",
            "due_status"} <= set(labels)  # fmt: skip
    assert labels["lifecycle"]["reason"] == "ACT"
    assert labels["lifecycle"]["facts"] == {"First activity": "2023-06-20"}
    assert set(LABELS) <= set(labels)
    assert (labels["rfm_r"]["value"], labels["average_ticket"]["value"]) == (1, None)
    (item,) = found["due"]
    assert (item["asset"], item["service"], item["due"]) == ("tank", "PUMP", "2026-06-20")
    assert (item["status"], item["code"], item["owed_by"]) == ("due", "DEF", "customer")
    assert (found["visits"][0]["amount"], found["contracts"]) == ("350.00", [])


def test_a_customer_is_told_in_plain_words(loaded: Run) -> None:
    said = loaded("customer", " 1001 ")
    assert said.status == 0
    assert "Offer a day: pump-out is due Jun 20, 2026." in said.output


def test_an_account_that_nobody_has_is_a_sentence(loaded: Run) -> None:
    said = loaded("customer", "9")
    assert (said.status, said.errors) == (1, "No customer has the account number “9”.\n")


def test_due_lists_everything_or_what_is_due_within_days(loaded: Run) -> None:
    (row,) = loaded("due", "--json").json
    assert (row["account_no"], row["asset"], row["days"]) == ("1001", "tank", 5)
    assert loaded("due", "--within", 5, "--json").json == [row]
    assert loaded("due", "--within", 4, "--json").json == []


def test_due_is_a_plain_table(loaded: Run) -> None:
    said = loaded("due")
    assert "Reyes, Ana, 1 Oak, Bryan" in said.output
    assert said.output.endswith("1 services, 0 of them booked or postponed\n")


def test_days_below_zero_are_wrong_usage(loaded: Run) -> None:
    assert loaded("due", "--within", -1).status == 2
