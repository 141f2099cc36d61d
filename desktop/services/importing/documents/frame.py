"""The frame around QuickBooks reports: titles, groups, totals, footers and notes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop.services.importing.cells.dates import DateReader
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings.layouts import BUCKETS
from desktop.services.importing.headings.reports import Match
from desktop.services.importing.kinds import (
    BadValueError,
    DataRow,
    FileTotal,
    Grid,
    Row,
    Table,
)

_FOOTER = re.compile(
    r"^(?:(?:accrual|cash) basis\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s.*\d{4}",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"^as of (\w+\.? \d{1,2}, \d{4})$", re.IGNORECASE)
_PRINTED = re.compile(r"day,?\s+(\w+\.? \d{1,2}, \d{4})", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_PERIOD = re.compile(
    rf"^{_MONTH}(?: \d{{1,2}})?(?:, ?\d{{2,4}})? - {_MONTH} \d{{1,2}}(?:, ?\d{{2,4}})?$",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"^total\s+(for\s+)?(.+)$", re.IGNORECASE)
_WITH_SUBS = re.compile(r" with sub-\w+$", re.IGNORECASE)
_OTHER = " - other"
_ANY_DAY = date(9000, 1, 1)  # only two-digit years need to know today
NO_CUSTOMER = ("not specified", "--", "no name", "")
CHECKED = ("amount", "open", "debit", "credit")  # the columns whose totals are checked
HEADING, TOTAL, FOOTER, BLANK = "Heading", "Total", "Footer", "Blank row"
AGAIN = "The headings again"
NOTE = "A note after the table"
ABOVE = "Above the headings"
STRAY = "Text before the first column; not a row of this report"


class _Group(NamedTuple):
    """An open group: how deep it stands, its text, and the path of names it means."""

    level: int
    label: str
    path: str


def report_table(grid: Grid, match: Match) -> Table:
    """The table of a report that was found in a grid."""
    heading = grid.rows[match.place]
    frame = Frame(heading.cells, match)
    for row in grid.rows[match.place + 1 :]:
        frame.add(row)
    return Table(
        grid,
        match.report.key,
        heading.number,
        tuple(text(cell) for cell in heading.cells),
        frame.rows,
        above(grid, match.place) | frame.left_out,
        tuple(frame.totals),
        grid.notes,
        data_date(grid, match.place),
    )


def above(grid: Grid, place: int) -> dict[int, str]:
    """Why the rows down to the headings are left out."""
    rows = {
        row.number: ABOVE if any(text(cell) for cell in row.cells) else BLANK
        for row in grid.rows[:place]
    }
    return rows | {grid.rows[place].number: HEADING}


def data_date(grid: Grid, place: int) -> date | None:
    """The day a report stands for: "As of June 11, 2026" above it, else when it was made."""
    for row in grid.rows[:place]:
        for cell in row.cells:
            if found := _AS_OF.match(text(cell)):
                return _day(found.group(1))
    for row in reversed(grid.rows[place:]):
        filled = [text(cell) for cell in row.cells if text(cell)]
        if len(filled) == 1 and _FOOTER.match(filled[0]):
            found = _PRINTED.search(filled[0])
            return _day(found.group(1)) if found else None
    return None


def _day(written: str) -> date | None:
    try:
        return DateReader(_ANY_DAY).read(written)
    except BadValueError:
        return None


class Frame:
    """Sorts the rows below the headings of a report into data rows and the rest."""

    def __init__(self, headings: Sequence[Any], match: Match) -> None:
        self.rows: list[DataRow] = []
        self.left_out: dict[int, str] = {}
        self.totals: list[FileTotal] = []
        self._headings = [text(cell) for cell in headings]
        first = next((at for at, heading in enumerate(self._headings) if heading), 0)
        self._labels = range(first)
        self._grouped = match.report.is_grouped and first > 0
        self._has_names = match.report.groups != BUCKETS
        self._columns: Mapping[str, int] = {
            key: at for at, key in match.columns.items() if key in CHECKED
        }
        self._open: list[_Group] = []
        self._closed: set[str] = set()
        self._ended = False

    def add(self, row: Row) -> None:
        """Take the next row below the headings."""
        level, label = self._label(row)
        rest = any(text(cell) for cell in row.cells[self._labels.stop :])
        why = self._outside(row, label, rest=rest)
        if why:
            self.left_out[row.number] = why
        elif self._grouped or label:
            self._add_grouped(row, level, label, rest=rest)
        else:
            self._add_flat(row)

    def _label(self, row: Row) -> tuple[int, str]:
        """The text left of the first heading, and how deep it stands."""
        for at in self._labels:
            said = text(row.cells[at]) if at < len(row.cells) else ""
            if said:
                raw = str(row.cells[at])
                return at * 1000 + len(raw) - len(raw.lstrip()), said
        return 0, ""

    def _outside(self, row: Row, label: str, *, rest: bool) -> str:
        """Why a row is no part of the table itself; "" when it is."""
        if not label and not rest:
            return BLANK
        filled = [text(cell) for cell in row.cells if text(cell)]
        if len(filled) == 1 and _FOOTER.match(filled[0]):
            return FOOTER
        if self._ended:
            return NOTE
        if len(filled) > 1 and filled == [heading for heading in self._headings if heading]:
            return AGAIN
        return ""

    def _add_grouped(self, row: Row, level: int, label: str, *, rest: bool) -> None:
        if not label:
            self.rows.append(DataRow(row.number, row.cells, self._path))
        elif self._is_total(row, label, rest=rest):
            self.left_out[row.number] = TOTAL
        elif rest:
            self.left_out[row.number] = STRAY
        elif _PERIOD.match(label):
            self.left_out[row.number] = "Heading of a period"
        else:
            self._open_group(level, label)
            self.left_out[row.number] = f"Heading of {label}"

    def _add_flat(self, row: Row) -> None:
        first = next(text(cell) for cell in row.cells if text(cell))
        if first.casefold() in ("total", "totals", "grand total"):
            self._end(row)
            self.left_out[row.number] = TOTAL
        else:
            self.rows.append(DataRow(row.number, row.cells))

    @property
    def _path(self) -> str | None:
        """The group a row stands in; None for rows without a customer."""
        return (self._open[-1].path or None) if self._open else None

    def _is_total(self, row: Row, label: str, *, rest: bool) -> bool:
        if label.upper() == "TOTAL":
            self._end(row)
            return True
        found = _TOTAL_OF.match(label)
        if not found:
            return False
        is_online, name = bool(found.group(1)), found.group(2).strip()
        if is_online and not self._names(name) and self._names(f"for {name}"):
            name = f"for {name}"  # a customer of Desktop called "For Rent LLC"
        bare = _WITH_SUBS.sub("", name)
        group = self._named(name) or self._named(bare)
        if group is not None:
            whole = name not in (bare, group.label)
            own = is_online or label.casefold().endswith(_OTHER)
            self._state(row, group.path, with_subs=whole or not own)
            self._close(group)
            return True
        if bare.casefold() in NO_CUSTOMER:
            self._open.clear()
            return True
        if (is_online or rest) and bare in self._closed:
            self._state(row, bare, with_subs=bare != name)
            return True
        return rest  # values beside a total of nobody: a total all the same

    def _names(self, name: str) -> bool:
        return self._named(_WITH_SUBS.sub("", name)) is not None

    def _named(self, label: str) -> _Group | None:
        """The innermost open group that is called so, by its own text or its whole path."""
        open_groups = reversed(self._open)
        return next((g for g in open_groups if label in (g.label, g.path)), None)

    def _state(self, row: Row, path: str | None, *, with_subs: bool) -> None:
        """Note what the file says a group comes to."""
        for column, at in self._columns.items():
            if at < len(row.cells) and (path or path is None):
                total = FileTotal(row.number, path, row.cells[at], with_subs, column)
                self.totals.append(total)

    def _end(self, row: Row) -> None:
        self._ended = True
        self._open.clear()
        self._state(row, None, with_subs=True)

    def _open_group(self, level: int, label: str) -> None:
        while self._open and self._open[-1].level >= level:
            self._close(self._open[-1])
        parent = self._open[-1].path if self._open else ""
        if label.casefold() in NO_CUSTOMER:
            path = ""
        elif parent and label.casefold() == f"{parent.rpartition(':')[2]}{_OTHER}".casefold():
            path = parent  # what a customer with jobs bought himself
        else:
            path = f"{parent}:{label}" if parent and self._has_names else label
        self._open.append(_Group(level, label, path))

    def _close(self, group: _Group) -> None:
        self._closed.add(group.path)
        del self._open[self._open.index(group) :]
