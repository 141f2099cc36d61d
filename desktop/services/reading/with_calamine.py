"""Sheets as calamine sees them: fast, but its Rust code may panic or abort."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from desktop.services.reading.kept import blocks_of
from desktop.services.reading.plain import BETWEEN, ROWS_AT_ONCE, Message, ReadError

SKIPPED_SHEETS = (
    "quickbooks desktop export tips",
    "quickbooks export tips",
    "about this list",  # the cover of our own Excel lists
)
_KEPT_ONCE = 20_000
_HARDLY = 0.5  # of the cells of a column are different


def read(data: bytes, *, keep: bool = False) -> Iterator[Message]:
    """Every visible sheet; the last message tells of those that are hidden.

    With `keep` all rows come once more as an import keeps them, after ("read",).

    Raises:
        ReadError: protected, damaged, or a panic of the reader.
    """
    try:
        yield from _read(data, keep=keep)
    except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit):
        raise
    except BaseException as error:  # a panic of Rust code is no Exception
        raise ReadError(_case(error)) from error


def _case(error: BaseException) -> str:
    said = f"{type(error).__name__} {error}".lower()
    if any(word in said for word in ("password", "encrypt", "codepage")):
        return "password"
    return "panic" if "panic" in said else "damaged"


def _read(data: bytes, *, keep: bool) -> Iterator[Message]:
    import python_calamine as calamine  # noqa: PLC0415 - loaded only when a workbook is read

    hidden, sheets = [], []
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
            found = book.get_sheet_by_name(sheet.name)
            sheets += [found] if keep else []
            yield from _parts(found)
    if hidden:
        yield ("hidden", tuple(hidden))
    if keep:
        yield ("read",)
        yield from _kept(sheets)


def _kept(sheets: list[Any]) -> Iterator[Message]:
    """The rows of all sheets packed, each block with the place of its sheet."""
    for place, sheet in enumerate(sheets):
        left = [""] * _left_of(sheet)
        for block in blocks_of(left + row for row in sheet.iter_rows()):
            yield ("kept", place, block)


def _left_of(sheet: Any) -> int:
    """How many columns before the first are empty."""
    return sheet.start[1] if sheet.start else 0


def _parts(sheet: Any) -> Iterator[Message]:
    """The rows of a sheet, some at a time: all at once the reader would hold up the window."""
    known: dict[str, str] = {}  # a text that is repeated is kept once
    unlike: frozenset[int] | None = None  # the columns that hardly repeat any
    left = _left_of(sheet)
    rows = sheet.iter_rows()
    while part := list(islice(rows, ROWS_AT_ONCE)):
        columns: list[list[Any] | str] = [
            _as_text(cells) if unlike and at in unlike else _shared(cells, known)
            for at, cells in enumerate(zip(*part, strict=True))
        ]
        unlike = _unlike(columns) if unlike is None else unlike
        yield ("columns", [[""] * len(part)] * left + columns) if columns else ("rows", part)


def _unlike(columns: Sequence[Sequence[Any]]) -> frozenset[int]:
    """The columns most of whose cells differ: it is not worth looking for one known."""
    return frozenset(
        at for at, cells in enumerate(columns) if len(set(cells)) > _HARDLY * len(cells)
    )


def _as_text(cells: tuple[Any, ...]) -> list[Any] | str:
    """The cells of a column as one text, if texts are all there is: it passes quicker."""
    if set(map(type, cells)) != {str}:
        return list(cells)
    whole = BETWEEN.join(cells)
    return whole if whole.count(BETWEEN) == len(cells) - 1 else list(cells)


def _shared(cells: tuple[Any, ...], known: dict[str, str]) -> list[Any]:
    """The cells of a column, its texts kept once: a whole column of texts in one call."""
    keep = known.setdefault if len(known) < _KEPT_ONCE else known.get
    if set(map(type, cells)) == {str}:
        return list(map(keep, cells, cells))
    return [keep(cell, cell) if type(cell) is str else cell for cell in cells]
