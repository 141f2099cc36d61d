"""Reads the cells of one row of a customer list, each by the parser its target names."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from desktop.services.importing.cells import values
from desktop.services.importing.cells.dates import BY_YEAR, DATES, DateReader, is_day_first
from desktop.services.importing.cells.phones import (
    Emails,
    Phone,
    Phones,
    read_emails,
    read_phones,
    single_emails,
    stored_phones,
)
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings import custom_types, targets
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.target import Target
from desktop.services.importing.kinds import BadValueError, Table
from desktop.services.importing.lists.cell_parsers import PARSERS, Parser
from desktop.services.importing.lists.cell_reader import longer_than, reader_of

SHORTEST = 40  # letters; a text that is no longer fits into every column


class Custom(NamedTuple):
    """A column that becomes a custom field: its label, its type, and the choices of a list."""

    at: int
    label: str
    type: str
    choices: tuple[str, ...] = ()


_NOTHING: dict[str, Any] = {}  # shared by all rows without such a part


class Draft:
    """The parsed cells of one row, by the part of the record they belong to."""

    __slots__ = (
        "bad", "custom", "doubts", "emails", "is_long", "lines", "notes", "parts", "phones", "tags",
    )  # fmt: skip

    def __init__(self) -> None:
        self.is_long = False  # whether a text may be too long for its column
        self.parts: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, list[str]] = {}
        self.phones: list[Phone] = []
        self.emails: list[str] = []
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.custom: dict[int, Any] = {}
        self.doubts: list[tuple[int, str, str]] = []
        self.bad: list[tuple[int, str, str]] = []

    def part(self, name: str) -> dict[str, Any]:
        """The values of one part ("customer", "mail", "asset")."""
        return self.parts.get(name, _NOTHING)


class Step(NamedTuple):
    """How the cells of one column are read, and how a row takes the value of one of them."""

    at: int
    kind: str  # "value", "custom" or what is collected: a key of `_COLLECTORS`
    part: str
    field: str
    read: Callable[[Sequence[Any]], list[Any]]
    put: Callable[[Draft, Any, Any], None]


def compile_steps(
    table: Table, mapping: Mapping, as_of: date, date_order: str | None = None
) -> tuple[list[Step], list[Custom]]:
    """One step per mapped column, so that reading a row is a plain loop."""
    steps: list[Step] = []
    customs: list[Custom] = []
    for column in mapping.columns:
        cells = Cells(table, column.at, as_of, date_order)
        if column.target == targets.CUSTOM and column.heading:
            kind = column.custom_type or custom_types.guess_type(cells)
            listed = tuple(custom_types.choices_of(cells)) if kind == "choice" else ()
            custom = Custom(column.at, column.heading, kind, listed)
            customs.append(custom)
            steps.append(_custom_step(custom, cells))
        elif column.target in targets.BY_KEY:
            steps.append(_step(targets.BY_KEY[column.target], column.heading, cells))
    return steps, customs


class Block:
    """Some rows of a list, their mapped cells read a column at a time."""

    def __init__(self, rows: Sequence[Sequence[Any]], steps: Sequence[Step]) -> None:
        self.count = len(rows)
        self.columns = list(zip_longest(*rows))
        there = [step for step in steps if step.at < len(self.columns)]
        self.read = [(step, step.read(self.columns[step.at])) for step in there]
        self.long = self._long()

    def _long(self) -> frozenset[int]:
        """The places of the rows with a text that may be too long for its field."""
        found: set[int] = set()
        for at in {step.at for step, _ in self.read if step.kind in _LIMITED}:
            found.update(longer_than(SHORTEST, self.columns[at]))
        return frozenset(found)

    def draft(self, place: int) -> Draft:
        """One of the rows by itself."""
        draft = Draft()
        draft.is_long = place in self.long
        for step, column in self.read:
            value = column[place]
            if value is not None:
                step.put(draft, self.columns[step.at][place], value)
        return draft


class Cells:
    """All cells of one column; walked only by those who must know the whole column."""

    def __init__(self, table: Table, index: int, as_of: date, date_order: str | None) -> None:
        self._table, self.index = table, index
        self._as_of, self._date_order = as_of, date_order

    def __iter__(self) -> Iterator[Any]:
        at = self.index
        return (row.cells[at] for row in self._table.rows if at < len(row.cells))

    def parser(self, name: str) -> Parser:
        """The parser of this name, for the way in which this column writes dates and amounts."""
        if name in DATES:
            day_first = is_day_first(self, self._date_order)
            is_1904, ahead = self._table.grid.date_1904, name == "date_ahead"
            return DateReader(
                self._as_of,
                day_first,
                is_1904,
                may_be_ahead=ahead,
                only_past=not ahead,
                by_year=name == BY_YEAR,
            ).read
        if name == "amount":
            return values.amount_reader(self)
        return PARSERS[name]


def _step(target: Target, heading: str, cells: Cells) -> Step:
    if target.parser in _COLLECTORS:
        return _COLLECTORS[target.parser](target, cells.index)
    read = reader_of(cells.parser(target.parser))
    part, field = target.part, heading if target.field == "heading" else target.field
    at = cells.index

    def put(draft: Draft, cell: Any, value: Any) -> None:
        if type(value) is BadValueError:
            draft.bad.append((at, text(cell), str(value)))
        else:
            draft.parts.setdefault(part, {})[field] = value

    return Step(at, "value", part, field, read, put)


def _phone_step(target: Target, at: int) -> Step:
    def put(draft: Draft, cell: Any, found: Phones) -> None:
        draft.phones += found.phones
        if found.rest:
            draft.notes.append(found.rest)
        if found.doubt:
            draft.doubts.append((at, text(cell), found.doubt))

    one_by_one = reader_of(lambda cell: read_phones(text(cell), target.field))

    def read(cells: Sequence[Any]) -> list[Any]:
        return stored_phones(cells, target.field) or one_by_one(cells)

    return Step(at, "phone", target.part, target.field, read, put)


def _email_step(target: Target, at: int) -> Step:
    def put(draft: Draft, cell: Any, found: Emails) -> None:
        draft.emails += found.good
        if found.bad:
            draft.notes.append("E-mail: " + ", ".join(found.bad))
            draft.doubts.append((at, text(cell), found.doubt))

    one_by_one = reader_of(lambda cell: read_emails(text(cell)))

    def read(cells: Sequence[Any]) -> list[Any]:
        return single_emails(cells) or one_by_one(cells)

    return Step(at, "email", target.part, target.field, read, put)


def _note_step(target: Target, at: int) -> Step:
    def read(cell: Any) -> str | None:
        return text(cell).replace("\\n", "\n").strip() or None

    def put(draft: Draft, _cell: Any, note: str) -> None:
        draft.notes.append(note)

    return Step(at, "note", target.part, target.field, reader_of(read), put)


def _lines_step(target: Target, at: int) -> Step:
    def put(draft: Draft, _cell: Any, lines: list[str]) -> None:
        draft.lines.setdefault(target.part, []).extend(lines)

    read = reader_of(lambda cell: text(cell).splitlines())
    return Step(at, "lines", target.part, target.field, read, put)


def _tags_step(target: Target, at: int) -> Step:
    def read(cell: Any) -> list[str]:
        pieces = text(cell).replace(";", ",").split(",")
        return [tag.strip() for tag in pieces if tag.strip()]

    def put(draft: Draft, _cell: Any, tags: list[str]) -> None:
        draft.tags += tags

    return Step(at, "tags", target.part, target.field, reader_of(read), put)


_COLLECTORS: dict[str, Callable[[Target, int], Step]] = {
    "phone": _phone_step,
    "email": _email_step,
    "note": _note_step,
    "lines": _lines_step,
    "tags": _tags_step,
}
_LIMITED = ("value", "email", "lines")  # what fills fields that hold so many letters


def _custom_step(custom: Custom, cells: Cells) -> Step:
    def put(draft: Draft, cell: Any, value: Any) -> None:
        if type(value) is BadValueError:
            said = f"'{text(cell)}' {value}, so “{custom.label}” was left empty"
            draft.doubts.append((custom.at, text(cell), said))
        else:
            draft.custom[custom.at] = value

    read = reader_of(custom_types.parser(custom.type, cells.parser))
    return Step(custom.at, "custom", "", custom.label, read, put)


def as_cents(value: Decimal | None) -> int | None:
    """An optional amount in cents."""
    return None if value is None else values.cents(value)
