"""Temporary tables in which a refresh lays out what it worked out so far.

Each has the customer as its key, so that no join has to be planned: with statistics of the office
at hand, SQLite was seen to take minutes over the wrong order.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import AliasedReturnsRows, Column, MetaData, Select, Table, insert, select
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
    """Keep an empty temporary table for a while; after an error the rollback takes it away."""
    db.execute(DropTable(table, if_exists=True))
    db.execute(CreateTable(table))
    yield table
    db.execute(DropTable(table))


@contextmanager
def staged(db: Session, part: AliasedReturnsRows) -> Iterator[Table]:
    """Lay the rows of a named part of a statement out for a while."""
    columns = (Column(c.name, c.type) for c in part.c if c.name != "customer_id")
    with present(db, staging_table(part.name, *columns)) as table:
        db.execute(insert(table).from_select(part.c.keys(), select(part)))
        yield table


def insert_rows(db: Session, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert many rows, each with a value for every column and as the driver takes them.

    Past SQLAlchemy's own handling of each value, which costs more than the inserting.
    """
    connection = db.connection()
    statement = insert(table).compile(dialect=connection.dialect)
    names = table.columns.keys()
    for batch in batches(rows, _ROWS_AT_ONCE):
        rows_of_driver: Any = list(batch)
        if not statement.positional:
            rows_of_driver = [dict(zip(names, row, strict=True)) for row in batch]
        connection.exec_driver_sql(str(statement), rows_of_driver)


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
