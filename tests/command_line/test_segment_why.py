"""The command `segment why`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import Run

Write = Callable[[str, Any], Path]
CUSTOMERS = [
    {"id": "c1", "account_no": "1", "display_name": "Reyes, Ana", "customer_type": "residential"},
    {"id": "c2", "account_no": "2", "display_name": "Cafe Luz", "customer_type": "commercial"},
    {"id": "c3", "account_no": "3", "display_name": "Cafe Sol", "customer_type": "commercial"},
]
HOMES = {
    "all": [{"field": "customer_type", "op": "is", "value": "Residential"}, {"everyone": True}]
}
OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "customers": CUSTOMERS,
    "segments": [{"id": "homes", "name": "Homes", "kind": "active", "definition": HOMES}],
}


@pytest.fixture
def loaded(run: Run, written: Write) -> Run:
    assert run("load", written("office.json", OFFICE)).status == 0
    return run


def test_why_is_told_in_lines(loaded: Run) -> None:
    said = loaded("segment", "why", "homes", "1")
    assert said.output.splitlines() == [
        "Reyes, Ana is in “Homes”.",
        "✓ yes       All of these.",
        "  ✓ yes       Customer type is Residential (Residential).",
        "  ✓ yes       Every customer.",
    ]


def test_why_not_as_json_has_path_answer_value_and_what_alone_keeps_out(loaded: Run) -> None:
    said = loaded("segment", "why", "Homes", "cafe luz", "--json").json
    assert (said["customer"], said["account_no"], said["is_in"]) == ("Cafe Luz", "2", False)
    assert said["tree"]["below"][:1] == [
        {
            "path": [0],
            "condition": "Customer type is Residential",
            "holds": False,
            "own": "Commercial",
            "alone": True,
        }
    ]


@pytest.mark.parametrize(
    ("segment", "customer", "words"),
    [
        ("Homes", "cafe", "More than one customer fits “cafe”: Cafe Luz (2), Cafe Sol (3)."),
        ("Homes", "nobody", "No customer is found by “nobody”."),
        ("Shops", "1", "There is no segment called “Shops”."),
    ],
)
def test_what_is_not_clear_is_refused(loaded: Run, segment: str, customer: str, words: str) -> None:
    said = loaded("segment", "why", segment, customer)
    assert (said.status, said.errors.strip()) == (1, words)
