"""The commands of behavior groups: found, shown, or told why there are none."""

from typing import Any

import pytest

from desktop.services.value import behaviour
from desktop.services.value.behaviour import Found
from tests.command_line.conftest import Run
from tests.services.value.groupings import grouped


@pytest.fixture
def sampled(run: Run) -> Run:
    """An office of a few invented customers."""
    assert run("sample", "--customers", "50", "--years", "3").status == 0
    return run


def test_groups_that_were_found_are_shown(sampled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(db: Any, *_given: Any) -> Found:
        return grouped(db)

    monkeypatch.setattr(behaviour, "find", find)
    found = sampled("behavior", "find", "--json").json
    assert [one["name"] for one in found["groups"]] == [
        "Often, high tickets",
        "Seldom, low tickets",
    ]
    cells = [cell for row in found["rfm"]["rows"] for cell in row["cells"]]
    assert sum(cells) == found["without"] + sum(one["customers"] for one in found["groups"])
    said = sampled("behavior", "groups").output
    assert "Often, high tickets" in said
    assert "Rejected: Like most (3)" in said


def test_an_office_without_groups_says_how_to_find_some(sampled: Run) -> None:
    said = sampled("behavior", "groups")
    assert said.status == 1
    assert "behavior find" in said.errors


def test_too_few_customers_and_unknown_inputs_are_refused(sampled: Run) -> None:
    assert "Name two or more" in sampled("behavior", "find", "--inputs", "money,size").errors
