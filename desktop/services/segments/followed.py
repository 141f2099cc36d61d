"""Events that are followed by others in time, and events that wait in vain."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import and_, or_

from desktop.services.segments.comparisons import Condition
from desktop.services.segments.day_math import moved_ahead
from desktop.services.segments.events import Rows
from desktop.services.segments.happened import Asked, any_pair
from desktop.services.segments.nodes import Event
from desktop.services.segments.spans import Span, day_before, next_day, shift, units


def sequence(node: Event, asked: Asked) -> Condition:
    """Some event in the window is followed by one of `then` within so many units."""
    return any_pair(asked, _then(node, asked), _after(node), missing=False)


def not_followed(node: Event, asked: Asked) -> Condition:
    """Some event in the window has no such follower, and its deadline has passed."""
    waiting = asked if node.count_open else asked.within(Span(None, _last_expired(node, asked)))
    return any_pair(waiting, _then(node, asked), _after(node), missing=True)


def _then(node: Event, asked: Asked) -> Asked:
    """The followers: any up to the as-of date."""
    return asked._replace(events=node.then, where=node.then_where, span=Span())


def _last_expired(node: Event, asked: Asked) -> date:
    """The latest day whose deadline lies before the as-of date; on its last day it still runs."""
    as_of, within, unit = asked.context.as_of, units(node.within), str(node.unit)
    day = shift(as_of, -within, unit)
    while shift(day, within, unit) >= as_of and day > date.min:
        day = day_before(day)
    while shift(next_day(day), within, unit) < as_of:
        day = next_day(day)
    return day


def _after(node: Event) -> Callable[[Rows, Rows], Condition]:
    within, unit = units(node.within), str(node.unit)

    def joined(rows: Rows, later: Rows) -> Condition:
        in_time = later.day <= moved_ahead(rows.day, within, unit)
        return and_(later.day >= rows.day, in_time, _comes_after(rows, later))

    return joined


def _comes_after(rows: Rows, later: Rows) -> Condition:
    """On a later day, or on the same day and entered later.

    The order of entry of two kinds of records is not on file, so between them the same day counts.
    """
    if rows.table.description != later.table.description:
        return later.day >= rows.day
    same_day = and_(later.day == rows.day, later.entry > rows.entry)
    return or_(later.day > rows.day, same_day)
