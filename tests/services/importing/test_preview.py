"""The preview: what it shows of every row, and what is understood anew when it is made again."""

import gc
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.cells.dates import DAY_FIRST
from desktop.services.importing.kinds import Problem
from desktop.services.pace import uncollected
from tests.services.importing.conftest import AS_OF, WriteCsv

LINES = ("Customer,City,Last pumped", "Ana Reyes,Tyler,3/4/2024")


@pytest.mark.parametrize(
    ("choice", "is_kept"),
    [
        ({"decisions": {("list.csv", 2): "new"}}, True),
        ({"mappings": {"list.csv": {"City": "leave_out"}}}, False),
        ({"date_orders": {"list.csv": DAY_FIRST}}, False),
    ],
    ids=["a question answered", "a column mapped otherwise", "another order of dates"],
)
def test_only_another_mapping_or_date_order_is_parsed_again(
    choice: dict[str, object],
    is_kept: bool,  # noqa: FBT001 - a case of the table above
    db: Session,
    write_csv: WriteCsv,
) -> None:
    first = importing.preview(db, [write_csv(*LINES)], AS_OF)
    options = importing.Options(**choice)  # type: ignore[arg-type]
    again = importing.preview_again(db, first.parsed, AS_OF, options)
    assert (again.parsed[0] is first.parsed[0]) == is_kept
    assert again.boxes["new"] == 1


def test_the_search_for_unused_cycles_runs_again_after_an_import() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        assert not gc.isenabled()
        _ = 1 / 0
    assert gc.isenabled()


def test_a_second_file_that_changes_a_new_customer_shows_old_and_new(
    db: Session, write_csv: WriteCsv
) -> None:
    first = write_csv("Customer,City,Tank gallons", "Ana Reyes,Tyler,", name="a.csv")
    second = write_csv("Customer,City", "Ana Reyes,Lindale", "Bo Cruz,Tyler", name="b.csv")
    shown = importing.preview(db, [first, second], AS_OF)
    assert (shown.boxes["new"], shown.boxes["changed"]) == (2, 1)
    (row,) = shown.tables[1].in_box("changed")
    assert ("Tyler", "Lindale") in [(change.old, change.new) for change in row.changes]
    assert shown.tables[1].changed["customers"] == 1


def test_a_quote_that_never_closes_is_refused_with_its_line(
    db: Session, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Customer,Street,City", "Ann,1 Oak,Tyler", '"Cal,3 Oak,Aiken', "Dee,4 Oak,Aiken"
    )
    shown = importing.preview(db, [path], AS_OF)
    (table,) = shown.tables
    assert (shown.boxes["new"], shown.boxes["refused"]) == (1, 1)
    (problem,) = table.problems
    assert problem.row == 3
    assert problem.message.startswith("Line 3: a quote that begins in this row is never closed")


def test_a_quote_inside_a_name_is_no_open_quote(db: Session, write_csv: WriteCsv) -> None:
    path = write_csv("Customer,Street,City", 'Big" Jim,1 Oak,Tyler', '"Cal","3 Oak\nrear",Aiken')
    assert importing.preview(db, [path], AS_OF).boxes["new"] == 2


def test_a_message_beside_its_row_and_column_repeats_neither() -> None:
    place = ("list.csv", None, 4, "B (Date)", "x")
    assert Problem(*place, "Row 4, column B (Date): 'x' is no date.").short == "'x' is no date."
    assert Problem(*place, "Row 4: value 'x' has no heading.").short == "Value 'x' has no heading."
    assert Problem(*place, "Two orders of dates.").short == "Two orders of dates."


def test_an_encrypted_workbook_that_is_cut_off_is_damaged_not_protected(
    db: Session, shared_data: Path, tmp_path: Path
) -> None:
    whole = shared_data / "quickbooks/spreadsheets/password-protected.xlsx"
    with pytest.raises(importing.ImportFileError, match="protected by a password"):
        importing.preview(db, [whole], AS_OF)
    (tmp_path / "cut.xlsx").write_bytes(whole.read_bytes()[:4096])
    with pytest.raises(importing.ImportFileError, match="is damaged"):
        importing.preview(db, [tmp_path / "cut.xlsx"], AS_OF)
