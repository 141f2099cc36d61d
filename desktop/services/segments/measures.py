"""Numbers over the events of a customer: sums, averages, extremes, and how many are different.

A sum of nothing and a number of different values of nothing are 0; an average and an extreme of
nothing are no value, so no comparison with them is true. Money is exact: averages are compared as
sum against count, never divided.
"""

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select, true, union_all

from desktop.models.facts import EVENT_KINDS, KIND_BIT
from desktop.services.segments.comparisons import Bounds, Condition
from desktop.services.segments.events import ATTRIBUTES, EventType, Rows
from desktop.services.segments.happened import Asked, fits, kept_kinds, own, surely_needed
from desktop.services.segments.logic import is_not
from desktop.services.segments.nodes import Event
from desktop.services.segments.sources import FACTS
from desktop.services.segments.typed import NumberAsked, number_asked

Aggregate = Callable[[ColumnElement[Any]], ColumnElement[Any]]


def measured(node: Event, asked: Asked) -> Condition:
    """The number over the events meets what the condition asks."""
    wanted = number_asked(node.op, node.value, node.value2, scale=_scale(node))
    kinds = kept_kinds(asked) if node.form == "distinct" and node.attr == "kind" else None
    if kinds is not None:
        return _ranges_met(kinds, wanted)
    return and_(surely_needed(asked, _least_events(node, wanted)), _by_events(node, wanted, asked))


def _by_events(node: Event, wanted: NumberAsked, asked: Asked) -> Condition:
    types = asked.types()
    if len(types) == 1:
        rows = types[0].rows()
        met = select(_met(node, _value(node, rows), wanted)).where(own(types[0], rows, asked))
        return met.correlate(FACTS).scalar_subquery()
    return _of_several(node, types, wanted, asked)


def _least_events(node: Event, wanted: NumberAsked) -> int:
    """How many events are needed: one for each different value, else one for any number at all."""
    if wanted.has(0) and node.form not in _BLANK_OF_NOTHING:
        return 0
    if node.form not in ("distinct", "distinct_days"):
        return 1
    if node.attr == "kind":  # one visit can have several
        return 1
    return max(1, floor(min(Fraction(bounds.low or 0) for bounds in wanted.ranges)))


def _of_several(
    node: Event, types: list[EventType], wanted: NumberAsked, asked: Asked
) -> Condition:
    """Over the events of several kinds together; who has none of them is judged apart."""
    parts = []
    for event in types:
        rows = event.rows()
        chosen = select(rows.customer_id.label("customer_id"), _value(node, rows).label("value"))
        parts.append(chosen.where(fits(event, rows, asked)))
    found = union_all(*parts).subquery()
    grouped = select(found.c.customer_id).group_by(found.c.customer_id)
    met = FACTS.c.customer_id.in_(grouped.having(_met(node, found.c.value, wanted)))
    if node.form in _BLANK_OF_NOTHING or not wanted.has(0):
        return met
    without = is_not(FACTS.c.customer_id.in_(select(found.c.customer_id)))
    return or_(met, without)


_BLANK_OF_NOTHING = ("avg", "min", "max")


def _scale(node: Event) -> int:
    """Money is kept in cents."""
    amounts = node.form in ("sum", "avg", "min", "max")
    return 100 if amounts and ATTRIBUTES[str(node.attr)].type == "money" else 1


def _value(node: Event, rows: Rows) -> ColumnElement[Any]:
    if node.form == "distinct_days":
        return rows.day
    if node.attr == "kind" and rows.kind_bits is not None:
        return rows.kind_bits
    return rows.values[str(node.attr)]


def _met(node: Event, value: ColumnElement[Any], wanted: NumberAsked) -> Condition:
    if node.form == "avg":
        return _average_met(value, wanted)
    if node.form == "distinct" and node.attr == "kind":
        return _ranges_met(_different_kinds(value), wanted)
    return _ranges_met(_AGGREGATES[node.form](value), wanted)


_AGGREGATES: dict[str, Aggregate] = {
    "sum": lambda value: func.coalesce(func.sum(value), 0),
    "min": func.min,
    "max": func.max,
    "distinct": lambda value: func.count(value.distinct()),
    "distinct_days": lambda value: func.count(value.distinct()),
}


def _different_kinds(bits: ColumnElement[Any]) -> ColumnElement[Any]:
    """A visit has a set of kinds; how many different ones all visits together have."""
    seen = (
        func.coalesce(func.max(bits.bitwise_and(KIND_BIT[kind])), 0) / KIND_BIT[kind]
        for kind in EVENT_KINDS
    )
    return sum(seen, literal(0))


def _ranges_met(found: ColumnElement[Any], wanted: NumberAsked) -> Condition:
    """Compared exactly: the number asked for may have a fraction, the number found has none."""
    return or_(false(), *(_bounds_met(found, literal(1), bounds) for bounds in wanted.ranges))


def _average_met(value: ColumnElement[Any], wanted: NumberAsked) -> Condition:
    total, number = func.sum(value), func.count(value)
    met = or_(false(), *(_bounds_met(total, number, bounds) for bounds in wanted.ranges))
    return and_(number > 0, met)


def _bounds_met(over: ColumnElement[Any], under: ColumnElement[Any], bounds: Bounds) -> Condition:
    """`over` divided by `under` lies within bounds that are fractions, without dividing."""
    parts: list[Condition] = [over.is_not(None)]
    if bounds.low is not None:
        left, right = _multiplied(over, under, bounds.low)
        parts.append(left > right if bounds.low_open else left >= right)
    if bounds.high is not None:
        left, right = _multiplied(over, under, bounds.high)
        parts.append(left < right if bounds.high_open else left <= right)
    return and_(true(), *parts)


def _multiplied(
    over: ColumnElement[Any], under: ColumnElement[Any], limit: Fraction
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Both sides of `over / under <> limit` without a fraction."""
    left = over if limit.denominator == 1 else over * limit.denominator
    return left, under * limit.numerator


def share_met(
    over: ColumnElement[Any], under: ColumnElement[Any], wanted: NumberAsked
) -> Condition:
    """One number divided by another lies within the ranges; nothing below the line is false."""
    met = or_(false(), *(_bounds_met(over, under, bounds) for bounds in wanted.ranges))
    return and_(under > 0, met)
