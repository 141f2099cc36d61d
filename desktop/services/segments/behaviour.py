"""What customers did: event conditions, from the kept days or the events themselves."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, false, func, literal, select, true, union_all

from desktop.services.segments.comparisons import Bounds, Condition
from desktop.services.segments.context import Context
from desktop.services.segments.events import EVENTS, EventType, Rows, attribute_fields
from desktop.services.segments.fields import Field
from desktop.services.segments.latest_dates import LatestDays, kind_asked
from desktop.services.segments.logic import is_not
from desktop.services.segments.sources import FACTS
from desktop.services.segments.spans import Span, window_span
from desktop.services.segments.tree import AnyNode, Event, Everyone, Rule
from desktop.services.segments.typed import Problem, count_bounds
from desktop.services.segments.values import Reading, read_rule

Inside = Callable[[AnyNode, dict[str, Field], Context], Condition]


class Asked(NamedTuple):
    """An event condition with its window worked out; `inside` compiles `where` and `has`."""

    node: Event
    span: Span
    context: Context
    inside: Inside


def behaviour(node: Event, context: Context, inside: Inside) -> Condition:
    """The condition on customers that an event condition makes."""
    span = window_span(node.window, context.as_of, context.week_start)
    asked = Asked(node, span, context, inside)
    match node.form:
        case "did":
            return _times(asked, Bounds(1, None))
        case "did_not":
            return _times(asked, Bounds(0, 0))
        case "count":
            counted = _times(asked, _bounds(node))
            return is_not(counted) if node.op == "ne" else counted
        case _:
            return _latest(asked)


def _bounds(node: Event) -> Bounds:
    bounds = count_bounds(node.op, node.value, node.value2)
    if isinstance(bounds, Problem):
        raise TypeError(bounds.message)
    return bounds


def _kept_days(asked: Asked) -> LatestDays | None:
    """The kept latest days, where they can answer: services, of any kind or of exactly one."""
    node = asked.node
    if node.event != ("service",):
        return None
    if node.where is None:
        return LatestDays(None, asked.context.as_of)
    kind = _one_kind(node.where, asked.context)
    return LatestDays(kind, asked.context.as_of) if kind else None


def _one_kind(where: AnyNode, context: Context) -> str | None:
    reading = _rule_about(where, "kind", context)
    return kind_asked(reading.test) if reading and not reading.operator.is_negative else None


def _rule_about(node: AnyNode | None, attribute: str, context: Context) -> Reading | None:
    """A plain rule about one attribute of services, understood."""
    if not isinstance(node, Rule) or node.negate or node.field != attribute:
        return None
    reading = read_rule(node, attribute_fields(EVENTS["service"]), context)
    return reading if isinstance(reading, Reading) else None


def _times(asked: Asked, bounds: Bounds) -> Condition:
    """The number of events lies within the bounds; 0 includes customers without any."""
    kept = _kept_days(asked)
    quick = kept.times(asked.span, bounds) if kept else None
    if quick is not None:
        return quick
    if (bounds.low or 0) > 0:
        return _counted_in(asked, bounds)
    if bounds.high is None:
        return true()
    return false() if bounds.high < 0 else is_not(_counted_in(asked, Bounds(bounds.high + 1, None)))


def _counted_in(asked: Asked, bounds: Bounds) -> Condition:
    types = _types(asked.node)
    if len(types) == 1:
        rows = types[0].rows()
        if rows.by_customer:
            return _counted_by_customer(types[0], rows, asked, bounds)
    events = _events(asked)
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
    own = and_(rows.customer_id == FACTS.c.customer_id, _fits(event, rows, asked))
    if bounds == Bounds(1, None):
        return select(rows.customer_id).where(own).correlate(FACTS).exists()
    number = select(func.count()).select_from(rows.table).where(own)
    return bounds.on(number.correlate(FACTS).scalar_subquery())


def _events(asked: Asked) -> Any:
    """The customers of all fitting events, once per event."""
    parts = []
    for event in _types(asked.node):
        rows = event.rows()
        parts.append(select(rows.customer_id.label("customer_id")).where(_fits(event, rows, asked)))
    return parts[0] if len(parts) == 1 else union_all(*parts)


def _types(node: Event) -> list[EventType]:
    return [EVENTS[name] for name in dict.fromkeys(node.event)]


def _fits(event: EventType, rows: Rows, asked: Asked) -> Condition:
    """Done by the as-of date, in the window, and as `where` says."""
    end = (
        asked.context.as_of if asked.span.end is None else min(asked.span.end, asked.context.as_of)
    )
    parts = [rows.is_event, rows.customer_id.is_not(None), rows.day <= end]
    if asked.span.start is not None:
        parts.append(rows.day >= asked.span.start)
    if asked.node.where:
        parts.append(asked.inside(asked.node.where, attribute_fields(event, rows), asked.context))
    return and_(*parts)


def _latest(asked: Asked) -> Condition:
    """The latest fitting event alone meets `has`; on one day the later entry is the latest."""
    kept = _kept_days(asked)
    about_day = _rule_about(asked.node.has, "date", asked.context)
    if kept and about_day and not about_day.operator.is_negative:
        quick = kept.latest(asked.span, about_day.test)
        if quick is not None:
            return quick
    exact = _latest_meets(asked)
    if kept and asked.node.where is None and asked.node.has and not _ends_before_today(asked):
        kind = _one_kind(asked.node.has, asked.context)
        return and_(kept.maybe_latest(kind), exact) if kind else exact
    return exact


def _ends_before_today(asked: Asked) -> bool:
    return asked.span.end is not None and asked.span.end < asked.context.as_of


def _latest_meets(asked: Asked) -> Condition:
    types = _types(asked.node)
    return _last_of_one(types[0], asked) if len(types) == 1 else _last_of_several(types, asked)


def _meets(event: EventType, rows: Rows, asked: Asked) -> ColumnElement[int]:
    """1 where the event is as `has` asks, else 0."""
    has = asked.node.has or Everyone()
    return case((asked.inside(has, attribute_fields(event, rows), asked.context), 1), else_=0)


def _last_of_one(event: EventType, asked: Asked) -> Condition:
    """One seek per customer in the index of customer and day."""
    rows = event.rows()
    newest = (
        select(_meets(event, rows, asked))
        .where(rows.customer_id == FACTS.c.customer_id, _fits(event, rows, asked))
        .order_by(rows.day.desc(), rows.entry.desc())
        .limit(1)
    )
    return newest.correlate(FACTS).scalar_subquery() == 1


def _last_of_several(types: list[EventType], asked: Asked) -> Condition:
    """Several events in one order; on one day the event named last counts as the later."""
    parts = []
    for place, event in enumerate(types):
        rows = event.rows()
        columns = {
            "customer_id": rows.customer_id,
            "day": rows.day,
            "place": literal(place),
            "entry": rows.entry,
            "meets": _meets(event, rows, asked),
        }
        chosen = select(*(column.label(name) for name, column in columns.items()))
        parts.append(chosen.where(_fits(event, rows, asked)))
    found = union_all(*parts).subquery()
    newest = (found.c.day.desc(), found.c.place.desc(), found.c.entry.desc())
    number = func.row_number().over(partition_by=found.c.customer_id, order_by=newest)
    numbered = select(found.c.customer_id, found.c.meets, number.label("n")).subquery()
    last = select(numbered.c.customer_id).where(numbered.c.n == 1, numbered.c.meets == 1)
    return FACTS.c.customer_id.in_(last)
