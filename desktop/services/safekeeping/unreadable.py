"""Values that a file holds although they are none: a day that is no day, text where a number goes.

SQLite keeps whatever another program writes into a column; a server takes only what fits.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import DERIVED_TABLES
from desktop.services.safekeeping.integrity import Finding

MOST = 100  # rows told of one table; more of them say nothing new
_SECONDS = 19  # letters of a moment up to its seconds


def unreadable(db: Session) -> list[Finding]:
    """The records of the office with such a value, each with a sentence."""
    if db.connection().dialect.name != "sqlite":
        return []
    tables = (table for table in Base.metadata.sorted_tables if table.name not in DERIVED_TABLES)
    return [finding for table in tables for finding in _findings(db, table)]


def _findings(db: Session, table: Table) -> Iterator[Finding]:
    wrong = {
        column: how for column in table.columns if (how := _WRONG.get(_kind(column))) is not None
    }
    if not wrong:
        return
    key = list(table.primary_key)
    flags = [is_wrong(_bare(column)) for column, (is_wrong, _) in wrong.items()]
    values = [_bare(column) for column in wrong]
    found = select(*map(_bare, key), *flags, *values).where(or_(*flags)).order_by(*key).limit(MOST)
    for row in db.execute(found):
        number, rest = "/".join(map(str, row[: len(key)])), row[len(key) :]
        for (column, (_, wanted)), is_wrong, value in zip(
            wrong.items(), rest, rest[len(wrong) :], strict=False
        ):
            if is_wrong:
                where = f"{table.name}.{column.name}"
                yield Finding(
                    where,
                    f"Record {number} of “{table.name}” has “{value}” as its"
                    f" {_words(column)}, which is no {wanted}.",
                )


def _words(column: Column[Any]) -> str:
    return column.name.removesuffix("_cents").removesuffix("_id").replace("_", " ")


def _bare(column: Column[Any]) -> ColumnElement[Any]:
    """The value as it stands there; reading it as what it should be would fail."""
    return type_coerce(column, String)


def _kind(column: Column[Any]) -> str:
    return type(column.type).__name__


def _no_day(value: ColumnElement[Any]) -> ColumnElement[bool]:
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
    "Date": (_no_day, "day"),
    "DateTime": (_no_moment, "moment"),
    "Integer": (_not_of("integer"), "whole number"),
    "BigInteger": (_not_of("integer"), "whole number"),
    "Boolean": (_not_of("integer"), "yes or no"),
    "Double": (_not_of("integer", "real"), "number"),
    "Float": (_not_of("integer", "real"), "number"),
    "Numeric": (_not_of("integer", "real"), "number"),
    "JSON": (_no_json, "list or record"),
}
