"""Stretches of days: what a window, a period or a date operator means on the as-of date."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from desktop.services.dates import add_days, add_months
from desktop.services.segments.exact import exact
from desktop.services.segments.tree import Window

UNITS = ("days", "weeks", "months", "years")
MONDAY = 0
LONGEST_STRETCH = 40_000  # units; beyond this every calendar ends


@dataclass(frozen=True)
class Span:
    """All days from `start` to `end`, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def has(self, day: date) -> bool:
        """Whether the day lies in the stretch."""
        after_start = self.start is None or day >= self.start
        return after_start and (self.end is None or day <= self.end)

    def overlap(self, other: "Span") -> "Span":
        """The days of both stretches; of two that do not meet, one that ends before it starts."""
        starts = [one.start for one in (self, other) if one.start is not None]
        ends = [one.end for one in (self, other) if one.end is not None]
        return Span(max(starts, default=None), min(ends, default=None))


def units(n: Any) -> int:
    """How many units were typed, as far as a calendar reaches."""
    return min(int(exact(n)), LONGEST_STRETCH)


def shift(day: date, n: int, unit: str) -> date:
    """Move by n days, weeks, months or years; months and years stop at the month's end."""
    match unit:
        case "days":
            return add_days(day, n)
        case "weeks":
            return add_days(day, 7 * n)
        case "months":
            return add_months(day, n)
        case _:
            return add_months(day, 12 * n)


def next_day(day: date) -> date:
    """The day after."""
    return add_days(day, 1)


def day_before(day: date) -> date:
    """The day before."""
    return add_days(day, -1)


def last(as_of: date, n: int, unit: str) -> Span:
    """Today and what lies less than n units back: "the last 7 days" are seven days."""
    return Span(next_day(shift(as_of, -n, unit)), as_of)


def following(as_of: date, n: int, unit: str) -> Span:
    """Today and the n units after it."""
    return Span(as_of, shift(as_of, n, unit))


def previous(as_of: date, n: int, unit: str) -> Span:
    """The equally long stretch just before `last`, touching it without overlap."""
    return Span(next_day(shift(as_of, -2 * n, unit)), shift(as_of, -n, unit))


def older_than(as_of: date, n: int, unit: str) -> Span:
    """More than n units ago; the day exactly n units back is outside."""
    return Span(None, day_before(shift(as_of, -n, unit)))


def between_ago(as_of: date, n: int, m: int, unit: str) -> Span:
    """From the one to the other number of units back, given in either order."""
    return Span(shift(as_of, -max(n, m), unit), shift(as_of, -min(n, m), unit))


def born_by(as_of: date, years: int) -> date:
    """The latest day that has completed so many years on `as_of`.

    Someone of 29 February is a year older on 28 February, so that day may reach one further.
    """
    day = add_months(as_of, -12 * years)
    beyond = next_day(day)
    return beyond if add_months(beyond, 12 * years) <= as_of else day


@dataclass(frozen=True)
class Period:
    """A stretch of the calendar with its name on screen."""

    label: str
    span: Callable[[date, int], Span]  # of the as-of date and the first day of the week


def _days(as_of: date, _week_start: int, *, offset: int) -> Span:
    day = add_days(as_of, offset)
    return Span(day, day)


def _week(as_of: date, week_start: int, *, offset: int) -> Span:
    first = add_days(as_of, -((as_of.weekday() - week_start) % 7) + 7 * offset)
    return Span(first, add_days(first, 6))


def _months(as_of: date, _week_start: int, *, offset: int, length: int) -> Span:
    """The stretch of `length` months (a divisor of 12) that is `offset` such stretches away."""
    first_month = (as_of.month - 1) // length * length + 1
    first = add_months(date(as_of.year, first_month, 1), offset * length)
    return Span(first, day_before(add_months(first, length)))


def _to_date(as_of: date, week_start: int, *, length: int) -> Span:
    return Span(_months(as_of, week_start, offset=0, length=length).start, as_of)


_MONTHS_LONG = {"month": 1, "quarter": 3, "year": 12}


def _periods() -> Iterator[tuple[str, Period]]:
    for word, offset in {"today": 0, "yesterday": -1, "tomorrow": 1}.items():
        yield word, Period(word, partial(_days, offset=offset))
    for word, offset in {"this": 0, "last": -1, "next": 1}.items():
        yield f"{word}_week", Period(f"{word} week", partial(_week, offset=offset))
        for unit, length in _MONTHS_LONG.items():
            span = partial(_months, offset=offset, length=length)
            yield f"{word}_{unit}", Period(f"{word} {unit}", span)
    for unit in ("month", "year"):
        span = partial(_to_date, length=_MONTHS_LONG[unit])
        yield f"{unit}_to_date", Period(f"this {unit} so far", span)


PERIODS = dict(_periods())


def window_span(window: Window, as_of: date, week_start: int = MONDAY) -> Span:
    """The days of a complete window (see `values.window_problem` for what complete means)."""
    match window.kind:
        case "last" | "next" | "previous" | "older_than":
            return _ROLLING[window.kind](as_of, units(window.n), str(window.unit))
        case "between_ago":
            return between_ago(as_of, units(window.n), units(window.m), str(window.unit))
        case "dates":
            return Span(_day(window.start), _day(window.end))
        case "period":
            return PERIODS[str(window.name)].span(as_of, week_start)
        case _:
            return Span()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_ROLLING: dict[str, Callable[[date, int, str], Span]] = {
    "last": last,
    "next": following,
    "previous": previous,
    "older_than": older_than,
}
