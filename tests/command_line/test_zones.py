"""The commands `zones list` and `zones why`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import Run

OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "zones": [
        {"id": "z1", "name": "North", "kind": "custom", "zip_codes": ["77802"]},
        {"id": "z2", "name": "South", "kind": "custom", "zip_codes": ["77802"]},
    ],
    "customers": [
        {"id": f"c{n}", "account_no": f"100{n}", "display_name": "Reyes"} for n in (1, 2, 3)
    ],
    "properties": [
        {"id": "p1", "line1": "1 Oak", "city": "Bryan", "zip5": "77802"},
        {"id": "p2", "zip5": "77802", "zone": "z2"},
        {"id": "p3"},
    ],
    "property_links": [{"customer": f"c{n}", "property": f"p{n}"} for n in (1, 2, 3)],
}


@pytest.fixture
def loaded(run: Run, written: Callable[[str, Any], Path]) -> Run:
    assert run("load", written("office.json", OFFICE)).status == 0
    return run


def test_zones_are_listed_with_how_many_lie_in_each_and_what_is_doubtful(loaded: Run) -> None:
    north, south = loaded("zones", "list", "--json").json
    assert (north["name"], north["properties"], north["by_hand"]) == ("North", 1, 0)
    assert (south["properties"], south["by_hand"]) == (1, 1)
    assert south["doubts"] == ["ZIP 77802 is in the list of North too, which comes first."]
    text = loaded("zones", "list").output
    assert "1  South (1 of them by hand)\n         ZIP 77802" in text


def test_why_tells_of_every_property_with_its_source(loaded: Run) -> None:
    found = loaded("zones", "why", "--json").json
    assert [(one["property"], one["zone"], one["source"]) for one in found] == [
        ("p1", "North", "zip"),
        ("p2", "South", "manual"),
        ("p3", None, "none"),
    ]


def test_why_tells_of_one_customer_in_words(loaded: Run) -> None:
    said = loaded("zones", "why", "1001").output
    assert "1 Oak, Bryan: In zone North because ZIP 77802 is in its list" in said
    assert said.endswith("1 property\n")


def test_an_unknown_account_is_something_to_put_right(loaded: Run) -> None:
    assert loaded("zones", "why", "9999").status == 1


def test_nothing_at_all_is_said_so(run: Run, written: Callable[[str, Any], Path]) -> None:
    run("load", written("office.json", {"format": "ecbtx-office", "version": 1}))
    assert run("zones", "list", "--json").json == []
    assert run("zones", "why", "--json").json == []
