"""The events of customers inside a stretch of days: whether there are some, and how many."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from desktop.models.facts import EVENT_KINDS
from desktop.services.segments.comparisons import Bounds, Condition
from desktop.services.segments.context import Context
from desktop.services.segments.events import EVENTS, EventType, Rows, attribute_fields
from desktop.services.segments.fields import Field
from desktop.services.segments.latest_dates import LatestDays, kind_asked
from desktop.services.segments.logic import is_not
from desktop.services.segments.nodes import AnyNode, Event, Rule
from desktop.services.segments.sources import FACTS
from desktop.services.segments.spans import Span, window_span
from desktop.services.segments.values import Reading, read_rule

Inside = Callable[[AnyNode, dict[str, Field], Context], Condition]


class Asked(NamedTuple):
    """Events of some kinds, as `where` says, in a stretch; `inside` compiles `where`."""

    events: tuple[str, ...]
    where: AnyNode | None
    span: Span
    context: Context
    inside: Inside

    def types(self) -> list[EventType]:
        """The kinds of events, each once."""
        return [EVENTS[name] for name in dict.fromkeys(self.events)]

    def within(self, span: Span) -> "Asked":
        """The same events, only those that also lie in another stretch."""
        return self._replace(span=self.span.overlap(span))


def asked(node: Event, context: Context, inside: Inside) -> Asked:
    """What the event, the `where` and the window of a condition ask for."""
    span = window_span(node.window, context.as_of, context.week_start)
    return Asked(node.event, node.where, span, context, inside)


def fits(event: EventType, rows: Rows, asked: Asked) -> Condition:
    """Done by the as-of date, in the stretch, and as `where` says."""
    as_of = asked.context.as_of
    end = as_of if asked.span.end is None else min(asked.span.end, as_of)
    parts = [rows.is_event, rows.customer_id.is_not(None), rows.day <= end]
    if asked.span.start is not None:
        parts.append(rows.day >= asked.span.start)
    if asked.where:
        parts.append(asked.inside(asked.where, attribute_fields(event, rows), asked.context))
    return and_(*parts)


def own(event: EventType, rows: Rows, asked: Asked) -> Condition:
    """The fitting events of the one customer whose facts are looked at."""
    return and_(rows.customer_id == FACTS.c.customer_id, fits(event, rows, asked))


def some(asked: Asked) -> Condition:
    """The customer has such an event."""
    return times(asked, Bounds(1, None))


def number(asked: Asked) -> ColumnElement[Any]:
    """How many such events the customer has."""
    parts: list[ColumnElement[Any]] = []
    for event in asked.types():
        rows = event.rows()
        counted = select(func.count()).select_from(rows.table).where(own(event, rows, asked))
        parts.append(counted.correlate(FACTS).scalar_subquery())
    return sum(parts[1:], parts[0]) if parts else literal(0)


def times(asked: Asked, bounds: Bounds) -> Condition:
    """The number of events lies within the bounds; 0 includes customers without any."""
    kept = kept_days(asked)
    quick = kept.times(asked.span, bounds) if kept else None
    if quick is not None:
        return quick
    if bounds == Bounds(1, None) and len(asked.types()) > 1:
        return or_(*(some(asked._replace(events=(event.key,))) for event in asked.types()))
    if (bounds.low or 0) > 0:
        return _counted(asked, bounds)
    if bounds.high is None:
        return true()
    return false() if bounds.high < 0 else is_not(_counted(asked, Bounds(bounds.high + 1, None)))


def surely_needed(asked: Asked, least: int) -> Condition:
    """Who can have so many such events, where the kept days tell it at no cost; else everyone."""
    kept = kept_days(asked._replace(where=None))
    quick = kept.times(asked.span, Bounds(least, None)) if kept and least > 0 else None
    return true() if quick is None else quick


def kept_days(asked: Asked) -> LatestDays | None:
    """The kept latest days, where they can answer: services, of any kind or of exactly one."""
    if asked.events != ("service",):
        return None
    if asked.where is None:
        return LatestDays(None, asked.context.as_of)
    kind = one_kind(asked.where, asked.context)
    return LatestDays(kind, asked.context.as_of) if kind else None


def kept_kinds(asked: Asked) -> ColumnElement[Any] | None:
    """How many different kinds of service, from the latest day of each kind, where that tells."""
    if asked.events != ("service",) or asked.where is not None:
        return None
    as_of = asked.context.as_of
    once = Bounds(1, None)
    each = [LatestDays(kind, as_of).times(asked.span, once) for kind in EVENT_KINDS]
    told = [case((one, 1), else_=0) for one in each if one is not None]
    return sum(told, literal(0)) if len(told) == len(each) else None


def one_kind(where: AnyNode, context: Context) -> str | None:
    """The one kind of service that a plain rule asks for."""
    reading = rule_about(where, "kind", context)
    return kind_asked(reading.test) if reading and not reading.operator.is_negative else None


def rule_about(node: AnyNode | None, attribute: str, context: Context) -> Reading | None:
    """A plain rule about one attribute of services, understood."""
    if not isinstance(node, Rule) or node.negate or node.field != attribute:
        return None
    reading = read_rule(node, attribute_fields(EVENTS["service"]), context)
    return reading if isinstance(reading, Reading) else None


def _counted(asked: Asked, bounds: Bounds) -> Condition:
    types = asked.types()
    if len(types) == 1:
        rows = types[0].rows()
        if rows.by_customer:
            return _counted_by_customer(types[0], rows, asked, bounds)
    events: Any = _customers(asked)
    if bounds != Bounds(1, None):
        counted = events.subquery()
        events = (
            select(counted.c.customer_id)
            .group_by(counted.c.customer_id)
            .having(bounds.on(func.count()))
        )
    return FACTS.c.customer_id.in_(events)


def _counted_by_customer(event: EventType, rows: Rows, asked: Asked, bounds: Bounds) -> Condition:
    """One short walk per customer who is still in question; all rows at once took twice as long."""
    if bounds == Bounds(1, None):
        return select(rows.customer_id).where(own(event, rows, asked)).correlate(FACTS).exists()
    return bounds.on(number(asked))


def _customers(asked: Asked) -> Any:
    """The customers of all fitting events, once per event."""
    parts: list[Select[Any]] = []
    for event in asked.types():
        rows = event.rows()
        parts.append(select(rows.customer_id.label("customer_id")).where(fits(event, rows, asked)))
    return parts[0] if len(parts) == 1 else union_all(*parts)


def any_pair(
    first: Asked, then: Asked, joined: Callable[[Rows, Rows], Condition], *, missing: bool
) -> Condition:
    """A first event of the customer that has a follower as `joined` says, or that has none."""
    parts: list[Condition] = []
    for event in first.types():
        rows = event.rows()
        followers = []
        for other in then.types():
            later = other.rows()
            both = and_(
                later.customer_id == rows.customer_id, joined(rows, later), fits(other, later, then)
            )
            followers.append(exists().select_from(later.table).where(both).correlate(rows.table))
        followed = or_(*followers)
        met = is_not(followed) if missing else followed
        found = exists().select_from(rows.table).where(own(event, rows, first), met)
        parts.append(found.correlate(FACTS))
    return or_(*parts)
