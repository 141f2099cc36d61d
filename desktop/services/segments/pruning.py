"""What is left of a tree when muted, empty and half-typed parts are taken out.

Muted nodes and groups without an active condition are left out as if deleted. A condition that
cannot be calculated is left out too, and named, because the live count must say so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from desktop.services.segments.circles import circle_from
from desktop.services.segments.context import Context
from desktop.services.segments.event_problems import event_problems
from desktop.services.segments.events import EVENTS, attribute_fields
from desktop.services.segments.fields import Field
from desktop.services.segments.nodes import INSIDE
from desktop.services.segments.ranking import WHOLE, can_rank
from desktop.services.segments.record_kinds import RECORDS, record_fields
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
    children,
)
from desktop.services.segments.typed import Problem, whole, whole_or_problem
from desktop.services.segments.values import read_rule

Path = tuple[int | str, ...]


class LeftOut(NamedTuple):
    """A condition that the count does without, and why."""

    path: Path
    problem: Problem


class Pruned(NamedTuple):
    """The active, complete rest of a tree (None when nothing is left)."""

    node: AnyNode | None
    left_out: tuple[LeftOut, ...]


class Place(NamedTuple):
    """Where a node stands: what its rules are about, and the way to it."""

    context: Context
    fields: Mapping[str, Field]
    path: Path = ()
    in_event: bool = False

    def below(self, *steps: int | str) -> "Place":
        """The place of a node further down."""
        return self._replace(path=(*self.path, *steps))


def prune(node: AnyNode, context: Context) -> Pruned:
    """The part of a segment's tree that can be calculated."""
    return prune_at(node, Place(context, context.fields))


def inner_fields(node: Event | Records) -> Mapping[str, Field]:
    """What the rules inside a condition are about: an event, or a record."""
    return event_fields(node) if isinstance(node, Event) else record_fields(node.records)


def part_fields(node: Event | Records, part: str) -> Mapping[str, Field]:
    """What the rules of one part of a condition are about; followers are events of their own."""
    about = {"then_where": "then", "over_where": "over"}.get(part)
    return shared_fields(getattr(node, about)) if about else inner_fields(node)


def event_fields(event: Event) -> dict[str, Field]:
    """The attributes that all events of a condition have."""
    return shared_fields(event.event)


def shared_fields(events: Iterable[str]) -> dict[str, Field]:
    """The attributes that all of some events have."""
    known = [attribute_fields(EVENTS[name]) for name in events if name in EVENTS]
    shared = set.intersection(*(set(fields) for fields in known)) if known else set()
    return {key: field for key, field in known[0].items() if key in shared} if known else {}


def node_problem(node: AnyNode, place: Place) -> Problem | None:
    """What keeps this node itself, apart from what stands inside it, from being calculated."""
    if place.in_event and not isinstance(node, Rule | Group | Not):
        return Problem("not_allowed_here", "Only rules about the same thing can stand here.")
    return next(_PROBLEMS[type(node)](node, place), None)


def prune_at(node: AnyNode, place: Place) -> Pruned:
    """The same for a node at any place."""
    if node.muted:
        return Pruned(None, ())
    problem = node_problem(node, place)
    if problem:
        return Pruned(None, (LeftOut(place.path, problem),))
    match node:
        case Group():
            return _prune_group(node, place)
        case Not():
            child, left_out = prune_at(node.child, place.below(0))
            return Pruned(node.with_(child=child) if child else None, left_out)
        case Event() | Records():
            return _prune_inside(node, place)
        case _:
            return Pruned(node, ())


def _prune_group(node: Group, place: Place) -> Pruned:
    below = [prune_at(child, place.below(n)) for n, child in enumerate(node.children)]
    kept = tuple(pruned.node for pruned in below if pruned.node is not None)
    left_out = tuple(one for pruned in below for one in pruned.left_out)
    return Pruned(node.with_(children=kept) if kept else None, left_out)


def _prune_inside(node: Event | Records, place: Place) -> Pruned:
    inside = place._replace(fields=inner_fields(node), in_event=True)
    pruned: dict[str, AnyNode | None] = {}
    left_out: tuple[LeftOut, ...] = ()
    for part in INSIDE:
        below: AnyNode | None = getattr(node, part, None)
        if below is not None:
            about = inside._replace(fields=part_fields(node, part))
            pruned[part], more = prune_at(below, about.below(part))
            left_out += more
    if isinstance(node, Event) and node.form == "latest" and pruned.get("has") is None:
        missing = Problem("missing_value", "Say what the latest one must be like.")
        return Pruned(None, (*left_out, LeftOut(place.path, missing)))
    return Pruned(node.with_(**pruned), left_out)


def _rule_problems(node: Rule, place: Place) -> Iterator[Problem]:
    reading = read_rule(node, place.fields, place.context)
    if isinstance(reading, Problem):
        yield reading


def _event_problems(node: Event, place: Place) -> Iterator[Problem]:
    return event_problems(node, shared_fields, place.context.as_of, place.context.week_start)


def _rank_problems(node: Rank, place: Place) -> Iterator[Problem]:
    field = place.fields.get(node.rank)
    if field is None:
        yield Problem("unknown_field", f"There is no field called “{node.rank}”.")
    elif not can_rank(field):
        yield Problem("operator_not_valid", f"Customers cannot be ranked by “{field.label}”.")
    problem = whole_or_problem(node.n, "How many", least=1)
    if problem:
        yield problem
    elif node.percent and whole(node.n) > WHOLE:
        yield Problem("value_not_valid", "There are no more than 100 percent.")


def _records_problems(node: Records, _place: Place) -> Iterator[Problem]:
    if node.records not in RECORDS:
        yield Problem("unknown_field", f"There are no records called “{node.records}”.")
    if node.match in ("at_least", "at_most", "exactly"):
        problem = whole_or_problem(node.n, "How many records")
        if problem:
            yield problem


def _group_problems(node: Group, _place: Place) -> Iterator[Problem]:
    if node.combinator in ("at_least", "at_most"):
        problem = whole_or_problem(node.n, "How many must be true")
        if problem:
            yield problem


def _reference_problems(node: SegmentRef, place: Place) -> Iterator[Problem]:
    if not node.segments:
        yield Problem("missing_value", "Choose a segment.")
    segments = place.context.segments
    for name in node.segments:
        if name not in segments:
            yield Problem("unknown_value", f"The segment “{name}” is not on file any more.")
            continue
        circle = circle_from(name, segments)
        if circle:
            yield Problem("circle", f"These segments use each other: {circle}.")
        if segments[name].kind == "active" and segments[name].tree is None:
            yield Problem("unknown_value", f"The segment “{segments[name].name}” cannot be read.")


def _no_problems(_node: AnyNode, _place: Place) -> Iterator[Problem]:
    return iter(())


_PROBLEMS: dict[type, Callable[..., Iterator[Problem]]] = {
    Rule: _rule_problems,
    Event: _event_problems,
    Rank: _rank_problems,
    Records: _records_problems,
    Group: _group_problems,
    Not: _no_problems,
    SegmentRef: _reference_problems,
    Everyone: _no_problems,
}


def walk(node: AnyNode, path: Path = ()) -> Iterator[tuple[Path, AnyNode]]:
    """Every node outside the events, with its path, from the top down."""
    yield path, node
    for number, child in enumerate(children(node)):
        yield from walk(child, (*path, number))
