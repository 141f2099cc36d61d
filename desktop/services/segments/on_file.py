"""Finds segments on file and gives names that are free; says so where there is none."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.models.segments import Segment

LONGEST_NAME = 120


def named(db: Session, name: str) -> int | None:
    """The id of the segment of that name, in any case; None when there is none."""
    return db.scalar(select(Segment.id).where(Segment.name_key == fold(name)))


def row(db: Session, segment_id: int) -> Segment:
    """The row of a segment.

    Raises:
        UserError: it is not on file any more.
    """
    found = db.get(Segment, segment_id)
    if found is None:
        raise UserError("This segment is not on file any more.")
    return found


def own_row(db: Session, segment_id: int) -> Segment:
    """The row of a segment of the office's own.

    Raises:
        UserError: it is not on file any more, or comes with the program.
    """
    found = row(db, segment_id)
    if found.builtin_key is not None:
        raise UserError(f"“{found.name}” is built in and stays as it is; change a copy of it.")
    return found


def free_key(db: Session, name: str, segment_id: int | None) -> str:
    """The key of a name that no other segment has.

    Raises:
        UserError: no name, a name too long, or one in use.
    """
    key = fold(name)
    if not key:
        raise UserError("Give the segment a name.")
    if len(name.strip()) > LONGEST_NAME or len(key) > LONGEST_NAME:
        raise UserError(f"The name is longer than {LONGEST_NAME} letters.")
    taken = named(db, name)
    if taken is not None and taken != segment_id:
        raise UserError(f"There is already a segment called “{name.strip()}”.")
    return key
