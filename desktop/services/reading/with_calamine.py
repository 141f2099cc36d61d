"""Sheets as calamine sees them: fast, but its Rust code may panic or abort."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from desktop.services.reading.plain import ROWS_AT_ONCE, Message, ReadError

SKIPPED_SHEETS = (
    "quickbooks desktop export tips",
    "quickbooks export tips",
    "about this list",  # the cover of our own Excel lists
)
_KEPT_ONCE = 20_000
_HARDLY = 0.5  # of the cells of a column are different


def read(data: bytes) -> Iterator[Message]:
    """Every visible sheet; the last message tells of those that are hidden.

    Raises:
        ReadError: protected, damaged, or a panic of the reader.
    """
    try:
        yield from _read(data)
    except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit):
        raise
    except BaseException as error:  # a panic of Rust code is no Exception
        raise ReadError(_case(error)) from error


def _case(error: BaseException) -> str:
    said = f"{type(error).__name__} {error}".lower()
    if any(word in said for word in ("password", "encrypt", "codepage")):
        return "password"
    return "panic" if "panic" in said else "damaged"


def _read(data: bytes) -> Iterator[Message]:
    import python_calamine as calamine  # noqa: PLC0415 - loaded only when a workbook is read

    hidden = []
    with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            if sheet.name.lower() in SKIPPED_SHEETS:
                continue
            if sheet.visible is not calamine.SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            yield ("sheet", sheet.name)
            yield from _parts(book.get_sheet_by_name(sheet.name))
    if hidden:
        yield ("hidden", tuple(hidden))


def _parts(sheet: Any) -> Iterator[Message]:
    """The rows of a sheet, some at a time: all at once the reader would hold up the window."""
    known: dict[str, str] = {}  # a text that is repeated is kept once
    unlike: frozenset[int] | None = None  # the columns that hardly repeat any
    left = sheet.start[1] if sheet.start else 0  # empty columns
    rows = sheet.iter_rows()
    while part := list(islice(rows, ROWS_AT_ONCE)):
        columns = [
            list(cells) if unlike and at in unlike else _shared(cells, known)
            for at, cells in enumerate(zip(*part, strict=True))
        ]
        unlike = _unlike(columns) if unlike is None else unlike
        yield ("columns", [[""] * len(part)] * left + columns) if columns else ("rows", part)


def _unlike(columns: list[list[Any]]) -> frozenset[int]:
    """The columns most of whose cells differ: it is not worth looking for one known."""
    return frozenset(
        at for at, cells in enumerate(columns) if len(set(cells)) > _HARDLY * len(cells)
    )


def _shared(cells: tuple[Any, ...], known: dict[str, str]) -> list[Any]:
    """The cells of a column, its texts kept once: a whole column of texts in one call."""
    keep = known.setdefault if len(known) < _KEPT_ONCE else known.get
    if set(map(type, cells)) == {str}:
        return list(map(keep, cells, cells))
    return [keep(cell, cell) if type(cell) is str else cell for cell in cells]
