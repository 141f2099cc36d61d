"""How the program writes a day: in words on screen, in figures on paper."""

from calendar import month_abbr
from collections.abc import Callable
from datetime import date

DayWriter = Callable[[date], str]


def day_text(day: date) -> str:
    """A day that nobody can misread: "Nov 21, 2026"."""
    return f"{month_abbr[day.month]} {day.day}, {day.year}"


def paper_day(day: date) -> str:
    """A day as American papers have it: "11/21/2026"."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"
