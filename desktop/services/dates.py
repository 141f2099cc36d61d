"""Calendar arithmetic as the rules want it: whole days, whole months, whole years."""

from calendar import monthrange
from datetime import date, timedelta

_IN_EVERY_MONTH = 28


def add_months(day: date, months: int) -> date:
    """Move by calendar months; a day that does not exist becomes the last day of its month.

    A date beyond the calendar becomes the first or last day there is.
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_gone(as_of: date, months: int) -> date:
    """The last day from which so many months have gone by.

    Later than `add_months(as_of, -months)` only at the end of a month: from 29 February 2024 a
    year has gone by on 28 February 2025.
    """
    day = add_months(as_of, -months)
    while day < date.max and add_months(day + timedelta(1), months) <= as_of:
        day += timedelta(1)
    return day


def add_days(day: date, days: int) -> date:
    """Move by days; a date beyond the calendar becomes the first or last day there is."""
    place = day.toordinal() + days
    return day + timedelta(min(max(place, 1), date.max.toordinal()) - day.toordinal())


def completed_years(start: date, as_of: date) -> int:
    """How many anniversaries have passed; 29 February has its own on 28 February in other years.

    Negative when `start` lies after `as_of`.
    """
    years = as_of.year - start.year
    return years if add_months(start, 12 * years) <= as_of else years - 1
