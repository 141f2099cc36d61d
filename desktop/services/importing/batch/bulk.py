"""Writes many rows at once: columns of plain values, a hundred rows to a statement.

A statement of one row costs more in Python than in the database. One of many rows also lets go of
the interpreter while the database works, so that the next rows are prepared at the same time.
"""

import itertools
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Self

from sqlalchemy import Boolean, Column, Connection, Date, Dialect, Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.planning.staging import Columns
from desktop.services.reading.child import Pulse, no_pulse

CHUNK = 2_000
_MOST_WAITING = 1_000  # inserts that were handed over and not done
_MOST_VALUES = 8_000  # in one statement; SQLite takes 32,766, but so many take longer to hand over
_TURN_S = 0.0005  # how long a thread may calculate while another waits; the database waits often
_CACHE_KB = 192 * 1024  # pages that wait for the commit; with fewer many are written twice

Late = Callable[[Any], Any]  # makes one value ready for the database
_NOTHING: Mapping[str, Late] = {}


class Writer:
    """Inserts rows on a second thread. Until it is settled, nobody else may use the session."""

    def __init__(self, db: Session, pulse: Pulse = no_pulse) -> None:
        self._connection, self._pulse = db.connection(), pulse
        self._thread = ThreadPoolExecutor(1)
        self._usual_turn, self._usual_cache = sys.getswitchinterval(), 0
        self._begun: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        sys.setswitchinterval(_TURN_S)
        self._usual_cache = self._cache(-_CACHE_KB)
        return self

    def __exit__(self, error: object, *_: object) -> None:
        try:
            if error is None:
                self.settle()
        finally:
            self._thread.shutdown(cancel_futures=True)
            sys.setswitchinterval(self._usual_turn)
            self._cache(self._usual_cache)

    def _cache(self, size: int) -> int:
        """Give the database of this computer so much memory for its pages; what it had before."""
        if self._connection.dialect.name != "sqlite":
            return size
        before: int = self._connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        self._connection.exec_driver_sql(f"PRAGMA cache_size={int(size)}")
        return before

    def settle(self) -> None:
        """Wait until all is written; the session is free until the next insert."""
        self._wait(0)

    def insert(self, table: Table, columns: Columns, late: Mapping[str, Late] = _NOTHING) -> None:
        """Insert rows given as columns; those named in `late` are made ready on the thread."""
        if not any(columns.values()):
            return
        ready = _as_stored(table, columns, late, self._connection.dialect)
        self._wait(_MOST_WAITING)
        self._begun.append(self._thread.submit(_insert, self._connection, table, ready, late))

    def _wait(self, most: int) -> None:
        """Wait until at most so many inserts are unfinished."""
        while len(self._begun) > most:
            self._pulse()
            self._begun.popleft().result()


def insert_all(
    db: Session,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    checkpoint: Checkpoint = no_checkpoint,
) -> None:
    """Insert rows whose keys may differ, a chunk at a time."""
    rest = iter(rows)
    with Writer(db) as writer:
        while chunk := list(itertools.islice(rest, CHUNK)):
            checkpoint(0, 0)
            writer.insert(table, columns_of(table, chunk))


def columns_of(table: Table, rows: Sequence[Mapping[str, Any]]) -> Columns:
    """The columns that any of the rows fills, and those that have a value when nothing is said."""
    filled: set[str] = set()
    for start in range(0, len(rows), CHUNK):  # all rows in one call would hold up the window
        filled.update(*rows[start : start + CHUNK])
    usual = {column.name: _default(column) for column in table.columns}
    usual = {name: usual[name] for name in usual if name in filled or usual[name] is not None}
    columns: Columns = {name: [] for name in usual}
    for start in range(0, len(rows), CHUNK):
        whole = [{**usual, **row}.values() for row in rows[start : start + CHUNK]]
        for name, values in zip(columns, zip(*whole, strict=False), strict=False):
            columns[name] += values
    return columns


def with_usual(table: Table, columns: Columns) -> Columns:
    """The columns in the order of the table, with those that have a value when none is said."""
    length = len(next(iter(columns.values()), ()))
    usual = {column.name: _default(column) for column in table.columns}
    return {
        name: columns[name] if name in columns else [value] * length
        for name, value in usual.items()
        if name in columns or value is not None
    }


def slices(columns: Columns, size: int = CHUNK) -> Iterator[Columns]:
    """The same rows, some at a time."""
    length = len(next(iter(columns.values()), ()))
    for start in range(0, length, size):
        yield {name: values[start : start + size] for name, values in columns.items()}


def _as_stored(table: Table, columns: Columns, late: Collection[str], dialect: Dialect) -> Columns:
    """The values as the driver of the database takes them."""
    ready = {}
    for name, values in columns.items():
        convert = None if name in late else _converter(table.c[name], dialect)
        if convert and isinstance(table.c[name].type, Date | Boolean):  # few are different
            convert = {value: convert(value) for value in set(values)}.__getitem__
        ready[name] = list(map(convert, values)) if convert else values
    return ready


def _insert(
    connection: Connection, table: Table, columns: Columns, late: Mapping[str, Late]
) -> None:
    columns = columns | {name: list(map(ready, columns[name])) for name, ready in late.items()}
    statement, is_positional = _statement(table, tuple(columns), connection.dialect)
    if not is_positional:
        rows = zip(*columns.values(), strict=True)
        named = [dict(zip(columns, row, strict=True)) for row in rows]
        connection.exec_driver_sql(statement, named)
        return
    one = "(" + ", ".join("?" * len(columns)) + ")"
    head = statement.rpartition("VALUES")[0]
    for part in slices(columns, max(1, _MOST_VALUES // len(columns))):
        values = _row_by_row(list(part.values()))
        many = ", ".join([one] * len(next(iter(part.values()))))
        connection.exec_driver_sql(f"{head}VALUES {many}", values)


@lru_cache(64)  # the same few columns come by the thousand rows
def _statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, bool]:
    """The statement that inserts one row, and whether its values are told by their places."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), compiled.positional


def _row_by_row(columns: list[list[Any]]) -> tuple[Any, ...]:
    """All values in one line, the first row first."""
    width = len(columns)
    values = [None] * (width * len(columns[0]))
    for place, column in enumerate(columns):
        values[place::width] = column
    return tuple(values)


def _default(column: Column[Any]) -> Any:
    """The value a column has when nothing is said; None when it has none."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _converter(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)
