"""Workbooks become grids: calamine reads the values, openpyxl looks twice where it must."""

from io import BytesIO
from typing import Any

from desktop.services.importing import second_look
from desktop.services.importing.gate import SheetHints, check_workbook
from desktop.services.importing.kinds import Grid, ImportFileError, Row
from desktop.services.importing.messages import unusable
from desktop.services.importing.recognise import FileKind

SKIPPED_SHEETS = (
    "quickbooks desktop export tips",
    "quickbooks export tips",
    "about this list",  # the cover of our own Excel lists
)
LOOK_TWICE_UP_TO = 20_000
_KEPT_ONCE = 20_000
_MACROS = "This workbook contains macros; only the values were read."
_UNCHECKED = "Formulas without a saved value could not be checked in a sheet this long."


def read_workbook(file: str, data: bytes, kind: FileKind, sha256: str = "") -> list[Grid]:
    """Every visible sheet with values.

    Raises:
        ImportFileError: refused by the gate, protected, damaged, or beyond the reader.
    """
    hints = SheetHints() if kind is FileKind.WORKBOOK_OLD else check_workbook(file, data)
    if hints.is_sparse:
        sheets = second_look.read_sparse(file, data)
        grids = [Grid(file, name, rows, notes) for name, rows, notes in sheets]
    else:
        grids = _read_with_calamine(file, data)
    if hints.needs_second_look and not hints.is_sparse and kind is FileKind.WORKBOOK_XML:
        grids = _looked_at_twice(file, data, grids)
    notes = (_MACROS,) if hints.has_macros else ()
    found = [
        Grid(file, g.sheet, g.rows, g.notes + notes, hints.date_1904, sha256)
        for g in grids
        if any(any(cell not in ("", None) for cell in row.cells) for row in g.rows)
    ]
    if not found:
        raise unusable("no_sheet", file)
    return found


def _read_with_calamine(file: str, data: bytes) -> list[Grid]:
    """Read with calamine; a panic of its Rust code is a BaseException and is contained here."""
    try:
        return _calamine_grids(file, data)
    except (KeyboardInterrupt, SystemExit, MemoryError, ImportFileError):
        raise
    except BaseException as error:
        raise _reader_error(file, error) from error


def _reader_error(file: str, error: BaseException) -> ImportFileError:
    said = f"{type(error).__name__} {error}".lower()
    if any(word in said for word in ("password", "encrypt", "codepage")):
        return unusable("password", file)
    return unusable("panic" if "panic" in said else "damaged", file)


def _calamine_grids(file: str, data: bytes) -> list[Grid]:
    import python_calamine as calamine  # noqa: PLC0415 - loaded only when a workbook is read

    grids = []
    with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for sheet in book.sheets_metadata:
            visible = sheet.visible is calamine.SheetVisibleEnum.Visible
            is_sheet = sheet.typ is calamine.SheetTypeEnum.WorkSheet
            if not visible or not is_sheet or sheet.name.lower() in SKIPPED_SHEETS:
                continue
            grids.append(Grid(file, sheet.name, _rows(book.get_sheet_by_name(sheet.name))))
    return grids


def _rows(sheet: Any) -> list[Row]:
    """The rows of a sheet, one by one: all at once the reader would hold up the window."""
    known: dict[str, str] = {}  # a text that is repeated is kept once
    before = [""] * sheet.start[1] if sheet.start else []  # empty columns on the left
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        keep = known.setdefault if len(known) < _KEPT_ONCE else known.get
        shared = [keep(cell, cell) if type(cell) is str else cell for cell in cells]
        rows.append(Row(number, before + shared if before else shared))
    return rows


def _looked_at_twice(file: str, data: bytes, grids: list[Grid]) -> list[Grid]:
    """Put in what calamine hides: formulas without value, error cells, `00000` formats."""
    short = [g.sheet for g in grids if len(g.rows) <= LOOK_TWICE_UP_TO]
    findings = second_look.look(data, [sheet for sheet in short if sheet])
    result = []
    for grid in grids:
        found = findings.get(grid.sheet or "")
        if found is None:
            note = (_UNCHECKED,) if grid.sheet not in short else ()
            result.append(Grid(file, grid.sheet, grid.rows, grid.notes + note))
            continue
        rows = [Row(r.number, _patched(r, found.cells)) for r in grid.rows]
        result.append(Grid(file, grid.sheet, rows, grid.notes + found.notes))
    return result


def _patched(row: Row, cells: dict[tuple[int, int], Any]) -> list[Any]:
    return [cells.get((row.number, place), cell) for place, cell in enumerate(row.cells)]
