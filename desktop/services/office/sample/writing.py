"""Rows on their way into the office: numbered at once, written in large pieces."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Date, Dialect, Table, insert
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.tables import metadata

Convert = Callable[[Any], Any]

PIECE = 2_000  # rows that wait before they are written


class Rows:
    """Collects the rows of all tables; numbers are given out here, so others can refer to them."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self.counts: dict[str, int] = {}
        self._converters: dict[Column[Any], Convert | None] = {}

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
                self._insert(connection, table, pile)

    def _insert(self, connection: Connection, table: Table, pile: list[dict[str, Any]]) -> None:
        """Write a pile with one prepared statement.

        The same as `execute(insert(table), pile)`, which takes twice as long: it works out the
        parameters of every row anew, and writes out every date again.
        """
        used = set().union(*pile)
        names = [c.name for c in table.columns if c.name in used or c.default is not None]
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        order: list[str] = list(statement.positiontup or names)
        lists = [self._values(connection.dialect, table.columns[name], pile) for name in order]
        rows = zip(*lists, strict=True)
        if statement.positional:
            connection.exec_driver_sql(str(statement), list(rows))
        else:
            named = [dict(zip(order, row, strict=True)) for row in rows]
            connection.exec_driver_sql(str(statement), named)

    def _values(
        self, dialect: Dialect, column: Column[Any], pile: list[dict[str, Any]]
    ) -> list[Any]:
        """One column of a pile, as the driver takes it; the default stands in for nothing."""
        if column not in self._converters:
            self._converters[column] = _converter(column, dialect)
        name, convert = column.name, self._converters[column]
        default = getattr(column.default, "arg", None)
        found = [row.get(name, default) for row in pile]
        return found if convert is None else [convert(value) for value in found]


def _converter(column: Column[Any], dialect: Dialect) -> Convert | None:
    """How a value of a column is made ready for the driver; None where it stays as it is."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    cached = process is not None and isinstance(column.type, Date)
    return lru_cache(maxsize=40_000)(process) if process and cached else process
