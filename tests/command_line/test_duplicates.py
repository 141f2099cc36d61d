"""The command `duplicates`: pairs, merge, take back, different."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import Run
from tests.command_line.test_commands import Write

OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "customers": [
        {"id": "c1", "account_no": "1001", "display_name": "Reyes, Robert",
         "phones": [{"number": "(903) 555-0151"}]},
        {"id": "c2", "display_name": "Bob Reyes", "phones": [{"number": "903-555-0151"}]},
        {"id": "c3", "account_no": "1003", "display_name": "Young, Zeb"},
    ],
    "visits": [{"id": "v1", "customer": "c2", "status": "booked"}],
}  # fmt: skip


@pytest.fixture
def loaded(run: Run, written: Write) -> Run:
    """An office with one customer twice."""
    assert run("load", written("office.json", OFFICE)).status == 0
    return run


def test_pairs_come_with_account_numbers_score_and_reasons(loaded: Run) -> None:
    (pair,) = loaded("duplicates", "--json").json["pairs"]
    assert (pair["a"]["account_no"], pair["b"]["id"]) == ("1001", "c2")
    assert pair["score"] >= 75
    assert "same phone (903) 555-0151" in pair["reasons"]


def test_a_merge_by_account_number_or_id_is_taken_back_exactly(loaded: Run, written: Write) -> None:
    before = dumped(loaded, written("before.json", {}))
    done = loaded("duplicates", "--merge", "1001", "c2", "--json").json
    assert done["moved"]["visits"] == 1
    assert loaded("check").status == 0
    assert loaded("duplicates").output.strip() == "No likely duplicates."
    assert "was taken back" in loaded("duplicates", "--undo", done["merge"]).output
    assert loaded("check").status == 0
    assert dumped(loaded, written("after.json", {})) == before


def dumped(loaded: Run, file: Path) -> Any:
    """All records; who entered and left segments meanwhile stays told."""
    loaded("dump", file)
    found = json.loads(file.read_text("utf-8"))
    del found["memberships"]
    return found


def test_two_that_differ_are_not_shown_again(loaded: Run) -> None:
    assert loaded("duplicates", "--different", "1001", "c2").status == 0
    assert loaded("duplicates", "--json").json == {"pairs": []}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--merge", "1001", "nobody"), 1),
        (("--merge", "1001", "1001"), 1),
        (("--undo", "9"), 1),
        (("--undo", "9", "--different", "1001", "c2"), 2),
    ],
)
def test_a_wrong_call_is_one_sentence(loaded: Run, words: tuple[str, ...], status: int) -> None:
    said = loaded("duplicates", *words)
    assert (said.status, said.errors.count("\n")) == (status, 1)
