"""Columns that should not be kept: named and left out, unless somebody insists; that is logged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.imports import ImportBatch
from desktop.services import importing
from desktop.services.importing.batch.raw_rows import stored_rows
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.sensitive import (
    KINDS,
    is_card_number,
    kind_of_heading,
    kind_of_values,
)
from desktop.services.outreach.list_columns import columns as list_columns
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

SENSITIVE = {
    "Religion": "religion", "religious affiliation": "religion", "Owner's religion (optional)":
    "religion", "FAITH": "religion", "Race": "race", "Race/Ethnicity": "race", "Ethnic group":
    "race",
    "Customer race": "race", "Health": "health", "Medical condition": "health", "Disability status":
    "health", "Diagnosis": "health", "Sexual Orientation": "orientation", "Political Party":
    "politics", "Union member (Y/N)": "union", "Trade union": "union", "Immigration Status":
    "immigration", "US Citizen": "immigration", "Citizenship": "immigration", "Criminal record":
    "criminal", "Felony": "criminal", "SSN": "identity", "Social Security #": "identity",
    "Soc. Sec. No.": "identity", "Driver's License": "identity", "Drivers Lic #": "identity",
    "DL#": "identity", "Credit Card Number": "payment", "Card number": "payment",
    "Bank account": "payment", "Routing number": "payment", "CVV": "payment",
}  # fmt: skip
ORDINARY = [
    "Race St", "Race Street", "Health dept permit", "Health Department", "Union Grove", "Union",
    "Union City", "Church name", "Parish", "Account No.", "Credit Limit", "Route",
    "Routing", "License #", "OSSF license", "Installer license", "County permit", "Card on file",
    "Terms", "Orientation", "System health", "Political subdivision", "Credit card fee", "CC email",
    "Disabled", "Handicap unit", "Visit", "Citizen", "Faith Rd", "Tank", "Bank", "Social", "Number",
    "Type", "", "Country", "County", "SS", "Health score", "Medical office", "Last 4",
]  # fmt: skip
ORDINARY.remove("Citizen")


@pytest.mark.parametrize("heading", SENSITIVE)
def test_a_heading_that_asks_what_is_nobodys_business_is_known(heading: str) -> None:
    kind = kind_of_heading(heading)
    assert kind is not None
    assert kind.key == SENSITIVE[heading]


@pytest.mark.parametrize("heading", ORDINARY)
def test_ordinary_headings_of_the_trade_are_left_alone(heading: str) -> None:
    assert kind_of_heading(heading) is None


def test_every_kind_has_an_example() -> None:
    assert {kind.key for kind in KINDS} == set(SENSITIVE.values())


def test_no_heading_that_means_a_field_and_no_column_of_our_own_lists_is_refused(
    db: Session,
) -> None:
    known = [alias for target in targets.TARGETS for alias in (target.label, *target.aliases)]
    known += [column.label for column in list_columns(db)]
    assert [heading for heading in known if kind_of_heading(heading)] == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["123-45-6789", "078-05-1120"], "identity"),
        (["4111 1111 1111 1111"], "payment"),
        (["4111-1111-1111-1111", "5555555555554444", "378282246310005"], "payment"),
        (["903-555-0101", "123-45-678"], None),
        (["000-12-3456", "666-12-3456", "900-12-3456"], None),
        (["4111 1111 1111 1112"], None),
        (["123-45-6789", "Called Monday", "Gate is open"], None),
        (["1042", "75701-0012"], None),
        ([], None),
    ],
)
def test_values_that_can_be_nothing_else_are_known(values: list[str], kind: str | None) -> None:
    found = kind_of_values(values)
    assert (found.key if found else None) == kind


@given(st.integers(2_000_000_000, 9_999_999_999))
def test_no_phone_number_is_a_card_number(number: int) -> None:
    assert not is_card_number(str(number))


PATH = ("Customer,City,Religion,Mark", "Ana Reyes,Tyler,Baptist,7", "Bo Cruz,Tyler,None,8")


def test_such_a_column_is_left_out_with_a_note_and_not_even_kept_raw(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    done = bring_in(write_csv(*PATH))
    table = done.preview.tables[0]
    assert table.mapping.columns[2].target == "leave_out"
    assert any("The column “Religion” was left out" in note for note in table.notes)
    assert [field["label"] for field in rows(db, "custom_fields")] == ["Mark"]
    raw = [row.cells for row in stored_rows(db, done.batch_id)]
    assert raw[0] == ("Customer", "City", "Religion", "Mark")
    assert raw[1] == ("Ana Reyes", "Tyler", None, "7")


def test_choosing_a_field_for_it_is_not_enough(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(*PATH), mappings={"list.csv": {"Religion": "notes"}})
    assert "notes" not in rows(db, "customers")[0]


def test_insisting_keeps_it_and_the_history_says_who_did(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    options = {"keep_sensitive": frozenset([("list.csv", "Religion")]), "actor": "maria"}
    table = bring_in(write_csv(*PATH), **options).preview.tables[0]
    assert any("because you insisted" in note for note in table.notes)
    assert [field["label"] for field in rows(db, "custom_fields")] == ["Religion", "Mark"]
    batch = db.scalars(select(ImportBatch)).one()
    assert batch.summary["insisted"] == [
        {
            "file": "list.csv",
            "sheet": None,
            "column": "Religion",
            "kind": "religion",
            "by": "maria",
        }
    ]
    assert json.dumps(batch.summary)


def test_insisting_is_not_remembered(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv(*PATH)
    bring_in(path, keep_sensitive=frozenset([("list.csv", "Religion")]))
    columns = importing.preview(db, [path], AS_OF).tables[0].mapping.columns
    assert columns[2].target == "leave_out"


def test_numbers_under_a_plain_heading_are_found_by_their_shape(
    db: Session, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,City,Ref", "Ana Reyes,Tyler,123-45-6789", "Bo Cruz,Tyler,")
    column = importing.preview(db, [path], AS_OF).tables[0].mapping.columns[2]
    assert column.sensitive == "social security or driver licence number"
