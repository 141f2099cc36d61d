"""Files that cannot be used, values that cannot be read: one clear sentence, the rest goes on."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import QMimeData, Qt, QUrl

from desktop.views.importing.page import ImportPage
from desktop.views.importing.past_rows import PastRows
from tests.views.importing.hands import LAYOUTS, Heard, Settle, click, drop, drop_mime


def workbook(path: Path, rows: int, bad_row: int, bad: str = "#REF!") -> Path:
    """A customer list with one day that is none: a failed formula refuses its row."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Customers")
    sheet.append(["Customer", "Address", "City", "ZIP", "Last pumped"])
    for row in range(2, rows + 1):
        day = bad if row == bad_row else "04/01/2024"
        sheet.append([f"Person {row}", f"{row} Oak St", "Tyler", "75701", day])
    book.save(path)
    return path


def test_a_wrong_date_is_shown_with_its_place(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    drop(
        page.start.drop, workbook(tmp_path / "customers.xlsx", 5000, bad_row=4812, bad="02/30/2024")
    )
    settled()
    model = page.review.problems.model
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    where = "customers.xlsx › Customers"
    assert cells[:1] + cells[2:] == ["4,812", "02/30/2024", "E (Last pumped)", where]
    assert cells[1].startswith("'02/30/2024' is not a day of the calendar")
    assert page.review.tiles.tiles["refused"].count == 0
    assert page.review.tiles.tiles["new"].count == 4999


def test_a_damaged_file_says_what_to_do_and_the_others_go_on(
    page: ImportPage, settled: Settle, tmp_path: Path, shared_data: Path
) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04 not a workbook")
    drop(page.start.drop, damaged, shared_data / LAYOUTS / "qbo-customer-contact-list.csv")
    settled()
    troubles = [card.line.trouble for card in page.review.files.cards]
    assert troubles[0].startswith("damaged.xlsx is damaged or not complete. Try opening it")
    assert troubles[1] == ""
    assert page.review.go.text() == "Import 3 customers"
    click(page.review.go)
    settled()
    assert page.result.unused.text().startswith("1 file could not be used. damaged.xlsx is damaged")


def test_a_single_bad_file_leaves_nothing_to_import(
    page: ImportPage, settled: Settle, shared_data: Path, heard: Heard
) -> None:
    drop(page.start.drop, shared_data / "quickbooks/spreadsheets/password-protected.xlsx")
    settled()
    assert "protected by a password" in page.review.files.cards[0].line.trouble
    assert not page.review.go.isEnabled()
    assert heard.errors == []


def test_rows_not_imported_are_saved_with_their_reason(
    page: ImportPage,
    settled: Settle,
    tmp_path: Path,
    dialog: list[Path],
    heard: Heard,
) -> None:
    drop(page.start.drop, workbook(tmp_path / "customers.xlsx", 10, bad_row=4))
    settled()
    dialog[:] = [tmp_path / "again.xlsx"]
    click(page.review.save)
    settled()
    sheet = openpyxl.load_workbook(tmp_path / "again.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][-1] == "Reason"
    assert sheet.max_row == 2
    assert heard.notes == ["Saved 1 row with the reasons in again.xlsx."]


def test_refused_rows_are_listed_after_the_import_and_in_the_history(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    drop(page.start.drop, workbook(tmp_path / "customers.xlsx", 10, bad_row=4))
    settled()
    click(page.review.go)
    settled()
    click(page.result.tiles.tiles["refused"])
    model = page.result.rows.model
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["Refused"]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "What happened"
    click(page.result.tiles.tiles["left_out"])
    assert model.rowCount() == 1
    click(page.result.steps["again"])
    click(page.start.history.cards[0].rows)
    settled()
    dialog = page.dialogs.open
    assert isinstance(dialog, PastRows)
    assert dialog.rows.model.index(0, 0).data() == "4"
    dialog.reject()


def test_only_files_of_this_computer_are_taken(page: ImportPage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/customers.xlsx")])
    drop_mime(page.start.drop, mime)
    assert page.screen_shown is page.start
