"""The commands of RFM: who, how many, why, new rules, and the money behind."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.command_line import value_common
from tests.command_line.conftest import Run

OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "customers": [
        {"id": "c1", "account_no": "1001", "display_name": "Reyes, Ana", "status": "active"},
        {"id": "c2", "account_no": "1002", "display_name": "Cole, Sam", "status": "active"},
    ],
    "properties": [{"id": "p1", "line1": "1 Oak", "city": "Bryan", "use": "residential"}],
    "property_links": [{"customer": "c1", "property": "p1", "role": "owner"}],
    "visits": [
        {"id": "v1", "property": "p1", "customer": "c1", "status": "completed",
         "completed_date": "2026-06-10", "amount": "350.00", "lines": [{"service": "PUMP"}]},
    ],
    "invoices": [
        {"id": "i1", "customer": "c1", "kind": "invoice", "state": "posted", "date": "2026-06-10",
         "amount": "350.00"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One customer served last week, one never."""
    folder = tmp_path_factory.mktemp("rfm")
    (folder / "office.json").write_text(json.dumps(OFFICE), encoding="utf-8")
    file, day = folder / "office.db", "2026-06-15"
    loading = ["--as-of", day, "--database", file, "load", folder / "office.json"]
    assert main([str(one) for one in loading]) == 0
    return file


@pytest.fixture
def loaded(run: Run, office_file: Path, tmp_path: Path) -> Run:
    """The same office for every test, in a file of its own."""
    shutil.copy(office_file, tmp_path / "office.db")
    return run


def test_customers_are_listed_by_score_with_the_unscored_last(loaded: Run) -> None:
    found = loaded("rfm", "list", "--json").json
    assert [(one["account_no"], one["rfm"], one["segment"]) for one in found] == [
        ("1001", "512", "recent_one_time"), ("1002", None, "unscored"),
    ]  # fmt: skip
    assert (found[0]["visits_3y"], found[0]["revenue_3y"]) == (1, "350.00")


def test_a_list_can_be_of_one_name_however_it_is_written(loaded: Run) -> None:
    assert "1 customer\n" in loaded("rfm", "list", "--segment", "recent one-time").output
    assert "0 customers" in loaded("rfm", "list", "--segment", "lost").output


def test_a_name_that_is_none_is_a_sentence(loaded: Run) -> None:
    said = loaded("rfm", "list", "--segment", "winners")
    assert said.status == 1
    assert "There is no RFM segment “winners”" in said.errors


def test_counts_add_up(loaded: Run) -> None:
    found = loaded("rfm", "counts", "--json").json
    assert (found["total"], found["unscored"], found["rules"]) == (2, 1, 1)
    assert sum(one["customers"] for one in found["cells"]) == 1
    assert (found["before_day"], found["changed_rules"]) == ("2026-05-31", None)
    assert "2 customers in all" in loaded("rfm", "counts").output


def test_one_customer_is_explained(loaded: Run) -> None:
    found = loaded("rfm", "customer", "1001", "--json").json["labels"]
    assert (found["rfm"]["value"], found["rfm_segment"]["value"]) == ("512", "Recent One-Time")
    said = loaded("rfm", "customer", "1001").output
    assert "last visit 5 days ago (Jun 10, 2026)" in said
    assert not {"True", "False", "None"} & set(said.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [("3561337.50", "$3,561,337.50"), ("-5.00", "-$5.00"), ("-0.05", "-$0.05"), (None, "n/a")],
)
def test_amounts_of_money_are_written_with_thousands(text: str | None, shown: str) -> None:
    assert value_common.dollars(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(True, "yes"), (False, "no"), (None, "not known"), (0, 0), ("a", "a")]
)
def test_values_of_a_reason_are_said_in_words(value: object, shown: object) -> None:
    assert value_common.said(value) == shown


def test_new_rules_are_tried_and_published_from_a_file(
    loaded: Run, written: Callable[[str, Any], Path]
) -> None:
    body = loaded("rfm", "bands", "--json").json["body"]
    body["segments"]["recent_one_time"].remove("512")
    body["segments"]["potential"].append("512")
    file = written("rules.json", body)
    tried = loaded("rfm", "preview", file, "--json").json
    assert tried["moves"] == [{"from": "Recent One-Time", "to": "Potential", "customers": 1}]
    assert "512 → 512  1001        Reyes, Ana" in loaded("rfm", "preview", file, "--names").output
    said = loaded("rfm", "publish", file, "--note", "Trial", "--author", "Ana")
    assert "Version 2 is in force. 1 of 2 customers bear another name." in said.output
    assert loaded("rfm", "list", "--segment", "potential", "--json").json[0]["rfm"] == "512"
    assert "Trial" in loaded("rfm", "bands").output


def test_rules_by_percentile_say_so_wherever_they_stand(
    loaded: Run, written: Callable[[str, Any], Path]
) -> None:
    body = loaded("rfm", "bands", "--json").json["body"] | {"mode": "quintiles"}
    file = written("rules.json", body)
    assert loaded("rfm", "preview", file, "--json").json["rescored"] == 1
    assert loaded("rfm", "publish", file).status == 0
    assert "by percentile" in loaded("rfm", "bands").output
    assert loaded("rfm", "counts", "--json").json["mode"] == "quintiles"
    assert "by percentile (fifths of our own customers)" in loaded("rfm", "counts").output
    assert "by percentile" in loaded("rfm", "customer", "1001").output
    assert loaded("rfm", "list", "--json").json[0]["rfm"] == "555"


@pytest.mark.parametrize(
    ("content", "words"),
    [([], "does not hold rules"), ({"mode": "fixed"}, "lack the part")],
)
def test_a_file_that_holds_no_rules_is_a_sentence(
    loaded: Run, written: Callable[[str, Any], Path], content: Any, words: str
) -> None:
    said = loaded("rfm", "publish", written("rules.json", content))
    assert said.status == 1
    assert words in said.errors
    assert loaded("rfm", "bands", "--json").json["version"] == 1


def test_no_file_and_no_json_are_sentences(loaded: Run, tmp_path: Path) -> None:
    assert "There is no file" in loaded("rfm", "preview", tmp_path / "none.json").errors
    (tmp_path / "torn.json").write_text("{", encoding="utf-8")
    assert "is not JSON" in loaded("rfm", "preview", tmp_path / "torn.json").errors


def test_money_is_told_by_label_and_by_month(loaded: Run) -> None:
    found = loaded("rfm", "money", "value_tier", "--json").json
    assert [(one["label"], one["revenue_3y"], one["average_ticket"]) for one in found] == [
        ("Low-frequency", "350.00", "350.00"), ("Unrated", "0.00", None),
    ]  # fmt: skip
    said = loaded("rfm", "money", "value_tier").output
    assert "average ticket $350.00" in said
    assert "average ticket n/a" in said
    months = loaded("rfm", "months", "--json").json
    assert months[-1] == {"month": "2026-06", "revenue": "350.00", "visits": 1, "tickets": 1}
    assert "2026-06" in loaded("rfm", "months", "--segment", "unscored").output
