"""Writes a list as an Excel workbook: a cover sheet and one sheet of rows.

openpyxl's write-only mode, with plain values wherever Excel reads them right without a style, and
one styled cell per column, filled again for every row, for dates, amounts and doubtful texts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import chain, islice
from pathlib import Path
from typing import Any

from desktop.models.errors import UserError
from desktop.services.safekeeping.files import replacing

ROWS_OF_A_SHEET = 1_048_576
ROWS_MEASURED = 500  # for the column widths
WIDTHS = (6, 60)
CHECK_EVERY = 500


class Kind(Enum):
    """What Excel must see a cell as; the value is its number format."""

    TEXT = "@"
    NUMBER = "#,##0"
    DATE = "mm/dd/yyyy"
    MONEY = "#,##0.00"
    YES_NO = "General"


@dataclass(frozen=True)
class Heading:
    """One column of the sheet."""

    label: str
    kind: Kind


@dataclass(frozen=True)
class Cover:
    """What the first sheet says about the list: a title and lines of (what, value)."""

    title: str
    lines: tuple[tuple[str, str | int | date], ...]


def write_workbook(
    path: Path,
    sheet_name: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Any]],
    cover: Cover,
    *,
    total: int,
    checkpoint: Callable[[int, int], None] | None = None,
) -> int:
    """Write the workbook and move it into place; returns the number of rows.

    Money comes as whole cents and leaves as dollars. Texts can never become formulas.

    Raises:
        UserError: more rows than a sheet can hold, or the file cannot be written.
    """
    if total >= ROWS_OF_A_SHEET:
        raise UserError(
            f"An Excel sheet holds {ROWS_OF_A_SHEET - 1:,} rows and this list has {total:,};"
            " narrow the list and export it in parts."
        )
    from openpyxl import Workbook  # noqa: PLC0415 - loads slowly

    book = Workbook(write_only=True)
    try:
        _write_cover(book, cover)
        written = _write_list(book.create_sheet(sheet_name), headings, rows, total, checkpoint)
        book.active = 1  # it opens on the list; the cover stands before it
        with replacing(path) as temporary:
            book.save(temporary)
    except BaseException:
        _throw_away(book)
        raise
    return written


def _write_list(
    sheet: Any,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Any]],
    total: int,
    checkpoint: Callable[[int, int], None] | None,
) -> int:
    waiting = iter(rows)
    measured = list(islice(waiting, ROWS_MEASURED))
    _shape(sheet, headings, measured, total)
    _write_headings(sheet, headings)
    written = 0
    for written, cells in enumerate(_cells(sheet, headings, chain(measured, waiting)), 1):
        sheet.append(cells)
        if checkpoint and written % CHECK_EVERY == 0:
            checkpoint(written, total)
    return written


def _throw_away(book: Any) -> None:
    """Remove the temporary files in which openpyxl keeps the rows of an unfinished workbook."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()
        writer = sheet._writer  # noqa: SLF001 - there is no public way to its temporary file
        Path(writer.out).unlink(missing_ok=True)


def _write_cover(book: Any, cover: Cover) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet = book.create_sheet("About this list")
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 90
    title = WriteOnlyCell(sheet, _text(cover.title))
    title.data_type = "s"
    title.font = Font(bold=True, size=16)
    sheet.append([title])
    sheet.append([])
    for what, value in cover.lines:
        cell = WriteOnlyCell(sheet)
        cell.value = _text(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, date):
            cell.number_format = Kind.DATE.value
        else:
            cell.number_format = Kind.NUMBER.value
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        label = WriteOnlyCell(sheet, what)
        label.font = Font(bold=True)
        label.alignment = Alignment(vertical="top")
        sheet.append([label, cell])


def _shape(
    sheet: Any, headings: Sequence[Heading], measured: Sequence[Sequence[Any]], total: int
) -> None:
    """Frozen first row, filter and widths; write-only sheets want all this before the rows."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "A2"
    last = get_column_letter(max(len(headings), 1))
    sheet.auto_filter.ref = f"A1:{last}{total + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for place, heading in enumerate(headings):
        longest = max(
            (_shown_length(row[place], heading.kind) for row in measured if row[place] is not None),
            default=0,
        )
        width = max(len(heading.label) + 4, longest + 2)  # room for the filter button
        column = sheet.column_dimensions[get_column_letter(place + 1)]
        column.width = min(max(width, WIDTHS[0]), WIDTHS[1])


def _shown_length(value: Any, kind: Kind) -> int:
    if kind is Kind.DATE:
        return 10
    if kind is Kind.MONEY:
        return len(f"{value / 100:,.2f}")
    return max((len(line) for line in str(value).splitlines()), default=0)


def _write_headings(sheet: Any, headings: Sequence[Heading]) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    cells = []
    for heading in headings:
        cell = WriteOnlyCell(sheet, _text(heading.label))
        cell.data_type = "s"
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cells.append(cell)
    sheet.append(cells)


def _cells(
    sheet: Any, headings: Sequence[Heading], rows: Iterable[Sequence[Any]]
) -> Iterator[list[Any]]:
    """The cells of each row; the same cell objects come back filled anew."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    fillers = []
    for heading in headings:
        cell = WriteOnlyCell(sheet)
        cell.number_format = heading.kind.value
        fillers.append((cell, _FILL[heading.kind]))
    for row in rows:
        yield [
            None if value is None else fill(cell, value)
            for (cell, fill), value in zip(fillers, row, strict=True)
        ]


def _fill_text(cell: Any, value: Any) -> Any:
    text = _text(value)
    if not text.startswith(_GUESSED):
        return text
    cell.value = text
    cell.data_type = "s"  # otherwise a name that begins with "=" would run as a formula
    return cell


def _fill_number(_cell: Any, value: Any) -> Any:
    return value


def _fill_money(cell: Any, value: int) -> Any:
    cell.value = Decimal(value).scaleb(-2)
    return cell


def _fill_date(cell: Any, value: date) -> Any:
    cell.value = value
    cell.number_format = Kind.DATE.value  # setting a date resets the format
    return cell


def _fill_yes_no(_cell: Any, value: object) -> Any:
    return "Yes" if value else "No"


_GUESSED = ("=", "#")  # what openpyxl would take for a formula or an error value
_FILL: dict[Kind, Callable[[Any, Any], Any]] = {
    Kind.TEXT: _fill_text,
    Kind.NUMBER: _fill_number,
    Kind.MONEY: _fill_money,
    Kind.DATE: _fill_date,
    Kind.YES_NO: _fill_yes_no,
}


def _text(value: Any) -> str:
    """The text without the control characters that a workbook cannot hold."""
    text = str(value)
    return text if text.isprintable() else text.translate(_CONTROLS)


_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {
    0xFFFE: None,
    0xFFFF: None,
}
