"""Numbers, intervals and addresses as people read them."""

from collections.abc import Callable, Sequence
from datetime import date

from desktop.services.care.contracts import Window
from desktop.services.days import day_text


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: "1 day", "2,310 days", "2 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(*parts: str) -> str:
    """The parts that say something, as a list: "Owner, Brazos County"."""
    return ", ".join(part for part in parts if part)


def visits_owed(done: int, by_now: int) -> str:
    """How many visits of a contract are done of those owed by now; nothing while none is."""
    return f"{done} of {counted(by_now, 'visit')} owed by now" if by_now else ""


_SPELLED_OUT = 3


def windows_missed(windows: Sequence[Window], day: Callable[[date], str] = day_text) -> str:
    """When promised visits were not made: "no visit from Jul 1, 2025 to Oct 31, 2025"."""
    said = [f"{day(one.first)} to {day(one.last)}" for one in windows[-_SPELLED_OUT:]]
    more = len(windows) - len(said)
    before = [f"in {counted(more, 'window')} before"] if more else []
    return f"no visit from {', '.join((*said, *before))}" if said else ""


def every(number: int | None, unit: str | None) -> str:
    """An interval: "every 36 months"; "" where there is none."""
    if not number or not unit:
        return ""
    return f"every {unit[:-1]}" if number == 1 else f"every {number:,} {unit}"


def address(line1: str | None, line2: str | None, city: str | None, region: str) -> str:
    """An address in one line: "14210 FM 2818, Bryan, TX 77807"."""
    return ", ".join(part for part in (line1, line2, city, region) if part)
