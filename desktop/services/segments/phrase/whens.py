"""When something was or will be, as the phrase says it; for events a window, for dates a rule."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from desktop.services.segments.nodes import Rule, Window
from desktop.services.segments.phrase.days import Days
from desktop.services.segments.spans import MONDAY, PERIODS

ONE_DAY = timedelta(days=1)


class When(NamedTuple):
    """A stretch of time: `kind` says which of the other parts count."""

    kind: str  # last, amount, next, within, ago, between_ago, period, days, since, after, before
    n: Any = None
    unit: str | None = None
    op: str = "eq"  # how an amount is compared: eq, gt, ge, lt, le
    m: Any = None
    name: str | None = None
    days: Days = Days()


def window(when: When | None, as_of: date) -> Window | None:
    """The window of an event; None where a window cannot say it."""
    if when is None:
        return Window()
    if when.kind in ("days", "since", "after", "before"):
        return _dates(when, as_of)
    make = _WINDOWS.get((when.kind, when.op if when.kind == "ago" else ""))
    return make(when) if make else None


def _last(when: When) -> Window:
    return Window(kind="last", n=when.n, unit=when.unit)


_WINDOWS: dict[tuple[str, str], Callable[[When], Window]] = {
    ("last", ""): _last,
    ("amount", ""): _last,
    ("within", ""): _last,
    ("ago", "lt"): _last,
    ("ago", "gt"): lambda when: Window(kind="older_than", n=when.n, unit=when.unit),
    ("between_ago", ""): lambda when: Window(
        kind="between_ago", n=when.n, m=when.m, unit=when.unit
    ),
    ("period", ""): lambda when: Window(kind="period", name=when.name),
}


def _dates(when: When, as_of: date) -> Window:
    start, end = _limits(when, as_of, ahead=False)
    return Window(kind="dates", start=_iso(start), end=_iso(end))


def _limits(when: When, as_of: date, *, ahead: bool) -> tuple[date | None, date | None]:
    days = _named(when, as_of, ahead=ahead)
    match when.kind:
        case "since":
            return days.start, None
        case "after":
            return _next(days.end), None
        case "before":
            return None, _before(days.start)
        case _:
            return days.start, days.end


def _named(when: When, as_of: date, *, ahead: bool) -> Days:
    """The days meant: “since March”, “since last month”."""
    if when.name:
        span = PERIODS[when.name].span(as_of, MONDAY)
        return Days(span.start, span.end)
    return when.days.on(as_of, ahead=ahead)


def _next(day: date | None) -> date | None:
    return day + ONE_DAY if day and day < date.max else day


def _before(day: date | None) -> date | None:
    return day - ONE_DAY if day and day > date.min else day


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def date_rule(field: str, when: When, as_of: date, *, ahead: bool = False) -> Rule | None:
    """The rule of a date; `ahead` for dates that usually lie in the future."""
    made = _RULES.get(when.kind)
    return made(field, when, as_of, ahead) if made else None


def _rolling(field: str, when: When, _as_of: date, ahead: bool) -> Rule:  # noqa: FBT001
    if when.kind in ("amount", "within") and ahead:
        op = "more_than_ahead" if when.op == "gt" else "in_next"
    elif when.kind == "amount" and when.op in ("gt", "ge"):
        op = "more_than_ago" if when.op == "gt" else "at_least_ago"
    else:
        op = "in_next" if when.kind == "next" else "in_last"
    return Rule(field=field, op=op, value=when.n, unit=when.unit)


_AGO = {"gt": "more_than_ago", "ge": "at_least_ago", "eq": "exactly_ago", "lt": "in_last"}


def _ago(field: str, when: When, _as_of: date, _ahead: bool) -> Rule:  # noqa: FBT001
    if when.op == "le":
        return Rule(field=field, op="between_ago", value=0, value2=when.n, unit=when.unit)
    return Rule(field=field, op=_AGO[when.op], value=when.n, unit=when.unit)


def _between_ago(field: str, when: When, _as_of: date, _ahead: bool) -> Rule:  # noqa: FBT001
    return Rule(field=field, op="between_ago", value=when.n, value2=when.m, unit=when.unit)


def _period(field: str, when: When, _as_of: date, _ahead: bool) -> Rule:  # noqa: FBT001
    return Rule(field=field, op="in_period", value=when.name)


def _days(field: str, when: When, as_of: date, ahead: bool) -> Rule:  # noqa: FBT001
    days = when.days.on(as_of, ahead=ahead)
    if days.start == days.end:
        return Rule(field=field, op="on", value=_iso(days.start))
    return Rule(field=field, op="between", value=_iso(days.start), value2=_iso(days.end))


def _after_or_before(field: str, when: When, as_of: date, ahead: bool) -> Rule:  # noqa: FBT001
    days = _named(when, as_of, ahead=ahead)
    op = {"since": "on_or_after", "after": "after", "before": "before"}[when.kind]
    limit = days.end if when.kind == "after" else days.start
    return Rule(field=field, op=op, value=_iso(limit))


_RULES: dict[str, Callable[[str, When, date, bool], Rule]] = {
    "last": _rolling,
    "amount": _rolling,
    "within": _rolling,
    "next": _rolling,
    "ago": _ago,
    "between_ago": _between_ago,
    "period": _period,
    "days": _days,
    "since": _after_or_before,
    "after": _after_or_before,
    "before": _after_or_before,
}
NEGATIVE = {
    "in_last": "not_in_last",
    "on": "not_on",
    "between": "not_between",
    "in_period": "not_in_period",
}


def negative(rule: Rule) -> Rule:
    """The exact complement of a rule, by its own operator where there is one."""
    opposite = NEGATIVE.get(rule.op)
    return rule.with_(op=opposite) if opposite else rule.with_(negate=not rule.negate)
