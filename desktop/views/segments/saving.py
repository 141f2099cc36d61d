"""Writes what is in front of the page to the office file."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.services.segments import membership, saved
from desktop.views.segments.draft import Sketch


def write(db: Session, segment_id: int | None, sketch: Sketch, as_of: date, now: datetime) -> int:
    """Save a sketch as a new segment or a new version of one, and log who came and went."""
    saved_id = saved.save(
        db,
        name=sketch.name,
        node=sketch.tree,
        kind=sketch.kind,
        as_of=as_of,
        saved_at=now,
        segment_id=segment_id,
    )
    membership.refresh(db, as_of, now, touched=())
    return saved_id
