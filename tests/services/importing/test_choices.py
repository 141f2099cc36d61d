"""What the office chooses and is told: columns by number, files of one name, who a row may be."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.mapping import Column, Mapping
from desktop.services.importing.recognise import recognise
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

TWICE = Mapping(tuple(Column(at, "Phone", "phone", 1.0, "", ()) for at in range(2)))


def test_the_number_of_a_column_wins_over_its_heading() -> None:
    chosen = TWICE.with_choices({"Phone": "fax", "1": "mobile"})
    assert [column.target for column in chosen.columns] == ["fax", "mobile"]


def test_files_of_one_name_have_mappings_of_their_own(db: Session, tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text("Who,Place\nAna Reyes,Tyler\n", "utf-8")
    paths = [tmp_path / folder / "list.csv" for folder in ("north", "south")]
    mappings = {"list.csv": {"Who": "display_name"}, "list.csv (2)": {"Place": "display_name"}}
    shown = importing.preview(db, paths, AS_OF, importing.Options(mappings=mappings))
    assert [table.key for table in shown.tables] == ["list.csv", "list.csv (2)"]
    assert [table.rows[1].what for table in shown.tables] == ["Ana Reyes", "Tyler"]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Reyes,(903) 555-0101,12 Oak St,Tyler,TX,75701",
        "Tom Reyes,(903) 555-0101,12 Oak St,Tyler,TX,75701",
        '"Reyes, Ana",(430) 555-0909,99 Far Rd,Waco,TX,76701',
    ],
    ids=["similar", "household", "two people"],
)
def test_a_question_names_the_customer_it_may_be(
    line: str, db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    headings = "Customer,Phone,Address,City,State,Zip"
    bring_in(write_csv(headings, '"Reyes, Ana",(903) 555-0101,12 Oak St,Tyler,TX,75701'))
    path = write_csv(headings, line, name="b.csv")
    (row,) = importing.preview(db, [path], AS_OF).tables[0].review
    assert row.candidates == (1,)


def test_a_customer_of_the_same_file_is_no_candidate_yet(db: Session, write_csv: WriteCsv) -> None:
    path = write_csv(
        "Customer,Phone,Address,City,Zip",
        "Ana Reyes,(903) 555-0101,12 Oak St,Tyler,75701",
        "Ana Reyes,(430) 555-0909,99 Far Rd,Waco,76701",
    )
    (row,) = importing.preview(db, [path], AS_OF).tables[0].review
    assert row.candidates == ()


def test_invoices_and_credits_of_the_sums_are_the_records_that_are_made(
    bring_in: Import, write_csv: WriteCsv, db: Session
) -> None:
    path = write_csv(
        "Transaction List by Customer",
        ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
        "Nell Abbott,,,,,,,",
        ",03/04/2024,Invoice,1,Yes,,A/R,100.00",
        ",03/05/2024,Sales Receipt,2,Yes,,A/R,50.00",
        ",03/06/2024,Credit Memo,3,Yes,,A/R,-20.00",
        ",03/07/2024,Payment,4,Yes,,A/R,100.00",
    )
    shown = bring_in(path).preview
    assert (shown.totals.invoices, shown.totals.credits) == (2, 1)
    assert shown.tables[0].new["invoices"] == len(rows(db, "invoices")) == 3


@pytest.mark.parametrize(
    "begin",
    [
        b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12),
        b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(4),
    ],
)
def test_an_old_workbook_with_a_password_says_so(begin: bytes) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + begin + b"\x2f\x00\x06\x00" + bytes(6)
    with pytest.raises(importing.ImportFileError, match="protected by a password"):
        recognise("old.xls", data + "Workbook".encode("utf-16-le"))


def test_two_rows_that_disagree_change_nothing_the_second_time(
    bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,Sensor alarms", "Ana Reyes,few", "Ana Reyes,many")
    bring_in(path)
    boxes = bring_in(path).preview.boxes
    assert (boxes["changed"], boxes["unchanged"]) == (0, 2)
