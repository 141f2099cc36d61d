"""Any list of customers in a spreadsheet: mapping, values, matching, undo, what was refused."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import CancelledError, UserError
from desktop.models.work import Visit
from desktop.services import importing
from desktop.services.importing.headings.mapping import best_target
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, picture, rows

HEADINGS = "Customer,Phone,Address,City,State,Zip,Last pumped,Tank gallons"
REYES = '"Reyes, Ana",(903) 555-0101,12 Oak St,Tyler,TX,75701,3/4/2024,1000'
CRUZ = '"Cruz, Bo",(903) 555-0102,7 Elm St,Tyler,TX,75702,4/5/2024,"1,500 gal"'


def preview(db: Session, path: Path, **options: object) -> importing.TablePreview:
    chosen = importing.Options(**options)  # type: ignore[arg-type]
    return importing.preview(db, [path], AS_OF, chosen).tables[0]


def test_a_row_becomes_customer_place_tank_and_last_visit(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    (customer,) = rows(db, "customers")
    assert (customer["first_name"], customer["last_name"]) == ("Ana", "Reyes")
    assert rows(db, "assets")[0]["capacity_gal"] == 1000
    assert rows(db, "visits")[0]["completed_date"] == date(2024, 3, 4)
    assert rows(db, "visits")[0]["note"] == "From the customer list."
    assert rows(db, "service_lines")[0]["service"] == "PUMP"


def test_a_wrong_date_far_down_is_exactly_one_problem_and_the_rest_arrives(
    bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = [f'"N{n}, Ann",,{n} Oak St,Tyler,TX,75701,3/4/2024,1000' for n in range(2, 6000)]
    lines[4812 - 2] = '"Bad, Day",,1 Elm St,Tyler,TX,75701,02/30/2024,1000'
    table = bring_in(write_csv(HEADINGS, *lines)).preview.tables[0]
    (problem,) = table.problems
    assert (problem.file, problem.row, problem.column) == ("list.csv", 4812, "G (Last pumped)")
    assert "'02/30/2024' is not a day of the calendar" in problem.message
    assert (table.boxes["refused"], table.boxes["new"]) == (0, 5998)


def test_a_blank_never_erases_and_another_value_is_shown_old_to_new(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    path = write_csv(HEADINGS, '"Reyes, Ana",(903) 555-0101,,,,,,1250', name="b.csv")
    (row,) = preview(db, path).in_box("changed")
    assert [(c.column, c.old, c.new) for c in row.changes] == [("capacity_gal", 1000, 1250)]
    bring_in(path)
    assert rows(db, "customers")[0]["line1"] == "12 Oak St"


@pytest.mark.parametrize(
    ("line", "box"),
    [
        ("Ana Reyes,(903) 555-0101,12 Oak St,Tyler,TX,75701,3/4/2024,1000", "unchanged"),
        ("Anna Reyes,(903) 555-0101,12 Oak St,Tyler,TX,75701,,", "review"),
        ("Tom Reyes,(903) 555-0101,12 Oak St,Tyler,TX,75701,,", "review"),
        ('"Reyes, Ana",(430) 555-0909,99 Far Rd,Waco,TX,76701,,', "review"),
        ("Zeb Young,(430) 555-0909,99 Far Rd,Waco,TX,76701,,", "new"),
    ],
    ids=["same, turned round", "similar", "household", "two people", "somebody else"],
)
def test_who_is_who(
    line: str, box: str, db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    table = preview(db, write_csv(HEADINGS, line, name="b.csv"))
    assert table.boxes[box] == 1


def test_a_question_can_be_answered(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    path = write_csv(HEADINGS, "Anna Reyes,(903) 555-0101,,,,,,", name="b.csv")
    assert preview(db, path, decisions={("b.csv", 2): "new"}).new["customers"] == 1
    assert preview(db, path, decisions={("b.csv", 2): 1}).new["customers"] == 0


def test_undo_is_refused_with_the_name_when_a_person_changed_a_record(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS, REYES, CRUZ)).batch_id
    db.execute(update(Customer).where(Customer.id == 2).values(notes="Called"))
    before = picture(db)
    with pytest.raises(importing.UndoRefusedError, match="customer Cruz, Bo was changed since"):
        importing.undo(db, batch)
    assert picture(db) == before


def test_undo_is_refused_when_later_work_belongs_to_a_record(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS, REYES)).batch_id
    db.add(Visit(customer_id=1, property_id=1, status="booked"))
    db.flush()
    with pytest.raises(importing.UndoRefusedError, match="customer Reyes, Ana has a later visit"):
        importing.undo(db, batch)


def test_undo_puts_changed_values_back(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    before = picture(db)
    changed = f"{HEADINGS},Gate,Sensor alarms\r\n{REYES.replace('1000', '1250')},4711,3"
    batch = bring_in(write_csv(changed, CRUZ + ",,", name="b.csv")).batch_id
    assert picture(db) != before
    result = importing.undo(db, batch)
    assert picture(db) == before
    assert {1} < result.touched
    with pytest.raises(UserError, match="undone already"):
        importing.undo(db, batch)


def test_a_column_nobody_knows_becomes_a_custom_field_or_is_left_out(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,City,Sensor alarms", "Ana Reyes,Tyler,2", "Bo Cruz,Tyler,4")
    bring_in(path, mappings={"list.csv": {"Sensor alarms": "leave_out"}})
    assert rows(db, "custom_fields") == []
    bring_in(path, mappings={"list.csv": {"Sensor alarms": "custom"}})
    assert rows(db, "custom_fields")[0]["type"] == "number"
    assert [v["number"] for v in rows(db, "custom_values")] == [2.0, 4.0]


def test_a_chosen_mapping_is_remembered_for_the_same_headings(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(
        write_csv("Who,Place", "Ana Reyes,Tyler"), mappings={"list.csv": {"Who": "display_name"}}
    )
    table = preview(db, write_csv("Place,Who", "Waco,Bo Cruz", name="b.csv"))
    assert table.new["customers"] == 1
    with pytest.raises(UserError, match="no saved mapping"):
        preview(db, write_csv("Who", "x y"), mapping_name="Unknown")


def test_rows_not_imported_leave_as_a_workbook_with_their_reason(
    db: Session, write_csv: WriteCsv, tmp_path: Path
) -> None:
    path = write_csv(HEADINGS, REYES, '"=2+5,,1 Elm St,Tyler,TX,75701,3/4/2024,1000')
    shown = importing.preview(db, [path], AS_OF)
    assert importing.problems_workbook(shown, tmp_path / "left.xlsx") == 1
    (sheet,) = openpyxl.load_workbook(tmp_path / "left.xlsx").worksheets
    heading, row = sheet.iter_rows(values_only=True)
    assert heading[-1] == "Reason"
    assert str(row[0]).startswith("=2+5")
    assert "never closed" in str(row[-1])
    assert sheet["A2"].data_type == "s"


def test_the_history_keeps_raw_rows_and_reasons(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS, REYES, "", "TOTAL,,,,,,,1000")).batch_id
    (entry,) = importing.history(db)
    assert (entry.batch_id, entry.files, entry.new["customers"]) == (batch, ("list.csv",), 1)
    reasons = [row.reason for row in importing.stored_rows(db, batch, "left_out")]
    assert reasons == ["Heading", "Blank row", "Total"]


def test_a_cancelled_import_stops_at_a_checkpoint(db: Session, write_csv: WriteCsv) -> None:
    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        importing.preview(db, [write_csv(HEADINGS, REYES)], AS_OF, None, stop)


def test_shifted_columns_stop_before_anything_is_written(db: Session, write_csv: WriteCsv) -> None:
    lines = [f"Ann {n},12 Oak St,903-555-010{n},Tyler" for n in range(5)]
    with pytest.raises(importing.ImportFileError, match="look like phone numbers"):
        preview(db, write_csv("Customer,Phone,Address,City", *lines))


def test_a_needed_column_that_is_missing_is_named(db: Session, write_csv: WriteCsv) -> None:
    path = write_csv("Transaction List by Customer", ",Date,Transaction type,Num,Memo", "Nell,,,,")
    with pytest.raises(importing.ImportFileError, match="column Amount is missing"):
        preview(db, path)


def test_all_visible_sheets_with_customers_are_read(db: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("QuickBooks Desktop Export Tips").append(["Tips", "Customer"])
    for name in ("North", "South"):
        sheet = book.create_sheet(name)
        sheet.append(["Customer", "City", "Zip"])
        sheet.append([f"{name} Reyes", "Tyler", 75701])
    book.save(tmp_path / "two.xlsx")
    shown = importing.preview(db, [tmp_path / "two.xlsx"], AS_OF)
    assert [(t.sheet, t.new["customers"]) for t in shown.tables] == [("North", 1), ("South", 1)]


def test_a_workbook_shows_zip_formats_formulas_and_hidden_rows(db: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Customer", "Zip", "Tank gallons", "Last pumped"])
    sheet.append(["Ann Reyes", 3301, "=750*2", date(2024, 3, 4)])
    sheet.append(["Bo Cruz", "75701", "=(500)", 45355])
    sheet["B2"].number_format = "00000"
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "odd.xlsx")
    table = preview(db, tmp_path / "odd.xlsx")
    (problem,) = table.problems
    assert (problem.row, problem.column) == (2, "C (Tank gallons)")
    assert any("1 hidden row was read too (row 3)" in note for note in table.notes)
    assert table.boxes["new"] == 1


@pytest.mark.parametrize(
    ("heading", "target"),
    [("TANK GAL", "capacity_gal"), ("Phone#", "phone"), ("Client Name", "display_name"),
     ("911 Address", "site_line1"), ("Freq", "interval"), ("Gate code", "gate_code"),
     ("Surname", "last_name"), ("Zebra", "")],
)  # fmt: skip
def test_headings_are_understood(heading: str, target: str) -> None:
    assert best_target(heading)[0] == target
