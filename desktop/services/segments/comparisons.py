"""What a positive operator asks of one column, as values that turn themselves into SQL.

A test on a column without a value may answer NULL; `compile.py` reads that as false.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, false, or_, true

from desktop.services.dates import add_days
from desktop.services.segments.spans import Span

Column = ColumnElement[Any]
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Known:
    """There is a value."""

    def on(self, column: Column) -> Condition:
        """The condition on a column."""
        return column.is_not(None)


@dataclass(frozen=True)
class OneOf:
    """Any of the stored values; `groups` holds, per value asked for, all its stored forms."""

    groups: tuple[tuple[Any, ...], ...]
    every: bool = False  # "has all of": one of each group

    def on(self, column: Column) -> Condition:
        """The condition on a column that holds a single value."""
        stored = self.stored()
        return column == stored[0] if len(stored) == 1 else column.in_(stored)

    def stored(self) -> tuple[Any, ...]:
        """All stored forms of all values."""
        return tuple(value for group in self.groups for value in group)


@dataclass(frozen=True)
class YesIs:
    """The answer is this one, and was given."""

    answer: bool

    def on(self, column: Column) -> Condition:
        """The condition on a column."""
        return column == (true() if self.answer else false())


@dataclass(frozen=True)
class TextHas:
    """One of the folded texts is inside, at the beginning or at the end."""

    place: str  # contains, starts_with, ends_with
    texts: tuple[str, ...]

    def on(self, column: Column) -> Condition:
        """The condition on a column of folded texts."""
        compare = _TEXT_PLACES[self.place]
        return or_(*(compare(column, text) for text in self.texts))


def _starts(column: Column, text: str) -> Condition:
    """A range, because only that uses an index; folded keys are ordered by code point."""
    after = ord(text[-1]) + 1
    if 0xD800 <= after <= 0xDFFF:  # noqa: PLR2004 - surrogates are not letters
        after = 0xE000
    return and_(column >= text, column < text[:-1] + chr(min(after, 0x10FFFF)))


_TEXT_PLACES: dict[str, Callable[[Column, str], Condition]] = {
    "contains": lambda column, text: column.contains(text, autoescape=True),
    "starts_with": _starts,
    "ends_with": lambda column, text: column.endswith(text, autoescape=True),
}


@dataclass(frozen=True)
class Bounds:
    """From `low` to `high`, both included unless marked open; None has no limit."""

    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False

    def on(self, column: Column) -> Condition:
        """The condition on a column; no limit at all is any value."""
        if self.low is not None and self.low == self.high:
            return and_(column == self.low)
        parts: list[Condition] = []
        if self.low is not None:
            parts.append(column > self.low if self.low_open else column >= self.low)
        if self.high is not None:
            parts.append(column < self.high if self.high_open else column <= self.high)
        return and_(*parts) if parts else column.is_not(None)


@dataclass(frozen=True)
class InRanges:
    """The number or day lies in one of the stretches."""

    ranges: tuple[Bounds, ...]

    def on(self, column: Column) -> Condition:
        """The condition on a column."""
        return or_(false(), *(bounds.on(column) for bounds in self.ranges))


def in_span(span: Span) -> InRanges:
    """The day lies in the stretch."""
    return InRanges((Bounds(span.start, span.end),))


@dataclass(frozen=True)
class MonthIs:
    """The day lies in one of the months of any year."""

    months: tuple[int, ...]

    def on(self, column: Column) -> Condition:
        """The condition on a column of days."""
        return and_(column.is_not(None), extract("month", column).in_(self.months))


@dataclass(frozen=True)
class Anniversary:
    """The day has an anniversary, the first one or a later one, between two days."""

    start: date
    end: date

    def on(self, column: Column) -> Condition:
        """The condition on a column of days."""
        key = extract("month", column) * 100 + extract("day", column)
        years = range(self.start.year, self.end.year + 1)
        return or_(
            false(),
            *(and_(column < date(year, 1, 1), key.in_(self._keys(year))) for year in years),
        )

    def _keys(self, year: int) -> list[int]:
        """Month and day of all days of the stretch in that year; 228 brings 229 along."""
        first = max(self.start, date(year, 1, 1))
        count = (min(self.end, date(year, 12, 31)) - first).days + 1
        keys = {day.month * 100 + day.day for day in (add_days(first, n) for n in range(count))}
        is_leap = (date(year, 12, 31) - date(year, 1, 1)).days == 365  # noqa: PLR2004
        return sorted(keys | {229} if 228 in keys and not is_leap else keys)  # noqa: PLR2004


Test = Known | OneOf | YesIs | TextHas | InRanges | MonthIs | Anniversary
