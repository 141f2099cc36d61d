"""Values that a file holds although they are none: a day that is no day, text where a number goes.

SQLite keeps whatever another program writes into a column; a server takes only what fits.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, String, Table, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import DERIVED_TABLES
from desktop.services.safekeeping.integrity import Finding

MOST = 100  # rows told of one table; more of them say nothing new
_SECONDS = 19  # letters of a moment up to its seconds


class Unreadable(NamedTuple):
    """One such value: the record by its key, the column, and what belongs there."""

    table: Table
    key: tuple[Any, ...]
    column: Column[Any]
    value: Any
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
    tables = (table for table in Base.metadata.sorted_tables if table.name not in DERIVED_TABLES)
    return [Finding(one.where, one.sentence) for one in found_in(db, tables, most=MOST)]


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
    wrong = {
        column: how for column in table.columns if (how := _WRONG.get(_kind(column))) is not None
    }
    if not wrong:
        return
    key = list(table.primary_key)
    flags = [is_wrong(_bare(column)) for column, (is_wrong, _) in wrong.items()]
    values = [_bare(column) for column in wrong]
    chosen = select(*map(_bare, key), *flags, *values).where(or_(*flags), which)
    for row in db.connection().execute(chosen.order_by(*key).limit(most)):
        number, rest = tuple(row[: len(key)]), row[len(key) :]
        for (column, (_, wanted)), is_wrong, value in zip(
            wrong.items(), rest, rest[len(wrong) :], strict=False
        ):
            if is_wrong:
                yield Unreadable(table, number, column, value, wanted)


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


def _no_json(value: ColumnElement[Any]) -> ColumnElement[bool]:
    return value.is_not(None) & (func.coalesce(func.json_valid(value), 0) == 0)


# Kind of column -> what is wrong, and what belongs there.
_WRONG: dict[str, tuple[Callable[[ColumnElement[Any]], ColumnElement[bool]], str]] = {
    "Date": (no_day, "day"),
    "DateTime": (_no_moment, "moment"),
    "Integer": (_not_of("integer"), "whole number"),
    "BigInteger": (_not_of("integer"), "whole number"),
    "Boolean": (_not_of("integer"), "yes or no"),
    "Double": (_not_of("integer", "real"), "number"),
    "Float": (_not_of("integer", "real"), "number"),
    "Numeric": (_not_of("integer", "real"), "number"),
    "JSON": (_no_json, "list or record"),
}
