"""The mapping screen, changed by hand, and the questions about single rows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.imports import MappingProfile
from desktop.views.importing.column_line import ColumnLine
from desktop.views.importing.page import ImportPage
from tests.views.importing.hands import Settle, click, drop, key, write

LIST = """Scheduling list,,,,
,,,,
Wer,Adress,City,Phone,Dog
"Reyes, Ana",12 Oak St,Tyler,903-555-0101,Rex
"Boone, Earl",7 Elm St,Lindale,903-555-0102,
"Vance, Kay",3 Fir St,Tyler,903-555-0103,Tuck
"""


@pytest.fixture
def listed(page: ImportPage, settled: Settle, tmp_path: Path) -> Path:
    """A list whose headings nobody can guess, dropped on the page."""
    path = tmp_path / "scheduling.csv"
    path.write_text(LIST, encoding="utf-8")
    drop(page.start.drop, path)
    settled()
    return path


def line(page: ImportPage, place: int) -> ColumnLine:
    return page.review.columns.lines[place]


def choose(page: ImportPage, settled: Settle, place: int, typed: str) -> None:
    """Open the list of targets with the mouse, type, Enter."""
    click(line(page, place).target)
    picker = line(page, place).target.picker
    assert picker is not None
    write(picker.search, typed)
    key(picker.search, Qt.Key.Key_Return)
    settled()


@pytest.mark.usefixtures("listed")
def test_doubtful_columns_are_shown_first(page: ImportPage) -> None:
    assert page.review.tabs.current == "columns"
    marks = [shown.mark.words.text() for shown in page.review.columns.lines]
    assert marks == ["please check", "please check", "sure", "sure", "please check"]
    assert page.review.columns.about.text().startswith("No column holds the customer's name")
    assert not page.review.go.isEnabled()


@pytest.mark.usefixtures("listed")
def test_a_column_mapped_by_hand_is_previewed_at_once(page: ImportPage, settled: Settle) -> None:
    choose(page, settled, 0, "customer name")
    assert line(page, 0).mark.words.text() == "your choice"
    assert page.review.tiles.tiles["new"].count == 3
    assert page.review.tabs.current == "columns"
    assert page.review.go.text() == "Import 3 customers"


@pytest.mark.usefixtures("listed")
def test_columns_mapped_by_hand_are_imported_and_remembered(
    page: ImportPage, settled: Settle, office: Office
) -> None:
    choose(page, settled, 0, "customer name")
    choose(page, settled, 1, "mailing street")
    name = page.review.columns.name
    write(name, "Scheduling list")
    key(name, Qt.Key.Key_Return)
    click(page.review.go)
    settled()
    with office.reading() as db:
        assert set(db.scalars(select(Customer.line1))) == {"12 Oak St", "3 Fir St", "7 Elm St"}
        assert db.scalars(select(MappingProfile.name)).all() == ["Scheduling list"]


def test_a_remembered_mapping_is_used_the_next_time(
    page: ImportPage, settled: Settle, listed: Path
) -> None:
    choose(page, settled, 0, "customer name")
    click(page.review.go)
    settled()
    page.take_files([listed])
    settled()
    assert page.review.tiles.tiles["unchanged"].count == 3
    choose(page, settled, 1, "mailing street")
    assert page.review.tiles.tiles["changed"].count == 3


@pytest.mark.usefixtures("listed")
def test_another_row_can_hold_the_headings(page: ImportPage, settled: Settle) -> None:
    combo = page.review.columns.heading_row
    assert combo.currentText().startswith("Row 3: Wer · Adress")
    key(combo, Qt.Key.Key_Down)
    settled()
    assert page.review.columns.heading_row.currentText().startswith("Row 4: Reyes, Ana")
