"""Temporary tables in which a refresh lays out what it worked out so far.

Each has the customer as its key, so that no join has to be planned: with statistics of the office
at hand, SQLite was seen to take minutes over the wrong order.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    AliasedReturnsRows,
    Column,
    CursorResult,
    Delete,
    Executable,
    Insert,
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
    connection = db.connection()
    connection.exec_driver_sql(_creation(table, connection.dialect))
    run(db, emptying)
    yield table
    run(db, emptying)


@lru_cache(maxsize=32)
def _creation(table: Table, dialect: Dialect) -> str:
    return str(CreateTable(table, if_not_exists=True).compile(dialect=dialect))


@lru_cache(maxsize=16)
def _emptying(table: Table) -> Delete:
    return delete(table)


class Plan(NamedTuple):
    """A statement, and the tables that must be laid out before it is asked, in their order.

    Whoever makes one keeps it: to put these statements together and have them compiled takes half
    a second, for a small office nearly all of the time.
    """

    rows: Select[Any]
    parts: tuple[tuple[Table, Insert], ...]


def plan(make: Callable[[Callable[[AliasedReturnsRows], Table]], Select[Any]]) -> Plan:
    """Put a statement together; `make` gets a function that has a named part laid out."""
    parts: list[tuple[Table, Insert]] = []

    def lay_out(part: AliasedReturnsRows) -> Table:
        columns = ((c.name, type(c.type)) for c in part.c if c.name != "customer_id")
        table = _table_of(part.name, tuple(columns))
        parts.append((table, insert(table).from_select(part.c.keys(), select(part))))
        return table

    return Plan(make(lay_out), tuple(parts))


# The same table for the plan of another day, so that SQLAlchemy knows its statements again.
@lru_cache(maxsize=128)
def _table_of(name: str, columns: tuple[tuple[str, type[Any]], ...]) -> Table:
    return staging_table(name, *(Column(column, kind()) for column, kind in columns))


@contextmanager
def laid_out(db: Session, planned: Plan) -> Iterator[Select[Any]]:
    """Lay the tables of a plan out for a while, in which its statement can be asked."""
    connection = db.connection()
    for table, filling in planned.parts:
        creation, dropping = _life(table, connection.dialect)
        connection.exec_driver_sql(dropping)
        connection.exec_driver_sql(creation)
        run(db, filling)
    yield planned.rows
    for table, _ in planned.parts:
        connection.exec_driver_sql(_life(table, connection.dialect)[1])


@lru_cache(maxsize=512)
def _life(table: Table, dialect: Dialect) -> tuple[str, str]:
    creation, dropping = CreateTable(table), DropTable(table, if_exists=True)
    return str(creation.compile(dialect=dialect)), str(dropping.compile(dialect=dialect))


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


def run(db: Session, statement: Executable) -> CursorResult[Any]:
    """Execute a statement that is kept and asked again and again, values and all.

    SQLite gets it as text, spelled out once: to put the values of the long ones in place took
    longer than to run them for one customer.
    """
    connection = db.connection()
    if connection.dialect.name != "sqlite":
        return connection.execute(statement)
    return connection.exec_driver_sql(_spelled_out(statement, connection.dialect))


@lru_cache(maxsize=256)
def _spelled_out(statement: Any, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def bare_rows(db: Session, statement: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows as the driver gives them: by the million, SQLAlchemy's own double the time."""
    cursor = run(db, statement).cursor
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from rows


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut a stream into pieces."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
