"""Looking for duplicates, merging and taking back, away from the window's thread; no widget."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services import after_change, duplicates
from desktop.services.duplicates import Line, Pair, merging
from desktop.services.duplicates.merging import MergeRow
from desktop.views.jobs import Checkpoint

MOST = 500  # pairs looked at in one go; merging brings the next ones up


class Merged(NamedTuple):
    """A merge that was done."""

    merge_id: int
    keep: int
    gone: int


def utc_now() -> datetime:
    """The moment, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def find(db: Session, checkpoint: Checkpoint) -> list[Pair]:
    """The pairs worth asking about, the most likely first."""
    return duplicates.find(db, checkpoint, MOST)


def compare(db: Session, pair: Pair) -> list[Line]:
    """The values of a pair."""
    return list(duplicates.compare(db, pair.a, pair.b))


def merge(db: Session, keep: int, gone: int, as_of: date, now: datetime) -> Merged:
    """Make one customer of two, with the facts that follow."""
    result = merging.merge(db, keep, gone, now)
    after_change.bring_up_to_date(db, as_of, now, result.touched)
    return Merged(result.merge_id, keep, gone)


def undo_merge(db: Session, merge_id: int, as_of: date) -> None:
    """Make two customers of one again."""
    after_change.bring_up_to_date(db, as_of, utc_now(), merging.undo_merge(db, merge_id))


def past(db: Session) -> list[MergeRow]:
    """The merges that are in force, the latest first."""
    return merging.history(db)
