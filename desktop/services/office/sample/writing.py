"""Rows on their way into the office: numbered at once, written in large pieces."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Dialect, Table, insert
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.tables import metadata
from desktop.models.work import Interaction, Invoice, Payment, ServiceLine, Visit
from desktop.services.facts.drivers import Known
from desktop.services.facts.shadows import table_of

Convert = Callable[[Any], Any]

PIECE = 2_000  # rows that wait before they are written
LARGE = (Visit, ServiceLine, Invoice, Payment, Interaction)


@contextmanager
def without_indexes(db: Session) -> Iterator[None]:
    """Take the indexes of large tables away while rows come, and make them again at the end.

    Rows come by customer; an index by day would be written to and fro all over, many times.
    """
    connection = db.connection()
    indexes = [index for kind in LARGE for index in table_of(kind).indexes]
    indexes.sort(key=lambda index: str(index.name))
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


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
        blank = dict.fromkeys(set().union(*pile)) | _defaults(table)
        names = [c.name for c in table.columns if c.name in blank]
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        order: list[str] = list(statement.positiontup or names)
        columns = zip(*map(itemgetter(*order), [blank | row for row in pile]), strict=True)
        converters = [self._converter(table.columns[name], connection.dialect) for name in order]
        rows = zip(*map(_converted, converters, columns), strict=True)
        if statement.positional:
            connection.exec_driver_sql(str(statement), list(rows))
        else:
            named = [dict(zip(order, row, strict=True)) for row in rows]
            connection.exec_driver_sql(str(statement), named)

    def _converter(self, column: Column[Any], dialect: Dialect) -> Convert | None:
        if column not in self._converters:
            self._converters[column] = _converter(column, dialect)
        return self._converters[column]


def _defaults(table: Table) -> dict[str, Any]:
    """What stands in for nothing."""
    given = (column for column in table.columns if column.default is not None)
    return {column.name: getattr(column.default, "arg", None) for column in given}


def _converted(convert: Convert | None, values: Iterable[Any]) -> Iterable[Any]:
    return map(convert, values) if convert else values


def _converter(column: Column[Any], dialect: Dialect) -> Convert | None:
    """How a value of a column is made ready for the driver; None where it stays as it is."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None or not isinstance(column.type, (Boolean, Date)):
        return process
    return Known(process).__getitem__
