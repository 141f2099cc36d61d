"""What calamine hides in an OpenDocument sheet: failed formulas, leading zeros, hidden rows."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from desktop.services.reading.plain import ErrorCell, Message

LOOK_UP_TO = 20_000
_SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{{{_SPACES}table:1.0}}", f"{{{_SPACES}office:1.0}}"
_TEXT = f"{{{_SPACES}text:1.0}}p"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_HIDDEN = ("collapse", "filter")
_ZEROS = re.compile(r"^0\d+$")


def look(data: bytes) -> Iterator[Message]:
    """Better cells of each sheet of an ordinary length, and which rows and columns are hidden."""
    from defusedxml import ElementTree  # noqa: PLC0415 - needed for such files only

    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"), forbid_dtd=True)
    for table in root.iter(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        cells: dict[tuple[int, int], Any] = {}
        hidden: list[int] = []
        for number, row in _numbered(table.iter(f"{_TABLE}table-row")):
            if row.get(f"{_TABLE}visibility") in _HIDDEN:
                hidden.append(number)
            cells |= {(number, place): better for place, better in _better_cells(row)}
        yield ("better", name, cells)
        yield ("unseen", name, hidden, _hidden_columns(table))


def _numbered(rows: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """The rows that hold something, with the number each has on screen."""
    number = 1
    for row in rows:
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        if any(len(cell) for cell in row):
            yield from ((one, row) for one in range(number, min(number + times, LOOK_UP_TO + 1)))
        number += times
        if number > LOOK_UP_TO:
            return


def _better_cells(row: Any) -> Iterator[tuple[int, Any]]:
    place = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        better = _better(cell)
        if better is not None:
            yield from ((one, better) for one in range(place, place + times))
        place += times


def _better(cell: Any) -> Any:
    """What stands in this cell when calamine would say it wrong; None when it is fine."""
    paragraph = cell.find(_TEXT)
    shown = "" if paragraph is None else "".join(paragraph.itertext())
    if cell.get(_CALC) == "error":
        return ErrorCell(shown or "#ERROR")
    value = cell.get(f"{_OFFICE}value", "")
    return shown if _ZEROS.match(shown) and value == shown.lstrip("0") else None


def _hidden_columns(table: Any) -> list[int]:
    place = 0
    hidden: list[int] = []
    for column in table.iter(f"{_TABLE}table-column"):
        times = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        if column.get(f"{_TABLE}visibility") in _HIDDEN and place + times < LOOK_UP_TO:
            hidden += range(place, place + times)
        place += times
    return hidden
