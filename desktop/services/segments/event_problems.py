"""What keeps an event condition from being calculated: what each form needs, and its limits."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop.services.segments.events import EVENTS
from desktop.services.segments.fields import Field
from desktop.services.segments.nodes import Event, Side
from desktop.services.segments.spans import next_day, shift, window_span
from desktop.services.segments.typed import (
    Problem,
    Unreadable,
    check_window,
    count_bounds,
    number_asked,
    stretch,
    whole,
)

MOST_PERIODS = 120
Shared = Callable[[Iterable[str]], Mapping[str, Field]]


class _Asked(NamedTuple):
    """An event condition, how to find the attributes of its events, and the day it is asked on."""

    node: Event
    shared: Shared
    as_of: date
    week_start: int


def event_problems(node: Event, shared: Shared, as_of: date, week_start: int) -> Iterator[Problem]:
    """All that is missing or wrong in the condition itself, apart from what stands inside it."""
    asked = _Asked(node, shared, as_of, week_start)
    for check in (_event_and_window, *_CHECKS[node.form]):
        try:
            check(asked)
        except Unreadable as unreadable:
            yield unreadable.problem


def _event_and_window(asked: _Asked) -> None:
    _known(asked.node.event, "Choose what happened.")
    check_window(asked.node.window)


def _known(events: tuple[str, ...], missing: str) -> None:
    if not events:
        raise Unreadable("missing_value", missing)
    for name in events:
        if name not in EVENTS:
            raise Unreadable("unknown_field", f"There is no event called “{name}”.")


def _count(asked: _Asked) -> None:
    _bounds(asked.node.op, asked.node.value, asked.node.value2)


def _bounds(op: str | None, value: Any, value2: Any) -> None:
    bounds = count_bounds(op, value, value2)
    if isinstance(bounds, Problem):
        raise Unreadable(bounds.code, bounds.message)


def _number(asked: _Asked) -> None:
    number_asked(asked.node.op, asked.node.value, asked.node.value2)


def _amount(asked: _Asked) -> None:
    field = _attribute(asked)
    if field.type not in ("money", "number"):
        raise Unreadable("operator_not_valid", f"“{field.label}” is not an amount.")


def _different(asked: _Asked) -> None:
    field = _attribute(asked)
    kept = all(can_count_different(name, field.key) for name in asked.node.event)
    if not kept:
        message = f"How many different values “{field.label}” has cannot be counted here."
        raise Unreadable("operator_not_valid", message)


def can_count_different(event: str, attribute: str) -> bool:
    """Whether the different values of an attribute can be counted over events of a kind."""
    rows = EVENTS[event].rows()
    return attribute in rows.values or (attribute == "kind" and rows.kind_bits is not None)


def _attribute(asked: _Asked) -> Field:
    if not asked.node.attr:
        raise Unreadable("missing_value", "Choose what to add up or compare.")
    field = asked.shared(asked.node.event).get(asked.node.attr)
    if field is None:
        raise Unreadable("unknown_field", f"These events have no “{asked.node.attr}”.")
    return field


def _followers(asked: _Asked) -> None:
    _known(asked.node.then, "Choose what follows.")
    stretch(asked.node.within, asked.node.unit)


def _quiet(asked: _Asked) -> None:
    node = asked.node
    quiet = stretch(node.quiet, node.unit)
    check_window(node.window)
    span = window_span(node.window, asked.as_of, asked.week_start)
    end = asked.as_of if span.end is None else min(span.end, asked.as_of)
    if span.start is not None and next_day(shift(end, -quiet, str(node.unit))) <= span.start:
        raise Unreadable("too_long", "The quiet part must be shorter than the window.")


def _recent(asked: _Asked) -> None:
    stretch(asked.node.recent, asked.node.unit)
    stretch(asked.node.gap, asked.node.unit)


def _periods(asked: _Asked) -> None:
    node = asked.node
    periods = whole(node.periods, "The number of periods", least=1)
    stretch(node.length, node.unit)
    whole(node.times, "How many times in each period", least=1)
    enough = whole(node.min_periods, "In how many periods", least=1)
    if periods > MOST_PERIODS:
        raise Unreadable("too_many", f"At most {MOST_PERIODS} periods can be looked at.")
    if enough > periods:
        raise Unreadable("too_many", f"There are only {periods} periods to look at.")


def _sides(asked: _Asked) -> None:
    node = asked.node
    for side in (node.a, node.b):
        if side is None:
            raise Unreadable("missing_value", "Choose the two windows to compare.")
        check_window(side.window)
    if node.event_b:
        _known(node.event_b, "Choose what to compare with.")
    if node.change is None:
        _both_met(node.a or Side(), node.b or Side())
    elif node.change.op == "ratio_le":
        number_asked("le", node.change.value, None)


def _both_met(*sides: Side) -> None:
    for side in sides:
        _bounds(side.op, side.value, side.value2)


def _below_the_line(asked: _Asked) -> None:
    _known(asked.node.over, "Choose what to divide by.")
    _number(asked)


Check = Callable[[_Asked], None]
_CHECKS: dict[str, tuple[Check, ...]] = {
    "did": (),
    "did_not": (),
    "count": (_count,),
    **dict.fromkeys(("sum", "avg", "min", "max"), (_amount, _number)),
    "distinct": (_different, _count),
    "distinct_days": (_count,),
    "first": (),
    "latest": (),
    "sequence": (_followers,),
    "not_followed": (_followers,),
    "stopped": (_quiet,),
    "resumed": (_recent,),
    "regular": (_periods,),
    "compare": (_sides,),
    "ratio": (_below_the_line,),
}
