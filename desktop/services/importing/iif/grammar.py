"""The grammar of IIF: one record per line, cells between tabs, headings in force by type."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.services.importing.cells.values import text
from desktop.services.importing.files.text import decode
from desktop.services.importing.kinds import Grid, Row
from desktop.services.reading.child import Pulse, no_pulse

_EVERY = 5_000  # lines between two chances to stop
_LINE = re.compile(r"\r\n|\n|\r")
# A quote ends its cell only before a tab or the end of the line. A tab may stand inside, but a
# tab and a quote with text behind it begin the next cell: the first quote was never closed.
_QUOTED = re.compile(r'"((?:""|[^"\t]|\t(?!"(?!["\t]|\Z))|"(?!["\t]|\Z))*)"(\t|\Z)')
_KNOWN = re.compile(r"!(?:HDR|CUST|TRNS|TIMERHDR|ACCNT|INVITEM|VEND|EMP|CLASS|TIMEACT|TODO)$")
_BREAK = re.compile(r"\\n|/n(?=\d{1,4}[/.\-]\d{1,2}[/.\-]\d)")


def read_iif(
    file: str,
    data: bytes,
    sha256: str = "",
    encoding: str | None = None,
    pulse: Pulse = no_pulse,
) -> Grid:
    """One row per physical line, its cells split at tabs outside quotes.

    `pulse` is called every few thousand lines and may raise to stop.
    """
    whole, notes = decode(data, encoding)
    lines = _LINE.split(whole)
    if lines and not lines[-1].strip("\x1a\x00"):
        lines.pop()
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        rows.append(Row(number, split_cells(line)))
        if number % _EVERY == 0:
            pulse()
    return Grid(file, None, rows, tuple(notes), sha256=sha256)


def split_cells(line: str) -> list[str]:
    """The cells of one line, without their quotes and the blanks around them."""
    if '"' not in line:
        return [cell.strip() for cell in line.split("\t")]
    cells, place = [], 0
    while place <= len(line):
        quoted = _QUOTED.match(line, place)
        if quoted:
            cells.append(quoted.group(1).replace('""', '"').strip())
            place = quoted.end() if quoted.group(2) else len(line) + 1
            continue
        end = line.find("\t", place)
        end = len(line) if end < 0 else end
        cells.append(line[place:end].strip())
        place = end + 1
    return cells


def with_breaks(written: str) -> str:
    """A note with its line breaks, which IIF writes as two characters."""
    return _BREAK.sub("\n", written)


def is_iif(grid: Grid) -> bool:
    """Whether a grid holds IIF records, under whatever name it came."""
    firsts = (row.cells[0] for row in grid.rows if row.cells)
    return any(_KNOWN.match(heading_name(cell)) for cell in firsts if "!" in str(cell)[:2])


def heading_name(cell: object) -> str:
    """A heading as it is compared: some have a blank in them by mistake (`NAMEIS TAXABLE`)."""
    return text(cell).replace(" ", "").replace("\ufeff", "").upper()


@dataclass(frozen=True, slots=True)
class Record:
    """One line: its type, its cells, and where its heading puts them; None before any heading."""

    number: int
    kind: str
    cells: Sequence[str]
    places: Mapping[str, int] | None

    def get(self, name: str) -> str:
        """The cell under a heading; "" where the heading or the cell is missing."""
        place = (self.places or {}).get(name)
        return text(self.cells[place]) if place is not None and place < len(self.cells) else ""


def records(grid: Grid, *kinds: str) -> Iterator[Record]:
    """Every line that is not blank, or those of `kinds`, with the heading of its type in force."""
    in_force: dict[str, dict[str, int]] = {}
    for number, cells in grid.rows:
        kind = kind_of(cells)
        if kind.startswith("!"):
            in_force[kind[1:]] = _places(cells)
        is_wanted = kind in kinds if kinds else kind or any(map(text, cells))
        if is_wanted:
            yield Record(number, kind, cells, in_force.get(kind.lstrip("!")))


def kind_of(cells: Sequence[Any]) -> str:
    """The type of a line: what stands in its first cell."""
    return text(cells[0]).lstrip("\ufeff").upper() if cells else ""


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Where each heading stands; of two with one name the first."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if place and text(cell):
            found.setdefault(heading_name(cell), place)
    return found
