"""How the import page writes moments, sums and lists of words."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

from desktop.services.days import DayWriter, day_text
from desktop.views.widgets.formats import money


def dollars(amount: Decimal) -> str:
    """An amount on screen."""
    return money(int(amount * 100))


def moment(stored_utc: datetime, write_day: DayWriter = day_text) -> str:
    """A stored moment on the clock of this computer: "Mar 4, 2025, 2:05 PM"."""
    here = stored_utc.replace(tzinfo=UTC).astimezone()
    hour = here.hour % 12 or 12
    return f"{write_day(here.date())}, {hour}:{here:%M %p}"


def listed(words: Iterable[str]) -> str:
    """Words as a sentence says them: "a, b and c"."""
    *front, last = list(words) or [""]
    return f"{', '.join(front)} and {last}" if front else last
