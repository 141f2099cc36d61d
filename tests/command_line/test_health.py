"""The commands of health: who, why, new weights, movement, lifetime values."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from tests.command_line.conftest import Run
from tests.command_line.test_rfm import OFFICE


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One customer served last week, one never."""
    folder = tmp_path_factory.mktemp("health")
    (folder / "office.json").write_text(json.dumps(OFFICE), encoding="utf-8")
    file = folder / "office.db"
    loading = ["--as-of", "2026-06-15", "--database", file, "load", folder / "office.json"]
    assert main([str(one) for one in loading]) == 0
    return file


@pytest.fixture
def loaded(run: Run, office_file: Path, tmp_path: Path) -> Run:
    """The same office for every test, in a file of its own."""
    shutil.copy(office_file, tmp_path / "office.db")
    return run


def test_customers_are_listed_lowest_first_with_the_unrated_last(loaded: Run) -> None:
    found = loaded("health", "list", "--json").json
    assert [one["account_no"] for one in found] == ["1001", "1002"]
    assert found[0]["card"] == "onboarding"
    assert (found[0]["cap"], found[0]["change"], found[0]["trend"]) == ("none", None, None)
    assert (found[1]["score"], found[1]["grade"]) == (None, "not_rated")
    assert "2 customers" in loaded("health", "list").output


def test_a_list_can_be_of_one_grade(loaded: Run) -> None:
    found = loaded("health", "list", "--grade", "not_rated", "--json").json
    assert [one["account_no"] for one in found] == ["1002"]
    said = loaded("health", "list", "--grade", "G")
    assert said.status == 1
    assert "There is no grade “G”" in said.errors


def test_one_score_is_explained_with_its_lifetime_value(loaded: Run) -> None:
    found = loaded("health", "customer", "1001", "--json").json
    assert sum(one["weight"] for one in found["lines"]) == 100
    assert {one["code"] for one in found["lines"]} == {"ONB", "DAT", "PAY", "CON", "RSP"}
    assert "version 1 of" in found["assumptions"]
    assert "Card Onboarding" in loaded("health", "customer", "1001").output


def test_an_account_without_a_sale_has_no_lifetime_value(loaded: Run) -> None:
    assert "Lifetime value n/a" in loaded("health", "customer", "1002").output


def test_new_weights_are_published_from_a_file(
    loaded: Run, written: Callable[[str, Any], Path]
) -> None:
    body = loaded("health", "weights", "--json").json["versions"][0]["body"]
    body["cards"]["onboarding"] |= {"ONB": 30, "DAT": 30}
    said = loaded("health", "publish", written("weights.json", body), "--note", "More records")
    assert "Version 2 of health is in force." in said.output
    assert "More records" in loaded("health", "weights").output
    lines = loaded("health", "customer", "1001", "--json").json["lines"]
    assert {one["code"]: one["weight"] for one in lines}["DAT"] == 30


def test_weights_that_do_not_add_up_are_refused(
    loaded: Run, written: Callable[[str, Any], Path]
) -> None:
    body = loaded("health", "weights", "--json").json["versions"][0]["body"]
    body["cards"]["onboarding"]["ONB"] += 1
    assert loaded("health", "publish", written("weights.json", body)).status == 1
    assert len(loaded("health", "weights", "--json").json["versions"]) == 1


@pytest.mark.parametrize("content", [[], "text"])
def test_a_file_that_holds_no_rules_is_a_sentence(
    loaded: Run, written: Callable[[str, Any], Path], content: Any
) -> None:
    said = loaded("health", "publish", written("weights.json", content))
    assert said.status == 1
    assert "does not hold rules" in said.errors


def test_the_assumptions_of_lifetime_value_have_versions_too(
    loaded: Run, written: Callable[[str, Any], Path]
) -> None:
    body = loaded("health", "weights", "--kind", "lifetime", "--json").json["versions"][0]["body"]
    body["discount_percent"] = "12.5"
    loaded("health", "publish", written("new.json", body), "--kind", "lifetime")
    said = loaded("health", "lifetime", "value_tier").output
    assert "version 2 of" in said
    assert "discount rate 12.5%" in said


def test_a_month_of_movement_adds_up(loaded: Run) -> None:
    found = loaded("health", "movement", "lifecycle", "--json").json
    assert sum(row["total"] for row in found["rows"]) == sum(found["totals"]) == 2
    assert found["changed_rules"] is None
    assert "From 2026-05-31 to 2026-06-15" in loaded("health", "movement", "lifecycle").output


def test_what_is_no_month_is_a_sentence(loaded: Run) -> None:
    said = loaded("health", "movement", "lifecycle", "--month", "June")
    assert said.status == 1
    assert "June is not a month" in said.errors


def test_a_month_to_come_is_a_sentence(loaded: Run) -> None:
    said = loaded("health", "movement", "lifecycle", "--month", "9999-12")
    assert said.status == 1
    assert "9999-12 has not begun by 2026-06-15." in said.errors
