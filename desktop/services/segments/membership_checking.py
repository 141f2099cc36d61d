"""Proves that the log of members agrees with the conditions, and with itself."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.segments import MembershipInterval as Stay
from desktop.models.segments import Segment
from desktop.services.facts.keeping import stored_day
from desktop.services.segments.context import Context, SavedSegment
from desktop.services.segments.membership_sets import inside, of_everybody
from desktop.services.segments.pruning import prune

_NAMED = 5  # customers named of one segment; more of them say nothing new


class Wrong(NamedTuple):
    """What does not agree in the log of one segment."""

    segment: str
    sentence: str


def check(db: Session, unknown: Collection[int] = ()) -> list[Wrong]:
    """Work out the members of all segments for the day of the facts, and look through the log.

    Not compared are segments that were last worked out for another day or by other conditions,
    and the customers of whom a record cannot be read.
    """
    day = stored_day(db)
    strangers = [] if day is None else _strangers(db, day, frozenset(unknown))
    return [*strangers, *_impossible(db)]


def _strangers(db: Session, day: date, unknown: frozenset[int]) -> Iterator[Wrong]:
    context = Context(db, day)
    found = (context.segments[one.open_id] for one in db.scalars(_worked_out(day)))
    segments = [one for one in found if _can_be_worked_out(one, context)]
    for one, wanted in zip(segments, of_everybody(context, segments), strict=True):
        there = inside(db, one.id)
        for who, said in ((there - wanted, "does not"), (wanted - there, "does")):
            if others := sorted(who - unknown):
                yield Wrong(one.name, _sentence(one.name, others, said))


def _worked_out(day: date) -> Select[Segment]:
    return (
        select(Segment)
        .where(
            Segment.kind == "active",
            Segment.archived_on.is_(None),
            Segment.calculated_on == day,
            Segment.calculated_version == Segment.version,
        )
        .order_by(Segment.name_key)
    )


def _can_be_worked_out(one: SavedSegment, context: Context) -> bool:
    return one.tree is not None and not prune(one.tree, context).left_out


def _sentence(name: str, customers: list[int], said: str) -> str:
    named = ", ".join(map(str, customers[:_NAMED]))
    more = f" and {len(customers) - _NAMED:,} more" if len(customers) > _NAMED else ""
    stored = "in" if said == "does not" else "outside"
    return (
        f"Customer {named}{more} is logged as {stored} the segment “{name}”,"
        f" but {said} belong in it by its conditions."
    )


def _impossible(db: Session) -> Iterator[Wrong]:
    """Stays that no calculation can have logged."""
    for broken, said in _IMPOSSIBLE:
        stays = broken()
        found = (
            select(Segment.name, func.count(), func.min(stays.c.id))
            .join_from(Segment, stays, stays.c.segment_id == Segment.id)
            .group_by(Segment.id, Segment.name)
            .order_by(Segment.name)
        )
        for name, number, first in db.execute(found):
            which = f"{number:,} stays in the log of “{name}” {said}; the first is record {first}."
            yield Wrong(name, which)


def _ends_before_it_begins() -> Any:
    return select(Stay.id, Stay.segment_id).where(Stay.left_on < Stay.entered_on).subquery()


def _after_the_last_day() -> Any:
    last = Segment.calculated_on
    late = or_(Stay.entered_on > last, Stay.left_on > last)
    stays = select(Stay.id, Stay.segment_id).join(Segment, Segment.id == Stay.segment_id)
    return stays.where(late).subquery()


def _overlaps() -> Any:
    """Stays that begin before the same customer had left."""
    alone: dict[str, Any] = {
        "partition_by": (Stay.segment_id, Stay.customer_id),
        "order_by": (Stay.entered_on, Stay.id),
    }
    inner = (
        select(
            Stay.id,
            Stay.segment_id,
            Stay.entered_on,
            func.lag(Stay.id).over(**alone).label("before"),
            func.lag(Stay.left_on).over(**alone).label("left_before"),
        )
        .where(Stay.customer_id.is_not(None))
        .subquery()
    )
    still_in = or_(inner.c.left_before.is_(None), inner.c.left_before > inner.c.entered_on)
    return (
        select(inner.c.id, inner.c.segment_id)
        .where(inner.c.before.is_not(None), still_in)
        .subquery()
    )


def _ends_without_a_cause() -> Any:
    odd = Stay.left_on.is_(None) != Stay.left_cause.is_(None)
    return select(Stay.id, Stay.segment_id).where(odd).subquery()


_IMPOSSIBLE = (
    (_ends_before_it_begins, "end before they begin"),
    (_after_the_last_day, "are later than the last day it was worked out for"),
    (_overlaps, "begin before the customer had left"),
    (_ends_without_a_cause, "end without a cause, or have one and no end"),
)
