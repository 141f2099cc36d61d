"""Values that a file holds although they are none: a day that is no day, text where a number goes.

SQLite keeps whatever another program writes into a column; a server takes only what fits.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Table,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.errors import UserError
from desktop.models.facts import DERIVED_TABLES
from desktop.services.safekeeping.integrity import Finding

MOST = 100  # rows told of one table; more of them say nothing new
_SECONDS = 19  # letters of a moment up to its seconds
_LETTERS = 60  # of a value that is told


class Unreadable(NamedTuple):
    """One such value: the record by its key, the column, and what belongs there."""

    table: Table
    key: tuple[Any, ...]
    column: Column[Any]
    value: str  # as it is told
    wanted: str

    @property
    def where(self) -> str:
        """Table and column."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        number = "/".join(map(str, self.key))
        return (
            f"Record {number} of “{self.table.name}” has “{self.value}” as its"
            f" {self.words}, which is no {self.wanted}."
        )

    @property
    def words(self) -> str:
        """What the column is called."""
        return self.column.name.removesuffix("_cents").removesuffix("_id").replace("_", " ")


def unreadable(db: Session) -> list[Finding]:
    """The records of the office with such a value, each with a sentence."""
    return [Finding(one.where, one.sentence) for one in found_in(db, _of_records(), most=MOST)]


def to_blame(db: Session) -> UserError | None:
    """The first such value, as what the office can put right where some work failed."""
    for table in _of_records():
        for one in found_in(db, [table], most=1):
            advice = "Correct it or restore a backup, then try again."
            return UserError(f"{one.sentence} {advice}", where=one.where)
    return None


def _of_records() -> Iterator[Table]:
    return (table for table in Base.metadata.sorted_tables if table.name not in DERIVED_TABLES)


def found_in(
    db: Session,
    tables: Iterable[Table],
    which: Callable[[Table], ColumnElement[bool]] = lambda _: true(),
    most: int | None = None,
) -> list[Unreadable]:
    """Such values in some tables: of the records that `which` names, of so many at most."""
    if db.connection().dialect.name != "sqlite":
        return []
    return [one for table in tables for one in _of_table(db, table, which(table), most)]


def _of_table(
    db: Session, table: Table, which: ColumnElement[bool], most: int | None
) -> Iterator[Unreadable]:
    columns, rows = _looked_through(table)
    if not columns:
        return
    keys = len(table.primary_key)
    for row in db.connection().execute(rows.where(which).limit(most)):
        number, rest = tuple(row[:keys]), row[keys:]
        for column, is_wrong, value in zip(columns, rest, rest[len(columns) :], strict=False):
            if is_wrong:
                yield Unreadable(table, number, column, _told(value), _WRONG[_kind(column)][1])


@lru_cache(maxsize=128)
def _looked_through(table: Table) -> tuple[list[Column[Any]], Select[Any]]:
    """The columns looked at, and the rows with such a value: key, what is wrong, all values."""
    columns = [column for column in table.columns if _kind(column) in _WRONG]
    key = list(table.primary_key)
    flags = [_WRONG[_kind(column)][0](_bare(column)) for column in columns]
    rows = select(*map(_bare, key), *flags, *map(_bare, columns)).where(or_(false(), *flags))
    return columns, rows.order_by(*key)


def _told(value: Any) -> str:
    """A value in few letters; what is no text may hold any bytes."""
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…"


def _bare(column: Column[Any]) -> ColumnElement[Any]:
    """The value as it stands there; reading it as what it should be would fail."""
    return type_coerce(column, String)


def _kind(column: Column[Any]) -> str:
    return type(column.type).__name__


def no_day(value: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether something stands there that SQLite cannot take for a day."""
    # By way of the number of the day: `date` alone may give Feb 30 back as it came.
    return value.is_not(None) & func.date(func.julianday(value)).is_distinct_from(value)


def _no_moment(value: ColumnElement[Any]) -> ColumnElement[bool]:
    seconds = func.substr(value, 1, _SECONDS)
    return value.is_not(None) & func.datetime(seconds).is_distinct_from(seconds)


def _not_of(*types: str) -> Callable[[ColumnElement[Any]], ColumnElement[bool]]:
    return lambda value: func.typeof(value).not_in((*types, "null"))


def _no_yes_or_no(value: ColumnElement[Any]) -> ColumnElement[bool]:
    return value.is_not(None) & value.not_in((literal_column("0"), literal_column("1")))


def _no_text(value: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.typeof(value) == "blob"


def _no_json(value: ColumnElement[Any]) -> ColumnElement[bool]:
    return value.is_not(None) & (func.coalesce(func.json_valid(value), 0) == 0)


# Kind of column -> what is wrong, and what belongs there.
_WRONG: dict[str, tuple[Callable[[ColumnElement[Any]], ColumnElement[bool]], str]] = {
    "Date": (no_day, "day"),
    "DateTime": (_no_moment, "moment"),
    "Integer": (_not_of("integer"), "whole number"),
    "BigInteger": (_not_of("integer"), "whole number"),
    "Boolean": (_no_yes_or_no, "yes or no"),
    "Double": (_not_of("integer", "real"), "number"),
    "Float": (_not_of("integer", "real"), "number"),
    "Numeric": (_not_of("integer", "real"), "number"),
    "JSON": (_no_json, "list or record"),
    "String": (_no_text, "text"),
    "Text": (_no_text, "text"),
    "LargeBinary": (_not_of("blob"), "packed block"),
}
