"""What Excel finds in a workbook of ours."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.models.errors import CancelledError, UserError
from desktop.services.outreach.workbook import Cover, Heading, Kind, write_workbook

HEADINGS = [
    Heading("Name", Kind.TEXT),
    Heading("ZIP", Kind.TEXT),
    Heading("Last service", Kind.DATE),
    Heading("Revenue", Kind.MONEY),
    Heading("Services", Kind.NUMBER),
    Heading("Texts", Kind.YES_NO),
]
COVER = Cover(
    "=Spring", (("Who is on it", "Everyone"), ("As of", date(2026, 6, 15)), ("Customers", 1))
)
REYES = ("Reyes, Ana", "07751", date(2024, 2, 29), 123456, 3, True)
FORMULAS = ["=1+1", '=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)", "#N/A", "#DIV/0!", "\t=1", "＝1"]


def written(path: Path, rows: Sequence[Sequence[Any]]) -> Any:
    write_workbook(path, "List", HEADINGS, rows, COVER, total=len(rows))
    return load_workbook(path)["List"]


def test_cells_keep_their_types(tmp_path: Path) -> None:
    sheet = written(tmp_path / "list.xlsx", [REYES])
    name, zip_code, served, revenue, services, texts = sheet[2]
    assert (name.value, zip_code.value, zip_code.data_type) == ("Reyes, Ana", "07751", "s")
    assert served.is_date
    assert served.number_format == "mm/dd/yyyy"
    assert (revenue.value, revenue.number_format) == (1234.56, "#,##0.00")
    assert (services.value, texts.value) == (3, "Yes")


def test_first_row_is_frozen_filtered_and_wide_enough(tmp_path: Path) -> None:
    long_name = "Our Lady of Guadalupe Catholic Church"
    sheet = written(tmp_path / "list.xlsx", [REYES, (long_name, *REYES[1:])])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width >= len(long_name)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    sheet = written(tmp_path / "list.xlsx", [(text, *REYES[1:])])
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == text


def test_blanks_are_empty_cells(tmp_path: Path) -> None:
    sheet = written(tmp_path / "list.xlsx", [(None,) * 6])
    assert [cell.value for cell in sheet[2]] == [None] * 6


def test_letters_that_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    sheet = written(tmp_path / "list.xlsx", [("Rey\x00es\x0b", *REYES[1:])])
    assert sheet["A2"].value == "Reyes"


def test_cover_tells_what_the_list_is(tmp_path: Path) -> None:
    written(tmp_path / "list.xlsx", [REYES])
    cover = load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert (cover["A1"].value, cover["A1"].data_type) == ("=Spring", "s")
    assert [cover.cell(row, 2).value for row in (3, 5)] == ["Everyone", 1]


def test_empty_list_has_headings(tmp_path: Path) -> None:
    sheet = written(tmp_path / "list.xlsx", [])
    assert [cell.value for cell in sheet[1]] == [heading.label for heading in HEADINGS]
    assert sheet.max_row == 1


def test_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("old")

    def cancel(*_: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        write_workbook(path, "List", HEADINGS, [REYES] * 600, COVER, total=600, checkpoint=cancel)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_more_rows_than_a_sheet_holds_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="1,048,575 rows"):
        write_workbook(tmp_path / "l.xlsx", "List", HEADINGS, [], COVER, total=1_048_576)
