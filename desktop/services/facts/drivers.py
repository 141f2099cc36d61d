"""Days between the driver and Python, for rows that go past SQLAlchemy's own handling."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.orm import Session


def _same(value: Any) -> Any:
    return value


def day_reader(db: Session) -> Callable[[Any], date | None]:
    """Makes a day of what the driver gave; each different one is read once."""
    dialect = db.connection().dialect
    read = Date().dialect_impl(dialect).result_processor(dialect, None) or _same
    known: dict[Any, date | None] = {None: None}

    def day(value: Any) -> date | None:
        if value not in known:
            known[value] = read(value)
        return known[value]

    return day


def day_writer(db: Session) -> Callable[[date | None], Any]:
    """Makes of a day what the driver takes."""
    dialect = db.connection().dialect
    write = Date().dialect_impl(dialect).bind_processor(dialect) or _same
    known: dict[date | None, Any] = {None: None}

    def driven(day: date | None) -> Any:
        if day not in known:
            known[day] = write(day)
        return known[day]

    return driven
