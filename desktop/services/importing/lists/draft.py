"""Reads the cells of one row of a customer list, each by the parser its target names."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from desktop.models import choices as c
from desktop.services.importing.cells import values
from desktop.services.importing.cells.dates import DATES, DateReader, is_day_first
from desktop.services.importing.cells.phones import Phone, read_emails, read_phones
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings import custom_types, targets
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.target import Target
from desktop.services.importing.kinds import BadValueError, Table
from desktop.services.importing.lists.parsers import GUESSING, LIST_PARSERS

_TYPE_WORDS = {
    "residential": "residential",
    "res": "residential",
    "home": "residential",
    "r": "residential",
    "commercial": "commercial",
    "com": "commercial",
    "comm": "commercial",
    "business": "commercial",
    "c": "commercial",
    "restaurant": "commercial",
    "builder": "builder",
    "contractor": "builder",
    "realtor": "realtor",
    "agent": "realtor",
    "government": "government",
    "govt": "government",
    "municipal": "government",
    "school": "government",
}
_SYSTEM_WORDS = (
    ("aerob", "aerobic"),
    ("atu", "aerobic"),
    ("conv", "conventional"),
    ("grav", "conventional"),
    ("standard", "conventional"),
    ("grease", "grease_trap"),
    ("grit", "grit_trap"),
    ("hold", "holding_tank"),
    ("lift", "lift_station"),
    ("advanc", "advanced"),
)
_TOLD_APART = frozenset([str, float, date, type(None)])  # a whole number 1 equals True and 1.0
SHORTEST = 40  # letters; a text that is no longer fits into every column
_REMEMBERED = 2_048  # texts per column; more different ones are hardly repeated
_NAMES = ("none", "na", "null")  # blanks elsewhere, but in the column of names they are names
_INACTIVE = ("inactive", "not-active", "not active", "n", "no", "false", "0", "closed", "moved")


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


CellStep = Callable[[Draft, Any, int], None]
Step = tuple[int, Callable[[Sequence[Draft], Sequence[Any], int], None]]
_Parser = Callable[[Any], Any]


def read_customer_type(value: Any) -> str:
    """The stored key for a customer type as files write it; an unknown one is "other"."""
    raw = text(value).casefold()
    return c.CUSTOMER_TYPE.key(raw) or _TYPE_WORDS.get(raw, "other")


def read_system_kind(value: Any) -> str:
    """The stored key for a kind of system as files write it."""
    raw = text(value).casefold()
    known = c.SYSTEM_KIND.key(raw)
    return known or next((kind for word, kind in _SYSTEM_WORDS if word in raw), "other")


def _status(value: Any) -> str:
    return "inactive" if text(value).casefold() in _INACTIVE else "active"


def _hidden(value: Any) -> str | None:
    return "inactive" if text(value).upper() in ("Y", "YES") else None


def _riser(value: Any) -> str | None:
    has = values.yes_no(value)
    return None if has is None else ("riser_at_grade" if has else "buried")


def _plain(value: Any) -> str | None:
    raw = text(value)
    return None if values.is_blank_word(raw) and raw != "?" else raw


def _name(value: Any) -> str | None:
    """A name as it is written: people are called None, NA and Null."""
    raw = text(value)
    return raw if raw.casefold() in _NAMES else _plain(raw)


# How a cell is read to one value. Dates and amounts depend on their column: see `Cells.parser`.
PARSERS: dict[str, _Parser] = {
    "text": _plain,
    "name": _name,
    "whole": values.whole,
    "interval": values.interval,
    "yes_no": values.yes_no,
    "state": lambda value: values.state_code(value) or None,
    "customer_type": read_customer_type,
    "system_kind": read_system_kind,
    "status": _status,
    "hidden": _hidden,
    "riser": _riser,
    **LIST_PARSERS,
}


_GUESSING = ("customer_type", "system_kind", *GUESSING)  # what they do not know is "other" to them


def can_read(parser: str, sample: str) -> bool:
    """Whether a sample value could be meant for this parser."""
    try:
        if parser == "phone":
            return bool(read_phones(sample).phones)
        if parser == "email":
            return "@" in sample or values.is_blank_word(sample)
        if parser in DATES:
            DateReader(date.max.replace(year=9000)).read(sample)
        elif parser == "amount":
            values.amount(sample, european=values.is_european([sample]))
        elif parser in _GUESSING:
            return (
                PARSERS[parser](sample) not in ("other", "unknown") or "other" in sample.casefold()
            )
        elif parser in PARSERS:
            PARSERS[parser](sample)
    except BadValueError as error:
        return "calendar" in str(error)
    return True


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
            steps.append((column.at, _each(_custom_step(custom, cells))))
        elif column.target in targets.BY_KEY:
            target = targets.BY_KEY[column.target]
            steps.append((column.at, _step(target, column.heading, cells)))
    return steps, customs


def read_rows(rows: Sequence[Sequence[Any]], steps: list[Step]) -> list[Draft]:
    """Read the mapped cells of some rows, a column at a time; what cannot be read is noted."""
    drafts = [Draft() for _ in rows]
    columns = list(zip_longest(*rows))
    for index, step in steps:
        if index < len(columns):
            step(drafts, columns[index], index)
    for column in columns:
        is_text = set(map(type, column)) == {str}
        lengths = list(map(len, column)) if is_text else list(map(_length, column))
        if max(lengths) > SHORTEST:
            for draft, length in zip(drafts, lengths, strict=True):
                draft.is_long = draft.is_long or length > SHORTEST
    return drafts


def _length(cell: Any) -> int:
    return len(cell) if type(cell) is str else 0


class Cells:
    """All cells of one column; walked only by those who must know the whole column."""

    def __init__(self, table: Table, index: int, as_of: date, date_order: str | None) -> None:
        self._table, self._index = table, index
        self._as_of, self._date_order = as_of, date_order

    def __iter__(self) -> Iterator[Any]:
        index = self._index
        return (row.cells[index] for row in self._table.rows if index < len(row.cells))

    def parser(self, name: str) -> _Parser:
        """The parser of this name, for the way in which this column writes dates and amounts."""
        if name in DATES:
            day_first = is_day_first(self, self._date_order)
            is_1904, ahead = self._table.grid.date_1904, name == "date_ahead"
            return DateReader(
                self._as_of, day_first, is_1904, may_be_ahead=ahead, only_past=not ahead
            ).read
        if name == "amount":
            return values.amount_reader(self)
        return PARSERS[name]


def _each(
    step: CellStep,
) -> Callable[[Sequence[Draft], Sequence[Any], int], None]:
    """A step for one cell, done for all filled cells of a column."""

    def steps(drafts: Sequence[Draft], cells: Sequence[Any], index: int) -> None:
        for draft, cell in zip(drafts, cells, strict=True):
            if cell is not None and cell != "":
                step(draft, cell, index)

    return steps


def _step(
    target: Target, heading: str, cells: Cells
) -> Callable[[Sequence[Draft], Sequence[Any], int], None]:
    """Read each different text of a column once, and put the value into every row that has it."""
    if target.parser in _COLLECTORS:
        return _each(_COLLECTORS[target.parser](target))
    parse = cells.parser(target.parser)
    part, field = target.part, heading if target.field == "heading" else target.field
    known: dict[Any, Any] = {"": None, None: None}  # a text that the column repeats is kept once

    def step(drafts: Sequence[Draft], cells: Sequence[Any], index: int) -> None:
        for draft, cell, value in zip(drafts, cells, _read(parse, cells, known), strict=True):
            if value is None:
                continue
            if type(value) is BadValueError:
                draft.bad.append((index, text(cell), str(value)))
            elif part in (parts := draft.parts):
                parts[part][field] = value
            else:
                parts[part] = {field: value}

    return step


def _read(parse: _Parser, cells: Sequence[Any], known: dict[Any, Any]) -> Iterable[Any]:
    """The values of some cells, or why they have none; the same cell is read once."""
    different = set(cells)
    if not _TOLD_APART.issuperset(map(type, cells)) or 0.0 in different:  # -0.0 is the same cell
        return [_value(parse, cell) for cell in cells]
    new = different.difference(known)
    if parse is _plain:  # hardly any text is changed or says that there is nothing
        plain = set(filter(_is_as_it_is, new))
        values = dict(zip(plain, plain, strict=True))
        values |= {cell: _value(parse, cell) for cell in new - plain}
    else:
        values = {cell: _value(parse, cell) for cell in new}
    found = [known[cell] if cell in known else values[cell] for cell in cells]
    if len(known) < _REMEMBERED:
        known.update(values)
    return found


def _is_as_it_is(cell: Any) -> bool:
    """Whether `_plain` makes nothing else of a cell."""
    return (
        type(cell) is str
        and len(cell) > values.LONGEST_BLANK
        and cell.isascii()
        and cell == cell.strip()
    )


def _value(parse: _Parser, cell: Any) -> Any:
    try:
        return None if cell is None or cell == "" else parse(cell)
    except BadValueError as error:
        return error.with_traceback(None)


def _phone_step(target: Target) -> CellStep:
    def step(draft: Draft, cell: Any, index: int) -> None:
        found = read_phones(text(cell), target.field)
        draft.phones += found.phones
        if found.rest:
            draft.notes.append(found.rest)
        if found.doubt:
            draft.doubts.append((index, text(cell), found.doubt))

    return step


def _email_step(_target: Target) -> CellStep:
    def step(draft: Draft, cell: Any, index: int) -> None:
        found = read_emails(text(cell))
        draft.emails += found.good
        if found.bad:
            draft.notes.append("E-mail: " + ", ".join(found.bad))
            draft.doubts.append((index, text(cell), found.doubt))

    return step


def _note_step(_target: Target) -> CellStep:
    def step(draft: Draft, cell: Any, _index: int) -> None:
        note = text(cell).replace("\\n", "\n").strip()
        if note:
            draft.notes.append(note)

    return step


def _lines_step(target: Target) -> CellStep:
    def step(draft: Draft, cell: Any, _index: int) -> None:
        draft.lines.setdefault(target.part, []).extend(text(cell).splitlines())

    return step


def _tags_step(_target: Target) -> CellStep:
    def step(draft: Draft, cell: Any, _index: int) -> None:
        draft.tags += [
            tag.strip() for tag in text(cell).replace(";", ",").split(",") if tag.strip()
        ]

    return step


_COLLECTORS: dict[str, Callable[[Target], CellStep]] = {
    "phone": _phone_step,
    "email": _email_step,
    "note": _note_step,
    "lines": _lines_step,
    "tags": _tags_step,
}


def _custom_step(custom: Custom, cells: Cells) -> CellStep:
    parse = custom_types.parser(custom.type, cells.parser)

    def step(draft: Draft, cell: Any, index: int) -> None:
        try:
            value = parse(cell)
        except BadValueError as error:
            said = f"'{text(cell)}' {error}, so “{custom.label}” was left empty"
            draft.doubts.append((index, text(cell), said))
            return
        if value is not None:
            draft.custom[index] = value

    return step


def as_cents(value: Decimal | None) -> int | None:
    """An optional amount in cents."""
    return None if value is None else values.cents(value)
