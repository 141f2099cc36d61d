"""Writes many rows at once: one prepared statement, plain tuples, no object per row in between."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Dialect, Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desktop.services.importing.kinds import Checkpoint, no_checkpoint

CHUNK = 1_000


def insert_all(
    db: Session,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    checkpoint: Checkpoint = no_checkpoint,
) -> None:
    """Insert rows a chunk at a time, so that they never stand in memory all at once."""
    rest = iter(rows)
    while chunk := list(itertools.islice(rest, CHUNK)):
        checkpoint(0, 0)
        insert_rows(db, table, chunk)


def insert_rows(db: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows whose keys may differ: each column that any of them fills."""
    if not rows:
        return
    connection = db.connection()
    filled = set().union(*rows)
    columns = [c for c in table.columns if c.name in filled or _default(c) is not None]
    compiled = insert(table).compile(
        dialect=connection.dialect, column_keys=[column.name for column in columns]
    )
    values = _values(columns, rows, connection.dialect)
    if compiled.positional:
        parameters: list[Any] = [tuple(row) for row in values]
    else:
        parameters = [dict(zip(compiled.params, row, strict=True)) for row in values]
    connection.exec_driver_sql(str(compiled), parameters)


def _values(
    columns: list[Column[Any]], rows: Sequence[Mapping[str, Any]], dialect: Dialect
) -> list[list[Any]]:
    """The values of the columns, as the driver of the database takes them."""
    names, defaults = [c.name for c in columns], [_default(c) for c in columns]
    values = [list(map(row.get, names, defaults)) for row in rows]
    for place, column in enumerate(columns):
        convert = _converter(column, dialect)
        if convert:
            for row in values:
                row[place] = convert(row[place])
    return values


def _default(column: Column[Any]) -> Any:
    """The value a column has when nothing is said; None when it has none."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _converter(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)
