"""An “XML Spreadsheet 2003”, mostly saved as .xls: its worksheets become rows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desktop.services.reading.plain import ErrorCell, Message, ReadError, in_parts

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_LONGEST, _WIDEST = 1_048_576, 1_000
_MOST_CELLS = 20_000_000


def read(data: bytes) -> Iterator[Message]:
    """Every worksheet with a table.

    Raises:
        ReadError: another kind of XML, hostile, or damaged.
    """
    from defusedxml import ElementTree  # noqa: PLC0415 - needed for such files only

    root = ElementTree.fromstring(data, forbid_dtd=True)
    if root.tag != f"{_SPACE}Workbook":
        raise ReadError("html")
    hidden = []
    for sheet in root.findall(f"{_SPACE}Worksheet"):
        name = sheet.get(f"{_SPACE}Name", "")
        if sheet.findtext(".//{urn:schemas-microsoft-com:office:excel}Visible", "").strip():
            hidden.append(name)
            continue
        yield ("sheet", name)
        yield from in_parts(_rows(sheet), "mixed_rows")
    if hidden:
        yield ("hidden", tuple(hidden))


def _rows(sheet: Any) -> Iterator[list[Any]]:
    last, cells = 0, 0
    for row in sheet.iterfind(f"{_SPACE}Table/{_SPACE}Row"):
        number = _place(row, last, _LONGEST)
        found = _cells(row)
        if found:
            yield from ([] for _ in range(last + 1, number))
            yield found
            last, cells = number, cells + len(found)
        if cells > _MOST_CELLS:
            raise ReadError("unpacks")


def _cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for cell in row.iterfind(f"{_SPACE}Cell"):
        place = _place(cell, len(cells), _WIDEST)
        cells += [""] * (place - 1 - len(cells))
        cells.append(_value(cell.find(f"{_SPACE}Data")))
        across = int(cell.get(f"{_SPACE}MergeAcross", "0"))
        cells += [""] * min(max(across, 0), _WIDEST)
    return cells


def _place(element: Any, last: int, most: int) -> int:
    """Where a row or a cell stands, counted from 1: where it says, or behind the last."""
    place = int(element.get(f"{_SPACE}Index", last + 1))
    if not last < place <= most:
        raise ReadError("damaged")
    return place


def _value(data: Any) -> Any:
    if data is None:
        return ""
    said = "".join(data.itertext())
    kind = data.get(f"{_SPACE}Type")
    if kind == "Number":
        return float(said)
    if kind == "DateTime":
        return datetime.fromisoformat(said)
    if kind == "Error":
        return ErrorCell(said)
    return said
