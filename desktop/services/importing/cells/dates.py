"""Dates as files write them: the order of day and month is decided for the whole column."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, NamedTuple

from desktop.services.importing.cells.values import MIDNIGHT, is_blank_word, text
from desktop.services.importing.kinds import BadValueError

# The parsers of days that are over, of days to come, and of equipment, often only a year.
BY_YEAR = "date_or_year"
DATES = ("date", "date_ahead", BY_YEAR)
MONTH_FIRST, DAY_FIRST = DATE_ORDERS = ("month first", "day first")

_NUMERIC = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{1,2})(?:[ tT].*)?$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ tT].*)?$")
_NAMED = re.compile(
    r"^(?:[a-z]+,\s*)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{2}|\d{4})(?:,?\s.*)?$"
)
_DAY_NAMED = re.compile(r"^(\d{1,2})[\s\-]([a-z]{3,9})\.?[\s\-,]+(\d{2}|\d{4})(?:,?\s.*)?$")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_EMPTY = re.compile(
    r"^(?:0{1,2}[/\-]0{1,2}[/\-]0{1,4}|0?1/0?0/(?:19)?00|0{4}-00-00)(?:\s+[0:]+)?$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MIDDLE_OF_YEAR = 7, 1  # what counts where no more than the year is known
_FIRST_YEAR = 1900  # Excel shows an empty date as a day of 1899, or as 1/0/1900
_SERIALS = range(20_000, 60_001)
_PIVOT = 68
_NOT_A_DAY = "is not a day of the calendar"
_NOT_A_DATE = "is not a date"
_NOT_PAST = "is a day to come, which cannot be the day of something done"


@dataclass(frozen=True)
class DateReader:
    """Reads the dates of one column; `may_be_ahead` where days to come are meant.

    With `only_past` a day after `as_of` is refused: work cannot have been done on it. With
    `by_year` a year alone means July 1 of it.
    """

    as_of: date
    day_first: bool = False
    date_1904: bool = False
    may_be_ahead: bool = False
    only_past: bool = False
    by_year: bool = False

    def read(self, value: Any) -> date | None:
        """The day, or None for an empty cell.

        Raises:
            BadValueError: not a date, or a day that does not exist or cannot be meant.
        """
        year = year_alone(value) if self.by_year else None
        day = self._day(value) if year is None else date(year, *_MIDDLE_OF_YEAR)
        if self.only_past and day is not None and day > self.as_of and year != self.as_of.year:
            raise BadValueError(_NOT_PAST)
        return day

    def _day(self, value: Any) -> date | None:
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            return day if day.year >= _FIRST_YEAR else None
        if isinstance(value, time) and value == MIDNIGHT:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._serial(value)
        raw = text(value)
        if is_blank_word(raw) or _EMPTY.match(raw):
            return None
        if raw.replace(".", "", 1).isdecimal() and "." not in raw[:5]:
            return self._serial(float(raw))
        return self._written(raw.casefold())

    def _serial(self, value: float) -> date | None:
        if value == 0:
            return None
        if not isfinite(value) or int(value) not in _SERIALS:
            raise BadValueError(_NOT_A_DATE)
        start = date(1904, 1, 1) if self.date_1904 else date(1899, 12, 30)
        return start + timedelta(days=int(value))

    def _written(self, raw: str) -> date:
        year, month, day = self._parts(raw)
        try:
            return date(self._full_year(year, month, day), month, day)
        except ValueError as error:
            raise BadValueError(_NOT_A_DAY) from error

    def _parts(self, raw: str) -> tuple[str, int, int]:
        iso = _ISO.match(raw)
        if iso:
            return iso.group(1), int(iso.group(2)), int(iso.group(3))
        numeric = _NUMERIC.match(raw)
        if numeric:
            first, second = int(numeric.group(1)), int(numeric.group(2))
            month, day = (second, first) if self.day_first else (first, second)
            return numeric.group(3), month, day
        named, day_named = _NAMED.match(raw), _DAY_NAMED.match(raw)
        if named and named.group(1)[:3] in _MONTHS:
            return named.group(3), _MONTHS[named.group(1)[:3]], int(named.group(2))
        if day_named and day_named.group(2)[:3] in _MONTHS:
            return day_named.group(3), _MONTHS[day_named.group(2)[:3]], int(day_named.group(1))
        raise BadValueError(_NOT_A_DATE)

    def _full_year(self, year: str, month: int, day: int) -> int:
        """Two digits: 00-68 is 20xx and 69-99 is 19xx; what is done is never a year ahead."""
        if len(year) > 2:  # noqa: PLR2004 - written in full
            return int(year)
        full = int(year) + (2000 if int(year) <= _PIVOT else 1900)
        if self.may_be_ahead:
            return full
        ahead = (full, month, day) > (self.as_of.year + 1, self.as_of.month, self.as_of.day)
        return full - 100 if ahead else full


def year_alone(value: Any) -> int | None:
    """The year of a cell that says no more: "2012", or the number 2012."""
    if isinstance(value, date | time | bool):
        return None
    said = text(value)
    return int(said) if _YEAR.fullmatch(said) else None


class DateOrder(NamedTuple):
    """How a column writes its dates, judged by those that only one way can read."""

    month_first: int
    day_first: int
    month_example: str
    day_example: str

    @property
    def is_day_first(self) -> bool:
        """Whether the day comes first in most of them; without any, it does not."""
        return self.day_first > self.month_first

    @property
    def is_mixed(self) -> bool:
        """Whether some say one thing and some the other, so that the rest cannot be known."""
        return bool(self.month_first and self.day_first)


def find_order(values: Iterable[Any]) -> DateOrder:
    """How a column writes its dates."""
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    different = Counter([value for value in values if value and isinstance(value, str)])
    for value, times in different.items():
        match = _NUMERIC.match(value.strip())
        if not match:
            continue
        first, second = int(match.group(1)), int(match.group(2))
        for is_day_first, month, day in ((True, second, first), (False, first, second)):
            if day > 12 and _is_day(match.group(3), month, day):  # noqa: PLR2004 - no month
                found[is_day_first][value] += times
    months, days = found[False], found[True]
    return DateOrder(months.total(), days.total(), next(iter(months), ""), next(iter(days), ""))


def _is_day(year: str, month: int, day: int) -> bool:
    """Whether the calendar has this day; "02/30/2024" is no day and says nothing of an order."""
    full = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004 - written in full
    try:
        date(full, month, day)
    except ValueError:
        return False
    return True


def is_day_first(values: Iterable[Any], chosen: str | None = None) -> bool:
    """Whether a column writes the day before the month: as chosen, or as its dates show."""
    return find_order(values).is_day_first if chosen is None else chosen == DAY_FIRST
