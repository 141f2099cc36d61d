"""What was typed: numbers, days and stretches read strictly, each refusal a sentence."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.segments.comparisons import Bounds
from desktop.services.segments.exact import exact
from desktop.services.segments.spans import LONGEST_STRETCH, PERIODS, UNITS
from desktop.services.segments.tree import Window

LARGEST_NUMBER = 10**15


class Problem(NamedTuple):
    """Why a condition cannot be calculated."""

    code: str
    message: str


class Unreadable(Exception):  # noqa: N818 - not an error of ours; never leaves these modules
    """Carries the problem with a value up to the rule it belongs to."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, message)


def values(value: Any) -> tuple[Any, ...]:
    """The values given, without the empty ones."""
    listed = value if isinstance(value, tuple) else (value,)
    given = tuple(one for one in listed if one is not None and fold(str(one)))
    if not given:
        raise Unreadable("missing_value", "A value is missing.")
    return given


def number(value: Any) -> Decimal:
    """An exact number, also from a text such as "$1,500.00"."""
    try:
        found = exact(value)
    except InvalidOperation:
        found = Decimal("NaN")
    if isinstance(value, bool) or not found.is_finite() or abs(found) > LARGEST_NUMBER:
        raise Unreadable("value_not_valid", f"“{value}” is not a number that can be used.")
    return found


def whole(value: Any, what: str = "The number", *, least: int = 0) -> int:
    """A whole number that is not below `least`."""
    if value is None or value == "":
        raise Unreadable("missing_value", f"{what} is missing.")
    found = number(value)
    if found != found.to_integral_value():
        raise Unreadable("not_whole", f"{what} must be a whole number.")
    if found < least:
        raise Unreadable("too_small", f"{what} must be {least} or more.")
    return int(found)


def whole_or_problem(value: Any, what: str, *, least: int = 0) -> Problem | None:
    """What is wrong with a whole number of 0 or more."""
    try:
        whole(value, what, least=least)
    except Unreadable as unreadable:
        return unreadable.problem
    return None


def day(value: Any) -> date:
    """A day from its ISO text."""
    if value is None or value == "":
        raise Unreadable("missing_value", "A date is missing.")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Unreadable("value_not_valid", f"“{value}” is not a date.") from None


def refuse_wrong_way(low: Any, high: Any) -> None:
    """The first of two limits must not lie above the second."""
    if low > high:
        raise Unreadable("wrong_way_round", "The first value is above the second; swap them.")


def stretch(n: Any, unit: str | None, *, least: int = 1) -> int:
    """A number of days, weeks, months or years."""
    if unit not in UNITS:
        raise Unreadable("missing_value", "Choose days, weeks, months or years.")
    return min(whole(n, f"The number of {unit}", least=least), LONGEST_STRETCH)


def two_stretches(n: Any, m: Any, unit: str | None) -> tuple[int, int]:
    """Two such numbers, of which one may be 0."""
    first, second = stretch(n, unit, least=0), stretch(m, unit, least=0)
    if first == second == 0:
        raise Unreadable("too_small", "One of the two numbers must be above 0.")
    return first, second


def window_problem(window: Window) -> Problem | None:
    """What is missing or wrong in a window."""
    try:
        check_window(window)
    except Unreadable as unreadable:
        return unreadable.problem
    return None


def check_window(window: Window) -> None:
    """Refuse a window in which something is missing or wrong."""
    match window.kind:
        case "last" | "next" | "previous" | "older_than":
            stretch(window.n, window.unit)
        case "between_ago":
            two_stretches(window.n, window.m, window.unit)
        case "dates":
            _check_dates(window)
        case "period" if window.name not in PERIODS:
            raise Unreadable("missing_value", "Choose a period.")
        case _:
            pass


def _check_dates(window: Window) -> None:
    if not (window.start or window.end):
        raise Unreadable("missing_value", "Give the first or the last day.")
    start = day(window.start) if window.start else date.min
    end = day(window.end) if window.end else date.max
    refuse_wrong_way(start, end)


class NumberAsked(NamedTuple):
    """The stretches of numbers in which one must lie; their limits are exact fractions."""

    ranges: tuple[Bounds, ...]

    def has(self, number: int) -> bool:
        """Whether a number lies in one of them."""
        return any(_lies_in(number, bounds) for bounds in self.ranges)


def _lies_in(number: int, bounds: Bounds) -> bool:
    above = (
        bounds.low is None or number > bounds.low or (number == bounds.low and not bounds.low_open)
    )
    below = (
        bounds.high is None
        or number < bounds.high
        or (number == bounds.high and not bounds.high_open)
    )
    return above and below


def number_asked(op: str | None, value: Any, value2: Any, *, scale: int = 1) -> NumberAsked:
    """What a number must meet; `scale` turns what was typed into what is stored.

    Raises:
        Unreadable: something is missing, not a number, or the wrong way round.
    """
    if op not in _COUNT_RANGES:
        raise Unreadable("missing_value", "Choose how to compare.")
    if value is None or value == "":
        raise Unreadable("missing_value", "A number is missing.")
    low = Fraction(number(value)) * scale
    if op == "between" and value2 in (None, ""):
        raise Unreadable("missing_value", "The second number is missing.")
    high = Fraction(number(value2)) * scale if op == "between" else low
    refuse_wrong_way(low, high)
    return NumberAsked(_NUMBER_RANGES[op](low, high))


_NUMBER_RANGES: dict[str, Callable[[Fraction, Fraction], tuple[Bounds, ...]]] = {
    "eq": lambda n, _: (Bounds(n, n),),
    "ne": lambda n, _: (Bounds(None, n, high_open=True), Bounds(n, None, low_open=True)),
    "lt": lambda n, _: (Bounds(None, n, high_open=True),),
    "le": lambda n, _: (Bounds(None, n),),
    "gt": lambda n, _: (Bounds(n, None, low_open=True),),
    "ge": lambda n, _: (Bounds(n, None),),
    "between": lambda low, high: (Bounds(low, high),),
}


def count_bounds(op: str | None, value: Any, value2: Any) -> Bounds | Problem:
    """What a count must meet; `ne` is read as `eq` and turned round by the caller."""
    try:
        if op not in _COUNT_RANGES:
            raise Unreadable("missing_value", "Choose how many times.")  # noqa: TRY301
        low = whole(value, "How many times")
        high = whole(value2, "The second number") if op == "between" else low
        refuse_wrong_way(low, high)
        return _COUNT_RANGES[op](low, high)
    except Unreadable as unreadable:
        return unreadable.problem


_COUNT_RANGES: dict[str, Callable[[int, int], Bounds]] = {
    "eq": lambda n, _: Bounds(n, n),
    "ne": lambda n, _: Bounds(n, n),
    "lt": lambda n, _: Bounds(None, n - 1),
    "le": lambda n, _: Bounds(None, n),
    "gt": lambda n, _: Bounds(n + 1, None),
    "ge": lambda n, _: Bounds(n, None),
    "between": Bounds,
}
