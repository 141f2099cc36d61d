"""Old .xls workbooks with xlrd: a second opinion, and what calamine hides in them."""

import io
import re
from collections.abc import Iterator
from typing import Any

from desktop.services.reading.plain import ErrorCell, Message, ReadError, in_parts
from desktop.services.reading.with_calamine import SKIPPED_SHEETS

LOOK_UP_TO = 20_000
_ZEROS = re.compile(r"^0{2,}$")


def read(data: bytes) -> Iterator[Message]:
    """Every visible sheet of an old workbook.

    Raises:
        ReadError: protected or damaged.
    """
    book = _open(data)
    hidden = []
    for sheet in book.sheets():
        if sheet.name.lower() in SKIPPED_SHEETS:
            continue
        if sheet.visibility:
            hidden.append(sheet.name)
            continue
        yield ("sheet", sheet.name)
        rows = (_row(book, sheet, row) for row in range(sheet.nrows))
        yield from in_parts(rows, "mixed_rows")
        yield ("unseen", sheet.name, *_hidden(sheet))
    if hidden:
        yield ("hidden", tuple(hidden))
    if book.datemode:
        yield ("date_1904",)


def look(data: bytes) -> Iterator[Message]:
    """Formula errors, numbers shown with leading zeros, hidden rows; nothing when unreadable."""
    try:
        book = _open(data)
    except ReadError:
        return
    for sheet in book.sheets():
        if sheet.nrows > LOOK_UP_TO:
            continue
        cells = {
            (row + 1, place): better
            for row in range(sheet.nrows)
            for place, cell in enumerate(sheet.row(row))
            if (better := _better(book, cell)) is not None
        }
        yield ("better", sheet.name, cells)
        yield ("unseen", sheet.name, *_hidden(sheet))
    if book.datemode:
        yield ("date_1904",)


def _open(data: bytes) -> Any:
    """The workbook; whatever xlrd stumbles over in a damaged one is one kind of trouble."""
    import xlrd  # noqa: PLC0415 - loaded only for old workbooks

    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except MemoryError:
        raise
    except Exception as error:
        raise ReadError("password" if "encrypted" in str(error) else "damaged") from error


def _hidden(sheet: Any) -> tuple[list[int], list[int]]:
    rows = [number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden]
    columns = [place for place, column in sheet.colinfo_map.items() if column.hidden]
    return sorted(rows), sorted(columns)


def _row(book: Any, sheet: Any, row: int) -> list[Any]:
    return [_value(book, cell) for cell in sheet.row(row)]


def _value(book: Any, cell: Any) -> Any:
    """A cell as a plain value; a number that is shown as a day is that day."""
    import xlrd  # noqa: PLC0415

    better = _better(book, cell)
    if better is not None:
        return better
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value


def _better(book: Any, cell: Any) -> Any:
    """What stands in this cell when calamine would say it wrong; None when it is fine."""
    import xlrd  # noqa: PLC0415

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    if cell.ctype != xlrd.XL_CELL_NUMBER or not float(cell.value).is_integer():
        return None
    style = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    shown = style.format_str if style else ""
    return str(int(cell.value)).zfill(len(shown)) if _ZEROS.match(shown) else None
