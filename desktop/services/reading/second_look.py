"""What calamine hides in a workbook, seen with openpyxl: formulas, errors, formats, hidden rows."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from desktop.services.reading.formulas import evaluate
from desktop.services.reading.plain import ErrorCell, Message, in_parts

_ZEROS = re.compile(r"^0{2,}$")
_MERGES = re.compile(rb"<(\w+:)?mergeCells\b.*?</(\w+:)?mergeCells>", re.DOTALL)
_LAST_COLUMN = 16_384
_GAP = 1_000  # rows of emptiness after which values no longer belong to the block above
_WIDE_GAP = 100  # columns of emptiness that no hand-made table has


def look(data: bytes, sheets: list[str], *, ignore_merges: bool = False) -> Iterator[Message]:
    """Better cells of the named sheets, and which rows and columns are hidden."""
    import openpyxl  # noqa: PLC0415 - loaded only for doubtful workbooks

    data = _without_merges(data) if ignore_merges else data
    values = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(BytesIO(data), keep_links=False)
    for name in sheets:
        if name in values.sheetnames:
            yield ("better", name, _better_cells(values[name], formulas[name]))
            yield ("unseen", name, *_hidden(formulas[name]))


def _without_merges(data: bytes) -> bytes:
    """The workbook without merged areas; openpyxl would make a cell for each place in them."""
    lean = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(lean, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, _MERGES.sub(b"", old.read(part)))
    return lean.getvalue()


def _better_cells(values: Any, formulas: Any) -> dict[tuple[int, int], Any]:
    cells: dict[tuple[int, int], Any] = {}
    for row in formulas.iter_rows():
        for cell in row:
            better = _better(cell, values, formulas)
            if better is not None:
                cells[cell.row, cell.column - 1] = better
    return cells


def _better(cell: Any, values: Any, formulas: Any) -> Any:
    """What stands in this cell when calamine would say it wrong; None when it is fine."""
    if cell.data_type == "e":
        return ErrorCell(cell.value)
    if _is_zero_filled(cell):
        return str(int(cell.value)).zfill(len(cell.number_format))
    if cell.data_type != "f":
        return None
    saved = values.cell(cell.row, cell.column)
    if saved.data_type == "e":
        return ErrorCell(saved.value)
    if saved.value is not None or saved.data_type == "str":  # an empty text is a value too
        return None
    return evaluate(cell, values, formulas)


def _is_zero_filled(cell: Any) -> bool:
    """Whether a whole number is shown with zeros in front of it, as ZIP codes are."""
    return (
        isinstance(cell.value, int | float)
        and not isinstance(cell.value, bool)
        and float(cell.value).is_integer()
        and bool(_ZEROS.match(cell.number_format or ""))
    )


def _hidden(sheet: Any) -> tuple[list[int], list[int]]:
    """The hidden rows as numbered on screen, and the hidden columns, 0 being A."""
    rows = sorted(number for number, row in sheet.row_dimensions.items() if row.hidden)
    columns = {
        place - 1
        for column in sheet.column_dimensions.values()
        if column.hidden
        for place in range(column.min or 1, min(column.max or 1, _LAST_COLUMN) + 1)
        if place <= sheet.max_column
    }
    return rows, sorted(columns)


def read_sparse(data: bytes) -> Iterator[Message]:
    """Read row by row a workbook whose values lie so far apart that a dense reader would die."""
    import openpyxl  # noqa: PLC0415 - loaded only for such workbooks

    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield ("sheet", sheet.title)
            yield from in_parts(_block(sheet))
    hidden = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible")
    if hidden:
        yield ("hidden", hidden)


def _block(sheet: Any) -> Iterator[list[Any]]:
    """The rows of the block at the top; what stands far away from it is dropped."""
    sheet.reset_dimensions()
    last = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number - last > _GAP:
            break
        trimmed = _trimmed(cells)
        if trimmed:
            yield from ([] for _ in range(last + 1, number))
            yield trimmed
            last = number


def _trimmed(cells: tuple[Any, ...]) -> list[Any]:
    """The cells up to the last one that stands near another."""
    kept, blanks = 0, 0
    for place, cell in enumerate(cells, start=1):
        blanks = blanks + 1 if cell in (None, "") else 0
        if blanks > _WIDE_GAP:
            break
        if not blanks:
            kept = place
    return ["" if cell is None else cell for cell in cells[:kept]]
