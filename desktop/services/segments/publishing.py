"""Publishes a definition: the segment as it is from now on, and a version that never changes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.segments import Segment, SegmentVersion, StaticMember, VersionMember

REVIEW_AFTER = 180  # days, after which a new segment is to be looked at again
LONGEST_AUTHOR, LONGEST_NOTE = 80, 1_000  # letters


class NewerVersionError(UserError):
    """Raised when somebody saved a segment while another version of it was being changed."""

    def __init__(self, name: str, newest: SegmentVersion | None, version: int, read: int) -> None:
        """Say who saved what, and that saving again keeps both."""
        by = f" by {newest.author}" if newest is not None and newest.author else ""
        when = newest.published_on if newest is not None else None
        on = f" on {when:%b} {when.day}, {when.year}" if when else ""
        super().__init__(
            f"“{name}” was saved as version {version}{by}{on} while you were changing version"
            f" {read}. Nothing was saved over it: save again to make yours version {version + 1};"
            " both stay under Versions.",
            where="segment",
        )
        self.version = version


class Edition(NamedTuple):
    """What becomes a version: conditions and kind; a static one has a day and its list."""

    definition: dict[str, Any] | None
    kind: str
    as_of: date | None = None
    members: tuple[int, ...] = ()


class Imprint(NamedTuple):
    """When and by whom a version is published, and what there is to say about it."""

    published_on: date
    saved_at: datetime
    author: str = ""
    note: str = ""


def refuse_newer(db: Session, segment: Segment, read_version: int | None) -> None:
    """Refuse to make a version from one that is not the newest any more.

    Raises:
        NewerVersionError: somebody saved another one meanwhile.
    """
    if read_version is None or read_version == segment.version:
        return
    newest = select(SegmentVersion).where(
        SegmentVersion.segment_id == segment.id, SegmentVersion.number == segment.version
    )
    raise NewerVersionError(segment.name, db.scalar(newest), segment.version, read_version)


def publish(db: Session, segment: Segment, edition: Edition, imprint: Imprint) -> None:
    """Make this the newest version of a segment."""
    segment.definition, segment.kind = edition.definition, edition.kind
    segment.as_of = edition.as_of if edition.kind == "static" else None
    if not segment.version:
        segment.review_on = imprint.published_on + timedelta(REVIEW_AFTER)
    segment.version += 1
    db.add(segment)
    db.flush()
    version = SegmentVersion(
        segment_id=segment.id,
        number=segment.version,
        definition=edition.definition,
        kind=edition.kind,
        as_of=segment.as_of,
        saved_at=imprint.saved_at,
        published_on=imprint.published_on,
        author=imprint.author.strip()[:LONGEST_AUTHOR] or None,
        note=checked_note(imprint.note),
    )
    db.add(version)
    db.flush()
    db.execute(delete(StaticMember).where(StaticMember.segment_id == segment.id))
    if edition.kind == "static":
        _list(db, StaticMember, edition.members, segment_id=segment.id)
        _list(db, VersionMember, edition.members, version_id=version.id)
    db.flush()


def checked_note(said: str) -> str | None:
    """What is said about a version, None for nothing.

    Raises:
        UserError: it is too long.
    """
    note = said.strip()
    if len(note) > LONGEST_NOTE:
        raise UserError(f"The note is longer than {LONGEST_NOTE:,} letters.")
    return note or None


def _list(db: Session, table: type, members: Iterable[int], **of: int) -> None:
    rows = [{**of, "customer_id": customer} for customer in members]
    if rows:
        db.execute(insert(table), rows)
