"""Days and months as they are written, and the stretch of days each of them is."""

from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from desktop.services.segments.phrase.words import Word

JANUARY, MONTHS = 1, 12
_QUARTERS = {f"q{n}": n for n in range(1, 5)}


class Days(NamedTuple):
    """A stretch of days from the calendar, or a month of no year."""

    start: date | None = None
    end: date | None = None
    month: int | None = None

    def on(self, as_of: date, *, ahead: bool = False) -> "Days":
        """The same with its year: the latest such month, or the next one for what lies ahead."""
        if self.month is None:
            return self
        year = as_of.year - (self.month > as_of.month)
        if ahead:
            year = as_of.year + (self.month < as_of.month)
        return month_days(year, self.month)


def year_days(year: int) -> Days:
    """All days of a year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def month_days(year: int, month: int) -> Days:
    """All days of a month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def day_token(
    words: tuple[Word, ...], at: int, as_of: date, names: Mapping[tuple[str, ...], Any]
) -> tuple[str, Any, int] | None:
    """A day, a month or a quarter that begins at a word: its token and where it ends."""
    word = words[at]
    if word.kind == "day":
        day = _written(word.text)
        return ("DAYS", Days(day, day), at + 1) if day else None
    year, _ = _year(words, at + 1)
    if word.key in _QUARTERS:
        first = (_QUARTERS[word.key] - 1) * 3 + 1
        of = year or as_of.year
        days = Days(date(of, first, 1), month_days(of, first + 2).end)
        return "DAYS", days, at + (2 if year else 1)
    meaning = names.get((word.key,))
    if meaning is None or meaning.type != "MONTH":
        return None
    return _in_month(words, at, meaning.payload)


def _in_month(words: tuple[Word, ...], at: int, month: int) -> tuple[str, Any, int]:
    """March, March 2025, March 4, 2025."""
    number = _day_number(words, at + 1)
    if number:
        year, end = _year(words, at + 2)
        with suppress(ValueError):
            if year:
                day = date(year, month, number)
                return "DAYS", Days(day, day), end
    year, end = _year(words, at + 1)
    if year:
        return "DAYS", month_days(year, month), end
    return "DAYS", Days(month=month), at + 1


def _day_number(words: tuple[Word, ...], at: int) -> int | None:
    text = words[at].key if at < len(words) else ""
    for ending in ("st", "nd", "rd", "th"):
        text = text.removesuffix(ending)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None  # noqa: PLR2004


def _year(words: tuple[Word, ...], at: int) -> tuple[int | None, int]:
    """The year at a word, a comma before it skipped, and where it ends."""
    if at < len(words) and words[at].key == ",":
        at += 1
    text = words[at].key if at < len(words) else ""
    good = len(text) == 4 and text.isascii() and text.isdigit() and text[:2] in ("19", "20")  # noqa: PLR2004
    return (int(text), at + 1) if good else (None, at)


def _written(text: str) -> date | None:
    """2025-03-04 or 3/4/2025, as they are written in Texas."""
    with suppress(ValueError):
        if "/" in text:
            month, day, year = map(int, text.split("/"))
            return date(year, month, day)
        return date(*map(int, text.split("-")))
    return None
