"""What the office chooses and is told: columns by number, files of one name, who a row may be."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.files.recognise import recognise
from desktop.services.importing.headings.mapping import Column, Mapping
from desktop.services.importing.headings.tables import read_tables
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, picture, rows

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
    assert [one.customer_id for one in row.candidates] == [1]


EARLIER = (
    "Customer,Phone,E-mail,Address,City,Zip",
    "Robert Reyes,(903) 555-0101,,12 Oak St,Tyler,75701",
    "Bob Reyes,(903) 555-0101,bob@example.com,12 Oak St,Tyler,75701",
)


@pytest.mark.parametrize(
    "line", [EARLIER[2], "Robert Reyes,(430) 555-0909,,99 Far Rd,Waco,76701"], ids=["like", "two"]
)
def test_an_earlier_row_of_the_file_is_a_candidate(
    line: str, db: Session, write_csv: WriteCsv
) -> None:
    path = write_csv(*EARLIER[:2], line)
    (row,) = importing.preview(db, [path], AS_OF).tables[0].review
    assert [(one.row, one.customer_id, one.answer) for one in row.candidates] == [(2, 0, "row:2")]


def test_a_row_said_to_be_an_earlier_one_completes_its_customer(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(*EARLIER)
    before = picture(db)
    done = bring_in(path, decisions={("list.csv", 3): "row:2"})
    (customer,) = rows(db, "customers")
    assert (customer["display_name"], customer["email"]) == ("Robert Reyes", "bob@example.com")
    assert done.preview.tables[0].boxes["review"] == 0
    again = bring_in(path).preview.boxes  # the answer is remembered
    assert (again["unchanged"], again["review"]) == (2, 0)
    importing.undo(db, importing.history(db)[0].batch_id)
    importing.undo(db, done.batch_id)
    assert picture(db) == before


@pytest.mark.parametrize("answer", ["row:9", "row:3"])
def test_an_answer_that_names_no_decided_row_asks_again(
    answer: str, db: Session, write_csv: WriteCsv
) -> None:
    options = importing.Options(decisions={("list.csv", 3): answer})
    shown = importing.preview(db, [write_csv(*EARLIER)], AS_OF, options).tables[0]
    assert [row.row for row in shown.review] == [3]


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


def test_a_name_that_waits_for_an_answer_is_made_by_no_other_row(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    headings = "Customer,Phone,Address,City,Zip"
    bring_in(write_csv(headings, "Anna Reyes,(903) 555-0101,12 Oak St,Tyler,75701"))
    lines = ("Ana Reyes,(903) 555-0101,12 Oak St,Tyler,75701", "Ana Reyes,,,,")
    people = write_csv(headings, *lines, name="people.csv")
    sales = write_csv(
        "Transaction List by Customer",
        ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
        "Ana Reyes,,,,,,,",
        ",03/04/2024,Invoice,1,Yes,,A/R,100.00",
        name="sales.csv",
    )
    shown = bring_in(people, sales).preview
    assert [[row.row for row in table.review] for table in shown.tables] == [[2, 3], [4]]
    assert len(rows(db, "customers")) == 1
    bring_in(people, sales, decisions={("people.csv", 2): 1})
    assert [one["customer_id"] for one in rows(db, "invoices")] == [1]
    assert len(rows(db, "customers")) == 1


def test_one_account_number_is_given_once(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,City", "Ana Reyes,Tyler"))
    path = write_csv("Customer,Account no.", "Ana Reyes,A-7", "Bo Cruz,A-7", name="b.csv")
    shown = bring_in(path).preview.tables[0]
    assert [row.row for row in shown.review] == [3]
    shown = bring_in(path, decisions={("b.csv", 3): "new"}).preview.tables[0]
    assert "belongs to somebody else" in shown.in_box("new")[0].reason
    assert [one.get("account_no") for one in rows(db, "customers")] == ["A-7", None]


def test_a_heading_of_an_odd_digit_is_read(write_csv: WriteCsv) -> None:
    (table,) = read_tables([write_csv("Customer,m²,²", "Ana Reyes,7,²")], importing.Options())
    assert table.headings == ("Customer", "m²", "²")


def test_a_name_longer_than_is_stored_comes_in_once(bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv("Customer,City", f"{'Reyes ' * 60},Tyler")
    for box in ("new", "unchanged"):
        assert bring_in(path).preview.boxes[box] == 1
