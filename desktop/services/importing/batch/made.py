"""The rows an import makes: taken from the plan as columns, and kept in history in blocks.

A block stands for up to 500 new rows of a table and the small rows that belong to them, so that
the history of a long list is not longer than the list. Of a column it has the values; of one that
says the same in every row, or counts up, only how it begins.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Date

from desktop.models.tables import metadata
from desktop.services.importing.batch.bulk import columns_of, slices, with_usual
from desktop.services.importing.batch.images import CHILDREN, PARENT_OF, image, plain
from desktop.services.importing.planning.staging import WRITTEN_TABLES, Columns, Piece, Staging

_BLOCK = 500
_COLUMNS = "columns"
_ROWS, _ALL, _FROM = "+rows", "all", "from"  # no column is called so
_NUMBERED = frozenset(["id", *(reference for _, reference in PARENT_OF.values())])
_encode = json.JSONEncoder(default=plain).encode


class Block(NamedTuple):
    """Some rows that an import made: their table, the number of the first, and all as JSON."""

    table: str
    first_id: int
    after: str
    rows: int


def with_all_usual(piece: Piece) -> Piece:
    """A piece with the columns that have a value when none is said."""
    return {name: with_usual(metadata.tables[name], columns) for name, columns in piece.items()}


def rows_added(staging: Staging) -> Piece:
    """The new rows that were planned one by one, as columns, in the order of writing."""
    added = {name: rows for name in WRITTEN_TABLES if (rows := staging.new_rows(name))}
    return {name: columns_of(metadata.tables[name], rows) for name, rows in added.items()}


def blocks(made: Piece, staging: Staging) -> Iterator[Block]:
    """The rows of a piece as history keeps them; what belongs to a new record is in its block."""
    inside = {
        child: _sorted(made[child], reference)
        for child, (_, reference) in PARENT_OF.items()
        if child in made
    }
    for name in made:
        for part in slices(_standing_alone(name, made, inside, staging), _BLOCK):
            first, last = part["id"][0], part["id"][-1]
            children = {
                f"+{child}": _between(inside[child], reference, first, last)
                for child, reference in CHILDREN.get(name, ())
                if child in inside
            }
            rows = sum(len(columns["id"]) for columns in (part, *children.values()))
            children = {key: _short(columns) for key, columns in children.items()}
            whole = {_COLUMNS: _short(_with_days(name, part))} | children
            yield Block(name, first, _encode(whole), rows)


def _short(columns: Columns) -> dict[str, Any]:
    """The columns without what need not be repeated; what no row says is left out."""
    found: dict[str, Any] = {_ROWS: len(columns["id"])}
    for name, values in columns.items():
        first: Any = values[0] if values else None
        if values.count(first) < len(values):
            is_number = name in _NUMBERED and isinstance(first, int)
            counts = is_number and values == list(range(first, first + len(values)))
            found[name] = {_FROM: first} if counts else values
        elif first is not None:
            found[name] = {_ALL: first}
    return found


def _whole(columns: dict[str, Any]) -> Columns:
    """The columns again, those of older imports as they are."""
    rows = columns.get(_ROWS)
    if rows is None:
        return columns
    return {name: _values(said, rows) for name, said in columns.items() if name != _ROWS}


def _values(said: Any, rows: int) -> list[Any]:
    if isinstance(said, list):
        return said
    return [said[_ALL]] * rows if _ALL in said else list(range(said[_FROM], said[_FROM] + rows))


def _with_days(name: str, columns: Columns) -> Columns:
    """The columns with their days as texts; JSON asks for each of them by itself."""
    kinds = metadata.tables[name].c
    return {
        column: list(map(_text_of, values)) if type(kinds[column].type) is Date else values
        for column, values in columns.items()
    }


@lru_cache(16_384)
def _text_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def images_in(row_id: int, after: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The images of the rows that one entry of the history made: those of a block, or its own."""
    if _COLUMNS not in after:
        yield row_id, after
        return
    children: dict[int, dict[str, Any]] = defaultdict(lambda: defaultdict(list))
    for child in (key for key in after if key != _COLUMNS):
        _, reference = PARENT_OF[child[1:]]
        for row in _rows(after[child]):
            children[row[reference]][child].append(row)
    for row in _rows(after[_COLUMNS]):
        yield row["id"], row | children.get(row["id"], {})


def ids_in(row_id: int, after: dict[str, Any]) -> list[int]:
    """The numbers of the rows that one entry of the history made."""
    if _COLUMNS not in after:
        return [row_id]
    columns = after[_COLUMNS]
    return _values(columns["id"], columns.get(_ROWS, 0))


def _rows(columns: Columns) -> Iterator[dict[str, Any]]:
    columns = _whole(columns)
    for values in zip(*columns.values(), strict=True):
        yield image(dict(zip(columns, values, strict=True)))


def _standing_alone(
    name: str, made: Piece, inside: dict[str, Columns], staging: Staging
) -> Columns:
    """The new rows of a table that do not belong to another new record."""
    if name in inside:
        parent, reference = PARENT_OF[name]
        known = bisect_left(inside[name][reference], staging.first_new(parent))
        return {column: values[:known] for column, values in inside[name].items()}
    if name == "source_keys":
        named = zip(made[name]["table"], made[name]["row_id"], strict=True)
        known_rows = [place for place, key in enumerate(named) if not staging.is_new(*key)]
        return _picked(made[name], known_rows)
    return made[name]


def _sorted(columns: Columns, reference: str) -> Columns:
    """Small rows in the order of the records they belong to."""
    owners = columns[reference]
    return _picked(columns, sorted(range(len(owners)), key=owners.__getitem__))


def _picked(columns: Columns, places: list[int]) -> Columns:
    return {name: [values[place] for place in places] for name, values in columns.items()}


def _between(columns: Columns, reference: str, first: int, last: int) -> Columns:
    start = bisect_left(columns[reference], first)
    end = bisect_right(columns[reference], last)
    return {name: values[start:end] for name, values in columns.items()}
