"""Every sample file ends as its source list promises."""

import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.conftest import AS_OF, SAMPLES, Import, picture, rows

UNREADABLE = {
    "iif/bad-tabs-turned-to-spaces.iif": "blanks where tabs should be",
    "other/stripe-one-transaction.ofx": "bank statements",
    "spreadsheets/password-protected.xlsx": "protected by a password",
    "spreadsheets/doctype-in-relationships.xlsx": "try again|under a new name",
}
# The quote never closed, and the customer whose columns nobody knows.
ONE_ROW_LOST = {"customers-ragged-and-unclosed.csv", "bad-header-order.iif"}
READABLE = [
    "qbo-customer-contact-list.csv",
    "qbo-new-transaction-list-by-customer.csv",
    "qbo-old-transaction-list-by-customer.csv",
    "desktop-customer-list-export-cp1252.csv",
]


def test_the_full_desktop_list_keeps_mails_phones_and_jobs(
    db: Session, bring_in: Import, shared_data: Path
) -> None:
    path = shared_data / "quickbooks" / "iif" / "qbd-enterprise34-all-lists.IIF"
    table = bring_in(path).preview.tables[0]
    assert sum(table.boxes[box] for box in ("new", "changed", "unchanged")) == 65 + 6
    assert "names of custom fields" in table.notes[-1]
    assert "CUSTNAMEDICT" not in table.notes[-1]
    assert {"Spouse's Name", "Birthday"} <= {f["label"] for f in rows(db, "custom_fields")}
    crenshaw = next(c for c in rows(db, "customers") if c["display_name"] == "Crenshaw, Bob")
    assert crenshaw["account_no"] == "R3060255"


@pytest.mark.parametrize(("name", "words"), UNREADABLE.items())
def test_a_file_of_no_use_says_what_to_do(
    name: str, words: str, bring_in: Import, shared_data: Path
) -> None:
    with pytest.raises(importing.ImportFileError, match=words):
        bring_in(shared_data / "quickbooks" / name)


def bad_files() -> list[dict[str, object]]:
    path = Path(__file__).parents[4] / "shared" / "data" / "badfiles" / "expected.json"
    listed = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [one for one in listed if not one["file"].endswith((".db", ".ini"))]


@pytest.mark.parametrize("expected", bad_files(), ids=lambda one: one["file"])
def test_a_bad_file_is_dealt_with_as_promised(
    expected: dict[str, object], db: Session, shared_data: Path
) -> None:
    path = shared_data / "badfiles" / str(expected["file"])
    if expected["expect"] == "refuse":
        with pytest.raises(importing.ImportFileError, match=r"\.$"):
            importing.preview(db, [path], AS_OF)
        return
    table = importing.preview(db, [path], AS_OF).tables[0]
    assert sum(table.boxes.values()) == table.rows_read
    assert table.boxes["new"] == expected.get("rows", table.boxes["new"])
    assert table.boxes["new"] <= expected.get("rows_max", 100)  # type: ignore[operator]
    assert table.boxes["refused"] == (expected["file"] in ONE_ROW_LOST)


@pytest.mark.parametrize("name", READABLE)
def test_the_same_file_twice_changes_nothing(name: str, db: Session, bring_in: Import) -> None:
    bring_in(SAMPLES / name)
    before = picture(db)
    again = bring_in(SAMPLES / name)
    assert again.preview.boxes["new"] == again.preview.boxes["changed"] == 0
    assert picture(db) == before


@pytest.mark.parametrize("name", READABLE)
def test_undo_gives_back_the_office_as_it_was(name: str, db: Session, bring_in: Import) -> None:
    bring_in(SAMPLES / "qbo-customer-contact-list.csv")
    before = picture(db)
    importing.undo(db, bring_in(SAMPLES / name).batch_id)
    assert picture(db) == before


def test_the_order_of_two_files_does_not_matter_for_what_is_known(
    db: Session, bring_in: Import
) -> None:
    contacts, sales = SAMPLES / READABLE[0], SAMPLES / READABLE[1]
    bring_in(sales)
    bring_in(contacts)
    names = sorted(c["display_name"] for c in rows(db, "customers"))
    assert names == ['"Big" Jim Tatum', "Nell Abbott", "Riverbend RV Park"]
    assert len(rows(db, "invoices")) == 3
