"""Days between the driver and Python, for rows that go past SQLAlchemy's own handling."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.orm import Session


class Known(dict[Any, Any]):
    """What was made of each value so far. Looking one up costs no call into Python."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        """Begin with nothing made."""
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made


def _days(make: Callable[[Any], Any] | None) -> Known:
    known = Known(make or (lambda day: day))
    known[None] = None
    return known


def day_reader(db: Session) -> Callable[[Any], date | None]:
    """Makes a day of what the driver gave; each different one is read once."""
    # Not as the office file is read elsewhere: a day that is none must not pass for a missing one.
    is_text = db.connection().dialect.name == "sqlite"
    return _days(date.fromisoformat if is_text else None).__getitem__


def raw_where_unreadable(read: Callable[[Any], date | None]) -> Callable[[Any], Any]:
    """Reads days, and gives back what is none: whoever counts with that fails by itself."""

    def reading(value: Any) -> Any:
        try:
            return read(value)
        except (TypeError, ValueError):
            return value

    return reading


def day_writer(db: Session) -> Callable[[date | None], Any]:
    """Makes of a day what the driver takes."""
    dialect = db.connection().dialect
    return _days(Date().dialect_impl(dialect).bind_processor(dialect)).__getitem__
