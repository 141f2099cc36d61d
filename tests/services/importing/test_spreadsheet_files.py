"""Spreadsheets of other projects' tests, and bank downloads: values or the sentence."""

import time
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.headings.tables import read_grids
from tests.services.importing.conftest import AS_OF
from tests.services.importing.files_expected import (
    Expected,
    Refused,
    Rows,
    check_grids,
    names_in,
)

FOLDER = Path(__file__).parents[2] / "data" / "spreadsheets"
EXPECTED: dict[str, Expected] = {
    "date_1904.xlsx": Rows(
        {"Sheet1": 3},
        {(1, 0): date(2021, 1, 1), (1, 1): 15.0, (3, 0): timedelta(days=10, seconds=54610)},
    ),
    "password-protected.xlsx": Refused("remove the password (File › Info › Protect Workbook)"),
    "merged-cells.xlsx": Rows(
        {"Sheet1": 2}, {(1, 0): "Row Merge", (1, 1): "", (2, 0): "Column Merge"}
    ),
    "error-cells.xlsx": Rows(
        {"Feuil1": 7},
        {(1, 0): "#DIV/0!", (2, 0): "#NAME?", (7, 0): "#N/A"},
        {},
        ("1 hidden row was read too (row 20)",),
    ),
    "dates.ods": Rows(
        {"Sheet1": 4}, {(1, 0): date(2021, 1, 1), (4, 0): time_of_day(10, 10, 10, 123456)}
    ),
    "macro-workbook.xlsm": Rows(
        {"Sheet1": 1}, {(1, 0): "This is a macro workbook"}, {}, ("contains macros",)
    ),
    "doctype-in-relationships.xlsx": Refused("damaged or not complete"),
    "xor-encrypted.xls": Refused("protected by a password"),
}
BANK = {"stripe-one-transaction.ofx": Refused("bank statements and hold no customers")}
SECONDS = 30


@pytest.mark.parametrize("name", EXPECTED)
def test_a_spreadsheet_gives_its_values_or_its_sentence(name: str, db: Session) -> None:
    path, expected = FOLDER / name, EXPECTED[name]
    began = time.monotonic()
    if isinstance(expected, Refused):
        with pytest.raises(importing.ImportFileError) as refused:
            read_grids(path)
        assert expected.words in refused.value.message
    else:
        check_grids(read_grids(path), expected)
        for table in importing.preview(db, [path], AS_OF).tables:
            assert sum(table.boxes.values()) == table.rows_read
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("name", BANK)
def test_a_bank_file_says_what_to_export_instead(name: str, shared_data: Path) -> None:
    with pytest.raises(importing.ImportFileError) as refused:
        read_grids(shared_data / "quickbooks" / "other" / name)
    assert BANK[name].words in refused.value.message
    assert "Export Customer List" in refused.value.message


def test_no_file_is_missing_from_the_tables(shared_data: Path) -> None:
    assert names_in(FOLDER) == EXPECTED.keys()
    assert names_in(shared_data / "quickbooks" / "spreadsheets") == EXPECTED.keys()
    assert names_in(shared_data / "quickbooks" / "other") == BANK.keys()
