"""What the review screen offers: sheets, heading rows, room in a low window, what is new."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.views.importing.columns import NO_HEADINGS
from desktop.views.importing.lines import happens
from desktop.views.importing.page import ImportPage
from desktop.views.importing.tabs import Tabs
from tests.views.importing.hands import LAYOUTS, Settle, click, drop, key

LOW, HIGH = (830, 660), (1080, 760)  # the page in windows of 1024x700 and 1280x800


def test_only_the_panel_in_front_says_how_low_the_window_may_be(qtbot: QtBot) -> None:
    tabs, tall = Tabs("Parts"), QWidget()
    qtbot.addWidget(tabs)
    inside = QWidget()
    inside.setMinimumHeight(900)
    QVBoxLayout(tall).addWidget(inside)
    tabs.add("low", "Low", QWidget())
    tabs.add("tall", "Tall", tall)
    assert tabs.minimumSizeHint().height() < 900
    tabs.open("tall")
    assert tabs.minimumSizeHint().height() >= 900


@pytest.fixture
def two_sheets(page: ImportPage, settled: Settle, tmp_path: Path) -> ImportPage:
    book = openpyxl.Workbook()
    newer = book.worksheets[0]
    newer.title = "2026"
    newer.append(["Customer", "Phone"])
    newer.append(["Ann Abbott", "903-555-1000"])
    older = book.create_sheet("2019")
    older.append(["Customer", "Phone"])
    older.append(["Zed Zimmer", "903-555-1001"])
    book.save(tmp_path / "two.xlsx")
    drop(page.start.drop, tmp_path / "two.xlsx")
    settled()
    return page


def test_several_sheets_are_asked_about_before_anything_is_imported(
    two_sheets: ImportPage, settled: Settle, office: Office
) -> None:
    review = two_sheets.review
    assert review.tabs.current == "sheets"
    assert review.go.text() == "Choose the sheets first"
    review.tabs.open("rows")
    click(review.go)
    settled()
    assert review.tabs.current == "sheets"
    with office.reading() as db:
        assert not db.scalars(select(Customer.id)).all()


def test_a_sheet_that_is_left_out_is_not_imported(
    two_sheets: ImportPage, settled: Settle, office: Office
) -> None:
    sheets = two_sheets.review.sheets
    box = sheets.boxes["two.xlsx|2019"]
    click(box, QPoint(8, box.height() // 2))
    settled()
    assert sheets.boxes["two.xlsx|2019"].isChecked()
    click(sheets.right)
    assert two_sheets.review.go.text() == "Import 1 customer"
    click(two_sheets.review.go)
    settled()
    with office.reading() as db:
        assert db.scalars(select(Customer.display_name)).all() == ["Ann Abbott"]


def test_a_list_without_headings_keeps_its_first_customer(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Bob Smith,12 Elm St\nAnn Roe,13 Elm St\n", encoding="utf-8")
    drop(page.start.drop, path)
    settled()
    columns = page.review.columns
    page.review.tabs.open("columns")
    assert columns.heading_row.isVisible()
    key(columns.heading_row, Qt.Key.Key_Home)
    settled()
    assert columns.heading_row.currentText() == NO_HEADINGS
    assert page.review.shown is not None
    names = [line.result.what for line in page.review.shown.lines["new"]]
    assert names == ["Bob Smith", "Ann Roe"]


def test_where_no_headings_were_found_a_row_can_be_chosen(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("12,34\n56,78\n", encoding="utf-8")
    drop(page.start.drop, path)
    settled()
    page.review.tabs.open("columns")
    assert page.review.columns.heading_row.isVisible()


@pytest.mark.parametrize(("size", "has_boxes"), [(LOW, False), (HIGH, True)])
def test_a_question_has_the_room_of_the_boxes_in_a_low_window(
    page: ImportPage, settled: Settle, tmp_path: Path, size: tuple[int, int], *, has_boxes: bool
) -> None:
    path = tmp_path / "twice.csv"
    same = "5 Pine,Athens,TX,75751,903-555-0300"
    path.write_text(
        f"Name,Address,City,State,Zip,Phone\nBob Evans,{same}\nRobert Evans,{same}\n",
        encoding="utf-8",
    )
    page.resize(*size)
    drop(page.start.drop, path)
    settled()
    review = page.review
    review.tabs.open("questions")
    settled()
    assert (review.tiles.isVisible(), review.files.isVisible()) == (has_boxes, has_boxes)
    assert (page.width(), page.height()) == size
    same_button = review.questions.heads[0].same
    assert same_button.visibleRegion().boundingRect().height() == same_button.height()
    review.tabs.open("rows")
    assert review.tiles.isVisible()


def test_a_file_of_no_use_is_told_about_without_boxes_of_zeros(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    drop(page.start.drop, path)
    settled()
    review = page.review
    assert review.unusable.isVisible()
    assert "broken.xlsx" in review.unusable.text.text()
    assert not any(part.isVisible() for part in (review.tiles, review.tabs, review.go))


def test_a_new_row_shows_phone_address_and_tank(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "one.csv"
    path.write_text(
        "Name,Phone,Address,City,State,Zip,Tank size\n"
        "Nell Abbott,903-555-0101,1 Oak St,Tyler,TX,75701,1000\n",
        encoding="utf-8",
    )
    drop(page.start.drop, path)
    settled()
    assert page.review.shown is not None
    said = happens(page.review.shown.lines["new"][0])
    assert said.startswith("(903) 555-0101 · 1 Oak St, Tyler · 1,000 gal tank")


def test_a_new_sale_shows_its_day_and_amount(
    page: ImportPage, settled: Settle, shared_data: Path
) -> None:
    drop(page.start.drop, shared_data / LAYOUTS / "qbo-invoice-list-by-date.csv")
    settled()
    assert page.review.shown is not None
    said = [happens(line) for line in page.review.shown.lines["new"]]
    assert [one.rpartition(" · ")[0] for one in said] == [
        "Mar 4, 2025 · $390.00",
        "Apr 2, 2025 · $1,240.00",
    ]


def test_the_columns_are_drawn_at_first_sight(
    page: ImportPage, settled: Settle, shared_data: Path
) -> None:
    drop(page.start.drop, shared_data / "quickbooks/iif/qbd-enterprise34-all-lists.IIF")
    settled()
    page.review.tabs.open("columns")
    tall = page.review.columns.fontMetrics().height()
    assert all(line.isVisible() and line.height() > tall for line in page.review.columns.lines)
