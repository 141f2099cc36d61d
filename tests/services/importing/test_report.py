"""The report of an import, made from its stored rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.imports import ImportBatch, ImportFile
from desktop.services import importing
from desktop.services.importing.batch.report import import_report, row_ranges
from tests.services.importing.conftest import Import, WriteCsv

HEADINGS = "Customer,Phone,Address,City,State,Zip,Last pumped,Tank gallons"
REYES = '"Reyes, Ana",(903) 555-0101,12 Oak St,Tyler,TX,75701,3/4/2024,1000'
BAD = '"Bad, Day",,1 Elm St,Tyler,TX,75701,02/30/2024,1000'
DOUBT = "Anna Reyes,(903) 555-0101,12 Oak St,Tyler,TX,75701,,"
SALES = (
    "Transaction List by Customer",
    ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
    "Nell Abbott,,,,,,,",
    ",03/04/2024,Invoice,1,Yes,,A/R,100.00",
    "Total for Nell Abbott,,,,,,,$150.00",
)


def test_it_says_what_came_in_and_what_did_not_and_why(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, REYES, name="first.csv"))
    batch = bring_in(write_csv(HEADINGS, REYES, BAD, DOUBT, "", "", "TOTAL,,,,,,,1000")).batch_id
    report = import_report(db, batch)
    assert dict(report.boxes)["Unchanged"] == 1
    assert (report.left_out, report.refused, report.to_review) == (4, 0, 1)
    (file,) = report.files
    assert [(one.reason, one.rows) for one in file.left_out] == [
        ("Heading", "row 1"),
        ("Blank row", "rows 5–6"),
        ("Total", "row 7"),
    ]
    assert any("Row 3, column G (Last pumped): '02/30/2024'" in note for note in file.notes)
    assert file.to_review[0].row == 4
    assert file.columns[7] == ("Tank gallons", "Tank size")
    assert len(file.sha256) == 64


def test_a_refused_row_stands_there_with_its_reason(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bad = SALES[3].replace("03/04", "02/30")
    batch = bring_in(write_csv(*SALES[:3], bad)).batch_id
    (file,) = import_report(db, batch).files
    (refused,) = file.refused
    assert (refused.row, "column B (Date): '02/30/2024'" in refused.reason) == (4, True)


def test_it_counts_records_and_money_and_explains_totals(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    report = import_report(db, bring_in(write_csv(*SALES)).batch_id)
    assert ("invoice", 1, 0) in report.entities
    assert dict(report.totals)["Revenue"] == "$100.00"
    assert report.files[0].differences == (
        "Row 5: the file's total for Nell Abbott is 150.00, the rows above it add up to 100.00.",
    )


def test_it_names_settings_insisted_columns_and_what_an_undo_left(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(
        write_csv("Customer,City,Religion,Race", "Ana Reyes,Tyler,x,y"),
        keep_sensitive=frozenset([("list.csv", "Religion")]),
        actor="maria",
        date_orders={"list.csv": "day first"},
    ).batch_id
    db.execute(update(Customer).values(notes="Edited"))
    importing.undo(db, batch, keep_edited=True)
    report = import_report(db, batch)
    assert ("Order of dates", "day first") in report.files[0].settings
    assert report.insisted == (
        "list.csv: the column “Religion” (religion) was kept on demand by maria.",
    )
    assert "customer Ana Reyes was changed since" in report.kept
    assert any("“Race” was not kept" in note for note in report.files[0].notes)
    assert ("State", "Undone, except what was changed or used since") in report.facts


def test_an_import_of_an_older_version_has_a_report_too(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS, REYES)).batch_id
    stored = db.get_one(ImportBatch, batch)
    stored.summary = {key: stored.summary[key] for key in ("boxes", "files", "new", "changed")}
    db.execute(update(ImportFile).values(details=None, data_date=None))
    report = import_report(db, batch)
    assert dict(report.boxes)["New"] == 1
    assert report.files[0].columns[0][0] == "A"
    assert (report.totals, report.insisted) == ((), ())
    assert report.kept == ()


def test_there_is_no_report_of_an_import_that_never_was(db: Session) -> None:
    with pytest.raises(UserError, match="no import number 7"):
        import_report(db, 7)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([12], "row 12"),
        ([12, 13, 14, 40], "rows 12–14, 40"),
        ([3, 1, 2], "rows 1–3"),
        ([1, 3], "rows 1, 3"),
    ],
)
def test_rows_are_told_in_ranges(rows: list[int], said: str) -> None:
    assert row_ranges(rows) == said


@given(st.sets(st.integers(1, 60), min_size=1))
def test_no_row_is_lost_in_ranges(rows: set[int]) -> None:
    said = row_ranges(sorted(rows)).split(" ", 1)[1]
    found: set[int] = set()
    for part in said.split(", "):
        first, _, last = part.partition("–")
        found |= set(range(int(first), int(last or first) + 1))
    assert found == rows
