"""Drawing from tables of likelihoods, and days as plain numbers, which add up quickly."""

from bisect import bisect
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

LAST_DAY = date.max.toordinal()
MONTH, YEAR = 30.44, 365.25  # days
SATURDAY, SUNDAY = 6, 0  # the number of a day, divided by seven


class Odds(Generic[T]):
    """A table of things and how often each comes up."""

    def __init__(self, table: Mapping[T, float]) -> None:
        self.items = tuple(table)
        self._edges = tuple(accumulate(table.values()))

    def draw(self, rng: Random) -> T:
        """One of the things."""
        return self.items[bisect(self._edges, rng.random() * self._edges[-1])]


@lru_cache(maxsize=40_000)
def day(number: int) -> date:
    """The calendar day of a day number; beyond the calendar, its first or last day."""
    return date.fromordinal(min(max(number, 1), LAST_DAY))


def some_day(number: int | None) -> date | None:
    """The same, where there may be none."""
    return None if number is None else day(number)


@lru_cache(maxsize=40_000)
def working_day(number: int) -> int:
    """The day itself, or the next one that is neither a weekend nor a holiday."""
    place = number % 7
    if place in (SATURDAY, SUNDAY):
        number += 2 if place == SATURDAY else 1
    month_day = day(number).timetuple()[1:3]
    return working_day(number + 1) if month_day in HOLIDAYS else number


HOLIDAYS = {(1, 1), (7, 4), (11, 11), (12, 24), (12, 25)}


def later(rng: Random, first: int, last: int) -> int:
    """Any day from `first` to `last`, both included; `first` when they are out of order."""
    return first + int(rng.random() * max(last - first + 1, 1))
