"""What the messages of the readers make of a workbook: its sheets, and what to say of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.services.importing.files.kept_rows import KeptRows
from desktop.services.importing.kinds import Row, column_letter
from desktop.services.pace import maker
from desktop.services.reading.plain import BETWEEN, ErrorCell, Message

_row = maker(Row)


@dataclass
class Sheet:
    """One sheet while its messages come in."""

    name: str | None
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: dict[int, set[int]] = field(default_factory=dict)  # row -> places of error cells
    is_bettered: bool = False  # whether its rows are no longer as they were read at first


class Book:
    """What the messages of the readers say of a workbook."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.hidden: tuple[str, ...] = ()
        self.date_1904 = False
        self.kept: KeptRows | None = None  # where another process makes what is kept of the rows

    def take(self, messages: Iterable[Message]) -> None:
        """Put the messages of one reader into the sheets."""
        takes: dict[str, Callable[..., None]] = {
            "sheet": self._sheet,
            "rows": self._rows,
            "columns": self._columns,
            "mixed_rows": self._mixed_rows,
            "better": self._better,
            "unseen": self._unseen,
            "hidden": self._hidden,
            "date_1904": self._date_1904,
        }
        for kind, *said in messages:
            takes[kind](*said)

    def _sheet(self, name: str | None) -> None:
        self.sheets.append(Sheet(name))

    def _columns(self, columns: list[list[Any] | str]) -> None:
        cells = (one.split(BETWEEN) if type(one) is str else one for one in columns)
        self._rows(list(zip(*cells, strict=True)))

    def _rows(self, rows: Sequence[Sequence[Any]]) -> None:
        sheet = self.sheets[-1]
        sheet.rows += map(_row, enumerate(rows, start=len(sheet.rows) + 1))

    def _mixed_rows(self, rows: list[list[Any]]) -> None:
        sheet = self.sheets[-1]
        for number, cells in enumerate(rows, start=len(sheet.rows) + 1):
            _note_errors(sheet, number, enumerate(cells))
        self._rows(rows)

    def _better(self, name: str, cells: dict[tuple[int, int], Any]) -> None:
        for sheet in self._named(name):
            sheet.is_bettered = True
            last = max((number for number, _ in cells), default=0)
            sheet.rows += [Row(number, []) for number in range(len(sheet.rows) + 1, last + 1)]
            for (number, place), value in cells.items():
                row = list(sheet.rows[number - 1].cells)
                row += [""] * (place + 1 - len(row))
                row[place] = value
                sheet.rows[number - 1] = Row(number, row)
                _note_errors(sheet, number, [(place, value)])

    def _unseen(self, name: str, rows: list[int], columns: list[int]) -> None:
        for sheet in self._named(name):
            sheet.notes += hidden_notes(rows, columns)

    def _hidden(self, names: tuple[str, ...]) -> None:
        self.hidden = names

    def _date_1904(self) -> None:
        self.date_1904 = True

    def _named(self, name: str) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.name == name]


def _note_errors(sheet: Sheet, number: int, cells: Iterable[tuple[int, Any]]) -> None:
    for place, cell in cells:
        if type(cell) is ErrorCell:
            sheet.errors.setdefault(number, set()).add(place)


def hidden_notes(rows: list[int], columns: list[int]) -> list[str]:
    """What to say of hidden rows (as numbered on screen) and hidden columns (0 is A)."""
    notes = []
    if len(rows) == 1:
        notes.append(f"1 hidden row was read too (row {rows[0]}).")
    elif rows:
        notes.append(f"{len(rows):,} hidden rows were read too (the first is row {rows[0]}).")
    if columns:
        named = ", ".join(map(column_letter, columns))
        notes.append(f"Hidden columns were read too: {named}.")
    return notes
