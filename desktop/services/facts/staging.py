"""Temporary tables in which a refresh lays out what it worked out so far.

Each has the customer as its key, so that no join has to be planned: with statistics of the office
at hand, SQLite was seen to take minutes over the wrong order.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    AliasedReturnsRows,
    Column,
    Delete,
    MetaData,
    Select,
    Table,
    delete,
    insert,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable, DropTable

from desktop.models.base import RowId

Item = TypeVar("Item")

_ROWS_AT_ONCE = 5_000


def staging_table(name: str, *columns: Column[Any]) -> Table:
    """Describe a temporary table with one row per customer."""
    return Table(
        f"staged_{name}",
        MetaData(),
        Column("customer_id", RowId, primary_key=True, autoincrement=False),
        *columns,
        prefixes=["TEMPORARY"],
    )


TOUCHED = staging_table("touched")


@contextmanager
def present(db: Session, table: Table) -> Iterator[Table]:
    """Keep a temporary table filled for a while, and empty afterwards.

    It stays with the connection: making and dropping it each time would have SQLite prepare every
    statement anew, which took longer than running them for one customer.
    """
    emptying = _emptying(table)
    db.execute(_creation(table))
    db.execute(emptying)
    yield table
    db.execute(emptying)


@lru_cache(maxsize=16)
def _creation(table: Table) -> CreateTable:
    return CreateTable(table, if_not_exists=True)


@lru_cache(maxsize=16)
def _emptying(table: Table) -> Delete:
    return delete(table)


@contextmanager
def staged(db: Session, part: AliasedReturnsRows) -> Iterator[Table]:
    """Lay the rows of a named part of a statement out for a while."""
    columns = (Column(c.name, c.type) for c in part.c if c.name != "customer_id")
    table = staging_table(part.name, *columns)
    db.execute(DropTable(table, if_exists=True))
    db.execute(CreateTable(table))
    db.execute(insert(table).from_select(part.c.keys(), select(part)))
    yield table
    db.execute(DropTable(table))


def insert_rows(db: Session, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert many rows, each with a value for every column and as the driver takes them.

    Past SQLAlchemy's own handling of each value, which costs more than the inserting.
    """
    connection = db.connection()
    statement = _insertion(table, connection.dialect)
    names = table.columns.keys()
    for batch in batches(rows, _ROWS_AT_ONCE):
        rows_of_driver: Any = list(batch)
        if not statement.positional:
            rows_of_driver = [dict(zip(names, row, strict=True)) for row in batch]
        connection.exec_driver_sql(str(statement), rows_of_driver)


@lru_cache(maxsize=32)
def _insertion(table: Table, dialect: Dialect) -> Any:
    return insert(table).compile(dialect=dialect)


def bare_rows(db: Session, statement: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows as the driver gives them: by the million, SQLAlchemy's own double the time."""
    cursor = db.connection().execute(statement).cursor
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from rows


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut a stream into pieces."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
