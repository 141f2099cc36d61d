"""Turns a tree into one SQLAlchemy Core statement that selects the ids of live customers."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, false, or_, select, true

from desktop.models.segments import SegmentPin, StaticMember
from desktop.services.segments.behaviour import behaviour
from desktop.services.segments.comparisons import Condition, Known
from desktop.services.segments.context import Context, SavedSegment
from desktop.services.segments.fields import Field
from desktop.services.segments.logic import combine, is_not
from desktop.services.segments.pruning import prune
from desktop.services.segments.ranking import ranked
from desktop.services.segments.related import related
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import (
    AnyNode,
    Event,
    Everyone,
    Group,
    Not,
    Rank,
    Records,
    Rule,
    SegmentRef,
)
from desktop.services.segments.typed import Problem, whole
from desktop.services.segments.values import read_rule

_PINS = SegmentPin.__table__
_LISTED = StaticMember.__table__


class _Subject(NamedTuple):
    """What rules are about here: the customer, or one event."""

    fields: Mapping[str, Field]
    context: Context


def statement(node: AnyNode, context: Context) -> Select[tuple[int]]:
    """Select the ids of the live customers for whom the tree is true.

    Muted, empty and half-typed parts are left out; a tree with nothing left selects nobody.
    """
    return select(FACTS.c.customer_id).where(FACTS.c.live, condition(node, context))


def condition(node: AnyNode, context: Context) -> Condition:
    """The condition on `customer_facts` that a segment's tree makes."""
    kept = prune(node, context).node
    return false() if kept is None else complete(kept, context)


def complete(node: AnyNode, context: Context) -> Condition:
    """The condition of a tree from which all unusable parts were pruned."""
    return _compile(node, _Subject(context.fields, context))


def _compile(node: AnyNode, subject: _Subject) -> Condition:
    made: Condition = _COMPILERS[type(node)](node, subject)
    return is_not(made) if node.negate else made


def _inside(node: AnyNode, fields: Mapping[str, Field], context: Context) -> Condition:
    return _compile(node, _Subject(fields, context))


def _rule(node: Rule, subject: _Subject) -> Condition:
    reading = read_rule(node, subject.fields, subject.context)
    if isinstance(reading, Problem):
        raise TypeError(reading.message)
    source, context = reading.field.source, subject.context
    met = source(reading.test, context)
    if not reading.operator.is_negative:
        return met
    if node.blank == "exclude":
        return and_(is_not(met), source(Known(), context))
    return is_not(met)


def _event(node: Event, subject: _Subject) -> Condition:
    return behaviour(node, subject.context, _inside)


def _rank(node: Rank, subject: _Subject) -> Condition:
    return ranked(node, subject.context.fields[node.rank])


def _records(node: Records, subject: _Subject) -> Condition:
    return related(node, subject.context, _inside)


def _group(node: Group, subject: _Subject) -> Condition:
    return combine(
        node.combinator, [_compile(child, subject) for child in node.children], whole(node.n or 0)
    )


def _not(node: Not, subject: _Subject) -> Condition:
    return is_not(_compile(node.child, subject))


def _reference(node: SegmentRef, subject: _Subject) -> Condition:
    context = subject.context
    in_any = or_(*(membership(context.segments[name], context) for name in node.segments))
    return is_not(in_any) if node.op == "not_in" else in_any


def membership(segment: SavedSegment, context: Context) -> Condition:
    """Who is in a saved segment; its conditions hold for the same day."""
    if segment.kind == "static":
        chosen = _customers(_LISTED, _LISTED.c.segment_id == segment.id)
    else:
        chosen = false() if segment.tree is None else condition(segment.tree, context)
    return with_pins(chosen, segment.id)


def with_pins(chosen: Condition, segment_id: int) -> Condition:
    """The customers chosen, those put in by hand, and none that was taken out by hand."""
    pinned = _PINS.c.segment_id == segment_id
    pinned_in = _customers(_PINS, and_(pinned, _PINS.c.is_in))
    pinned_out = _customers(_PINS, and_(pinned, _PINS.c.is_in.is_(False)))
    return and_(or_(chosen, pinned_in), is_not(pinned_out))


def _customers(table: Any, chosen: Condition) -> Condition:
    return FACTS.c.customer_id.in_(select(table.c.customer_id).where(chosen))


def _everyone(_node: Everyone, _subject: _Subject) -> Condition:
    return true()


_COMPILERS: dict[type, Callable[..., Condition]] = {
    Rule: _rule,
    Event: _event,
    Rank: _rank,
    Records: _records,
    Group: _group,
    Not: _not,
    SegmentRef: _reference,
    Everyone: _everyone,
}
