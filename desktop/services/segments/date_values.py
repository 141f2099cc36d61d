"""What a date operator asks on the as-of date, from the values of its rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desktop.services.dates import add_days
from desktop.services.segments import spans
from desktop.services.segments.comparisons import Anniversary, MonthIs, Test, in_span
from desktop.services.segments.context import Context
from desktop.services.segments.spans import LONGEST_STRETCH, PERIODS, born_by, shift, window_span
from desktop.services.segments.tree import Rule, Window
from desktop.services.segments.typed import (
    Unreadable,
    check_window,
    day,
    refuse_wrong_way,
    stretch,
    two_stretches,
    values,
    whole,
)

_LONGEST_ANNIVERSARY = 3660  # days


def date_test(rule: Rule, op: str, context: Context) -> Test:
    """The test behind a positive date operator."""
    return _DATE_READERS[op](rule, context)


def _amount(rule: Rule, meaning: Callable[[date, int, str], spans.Span], as_of: date) -> Test:
    return in_span(meaning(as_of, stretch(rule.value, rule.unit), str(rule.unit)))


def _ago(rule: Rule, context: Context) -> date:
    return shift(context.as_of, -stretch(rule.value, rule.unit), str(rule.unit))


def _between_days(rule: Rule, _context: Context) -> Test:
    start, end = day(rule.value), day(rule.value2)
    refuse_wrong_way(start, end)
    return in_span(spans.Span(start, end))


def _between_ago(rule: Rule, context: Context) -> Test:
    n, m = two_stretches(rule.value, rule.value2, rule.unit)
    return in_span(spans.between_ago(context.as_of, n, m, str(rule.unit)))


def _in_period(rule: Rule, context: Context) -> Test:
    if rule.value not in PERIODS:
        raise Unreadable("missing_value", "Choose a period.")
    return in_span(PERIODS[rule.value].span(context.as_of, context.week_start))


def _months(rule: Rule, _context: Context) -> Test:
    months = tuple(whole(one, "The month", least=1) for one in values(rule.value))
    if max(months) > 12:  # noqa: PLR2004 - December
        raise Unreadable("value_not_valid", "A month is a number from 1 to 12.")
    return MonthIs(months)


def _anniversary(rule: Rule, context: Context) -> Test:
    window = rule.window or Window(kind="period", name="today")
    check_window(window)
    span = window_span(window, context.as_of, context.week_start)
    if span.start is None or span.end is None:
        raise Unreadable("missing_value", "An anniversary needs a first and a last day.")
    if (span.end - span.start).days > _LONGEST_ANNIVERSARY:
        raise Unreadable("value_not_valid", "For an anniversary choose 10 years or less.")
    return Anniversary(span.start, span.end)


def _years(value: Any, *, least: int = 0) -> int:
    return min(whole(value, "The number of years", least=least), LONGEST_STRETCH)


def _at_least_old(rule: Rule, context: Context) -> Test:
    return in_span(spans.Span(None, born_by(context.as_of, _years(rule.value))))


def _under(rule: Rule, context: Context) -> Test:
    """Under n completed years; what lies ahead has completed none."""
    return in_span(
        spans.Span(add_days(born_by(context.as_of, _years(rule.value, least=1)), 1), None)
    )


def _between_old(rule: Rule, context: Context) -> Test:
    low, high = _years(rule.value), _years(rule.value2)
    refuse_wrong_way(low, high)
    oldest = add_days(born_by(context.as_of, high + 1), 1)
    return in_span(spans.Span(oldest, born_by(context.as_of, low)))


def _ahead(as_of: date, n: int, unit: str) -> spans.Span:
    return spans.Span(spans.next_day(shift(as_of, n, unit)), None)


_DATE_READERS: dict[str, Callable[[Rule, Context], Test]] = {
    "on": lambda rule, _: in_span(spans.Span(day(rule.value), day(rule.value))),
    "before": lambda rule, _: in_span(spans.Span(None, spans.day_before(day(rule.value)))),
    "on_or_before": lambda rule, _: in_span(spans.Span(None, day(rule.value))),
    "after": lambda rule, _: in_span(spans.Span(spans.next_day(day(rule.value)), None)),
    "on_or_after": lambda rule, _: in_span(spans.Span(day(rule.value), None)),
    "between": _between_days,
    "in_last": lambda rule, context: _amount(rule, spans.last, context.as_of),
    "in_next": lambda rule, context: _amount(rule, spans.following, context.as_of),
    "more_than_ago": lambda rule, context: _amount(rule, spans.older_than, context.as_of),
    "at_least_ago": lambda rule, context: in_span(spans.Span(None, _ago(rule, context))),
    "exactly_ago": lambda rule, context: in_span(
        spans.Span(_ago(rule, context), _ago(rule, context))
    ),
    "between_ago": _between_ago,
    "more_than_ahead": lambda rule, context: _amount(rule, _ahead, context.as_of),
    "in_past": lambda _, context: in_span(spans.Span(None, spans.day_before(context.as_of))),
    "in_future": lambda _, context: in_span(spans.Span(spans.next_day(context.as_of), None)),
    "in_period": _in_period,
    "month_is": _months,
    "anniversary": _anniversary,
    "age_ge": _at_least_old,
    "age_lt": _under,
    "age_between": _between_old,
}
