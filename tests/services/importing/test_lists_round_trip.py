"""Our own Excel list comes back: every column mapped by itself, nothing new, nothing changed."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desktop.models.database import Office, open_office
from desktop.services import facts, importing
from desktop.services.importing.headings import own_list
from desktop.services.office.sample import make_sample
from desktop.services.outreach import list_columns
from desktop.services.outreach.excel_list import write_excel
from desktop.services.segments.tree import Everyone
from tests.services.importing.conftest import AS_OF, NOW, rows


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with customers of every kind."""
    office = open_office(tmp_path_factory.mktemp("sample") / "sample.db")
    with office.writing.begin() as db:
        make_sample(db, 60, 6, 7, AS_OF)
        facts.refresh(db, AS_OF)
    yield office
    office.close()


@pytest.fixture(params=["the usual columns", "every column", "without the places"])
def exported(
    sample: Office, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """The list as the office exports it."""
    path = tmp_path_factory.mktemp("list") / "our customers.xlsx"
    with sample.reading() as db:
        keys = [column.key for column in list_columns.columns(db)]
        short = [key for key in keys if not key.startswith("site_")]
        chosen = {"the usual columns": None, "every column": keys}.get(request.param, short)
        write_excel(db, Everyone(), "Everyone", AS_OF, path, keys=chosen)
    return path


def test_our_own_list_brings_nothing_new_and_changes_nothing(
    sample: Office, exported: Path
) -> None:
    with sample.reading() as db:
        (table,) = importing.preview(db, [exported], AS_OF).tables
    boxes = {box: count for box, count in table.boxes.items() if count}
    assert boxes == {"unchanged": table.rows_read - 1, "left_out": 1}
    assert table.problems == []


def test_every_column_of_our_own_list_is_mapped_by_itself(sample: Office, exported: Path) -> None:
    with sample.reading() as db:
        (table,) = importing.preview(db, [exported], AS_OF).tables
    assert [c.heading for c in table.mapping.columns if c.score < 1] == []
    for column in table.mapping.columns:
        assert column.target == own_list.COLUMNS.get(column.heading, "custom")


def test_a_changed_cell_of_our_own_list_is_a_change(sample: Office, exported: Path) -> None:
    book = openpyxl.load_workbook(exported)
    sheet = book["List"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("Email") + 1).value = "new@example.com"
    book.save(exported)
    with sample.reading() as db:
        (table,) = importing.preview(db, [exported], AS_OF).tables
    (row,) = table.in_box("changed")
    assert [change.new for change in row.changes] == ["new@example.com"]


def test_our_own_list_fills_another_office(exported: Path, tmp_path: Path) -> None:
    office = open_office(tmp_path / "other.db")
    with office.writing.begin() as db:
        result = importing.import_files(db, [exported], AS_OF, NOW)
        table = result.preview.tables[0]
        assert table.boxes["new"] == table.rows_read - 1
        assert len(rows(db, "customers")) == table.rows_read - 1
        assert len(rows(db, "visits")) > 0
        again = importing.preview(db, [exported], AS_OF).boxes
        assert (again["new"], again["changed"]) == (0, 0)
    office.close()


def test_the_table_of_our_columns_is_that_of_the_export() -> None:
    assert list(own_list.COLUMNS) == [column.label for column in list_columns.COLUMNS]


@pytest.mark.parametrize(
    "headings",
    [
        ("Name", "Phone", "City"),
        ("Name", "Zone", "Sensor", "Pit", "Value"),
        ("Zone", "Services"),
        (),
    ],
)
def test_another_list_is_not_ours(headings: tuple[str, ...]) -> None:
    assert not own_list.is_own_list(headings)
