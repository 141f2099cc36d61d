"""The latest event of a customer, tested on its own."""

from sqlalchemy import ColumnElement, and_, case, func, literal, select, union_all

from desktop.services.segments.comparisons import Condition
from desktop.services.segments.events import EventType, Rows, attribute_fields
from desktop.services.segments.happened import Asked, fits, kept_days, one_kind, own, rule_about
from desktop.services.segments.nodes import AnyNode, Event, Everyone
from desktop.services.segments.sources import FACTS


def latest(node: Event, asked: Asked) -> Condition:
    """The latest fitting event alone meets `has`; on one day the later entry is the latest."""
    kept = kept_days(asked)
    about_day = rule_about(node.has, "date", asked.context)
    if kept and about_day and not about_day.operator.is_negative:
        quick = kept.latest(asked.span, about_day.test)
        if quick is not None:
            return quick
    exact = _meets_has(node.has or Everyone(), asked)
    if kept and asked.where is None and node.has and not _ends_before_today(asked):
        kind = one_kind(node.has, asked.context)
        return and_(kept.maybe_latest(kind), exact) if kind else exact
    return exact


def _ends_before_today(asked: Asked) -> bool:
    return asked.span.end is not None and asked.span.end < asked.context.as_of


def _meets_has(has: AnyNode, asked: Asked) -> Condition:
    types = asked.types()
    return _last_of_one(types[0], has, asked) if len(types) == 1 else _last_of_several(has, asked)


def _meets(event: EventType, rows: Rows, has: AnyNode, asked: Asked) -> ColumnElement[int]:
    """1 where the event is as `has` asks, else 0."""
    return case((asked.inside(has, attribute_fields(event, rows), asked.context), 1), else_=0)


def _last_of_one(event: EventType, has: AnyNode, asked: Asked) -> Condition:
    """One seek per customer in the index of customer and day."""
    rows = event.rows()
    newest = (
        select(_meets(event, rows, has, asked))
        .where(own(event, rows, asked))
        .order_by(rows.day.desc(), rows.entry.desc())
        .limit(1)
    )
    return newest.correlate(FACTS).scalar_subquery() == 1


def _last_of_several(has: AnyNode, asked: Asked) -> Condition:
    """Several events in one order; on one day the event named last counts as the later."""
    parts = []
    for place, event in enumerate(asked.types()):
        rows = event.rows()
        columns = {
            "customer_id": rows.customer_id,
            "day": rows.day,
            "place": literal(place),
            "entry": rows.entry,
            "meets": _meets(event, rows, has, asked),
        }
        chosen = select(*(column.label(name) for name, column in columns.items()))
        parts.append(chosen.where(fits(event, rows, asked)))
    found = union_all(*parts).subquery()
    newest = (found.c.day.desc(), found.c.place.desc(), found.c.entry.desc())
    number = func.row_number().over(partition_by=found.c.customer_id, order_by=newest)
    numbered = select(found.c.customer_id, found.c.meets, number.label("n")).subquery()
    last = select(numbered.c.customer_id).where(numbered.c.n == 1, numbered.c.meets == 1)
    return FACTS.c.customer_id.in_(last)
