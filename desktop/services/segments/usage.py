"""Which segments a segment is made of, and which are made of it, to any depth."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.segments import on_file
from desktop.services.segments.circles import references
from desktop.services.segments.context import Context, SavedSegment


class Used(NamedTuple):
    """One segment in the list, so many steps away."""

    id: int
    name: str
    steps: int


class Usage(NamedTuple):
    """Both ways: what a segment uses, and what uses it; each below the one it is used by."""

    uses: tuple[Used, ...]
    used_by: tuple[Used, ...]


def usage(db: Session, segment_id: int) -> Usage:
    """The segments around a segment."""
    segments = Context(db, date.min).segments
    start = segments[on_file.row(db, segment_id).open_id]
    return Usage(
        tuple(_walk(start, segments, lambda one: _uses(one, segments), 1, (start.open_id,))),
        tuple(_walk(start, segments, lambda one: _users(one, segments), 1, (start.open_id,))),
    )


_Next = Callable[[SavedSegment], Iterable[SavedSegment]]


def _walk(
    start: SavedSegment,
    segments: Mapping[str, SavedSegment],
    following: _Next,
    steps: int,
    way: tuple[str, ...],
) -> Iterable[Used]:
    for one in sorted(following(start), key=lambda found: found.name.casefold()):
        if one.open_id not in way:  # a circle from elsewhere is told once
            yield Used(one.id, one.name, steps)
            yield from _walk(one, segments, following, steps + 1, (*way, one.open_id))


def _uses(one: SavedSegment, segments: Mapping[str, SavedSegment]) -> list[SavedSegment]:
    used = dict.fromkeys(references(one.tree)) if one.tree else {}
    return [segments[name] for name in used if name in segments]


def _users(one: SavedSegment, segments: Mapping[str, SavedSegment]) -> list[SavedSegment]:
    return [
        other
        for other in segments.values()
        if other.tree is not None and one.open_id in references(other.tree)
    ]
