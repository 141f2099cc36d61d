"""Which segments a segment is made of, and which are made of it, to any depth."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.segments import Segment
from desktop.services.segments import on_file
from desktop.services.segments.circles import references
from desktop.services.segments.context import Context, SavedSegment


class Used(NamedTuple):
    """One segment in the list, so many steps away; an archived one counts still."""

    id: int
    name: str
    steps: int
    is_archived: bool = False


class Usage(NamedTuple):
    """Both ways: what a segment uses, and what uses it; each below the one it is used by."""

    uses: tuple[Used, ...]
    used_by: tuple[Used, ...]


def usage(db: Session, segment_id: int) -> Usage:
    """The segments around a segment; what is below one of them is told where it stands first."""
    segments = Context(db, date.min).segments
    start = segments[on_file.row(db, segment_id).open_id]
    away = frozenset(db.scalars(select(Segment.id).where(Segment.archived_on.is_not(None))))
    uses = _Walk(lambda one: _uses(one, segments), away, set())
    used_by = _Walk(lambda one: _users(one, segments), away, set())
    return Usage(tuple(uses.below((start,))), tuple(used_by.below((start,))))


class _Walk(NamedTuple):
    """One way round: what follows a segment, and whose following was told already."""

    following: Callable[[SavedSegment], Iterable[SavedSegment]]
    archived: frozenset[int]
    told: set[str]

    def below(self, way: tuple[SavedSegment, ...]) -> Iterator[Used]:
        """What follows the last one of the way from the start to here."""
        self.told.add(way[-1].open_id)
        for one in sorted(self.following(way[-1]), key=lambda found: found.name.casefold()):
            if one in way:  # a circle from elsewhere is told once
                continue
            yield Used(one.id, one.name, len(way), one.id in self.archived)
            if one.open_id not in self.told:
                yield from self.below((*way, one))


def _uses(one: SavedSegment, segments: Mapping[str, SavedSegment]) -> list[SavedSegment]:
    used = dict.fromkeys(references(one.tree)) if one.tree else {}
    return [segments[name] for name in used if name in segments]


def _users(one: SavedSegment, segments: Mapping[str, SavedSegment]) -> list[SavedSegment]:
    return [
        other
        for other in segments.values()
        if other.tree is not None and one.open_id in references(other.tree)
    ]
