"""How a day is typed and shown: `t`, `+`, `-`, `m`, `h` and the ways people write dates."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt

FORMATS = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%B %d %Y",
    "%d %b %Y",
    "%d %B %Y",
)
STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
ARROWS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def understood(text: str) -> date | None:
    """The day a text names, None when it names none (yet)."""
    words = " ".join(text.split())
    for form in FORMATS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - calendar days have no zone
        except ValueError:
            continue
    return None


def from_iso(text: object) -> date | None:
    """The day of a stored ISO date."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def after_key(key: int, text: str, day: date | None, today: date) -> date | None:
    """The day a key asks for in a date field, None when the key is only a letter of a date.

    As QuickBooks has it: t today, + and - a day on and back, m and h first and last day of the
    month. While a date is half typed they are letters like any other.
    """
    base = day or today
    if key in ARROWS:
        return base + timedelta(days=ARROWS[Qt.Key(key)])
    if text and day is None:
        return None
    if key in STEPS:
        return base + timedelta(days=STEPS[Qt.Key(key)])
    return _JUMPS[Qt.Key(key)](base, today) if key in _JUMPS else None


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_JUMPS: dict[Qt.Key, Callable[[date, date], date]] = {
    Qt.Key.Key_T: lambda _base, today: today,
    Qt.Key.Key_M: lambda base, _today: base.replace(day=1),
    Qt.Key.Key_H: lambda base, _today: _month_end(base),
}
