"""Reads a value that is none as a missing one, so that one record stops no page.

SQLite keeps whatever another program writes into a column: “soon” for a day, half a list. `check`
names such records; facts are worked out from the values as they stand (`services/facts`).
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, DateTime
from sqlalchemy.dialects import registry, sqlite
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

Reader = Callable[[Any], Any]


def _lenient(strict: Reader | None) -> Reader:
    assert strict is not None  # noqa: S101 - SQLite has no days of its own, so they are read

    def read(value: Any) -> Any:
        try:
            return strict(value)
        except (TypeError, ValueError):
            return None

    return read


class _Day(sqlite.DATE):
    def result_processor(self, dialect: Any, coltype: object) -> Any:
        return _lenient(super().result_processor(dialect, coltype))


class _Moment(sqlite.DATETIME):
    def result_processor(self, dialect: Any, coltype: object) -> Any:
        return _lenient(super().result_processor(dialect, coltype))


def read_json(value: Any) -> Any:
    """What was kept as JSON, nothing where it is none.

    A number comes as one, as SQLite keeps it; that error is SQLAlchemy's, which knows of it.
    """
    try:
        return json.loads(value)
    except ValueError:
        return None


class OfficeDialect(SQLiteDialect_pysqlite):
    """SQLite as office files are read.

    All of them are alike: what was put into words for one engine serves every other one.
    """

    driver = "office"
    supports_statement_cache = True
    colspecs = {**SQLiteDialect_pysqlite.colspecs, Date: _Day, DateTime: _Moment}  # noqa: RUF012 - as there

    def __eq__(self, other: object) -> bool:
        """Whether the other is one, too."""
        return isinstance(other, OfficeDialect)

    def __hash__(self) -> int:
        """The same for all."""
        return hash(OfficeDialect)


registry.register("sqlite.office", __name__, OfficeDialect.__name__)
SPOKEN = LRUCache[Any, Any](1_000)  # statements put into words
