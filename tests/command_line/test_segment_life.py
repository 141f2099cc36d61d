"""Commands for versions, pins, details and use of segments, and for words as conditions."""

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
OFFICE = {"format": "ecbtx-office", "version": 1, "customers": CUSTOMERS}


def kind(value: str) -> dict[str, Any]:
    return {"all": [{"field": "customer_type", "op": "is", "value": value}]}


@pytest.fixture
def loaded(run: Run, written: Write, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Three customers; “Mine” was homes first and is businesses now."""
    monkeypatch.setenv("USERNAME", "Ann")
    assert run("load", written("office.json", OFFICE)).status == 0
    for value, note in (("Residential", ""), ("Commercial", "for the spring letter")):
        file = written("tree.json", kind(value))
        assert run("segment", "save", "--name", "Mine", "--definition", file, "--note", note)
    return run


def test_versions_say_who_saved_them_when_and_why(loaded: Run) -> None:
    new, old = loaded("segment", "versions", "--name", "mine", "--json").json["versions"]
    assert (new["number"], new["author"], new["note"], new["is_current"]) == (
        2,
        "Ann",
        "for the spring letter",
        True,
    )
    assert (old["number"], old["note"], old["published_on"]) == (1, "", "2026-06-15")
    assert "   1  2026-06-15 Ann: " in loaded("segment", "versions", "--name", "Mine").output


def test_two_versions_are_compared(loaded: Run) -> None:
    said = loaded("segment", "versions", "--name", "Mine", "--compare", "1", "2")
    assert said.output.splitlines() == [
        "1: 1 customers",
        "2: 2 customers",
        "2 come in, 1 go out, 0 stay",
        "- Customer type is Residential.",
        "+ Customer type is Commercial.",
    ]


def test_an_old_version_comes_back_as_a_new_one(loaded: Run) -> None:
    assert loaded("segment", "versions", "--name", "Mine", "--restore", "1", "--json").json == {
        "name": "Mine",
        "restored": 1,
        "version": 3,
    }
    assert loaded("segment", "count", "--name", "Mine", "--json").json["count"] == 1


def test_a_note_is_written_afterwards(loaded: Run) -> None:
    assert loaded("segment", "versions", "--name", "Mine", "--note", "1", " first try ").status == 0
    versions = loaded("segment", "versions", "--name", "Mine", "--json").json["versions"]
    assert versions[1]["note"] == "first try"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        (("--restore", "2"), 1),
        (("--restore", "9"), 1),
        (("--note", "x", "why"), 2),
        (("--note", "1", "x" * 1_001), 1),
        (("--restore", "1", "--compare", "1", "2"), 2),
    ],
)
def test_versions_that_cannot_be_had_are_refused(
    loaded: Run, more: tuple[str, ...], status: int
) -> None:
    assert loaded("segment", "versions", "--name", "Mine", *more).status == status


def test_customers_are_put_in_kept_out_and_left_to_the_segment_again(loaded: Run) -> None:
    def pins(*more: str) -> list[tuple[str, bool, str]]:
        found = loaded("segment", "pins", "--name", "Mine", *more, "--json").json["pins"]
        return [(one["account_no"], one["is_in"], one["reason"]) for one in found]

    assert pins() == []
    assert pins("--in", "1", "--reason", "asked for it") == [("1", True, "asked for it")]
    assert pins("--out", "cafe luz", "3")[1:] == [("2", False, ""), ("3", False, "")]
    members = loaded("segment", "members", "--name", "Mine", "--json").json["members"]
    assert [one["account_no"] for one in members] == ["1"]
    assert pins("--free", "1", "2", "3") == []
    assert "by hand" in loaded("segment", "pins", "--name", "Mine").output


def test_an_unknown_customer_pins_nobody(loaded: Run) -> None:
    assert loaded("segment", "pins", "--name", "Mine", "--out", "2", "nobody at all").status == 1
    assert loaded("segment", "pins", "--name", "Mine", "--json").json["pins"] == []


def test_details_are_noted_one_by_one_and_taken_away(loaded: Run) -> None:
    note = ("segment", "details", "--name", "Mine")
    loaded(*note, "--folder", "Spring", "--tags", "mail, spring", "--goal", "retention")
    said = loaded(*note, "--owner", "Ann", "--review-on", "2026-06-01", "--json").json
    assert (said["folder"], said["tags"], said["goal"], said["owner"], said["review_due"]) == (
        "Spring",
        ["mail", "spring"],
        "retention",
        "Ann",
        True,
    )
    assert "Review on: 2026-06-01 (due)" in loaded(*note).output
    said = loaded(*note, "--folder", "", "--goal", "none", "--review-on", "none", "--json").json
    assert (said["folder"], said["goal"], said["review_on"], said["owner"]) == (
        "",
        None,
        None,
        "Ann",
    )
    assert loaded(*note, "--review-on", "soon").status == 2


def test_a_segment_is_put_away_and_brought_back(loaded: Run) -> None:
    loaded("segment", "details", "--name", "Mine", "--archive")
    names = [one["name"] for one in loaded("segment", "list", "--json").json]
    assert "Mine" not in names
    away = loaded("segment", "list", "--archived", "--json").json
    assert [(one["name"], one["archived_on"]) for one in away] == [("Mine", "2026-06-15")]
    assert "2026-06-15  active    Mine" in loaded("segment", "list", "--archived").output
    loaded("segment", "details", "--name", "Mine", "--unarchive")
    assert loaded("segment", "list", "--archived").output == "No segments.\n"


def test_use_is_told_both_ways(loaded: Run, written: Write) -> None:
    (mine,) = (x for x in loaded("segment", "list", "--json").json if x["name"] == "Mine")
    outer = written("outer.json", {"all": [{"segment": mine["id"]}]})
    loaded("segment", "save", "--name", "Outer", "--definition", outer)
    said = loaded("segment", "usage", "--name", "Mine", "--json").json
    assert said["uses"] == []
    assert said["used_by"] == [{"name": "Outer", "steps": 1, "archived": False}]
    assert loaded("segment", "usage", "--name", "Outer").output == "Uses\n  Mine\n"


def test_the_members_of_the_day_are_kept_as_a_list(loaded: Run) -> None:
    said = loaded("segment", "freeze", "--name", "Mine", "--as", "Cafes in June")
    assert said.output == "Kept “Cafes in June”: 2 customers\n"
    assert loaded("segment", "freeze", "--name", "Mine", "--as", "Mine").status == 1


def test_words_become_a_definition_with_what_was_not_clear(loaded: Run) -> None:
    said = loaded("segment", "phrase", "commercial customers by the lake", "--json").json
    assert said["definition"] == {"field": "customer_type", "op": "is", "value": "Commercial"}
    assert said["sentence"] == "Customer type is Commercial."
    assert "lake" in said["unused"]
    assert loaded("segment", "phrase", "hello there").status == 1


def test_words_are_counted_only_when_all_of_them_are_clear(loaded: Run) -> None:
    assert loaded("segment", "count", "--phrase", "commercial", "--json").json["count"] == 2
    unclear = loaded("segment", "count", "--phrase", "commercial by the lake")
    assert unclear.status == 1
    assert "lake" in unclear.errors
    assert loaded("segment", "count", "--phrase", "best customers").status == 1
    assert loaded("segment", "count", "--phrase", "commercial", "--name", "Mine").status == 2
