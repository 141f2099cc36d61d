"""Rows not imported: written, corrected, imported again; only they are new then."""

import csv
from pathlib import Path

import openpyxl
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

HEADINGS = "Customer,Phone,Address,City,State,Zip,Last pumped,Tank gallons,Alarms"
REYES = '"Reyes, Ana",(903) 555-0101,12 Oak St,Tyler,TX,03301,3/4/2024,1000,1'
FAILED = ("Cruz, Bo", "(903) 555-0102", "7 Elm St", "Tyler", "TX", "75702", "#REF!", 1500, 2)
SALES = (
    "Transaction List by Customer",
    ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
    "Nell Abbott,,,,,,,",
    ",03/04/2024,Invoice,1,Yes,,A/R,100.00",
    ",02/30/2024,Invoice,2,Yes,,A/R,50.00",
    "Total for Nell Abbott,,,,,,,$150.00",
    "Bo Cruz,,,,,,,",
    ",03/05/2024,Invoice,3,Yes,,A/R,TBD",
    "Total for Bo Cruz,,,,,,,$70.00",
)


def corrected(path: Path, old: str, new: str) -> Path:
    """The workbook with one cell corrected, under another name."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    book.save(path.with_name("corrected.xlsx"))
    return path.with_name("corrected.xlsx")


def test_only_the_corrected_rows_of_a_list_are_new(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for line in (HEADINGS.split(","), next(csv.reader([REYES])), FAILED):
        book.worksheets[0].append(line)
    book.save(tmp_path / "list.xlsx")
    done = bring_in(tmp_path / "list.xlsx")
    assert importing.problems_workbook(done.preview, tmp_path / "left.xlsx") == 1
    again = bring_in(corrected(tmp_path / "left.xlsx", "#REF!", "02/28/2024"))
    table = again.preview.tables[0]
    assert (table.boxes["new"], table.boxes["refused"], table.boxes["left_out"]) == (1, 0, 1)
    assert [row["display_name"] for row in rows(db, "customers")] == ["Reyes, Ana", "Cruz, Bo"]
    assert [field["label"] for field in rows(db, "custom_fields")] == ["Alarms"]
    assert table.mapping.columns[-1].reason == "Why it was not imported"


def test_rows_of_a_report_keep_their_customer(
    db: Session, bring_in: Import, write_csv: WriteCsv, tmp_path: Path
) -> None:
    done = bring_in(write_csv(*SALES))
    assert importing.problems_workbook(done.preview, tmp_path / "left.xlsx") == 2
    path = corrected(tmp_path / "left.xlsx", "02/30/2024", "02/28/2024")
    again = bring_in(corrected(path, "TBD", "70.00"))
    table = again.preview.tables[0]
    assert table.kind == "transaction_list_by_customer"
    assert (table.new["invoices"], table.boxes["new"], table.boxes["refused"]) == (2, 2, 0)
    names = {row["id"]: row["display_name"] for row in rows(db, "customers")}
    found = [(names[row["customer_id"]], row["number"]) for row in rows(db, "invoices")]
    assert found == [("Nell Abbott", "1"), ("Nell Abbott", "2"), ("Bo Cruz", "3")]


def test_the_same_workbook_uncorrected_brings_nothing(
    bring_in: Import, write_csv: WriteCsv, tmp_path: Path
) -> None:
    done = bring_in(write_csv(*SALES))
    importing.problems_workbook(done.preview, tmp_path / "left.xlsx")
    boxes = bring_in(tmp_path / "left.xlsx").preview.boxes
    assert (boxes["new"], boxes["changed"], boxes["refused"]) == (0, 0, 2)


def test_a_row_to_review_comes_back_as_a_question(
    db: Session, bring_in: Import, write_csv: WriteCsv, tmp_path: Path
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    doubt = write_csv(HEADINGS, "Anna Reyes,(903) 555-0101,,,,,,,", name="b.csv")
    shown = importing.preview(db, [doubt], AS_OF)
    assert importing.problems_workbook(shown, tmp_path / "left.xlsx") == 1
    assert importing.preview(db, [tmp_path / "left.xlsx"], AS_OF).boxes["review"] == 1


def test_nothing_left_over_writes_no_workbook(
    db: Session, write_csv: WriteCsv, tmp_path: Path
) -> None:
    shown = importing.preview(db, [write_csv(HEADINGS, REYES)], AS_OF)
    assert importing.problems_workbook(shown, tmp_path / "left.xlsx") == 0
    assert not (tmp_path / "left.xlsx").exists()
