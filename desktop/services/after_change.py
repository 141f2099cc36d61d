"""What follows from a change of the records or of the day: facts, hot zones, members of segments.

The one place that every writer calls once, in its own transaction, before it commits.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.services.segments import builtin_rows, hot_zones, kept_labels, membership
from desktop.services.segments.context import Context
from desktop.services.segments.membership import Move
from desktop.services.value import snapshots


def bring_up_to_date(
    db: Session,
    as_of: date,
    now: datetime,
    touched: Collection[int] | None = (),
    checkpoint: Callable[[], object] = lambda: None,
    *,
    rules_only: bool = False,
) -> list[Move]:
    """Make what is worked out true for a day; `touched` None is the whole office.

    With `rules_only` no record changed: labels of past days keep the rules they were found by.
    """
    moved = facts.relabel(db, as_of) if rules_only else facts.refresh(db, as_of, touched)
    if rules_only:
        snapshots.follow_rules(db, as_of)
    else:
        snapshots.note_change(db, None if touched is None else moved.union(touched))
    checkpoint()
    builtin_rows.bring_in(db, now)
    hot_zones.bring_up_to_date(db, as_of, touched, checkpoint)
    who = None if touched is None else moved.union(touched)
    return membership.refresh(db, as_of, now, checkpoint, touched=who)


def labels_kept(db: Session, as_of: date, now: datetime) -> list[Move]:
    """Bring the segments up to date that ask for labels of past days, now that other are kept."""
    context = Context(db, as_of)
    if not (asking := kept_labels.asking(context)):
        return []
    return membership.refresh(db, as_of, now, touched=(), whole=asking)


def is_up_to_date(db: Session, as_of: date) -> bool:
    """Whether nothing is left to work out for a day."""
    return (
        facts.is_current(db, as_of)
        and builtin_rows.are_brought_in(db)
        and membership.is_current(db, as_of)
    )
