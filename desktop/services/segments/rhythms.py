"""How the events of a customer lie in time: first, stopped, resumed, regular, and compared."""

from itertools import pairwise

from desktop.services.segments.comparisons import Bounds, Condition
from desktop.services.segments.happened import Asked, number, some, times
from desktop.services.segments.logic import at_least, is_not
from desktop.services.segments.measures import share_met
from desktop.services.segments.nodes import Change, Event, Side
from desktop.services.segments.spans import Span, day_before, next_day, shift, units, window_span
from desktop.services.segments.typed import Problem, count_bounds, number_asked, whole


def first(_node: Event, asked: Asked) -> Condition:
    """The very first such event lies in the window: one inside, none before it."""
    if asked.span.start is None:
        return some(asked)
    before = asked._replace(span=Span(None, day_before(asked.span.start)))
    return is_not(some(before)) & some(asked)


def stopped(node: Event, asked: Asked) -> Condition:
    """At least one in the window, none in its quiet last part."""
    return some(asked) & is_not(some(asked.within(quiet_part(node, asked))))


def quiet_part(node: Event, asked: Asked) -> Span:
    """The last part of the window, up to the as-of date."""
    as_of = asked.context.as_of
    end = as_of if asked.span.end is None else min(asked.span.end, as_of)
    return Span(next_day(shift(end, -units(node.quiet), str(node.unit))), end)


def resumed(node: Event, asked: Asked) -> Condition:
    """Something before, nothing during the gap, something in the recent window."""
    as_of, unit = asked.context.as_of, str(node.unit)
    gap_end = shift(as_of, -units(node.recent), unit)
    before_end = shift(as_of, -units(node.recent) - units(node.gap), unit)
    before = some(asked.within(Span(None, before_end)))
    quiet = is_not(some(asked.within(Span(next_day(before_end), gap_end))))
    return before & quiet & some(asked.within(Span(next_day(gap_end), as_of)))


def regular(node: Event, asked: Asked) -> Condition:
    """Enough events in enough of the last periods, which run back from the as-of date."""
    enough = Bounds(whole(node.times), None)
    periods, least = last_periods(node, asked), whole(node.min_periods)
    met = [times(asked.within(one), enough) for one in periods]
    # Most customers have too few events in all periods together: one count instead of many.
    together = asked.within(Span(periods[-1].start, periods[0].end))
    return times(together, Bounds(least * whole(node.times), None)) & at_least(met, least)


def last_periods(node: Event, asked: Asked) -> list[Span]:
    """The last periods, newest first; they touch and never overlap."""
    as_of, length, unit = asked.context.as_of, units(node.length), str(node.unit)
    ends = [shift(as_of, -length * n, unit) for n in range(whole(node.periods) + 1)]
    return [Span(next_day(start), end) for end, start in pairwise(ends)]


def compare(node: Event, asked: Asked) -> Condition:
    """The numbers of two windows: each meets its own limit, or the second differs as asked."""
    a, b = node.a or Side(), node.b or Side()
    one, other = _side(a, asked), _side(b, asked)
    if node.event_b:
        # The conditions are about the first event; another kind may not even have the attribute.
        other = other._replace(events=node.event_b, where=None)
    if node.change is not None:
        return _changed(node.change, one, other)
    return _side_met(a, one) & _side_met(b, other)


def _side(side: Side, asked: Asked) -> Asked:
    span = window_span(side.window, asked.context.as_of, asked.context.week_start)
    return asked._replace(span=span)


def _side_met(side: Side, asked: Asked) -> Condition:
    bounds = count_bounds(side.op, side.value, side.value2)
    if isinstance(bounds, Problem):
        raise TypeError(bounds.message)
    met = times(asked, bounds)
    return is_not(met) if side.op == "ne" else met


def _changed(change: Change, one: Asked, other: Asked) -> Condition:
    if change.op == "lt":
        return number(other) < number(one)
    if change.op == "gt":
        return number(other) > number(one)
    return share_met(number(other), number(one), number_asked("le", change.value, None))


def ratio(node: Event, asked: Asked) -> Condition:
    """A number of events over another one; nothing below the line is no value, so false."""
    below = asked._replace(events=node.over, where=node.over_where)
    return share_met(number(asked), number(below), number_asked(node.op, node.value, node.value2))
