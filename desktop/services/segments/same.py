"""Segments that are nearly the same: most of the customers of both are in both.

Measured by Jaccard: the customers in both, divided by those in at least one. Active segments are
read from the log of members, so no conditions are worked out; a list of customers is a row of bits
in one number, which makes all pairs of hundreds of segments a matter of milliseconds.
"""

from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.segments import MembershipInterval, Segment
from desktop.services.segments import counting
from desktop.services.segments.tree import SegmentRef

NEARLY = Fraction(9, 10)


class Pair(NamedTuple):
    """Two segments that are nearly the same; `share` is whole percent, rounded down."""

    first_id: int
    first: str
    second_id: int
    second: str
    both: int
    either: int

    @property
    def share(self) -> int:
        """What percent of those in at least one are in both; 100 only where they are the same."""
        return self.both * 100 // self.either


class _Members(NamedTuple):
    id: int
    name: str
    bits: int
    size: int


def near_duplicates(db: Session, as_of: date) -> tuple[Pair, ...]:
    """All pairs of saved segments with a Jaccard of 0.90 or more, the most alike first.

    Empty segments are like nothing, and one whose members were not worked out since its
    conditions changed is left out.
    """
    lists = sorted(_lists(db, as_of), key=lambda one: one.size)
    pairs = []
    for one, other in combinations(lists, 2):
        if one.size < NEARLY * other.size:  # sizes alone rule it out
            continue
        both = (one.bits & other.bits).bit_count()
        either = one.size + other.size - both
        if both >= NEARLY * either:
            first, second = sorted((one, other), key=lambda each: each.name.casefold())
            pairs.append(Pair(first.id, first.name, second.id, second.name, both, either))
    return tuple(sorted(pairs, key=lambda pair: (-Fraction(pair.both, pair.either), pair.first)))


def _lists(db: Session, as_of: date) -> list[_Members]:
    """The members of every segment that is not archived and not empty."""
    logged = _logged(db)
    found = []
    here = select(Segment).where(Segment.archived_on.is_(None)).order_by(Segment.id)
    for segment in db.scalars(here):
        if segment.kind == "static":
            node = SegmentRef(segments=(segment.open_id,))
            ids = list(counting.member_ids(db, node, as_of))
        elif segment.calculated_version == segment.version:
            ids = logged.get(segment.id, [])
        else:
            continue
        if ids:
            found.append(_Members(segment.id, segment.name, _as_bits(ids), len(ids)))
    return found


def _logged(db: Session) -> dict[int, list[int]]:
    """Who is in each active segment now, as the log of members has it."""
    stay = MembershipInterval
    rows = db.execute(
        select(stay.segment_id, stay.customer_id)
        .where(stay.left_on.is_(None))
        .order_by(stay.segment_id)
    )
    found: dict[int, list[int]] = {}
    for segment_id, customer_id in rows:
        if customer_id is not None:
            found.setdefault(segment_id, []).append(customer_id)
    return found


def _as_bits(ids: list[int]) -> int:
    """A number whose bits say which customers are on a list."""
    bits = bytearray(max(ids) // 8 + 1)
    for one in ids:
        bits[one >> 3] |= 1 << (one & 7)
    return int.from_bytes(bits, "little")
