"""How long what a county asks may be taken for true.

Rule: domain reference, section 2.3.
"""

from datetime import date

from desktop.services.dates import add_days

GOOD_DAYS = 365


def last_good_check(as_of: date) -> date:
    """The first day of which a check still counts."""
    return add_days(as_of, -GOOD_DAYS)


def is_checked(checked_on: date | None, as_of: date) -> bool:
    """Whether the rules of a county were checked in the last 365 days."""
    return checked_on is not None and checked_on >= last_good_check(as_of)
