"""In which segments a customer is, of all that there are."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from desktop.models.segments import Segment
from desktop.services import facts
from desktop.services.segments import builtin
from desktop.services.segments.compile import membership
from desktop.services.segments.context import Context
from desktop.services.segments.sources import FACTS


class Standing(NamedTuple):
    """One segment, and whether the customer is in it."""

    segment_id: int
    open_id: str
    name: str
    is_builtin: bool
    is_in: bool


def standings(db: Session, customer_id: int, as_of: date) -> tuple[Standing, ...]:
    """All segments but archived ones: the office's by name, then the built-in ones in order.

    Exact for the day, by the same conditions as the members, whatever the log knows.
    """
    facts.for_day(db, as_of)
    context = Context(db, as_of)
    saved = {one.id: one for one in context.segments.values()}
    found = db.execute(
        select(Segment.id, Segment.builtin_key)
        .where(Segment.archived_on.is_(None))
        .order_by(Segment.name_key, Segment.id)
    )
    rows = sorted(found, key=lambda row: builtin.ORDER.get(row.builtin_key or "", -1))
    if not rows:
        return ()
    asked = [
        case((and_(FACTS.c.live, membership(saved[row.id], context)), 1), else_=0) for row in rows
    ]
    answers = db.execute(select(*asked).where(FACTS.c.customer_id == customer_id)).first()
    return tuple(
        Standing(
            row.id,
            saved[row.id].open_id,
            saved[row.id].name,
            row.builtin_key is not None,
            bool(met),
        )
        for row, met in zip(rows, answers or (0,) * len(rows), strict=True)
    )
