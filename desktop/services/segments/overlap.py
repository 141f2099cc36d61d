"""Two or three segments laid over each other: every region counted, and the tree of each."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services import facts
from desktop.services.segments import on_file
from desktop.services.segments.compile import membership
from desktop.services.segments.context import Context
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import Group, SegmentRef

FEWEST, MOST = 2, 3

Inside = tuple[bool, ...]  # for each segment, whether the customers of a region are in it


class Region(NamedTuple):
    """The customers in some of the segments and in none of the others."""

    inside: Inside
    customers: int


class Overlap(NamedTuple):
    """The segments by name and open id, their sizes, and all regions; the last one is in none."""

    names: tuple[str, ...]
    open_ids: tuple[str, ...]
    sizes: tuple[int, ...]
    regions: tuple[Region, ...]
    live_total: int

    @property
    def together(self) -> int:
        """How many customers are in at least one."""
        return sum(region.customers for region in self.regions if any(region.inside))

    def words(self, inside: Inside) -> str:
        """A region as it is called on screen and as the name of a new segment."""
        named = list(zip(self.names, inside, strict=True))
        within = [f"“{name}”" for name, is_in in named if is_in]
        without = [f"“{name}”" for name, is_in in named if not is_in]
        if not within:
            return f"In none of {_listed(without)}"
        return f"In {_listed(within)}" + (f", not in {_listed(without, 'or')}" if without else "")


def region_tree(open_ids: Sequence[str], inside: Inside) -> Group:
    """The conditions that select the customers of a region."""
    return Group(
        children=tuple(
            SegmentRef(segments=(open_id,), op="in" if is_in else "not_in")
            for open_id, is_in in zip(open_ids, inside, strict=True)
        )
    )


def _listed(names: list[str], word: str = "and") -> str:
    return f" {word} ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def overlap(db: Session, segment_ids: Sequence[int], as_of: date) -> Overlap:
    """Count every region of two or three segments, in one reading of the facts.

    Raises:
        UserError: not two or three different segments, or one that is not on file or unreadable.
    """
    if not FEWEST <= len(set(segment_ids)) == len(segment_ids) <= MOST:
        raise UserError("Choose two or three different segments to compare.")
    facts.for_day(db, as_of)
    context = Context(db, as_of)
    chosen = [context.segments[on_file.row(db, one).open_id] for one in segment_ids]
    for segment in chosen:
        if segment.kind == "active" and segment.tree is None:
            raise UserError(f"The definition of the segment “{segment.name}” cannot be read.")
    places = [
        case((membership(segment, context), 1 << place), else_=0)
        for place, segment in enumerate(chosen)
    ]
    mask = select(sum(places, literal(0)).label("mask")).where(FACTS.c.live).subquery()
    counted = select(mask.c.mask, func.count()).group_by(mask.c.mask)
    found = {row[0]: row[1] for row in db.execute(counted)}
    regions = tuple(_region(inside, found) for inside in _all_regions(len(chosen)))
    sizes = tuple(
        sum(region.customers for region in regions if region.inside[place])
        for place in range(len(chosen))
    )
    return Overlap(
        tuple(segment.name for segment in chosen),
        tuple(segment.open_id for segment in chosen),
        sizes,
        regions,
        sum(found.values()),
    )


def _all_regions(segments: int) -> list[Inside]:
    """In all first, then in fewer, in none last; so they are read on screen too."""
    every = product((True, False), repeat=segments)
    return sorted(every, key=lambda inside: -sum(inside))


def _region(inside: Inside, found: dict[int, int]) -> Region:
    mask = sum(1 << place for place, is_in in enumerate(inside) if is_in)
    return Region(inside, found.get(mask, 0))
