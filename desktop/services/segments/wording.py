"""Small pieces of the sentence: days, stretches, amounts, lists."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from desktop.services.segments.exact import exact
from desktop.services.segments.spans import PERIODS, Span, window_span
from desktop.services.segments.tree import Window

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: date) -> str:
    """A date that cannot be misread: 4 Mar 2025."""
    return f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"


def day_text(value: Any) -> str:
    """The same for a date as a definition holds it."""
    return day(date.fromisoformat(str(value)))


def stretch(span: Span) -> str:
    """The real days of a stretch: 16 Dec 2025 to 15 Jun 2026."""
    if span.start is None and span.end is None:
        return "any day"
    if span.start is None:
        return f"up to {day(span.end or date.max)}"
    if span.end is None:
        return f"from {day(span.start)}"
    if span.start == span.end:
        return day(span.start)
    return f"{day(span.start)} to {day(span.end)}"


def amount(n: Any, unit: str | None) -> str:
    """A number of units: 6 months, 1 month."""
    word = unit or ""
    return f"{n} {word[:-1] if str(n) == '1' else word}".strip()


def either(words: Iterable[str]) -> str:
    """One, or several joined by "or"."""
    return join(list(words), "or")


def join(words: Sequence[str], last: str) -> str:
    """A list in words: a, b or c."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def number(value: Any, unit: str | None = None, *, money: bool = False) -> str:
    """A number as the office writes it: 1,500 gallons, $1,500.00."""
    told = exact(value)
    if money:
        return f"-${-told:,.2f}" if told < 0 else f"${told:,.2f}"
    plain = f"{told:,f}"
    return f"{plain} {unit}" if unit else plain


def window(given: Window, as_of: date, week_start: int) -> tuple[str, str]:
    """A window in words, and its real dates where the words do not say them."""
    words = _WINDOWS[given.kind](given)
    says_its_dates = given.kind in ("all", "dates")
    return words, "" if says_its_dates else stretch(window_span(given, as_of, week_start))


def _dates(given: Window) -> str:
    if given.start and given.end:
        return f"from {day_text(given.start)} to {day_text(given.end)}"
    return f"since {day_text(given.start)}" if given.start else f"up to {day_text(given.end)}"


def _before_last(given: Window) -> str:
    n = amount(given.n, given.unit)
    return f"in the {n} before the last {n}"


_WINDOWS: dict[str, Callable[[Window], str]] = {
    "all": lambda _: "",
    "last": lambda given: f"in the last {amount(given.n, given.unit)}",
    "next": lambda given: f"in the next {amount(given.n, given.unit)}",
    "previous": _before_last,
    "older_than": lambda given: f"more than {amount(given.n, given.unit)} ago",
    "between_ago": lambda given: f"between {given.n} and {amount(given.m, given.unit)} ago",
    "dates": _dates,
    "period": lambda given: PERIODS[str(given.name)].label,
}
