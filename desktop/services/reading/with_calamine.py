"""Sheets as calamine sees them: fast, but its Rust code may panic or abort."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from desktop.services.reading.plain import Message, ReadError, in_parts

SKIPPED_SHEETS = (
    "quickbooks desktop export tips",
    "quickbooks export tips",
    "about this list",  # the cover of our own Excel lists
)
_KEPT_ONCE = 20_000


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
            yield from in_parts(_rows(book.get_sheet_by_name(sheet.name)))
    if hidden:
        yield ("hidden", tuple(hidden))


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet, one by one: all at once the reader would hold up the window."""
    known: dict[str, str] = {}  # a text that is repeated is kept once
    before = [""] * sheet.start[1] if sheet.start else []  # empty columns on the left
    for cells in sheet.iter_rows():
        keep = known.setdefault if len(known) < _KEPT_ONCE else known.get
        shared = [keep(cell, cell) if type(cell) is str else cell for cell in cells]
        yield before + shared if before else shared
