"""Why a customer is in a segment, or is not: the tree again, each condition with a yes or a no.

The answers come from the very conditions that select the members, so they cannot differ from them.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, case, cast, func, select, true
from sqlalchemy.orm import Session

from desktop.models.segments import SegmentPin
from desktop.services import facts
from desktop.services.segments import wording
from desktop.services.segments.compile import condition, membership
from desktop.services.segments.context import Context, SavedSegment
from desktop.services.segments.events import EVENTS
from desktop.services.segments.happened import asked, number
from desktop.services.segments.nodes import (
    AnyNode,
    Event,
    Group,
    Not,
    Rank,
    Records,
    Rule,
    SegmentRef,
    Window,
    children,
)
from desktop.services.segments.own_values import own_value
from desktop.services.segments.pruning import Path, Place, prune_at, walk
from desktop.services.segments.record_kinds import RECORDS
from desktop.services.segments.sentence import sentence
from desktop.services.segments.sources import FACTS
from desktop.services.segments.why_alone import alone

GROUPS = {
    "all": "All of these",
    "any": "Any of these",
    "none": "None of these",
    "at_least": "At least {n} of these",
    "at_most": "At most {n} of these",
}
NOT_ASKED = "left out of the count"


class Verdict(NamedTuple):
    """One condition about one customer; `holds` is None where it is muted or not complete."""

    path: Path
    words: str
    holds: bool | None
    own: str
    below: tuple["Verdict", ...] = ()
    alone: bool = False  # without this condition the customer would be in


class Why(NamedTuple):
    """The whole answer; `remark` says what decides beside the conditions (a pin, a list)."""

    is_in: bool
    remark: str
    tree: Verdict | None


class _Asked(NamedTuple):
    """About whom, of what, and what is known of it."""

    context: Context
    customer_id: int
    held: dict[Path, bool]
    alone: frozenset[Path]


def flat(verdict: Verdict) -> Iterator[Verdict]:
    """A verdict and all below it, from the top down."""
    yield verdict
    for one in verdict.below:
        yield from flat(one)


def why(db: Session, node: AnyNode, customer_id: int, as_of: date) -> Why:
    """Judge every condition of a tree for one customer."""
    facts.for_day(db, as_of)
    return _why(node, customer_id, Context(db, as_of), decided=False)


def _why(node: AnyNode, customer_id: int, context: Context, *, decided: bool) -> Why:
    """`decided`: by a pin, so that no condition alone keeps the customer out."""
    places = dict(walk(node))
    kept = {
        path: one
        for path, one in places.items()
        if prune_at(one, Place(context, context.fields)).node is not None
    }
    held = _held(kept, customer_id, context)
    live = bool(context.db.scalar(select(FACTS.c.live).where(FACTS.c.customer_id == customer_id)))
    remark = "" if live else "The customer is inactive, and so in no segment."
    keeping_out = alone(node, held) if live and not decided else frozenset()
    tree = _verdict((), node, _Asked(context, customer_id, held, keeping_out))
    return Why(live and bool(held.get(())), remark, tree)


def why_saved(
    db: Session, segment: str, customer_id: int, as_of: date, shown: AnyNode | None = None
) -> Why:
    """The same for a saved segment (its open id), with its pins or its list.

    `shown` are its conditions as they stand on a screen, which names them by its own paths.
    """
    facts.for_day(db, as_of)
    context = Context(db, as_of)
    found = context.segments[segment]
    is_in = _is_member(found, customer_id, context)
    pinned = _pinned(db, found.id, customer_id)
    if found.kind == "static":
        listed = "On the kept list." if is_in else "Not on the kept list."
        return Why(is_in, pinned or listed, None)
    if found.tree is None:
        return Why(is_in, pinned or "The definition of this segment cannot be read.", None)
    told = _why(shown or found.tree, customer_id, context, decided=pinned is not None)
    if pinned is None or told.remark:
        return told
    return Why(is_in, pinned, told.tree)


def _pinned(db: Session, segment_id: int, customer_id: int) -> str | None:
    """Which way a customer is pinned, with the reason; None when the conditions decide."""
    pin = db.execute(
        select(SegmentPin.is_in, SegmentPin.reason).where(
            SegmentPin.segment_id == segment_id, SegmentPin.customer_id == customer_id
        )
    ).first()
    if pin is None:
        return None
    way = "Put in by hand" if pin.is_in else "Taken out by hand"
    return f"{way}: {pin.reason}" if pin.reason else f"{way}."


def _is_member(segment: SavedSegment, customer_id: int, context: Context) -> bool:
    inside = select(FACTS.c.customer_id).where(
        FACTS.c.live, FACTS.c.customer_id == customer_id, membership(segment, context)
    )
    return context.db.scalar(inside) is not None


def _held(kept: dict[Path, AnyNode], customer_id: int, context: Context) -> dict[Path, bool]:
    if not kept:
        return {}
    columns = [case((condition(one, context), 1), else_=0) for one in kept.values()]
    row = context.db.execute(select(*columns).where(FACTS.c.customer_id == customer_id)).first()
    return {path: bool(met) for path, met in zip(kept, row or (), strict=False)}


def _verdict(path: Path, node: AnyNode, asked: _Asked) -> Verdict:
    below = tuple(_verdict((*path, n), child, asked) for n, child in enumerate(children(node)))
    holds, context = asked.held.get(path), asked.context
    own = _own(node, asked.customer_id, context) if holds is not None else NOT_ASKED
    return Verdict(path, _words(node, context), holds, own, below, path in asked.alone)


def _words(node: AnyNode, context: Context) -> str:
    if isinstance(node, Group):
        words = GROUPS[node.combinator].format(n=node.n)
        return f"Not: {words[0].lower()}{words[1:]}" if node.negate else words
    if isinstance(node, Not):
        return "Not"
    said = sentence(context, node.with_(muted=False), context.as_of)
    return said.removesuffix(".")


def _own(node: AnyNode, customer_id: int, context: Context) -> str:
    match node:
        case Rule():
            return own_value(context.fields[node.field], customer_id, context)
        case Rank():
            return own_value(context.fields[node.rank], customer_id, context)
        case Event():
            return _events(node, customer_id, context)
        case Records():
            return _records(node, customer_id, context)
        case SegmentRef():
            return _references(node, customer_id, context)
        case _:
            return ""


def _events(node: Event, customer_id: int, context: Context) -> str:
    """How many such events there are, and when the last was."""
    ever = asked(node.with_(window=Window(), where=None), context, lambda *_inside: true())
    counted = context.db.scalar(select(number(ever)).where(FACTS.c.customer_id == customer_id))
    if not counted:
        return "none on file"
    last = max(_last_days(node, customer_id, context))
    noun = wording.either(
        EVENTS[name].noun if counted == 1 else EVENTS[name].plural for name in node.event
    )
    return f"{counted:,} {noun} on file, the last on {wording.day(last)}"


def _last_days(node: Event, customer_id: int, context: Context) -> list[date]:
    days = []
    for name in dict.fromkeys(node.event):
        rows = EVENTS[name].rows()
        found = context.db.scalar(
            select(func.max(rows.day)).where(
                rows.is_event, rows.customer_id == customer_id, rows.day <= context.as_of
            )
        )
        if found is not None:
            days.append(found)
    return days


def _records(node: Records, customer_id: int, context: Context) -> str:
    """How many of the customer's records are as the condition asks."""
    kind = RECORDS[node.records]
    rows = kind.rows(context.as_of)
    total = context.db.scalar(
        select(func.count()).select_from(rows.table).where(rows.customer_id == customer_id)
    )
    if not total:
        return f"no {kind.plural} on file"
    met = [
        n
        for n in range(1, total + 1)
        if _has(node.with_(match="at_least", n=n, negate=False), customer_id, context)
    ]
    return f"{len(met):,} of {total:,} {kind.noun if total == 1 else kind.plural}"


def _has(node: Records, customer_id: int, context: Context) -> bool:
    met = select(cast(case((condition(node, context), 1), else_=0), Integer))
    return bool(context.db.scalar(met.where(FACTS.c.customer_id == customer_id)))


def _references(node: SegmentRef, customer_id: int, context: Context) -> str:
    """In or out, by name."""
    told = []
    for name in node.segments:
        segment = context.segments[name]
        inside = _is_member(segment, customer_id, context)
        told.append(f"{'in' if inside else 'not in'} “{segment.name}”")
    return ", ".join(told)
