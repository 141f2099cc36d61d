"""Rows on their way into the office: numbered at once, written in large pieces."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Date, Dialect, Table, insert
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.tables import metadata

PIECE = 5_000  # rows that wait before they are written


class Rows:
    """Collects the rows of all tables; numbers are given out here, so others can refer to them."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self.counts: dict[str, int] = {}

    def add(self, kind: type[Base], /, **values: Any) -> int:
        """Put a row on the pile and return its number."""
        name = kind.__tablename__
        number = self.counts[name] = self.counts.get(name, 0) + 1
        values["id"] = number
        try:
            self._waiting[name].append(values)
        except KeyError:
            self._waiting[name] = [values]
        return number

    def amend(self, kind: type[Base], /, **values: Any) -> None:
        """Change the row of this kind that was added last; it has not been written yet."""
        self._waiting[kind.__tablename__][-1].update(values)

    def count(self, kind: type[Base]) -> int:
        """How many rows of a kind were made so far."""
        return self.counts.get(kind.__tablename__, 0)

    def write_when_full(self) -> None:
        """Write everything once one pile is high enough."""
        if any(len(pile) >= PIECE for pile in self._waiting.values()):
            self.write()

    def write(self) -> None:
        """Write all piles, what is referred to first."""
        connection = self._db.connection()
        for table in metadata.sorted_tables:
            if pile := self._waiting.pop(table.name, None):
                _insert(connection, table, pile)


def _insert(connection: Connection, table: Table, pile: list[dict[str, Any]]) -> None:
    """Write a pile with one prepared statement.

    The same as `execute(insert(table), pile)`, which takes twice as long: it works out the
    parameters of every row anew, and writes out every date again.
    """
    used = {name for row in pile for name in row}
    columns = [c for c in table.columns if c.name in used or c.default is not None]
    names = [column.name for column in columns]
    statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
    order: list[str] = list(statement.positiontup or names)
    convert = {column.name: _converter(column, connection.dialect) for column in columns}
    lists = [[convert[name](row.get(name)) for row in pile] for name in order]
    if statement.positional:
        connection.exec_driver_sql(str(statement), list(zip(*lists, strict=True)))
    else:
        rows = [dict(zip(order, row, strict=True)) for row in zip(*lists, strict=True)]
        connection.exec_driver_sql(str(statement), rows)


def _converter(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """How a value of a column is handed to the driver; the default stands in for nothing."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
    default: Any = column.default
    if default is not None:
        blank = process(default.arg)
        return lambda value: blank if value is None else process(value)
    if isinstance(column.type, Date):
        return lru_cache(maxsize=20_000)(process)
    return process


def _as_it_is(value: Any) -> Any:
    return value
