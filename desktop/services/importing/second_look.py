"""What calamine hides in a workbook, seen with openpyxl: formulas, errors, formats, hidden rows."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile

from desktop.services.importing.kinds import Row
from desktop.services.importing.messages import unusable

_CONSTANT = re.compile(r"^=\(?(-?\d+(?:\.\d+)?)\)?$")
_CELL_SUM = re.compile(r"^=\(?[A-Z]{1,3}\d+\)?(?:\+\(?[A-Z]{1,3}\d+\)?)*$")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_ZEROS = re.compile(r"^0{2,}$")
_GAP = 1_000  # rows of emptiness after which values no longer belong to the block above
_DROPPED = "Values far away from the table were left out; only the block at the top was read."


class Finding(NamedTuple):
    """What the second look found in one sheet: better cells by (row, place), and notes."""

    cells: dict[tuple[int, int], Any]
    notes: tuple[str, ...]


class ErrorCell(str):
    """A formula that failed, or one that has no saved value; it never reads as a value."""

    __slots__ = ()


def look(data: bytes, sheets: list[str]) -> dict[str, Finding]:
    """Look again at the named sheets; a workbook openpyxl cannot open has no findings."""
    import openpyxl  # noqa: PLC0415 - loaded only for doubtful workbooks

    try:
        values = openpyxl.load_workbook(BytesIO(data), data_only=True)
        formulas = openpyxl.load_workbook(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError):
        return {}
    return {
        name: _look_at(values[name], formulas[name]) for name in sheets if name in values.sheetnames
    }


def _look_at(values: Any, formulas: Any) -> Finding:
    cells: dict[tuple[int, int], Any] = {}
    for row in formulas.iter_rows():
        for cell in row:
            better = _better(cell, values, formulas)
            if better is not None:
                cells[cell.row, cell.column - 1] = better
    return Finding(cells, _hidden_notes(formulas))


def _better(cell: Any, values: Any, formulas: Any) -> Any:
    """What stands in this cell when calamine would say it wrong; None when it is fine."""
    if cell.data_type == "e":
        return ErrorCell(cell.value)
    if isinstance(cell.value, int) and _ZEROS.match(cell.number_format or ""):
        return str(cell.value).zfill(len(cell.number_format))
    if cell.data_type != "f":
        return None
    saved = values.cell(cell.row, cell.column)
    if saved.data_type == "e":
        return ErrorCell(saved.value)
    return _evaluate(str(cell.value), formulas) if saved.value is None else None


def _evaluate(formula: str, sheet: Any) -> Any:
    """A bare constant or a sum of cells; any other formula stays an unreadable cell."""
    compact = formula.replace(" ", "").replace("$", "").upper()
    constant = _CONSTANT.match(compact)
    if constant:
        return float(constant.group(1))
    if not _CELL_SUM.match(compact):
        return ErrorCell(formula)
    total = Decimal(0)
    for letters, row in _CELL.findall(compact):
        value = sheet[f"{letters}{row}"].value
        inner = _CONSTANT.match(str(value)) if isinstance(value, str) else None
        if inner:
            value = float(inner.group(1))
        if not isinstance(value, int | float):
            return ErrorCell(formula)
        total += Decimal(str(value))
    return float(total)


def _hidden_notes(sheet: Any) -> tuple[str, ...]:
    rows = sorted(number for number, row in sheet.row_dimensions.items() if row.hidden)
    columns = sorted(name for name, column in sheet.column_dimensions.items() if column.hidden)
    notes = []
    if rows:
        notes.append(_hidden_rows(rows))
    if columns:
        notes.append(f"Hidden columns were read too: {', '.join(columns)}.")
    return tuple(notes)


def _hidden_rows(rows: list[int]) -> str:
    if len(rows) == 1:
        return f"1 hidden row was read too (row {rows[0]})."
    return f"{len(rows)} hidden rows were read too (the first is row {rows[0]})."


def read_sparse(file: str, data: bytes) -> list[tuple[str, list[Row], tuple[str, ...]]]:
    """Read row by row a workbook whose values lie so far apart that a dense reader would die."""
    import openpyxl  # noqa: PLC0415 - loaded only for such workbooks

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        return [
            (sheet.title, _block(sheet), (_DROPPED,))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise unusable("damaged", file) from error


def _block(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        last = rows[-1].number if rows else 0
        if number - last > _GAP:
            break
        trimmed = _trimmed(cells)
        if trimmed:
            rows.extend(Row(blank, []) for blank in range(last + 1, number))
            rows.append(Row(number, trimmed))
    return rows


def _trimmed(cells: tuple[Any, ...]) -> list[Any]:
    """The cells up to the last one that stands near another."""
    kept, blanks = 0, 0
    for place, cell in enumerate(cells, start=1):
        blanks = blanks + 1 if cell in (None, "") else 0
        if blanks > 100:  # noqa: PLR2004 - a gap no hand-made table has
            break
        if not blanks:
            kept = place
    return ["" if cell is None else cell for cell in cells[:kept]]
