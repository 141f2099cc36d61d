"""The command of the rules: shown, looked ahead at, published, refused, taken back."""

import shutil
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.services.care.rule_table import RULES
from tests.command_line.conftest import Run

NUMBERS = {rule.key: rule.default for rule in RULES}


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve customers of the sample."""
    file = tmp_path_factory.mktemp("rules") / "office.db"
    sample = ["sample", "--customers", "12", "--years", "2", "--seed", "3"]
    assert main(["--as-of", "2026-06-15", "--database", str(file), *sample]) == 0
    return file


@pytest.fixture
def office(run: Run, office_file: Path, tmp_path: Path) -> Run:
    """The same office for every test, in a file of its own."""
    shutil.copy(office_file, tmp_path / "office.db")
    return run


def values(run: Run) -> dict[str, int]:
    return {one["key"]: one["value"] for one in run("rules", "--json").json["rules"]}


def test_all_rules_are_shown_with_default_unit_and_version(office: Run) -> None:
    found = office("rules", "--json").json
    assert found["version"] == 1
    assert {one["key"]: one["default"] for one in found["rules"]} == NUMBERS
    assert all(one["unit"] and one["label"] and one["why"] for one in found["rules"])
    assert "inspect_months" in office("rules").output


def test_every_rule_can_be_set(office: Run) -> None:
    other = {key: value - (value > 1) for key, value in NUMBERS.items()}
    given = [part for key, value in other.items() for part in ("--set", f"{key}={value}")]
    made = office("rules", *given, "--note", "All", "--author", "Ana", "--json").json
    assert (made["version"], made["note"], made["author"]) == (2, "All", "Ana")
    assert len(made["changes"]) == len(NUMBERS)
    assert values(office) == other
    assert office("check").status == 0


def test_a_look_ahead_publishes_nothing(office: Run) -> None:
    found = office("rules", "--set", "longest_months=24", "--preview", "--json").json
    assert found["effect"]["moved"] > 0
    assert values(office) == NUMBERS
    said = office("rules", "--set", "longest_months=24", "--preview")
    assert "due days would move" in said.output


def test_the_way_back(office: Run) -> None:
    office("rules", "--set", "due_days=20", "--set", "grease_days=120")
    assert "Mind: Most Texas cities" in office("rules").output
    office("rules", "--set", "due_days=usual")
    assert values(office) == NUMBERS | {"grease_days": 120}
    office("rules", "--back-to", 2)
    assert values(office) == NUMBERS | {"grease_days": 120, "due_days": 20}
    office("rules", "--usual")
    assert values(office) == NUMBERS
    assert [one["version"] for one in office("rules", "--json").json["history"]] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("due_days=three", "whole number"),
        ("due_days", "whole number"),
        ("luck=7", "no rule called “luck”"),
        ("due_days=100", "is more than"),
        ("inspect_months=0", "from 1 to 24 months"),
        ("due_days=30", "in force already"),
    ],
)
def test_wrong_numbers_are_refused_in_a_sentence(office: Run, given: str, said: str) -> None:
    found = office("rules", "--set", given)
    assert found.status == 1
    assert said in found.errors


def test_there_must_be_something_to_look_ahead_at(office: Run) -> None:
    assert office("rules", "--preview").status == 2
