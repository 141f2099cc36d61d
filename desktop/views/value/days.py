"""The days the page compares with."""

from datetime import date, timedelta


def last_month_end(as_of: date) -> date:
    """The last day of the month before."""
    return as_of.replace(day=1) - timedelta(days=1)


def month_ends(as_of: date, count: int) -> tuple[date, ...]:
    """The ends of the latest whole months, the newest first."""
    found = [last_month_end(as_of)]
    while len(found) < count:
        found.append(last_month_end(found[-1]))
    return tuple(found)
