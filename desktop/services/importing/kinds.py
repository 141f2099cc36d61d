"""The plain values an import hands from stage to stage: rows, tables, boxes, problems."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from desktop.models.errors import UserError

BOXES = ("new", "changed", "unchanged", "review", "left_out", "refused")
BOX_LABELS = {
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "review": "To review",
    "left_out": "Left out",
    "refused": "Refused",
}

Checkpoint = Callable[[int, int], None]


def no_checkpoint(_done: int, _total: int) -> None:
    """Report progress to nobody."""


class ImportFileError(UserError):
    """A whole file that cannot be imported; the sentence says what to do instead."""


class BadValueError(ValueError):
    """A cell that cannot be read; the text says what it is not ("is not an amount")."""


class Row(NamedTuple):
    """One physical row: the number the person sees in the spreadsheet, and its cells."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True)
class Grid:
    """One sheet, or one text file, as rows of cells; nothing is understood yet."""

    file: str
    sheet: str | None
    rows: list[Row]
    notes: tuple[str, ...] = ()
    date_1904: bool = False
    sha256: str = ""
    broken: tuple[int, str] | None = None  # a row that cannot be what was meant, and why
    errors: Mapping[int, Collection[int]] = field(default_factory=dict)  # cells without a value
    # Waits for the packed rows, where another process makes them.
    kept: Callable[[Callable[[], None]], list[bytes]] | None = field(
        default=None, compare=False, repr=False
    )


class DataRow(NamedTuple):
    """One row of a table: its number, its cells, and the heading of the group it stands under."""

    number: int
    cells: Sequence[Any]
    group: str | None = None


class FileTotal(NamedTuple):
    """A total the file itself states; `group` is None for the grand total."""

    row: int
    group: str | None
    value: Any
    with_subs: bool = False
    column: str = "amount"  # the key of the column it stands in


@dataclass(frozen=True)
class Table:
    """A grid that was understood: which report, its headings, its data rows, and the rest."""

    grid: Grid
    kind: str
    heading_row: int
    headings: tuple[str, ...]
    rows: list[DataRow]
    left_out: dict[int, str]
    totals: tuple[FileTotal, ...] = ()
    notes: tuple[str, ...] = ()
    data_date: date | None = None  # the day its data stand for, where the file says so

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.grid.file

    @property
    def sheet(self) -> str | None:
        """The name of the sheet; None for a text file."""
        return self.grid.sheet

    @property
    def key(self) -> str:
        """How options name this table: "customers.xlsx" or "customers.xlsx|Sheet1"."""
        return f"{self.file}|{self.sheet}" if self.sheet else self.file


class Problem(NamedTuple):
    """One value that could not be read, or a doubt: what, where, why."""

    file: str
    sheet: str | None
    row: int
    column: str
    value: str
    message: str

    @property
    def short(self) -> str:
        """The message without row and column, for a table that shows both beside it."""
        for place in (f"Row {self.row}, column {self.column}: ", f"Row {self.row}: "):
            if self.message.startswith(place):
                rest = self.message.removeprefix(place)
                return rest[:1].upper() + rest[1:]
        return self.message


class Outcome(NamedTuple):
    """The box one physical row ended in, and why."""

    box: str
    reason: str = ""


def column_letter(index: int) -> str:
    """The letters over a spreadsheet column; 0 is A."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_name(index: int, heading: str) -> str:
    """How a message names a column: "H (Amount)"."""
    letter = column_letter(index)
    return f"{letter} ({heading})" if heading else letter
