"""Who belongs in segments, and whom the log has in them, as sets of customers to be compared."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal, select
from sqlalchemy.orm import Session

from desktop.models.segments import MembershipInterval
from desktop.services.facts.staging import batches
from desktop.services.segments.compile import membership
from desktop.services.segments.context import Context, SavedSegment
from desktop.services.segments.sources import FACTS
from desktop.services.segments.vectors.keeping import Kept, answers_over

_LOG: Any = MembershipInterval.__table__
_AT_ONCE = 20  # segments that share a walk over the facts
# From so many segments of so many customers on it pays to read whole tables into memory.
MANY_SEGMENTS, MANY_CUSTOMERS = 8, 5_000


def of_everybody(context: Context, segments: Sequence[SavedSegment]) -> Iterator[set[int]]:
    """Who belongs in each of some segments, worked out one by one."""
    if _is_much(context.db, segments):
        answers = answers_over(context, Kept())
        answers.read_together([membership(one, context) for one in segments])
        for one in segments:
            yield set(answers.live_ids(answers.is_in(one)).tolist())
    else:
        for one in segments:
            belongs = select(FACTS.c.customer_id).where(FACTS.c.live, membership(one, context))
            yield _ids(context.db, belongs)


def _is_much(db: Session, segments: Sequence[SavedSegment]) -> bool:
    if len(segments) < MANY_SEGMENTS or db.get_bind().dialect.name != "sqlite":
        return False
    return (db.scalar(select(func.count()).select_from(FACTS)) or 0) >= MANY_CUSTOMERS


def of_some(
    context: Context, segments: Sequence[SavedSegment], customers: Select[Any]
) -> Iterator[set[int]]:
    """Who of a few customers belongs in each of some segments."""
    for together in batches(segments, _AT_ONCE):
        bits: ColumnElement[Any] = literal(0)
        for place, one in enumerate(together):
            bits = bits + case((membership(one, context), 1 << place), else_=0)
        asked = select(FACTS.c.customer_id, bits).where(
            FACTS.c.live, FACTS.c.customer_id.in_(customers)
        )
        rows = context.db.execute(asked).all()
        for place in range(len(together)):
            yield {customer for customer, found in rows if found & 1 << place}


def inside(db: Session, segment_id: int, customers: Select[Any] | None = None) -> set[int]:
    """Whom the log has in a segment: all of them, or those of a few customers."""
    chosen = select(_LOG.c.customer_id).where(
        _LOG.c.segment_id == segment_id, _LOG.c.left_on.is_(None)
    )
    if customers is not None:
        chosen = chosen.where(_LOG.c.customer_id.in_(customers))
    return _ids(db, chosen)


def _ids(db: Session, chosen: Select[Any]) -> set[int]:
    """As one text: a row of Python for each of half a million takes most of a second."""
    found = chosen.subquery()
    text = db.scalar(select(func.aggregate_strings(cast(found.c.customer_id, String), ",")))
    return set(map(int, text.split(","))) if text else set()
