"""New columns as custom fields: the type chosen, cells that do not fit, at once in segments."""

from datetime import date
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from desktop.services import facts, importing
from desktop.services.importing.headings.custom_types import choices_of, guess_type
from desktop.services.segments import catalogue, counting
from desktop.services.segments.tree import from_json
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

KEY = "list.csv"


def stored(db: Session) -> list[object]:
    return [
        next((v[k] for k in ("text", "number", "cents", "day", "yes") if k in v), None)
        for v in rows(db, "custom_values")
    ]


class Case(NamedTuple):
    kind: str
    good: str
    value: object
    bad: str = ""
    said: str = ""


@pytest.mark.parametrize(
    "case",
    [
        Case("text", "12", "12"),
        Case("number", "1,250.5", 1250.5, "many", "is not a number"),
        Case("money", "$12.50", 1250, "TBD", "is not an amount"),
        Case("date", "3/4/2024", date(2024, 3, 4), "02/30/2024", "is not a day of the calendar"),
        Case("yes_no", "Y", True, "maybe", "is neither yes nor no"),
        Case("choice", "Red", "Red"),
    ],
    ids=lambda case: case.kind,
)
def test_a_chosen_type_is_taken_and_a_cell_that_does_not_fit_is_named(
    case: Case, db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = (f'Ana Reyes,Tyler,"{case.good}"', f"Bo Cruz,Tyler,{case.bad}")
    path = write_csv("Customer,City,Zone mark", *lines)
    result = bring_in(path, custom_types={KEY: {"Zone mark": case.kind}})
    assert rows(db, "custom_fields")[0]["type"] == case.kind
    assert stored(db) == [case.value]
    table = result.preview.tables[0]
    assert table.boxes["new"] == 2
    wanted = [(3, "C (Zone mark)")] * bool(case.bad)
    assert [(one.row, one.column) for one in table.problems] == wanted
    assert all(case.said in problem.message for problem in table.problems)


def test_a_number_that_is_none_is_no_number(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,City,Level", "Ana Reyes,Tyler,nan", "Bo Cruz,Tyler,n/a")
    table = bring_in(path, custom_types={KEY: {"Level": "number"}}).preview.tables[0]
    assert stored(db) == []
    assert [problem.value for problem in table.problems] == ["nan"]


def test_a_choice_list_has_the_values_of_its_column_and_takes_no_others(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("Ana Reyes,Tyler,Red", "Bo Cruz,Tyler,red", "Di Fox,Tyler,Blue")
    bring_in(write_csv("Customer,City,Mark", *lines), custom_types={KEY: {"Mark": "choice"}})
    assert rows(db, "custom_fields")[0]["choices"] == ["Red", "Blue"]
    table = bring_in(write_csv("Customer,City,Mark", "Ed Gray,Tyler,Green")).preview.tables[0]
    assert "'Green' does not fit the custom field Mark" in table.in_box("new")[0].reason


def test_a_field_that_is_there_keeps_its_type(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,City,Alarms", "Ana Reyes,Tyler,2"))
    table = bring_in(write_csv("Customer,City,Alarms", "Bo Cruz,Tyler,3", "Di Fox,Tyler,few"))
    assert stored(db) == [2.0, 3.0]
    assert [problem.value for problem in table.preview.tables[0].problems] == ["few"]


@pytest.mark.parametrize(
    ("kind", "cell", "condition"),
    [
        ("number", "3", {"op": "ge", "value": 2}),
        ("text", "loud", {"op": "is", "value": "loud"}),
        ("yes_no", "yes", {"op": "is", "value": True}),
        ("choice", "Red", {"op": "is", "value": "Red"}),
    ],
)
def test_a_new_field_is_at_once_usable_in_segments(
    kind: str, cell: str, condition: dict[str, object],
    db: Session, bring_in: Import, write_csv: WriteCsv,
) -> None:  # fmt: skip
    path = write_csv("Customer,City,Sensor alarms", f"Ana Reyes,Tyler,{cell}", "Bo Cruz,Tyler,")
    result = bring_in(path, custom_types={KEY: {"Sensor alarms": kind}})
    facts.refresh(db, AS_OF, result.touched)
    assert catalogue.load(db)["custom.sensor_alarms"].type == kind
    rule = {"field": "custom.sensor_alarms", **condition}
    assert list(counting.member_ids(db, from_json({"all": [rule]}), AS_OF)) == [1]


def test_the_type_shows_in_the_mapping_and_is_remembered(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,City,Level", "Ana Reyes,Tyler,1")
    types = {KEY: {"Level": "text"}}
    bring_in(path, custom_types=types)
    (table,) = importing.preview(db, [path], AS_OF).tables
    assert table.mapping.columns[2].custom_type == "text"
    assert stored(db) == ["1"]


def test_types_are_guessed_from_nothing_and_from_one_value() -> None:
    assert guess_type([]) == guess_type(["", None]) == "text"
    assert [guess_type([one]) for one in ("7", "$7.00", "x", "007", "1234567890", True)] == [
        "number",
        "money",
        "text",
        "text",
        "text",
        "text",
    ]
    assert choices_of([]) == []
