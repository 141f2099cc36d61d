"""Sorts the rows of an owner's own list into records and the rest: sections, totals, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from desktop.services.importing.cells.values import text
from desktop.services.importing.documents import frame
from desktop.services.importing.files.messages import SENTENCES
from desktop.services.importing.headings.heading_rows import Headings, find_headings
from desktop.services.importing.headings.mapping import best_target
from desktop.services.importing.kinds import DataRow, FileTotal, Grid, Row, Table
from desktop.services.pace import maker
from desktop.services.reading.plain import ErrorCell

_TOTAL = re.compile(r"^(?:sub ?|grand )?(?:totals?|count|average|sum)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^[$(\-−]?\s*[\d.,]+\s*(?:%|gal|gallons)?\)?$", re.IGNORECASE)
_PARTIAL = re.compile(r"^(?:sub ?totals?\b|totals? .)", re.IGNORECASE)
_MONEY = re.compile(r"^\$\s*[\d.,]+$|^[\d,]+\.\d\d$")
_COUNTED = re.compile(r"^(?:count|average)\b", re.IGNORECASE)  # no sum of the rows above
_WHOLE = ("total", "totals", "grand total", "sum")
_SECTION = re.compile(
    r"^(?:pending|done|completed?|active|inactive|scheduled|unscheduled|waiting(?: list)?|"
    r"call ?backs?|new|old|overdue|past due|cancell?ed|sold|moved|on hold|to do|needs? .*|"
    r"(?:route|zone|area|week|page|section) ?#?\d+|"
    r"(?:new|old|active|inactive|commercial|residential|contract|aerobic|pending) customers?)$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:\*|notes?\b|updated\b|printed\b|as of\b|see\s|ps\b|nb\b|legend\b)", re.IGNORECASE
)
_REMARK = re.compile(
    r"[:?!]|^(?:call|ask|see|check|need|needs|send|remind|tell|bill|pick up|go|get|do not|don't|"
    r"waiting|still|left|per|ok|called)\b|^(?-i:[a-z])\S* \S+ \S+",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?:,? \d{4})?$|^(?:19|20)\d\d$",
    re.IGNORECASE,
)
NO_HEADINGS_FOUND = (
    "The first row is a customer already: the columns were told apart by what stands in them."
)
_LONG_NOTE = 60
_MANY_WORDS = 6  # no name has so many
_SHOWN = 120
_data_row = maker(DataRow)
_TOGETHER = 500  # rows; what nearly all are is asked of them together
_ENOUGH = 3  # a row with so many filled cells is more than a section or a note


def looks_like_remark(said: str) -> bool:
    """Whether a text that stands alone under the names may be a remark and no customer."""
    return bool(_REMARK.search(said))


def owners_table(grid: Grid, kind: str, chosen: int | None = None) -> Table:
    """The table of a list that no program wrote; `chosen` is the row of its headings."""
    headings = find_headings(grid, chosen)
    if headings is None:
        return _no_table(grid, kind, is_chosen=chosen is not None)
    sorter = _Sorter.of(grid, headings)
    rows, totals, left_out = [], list[FileTotal](), dict[int, str]()
    if headings.places:
        left_out = frame.above(grid, headings.last)
    left_out |= {grid.rows[place].number: frame.HEADING for place in headings.places}
    for start in range(headings.last + 1, len(grid.rows), _TOGETHER):
        part = grid.rows[start : start + _TOGETHER]
        reasons = repeat("") if sorter.are_records(part) else map(sorter.reason, part)
        for row, reason in zip(part, reasons, strict=False):
            if reason:
                left_out[row.number] = reason
                totals += _totals(row) if reason == frame.TOTAL else ()
            else:
                rows.append(_data_row((row.number, row.cells, None)))
    number = 0 if headings.is_made else grid.rows[headings.last].number
    notes = (*grid.notes, NO_HEADINGS_FOUND) if headings.is_made and chosen is None else grid.notes
    return Table(grid, kind, number, headings.texts, rows, left_out, tuple(totals), notes)


def _totals(row: Row) -> list[FileTotal]:
    """The sums that a total row states; the column of each by its place."""
    first = _beginning(row)[0]
    whole = not _PARTIAL.match(first)
    return [
        FileTotal(row.number, None, cell, with_subs=whole, column=str(at))
        for at, cell in enumerate(row.cells)
        if _NUMBER.match(text(cell)) and not _COUNTED.match(first)
    ]


def _no_table(grid: Grid, kind: str, *, is_chosen: bool) -> Table:
    """Every filled row; that no headings are there is no news when the office said so."""
    found = "; ".join(_shown(row) for row in grid.rows[:3])[:_SHOWN]
    name = f"sheet {grid.sheet} of {grid.file}" if grid.sheet else grid.file
    note = SENTENCES["no_table"].format(name=name, what=found)
    filled = {row.number: _beginning(row)[1] for row in grid.rows}
    rows = [DataRow(row.number, row.cells) for row in grid.rows if filled[row.number]]
    left_out = {row.number: frame.BLANK for row in grid.rows if not filled[row.number]}
    notes = grid.notes if is_chosen else (*grid.notes, note)
    return Table(grid, kind, 0, (), rows, left_out, (), notes)


def _shown(row: Row) -> str:
    return ", ".join(text(cell) for cell in row.cells[:6] if text(cell))


def _beginning(row: Row) -> tuple[str, int]:
    """The first text of a row, and how many of its cells are filled, counted up to three."""
    first, filled = "", 0
    for cell in row.cells:
        said = cell if cell == "" else text(cell)
        if said:
            first = first or said
            filled += 1
            if filled == _ENOUGH:
                break
    return first, filled


@dataclass
class _Sorter:
    """Says why a row below the headings is no record."""

    headings: frozenset[tuple[str, ...]]  # the rows of the headings as they are written
    first_headings: frozenset[str]
    width: int  # columns that have a heading
    names: frozenset[int]  # the columns that name the customer
    shouts: bool  # the whole list is written in capitals
    has_ended: bool = False  # the total of the whole list was met

    @classmethod
    def of(cls, grid: Grid, headings: Headings) -> "_Sorter":
        written = [_texts(grid.rows[place]) for place in headings.places] + [headings.texts]
        records = grid.rows[headings.last + 1 : headings.last + 200]
        loud = [row for row in records if _is_loud(row)]
        names = ("display_name", "company", "last_name", "first_name")
        return cls(
            frozenset(map(_bare, written)),
            frozenset(next(filter(None, row), "").casefold() for row in written),
            sum(map(bool, headings.texts)),
            frozenset(
                at for at, said in enumerate(headings.texts) if best_target(said).target in names
            ),
            len(loud) * 2 > len(records),
        )

    def are_records(self, rows: Sequence[Row]) -> bool:
        """Whether all rows begin like records: in a long list nearly all do."""
        if min(len(row.cells) for row in rows) < 2:  # noqa: PLR2004 - see `_begins_like_record`
            return False
        said = [row.cells[0] for row in rows] + [row.cells[1] for row in rows]
        if set(map(type, said)) != {str} or not "".join(said).isascii():
            return False
        stripped = list(map(str.strip, said))
        firsts = stripped[: len(rows)]
        if "" in stripped or not self.first_headings.isdisjoint(map(str.casefold, firsts)):
            return False
        are = not any(map(_TOTAL.match, firsts))
        self.has_ended = self.has_ended and not are
        return are

    def reason(self, row: Row) -> str:
        """Why the row is left out; "" when it may be a record."""
        if self._begins_like_record(row.cells):
            self.has_ended = False
            return ""
        first, filled = _beginning(row)
        if not filled:
            return frame.BLANK
        if first.casefold() in self.first_headings and _bare(_texts(row)) in self.headings:
            return frame.AGAIN
        if (_TOTAL.match(first) and _is_total(row)) or (filled == 1 and _MONEY.match(first)):
            self.has_ended |= first.casefold().rstrip(": ") in _WHOLE
            return frame.TOTAL
        if filled > 1:
            self.has_ended = False  # the list goes on behind that total
        if filled > 1 or (self.width < _ENOUGH and not self.has_ended):
            return ""
        return frame.NOTE if self.has_ended else self._alone(row, first)

    def _begins_like_record(self, cells: Sequence[Any]) -> bool:
        """Whether two texts stand first, and the first is no heading and no total: nearly all."""
        if len(cells) < 2 or type(cells[0]) is not str or type(cells[1]) is not str:  # noqa: PLR2004
            return False
        first, second = cells[0].strip(), cells[1].strip()
        if not (first and second and first.isascii() and second.isascii()):
            return False
        return first.casefold() not in self.first_headings and not _TOTAL.match(first)

    def _alone(self, row: Row, said: str) -> str:
        """What a text is that stands alone in a wide table: a note, a section, or just a name."""
        if len(said) > _LONG_NOTE or len(said.split()) >= _MANY_WORDS or _NOTE.match(said):
            return frame.NOTE
        if _SECTION.match(said) or _MONTH.match(said) or said.endswith(":"):
            return f"Heading of {said}"
        if said.isupper() and not self.shouts and " " not in said:
            return f"Heading of {said}"
        at = next(at for at, cell in enumerate(row.cells) if text(cell))
        return "" if at in self.names or not self.names else frame.NOTE


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(text(cell) for cell in row.cells)


def _bare(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts without the empty ones behind them, in small letters."""
    last = max((at for at, said in enumerate(texts) if said), default=-1)
    return tuple(said.casefold() for said in texts[: last + 1])


def _is_loud(row: Row) -> bool:
    words = [said for said in _texts(row) if any(map(str.isalpha, said))]
    return bool(words) and all(said.isupper() for said in words[:2])


def _is_total(row: Row) -> bool:
    """Whether only numbers stand beside the word; "Total Comfort Cabins" has an address."""
    first, *others = [cell for cell in row.cells if text(cell)]
    return all(isinstance(cell, ErrorCell) or _NUMBER.match(text(cell)) for cell in others) and (
        bool(others) or text(first).casefold().rstrip(": ") in _WHOLE
    )
