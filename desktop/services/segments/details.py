"""What the office notes about a segment: folder, tags, owner, goal, note, review; and archiving."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.choices import SEGMENT_GOAL
from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.models.segments import Segment
from desktop.services.segments import membership, on_file
from desktop.services.segments.circles import references
from desktop.services.segments.context import Context
from desktop.services.segments.publishing import REVIEW_AFTER

LONGEST = 80  # letters of folder, owner and each tag


class Details(NamedTuple):
    """What is noted about a segment; `review_on` is the day to look at it again."""

    folder: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    goal: str | None = None
    note: str = ""
    review_on: date | None = None


class Noted(NamedTuple):
    """The details of a segment, with what cannot be changed about it."""

    details: Details
    source: str
    is_builtin: bool
    archived_on: date | None
    is_review_due: bool


class Archived(NamedTuple):
    """An archived segment."""

    id: int
    name: str
    kind: str
    archived_on: date


def read_details(db: Session, segment_id: int, as_of: date) -> Noted:
    """What is noted about a segment."""
    row = on_file.row(db, segment_id)
    details = Details(
        row.folder or "",
        tuple(row.tags or ()),
        row.owner or "",
        row.goal,
        row.note or "",
        row.review_on,
    )
    is_builtin = row.builtin_key is not None
    return Noted(
        details, row.source or "", is_builtin, row.archived_on, is_review_due(row.review_on, as_of)
    )


def is_review_due(review_on: date | None, as_of: date) -> bool:
    """Whether the day to look at a segment again has come."""
    return review_on is not None and review_on <= as_of


def next_review(as_of: date) -> date:
    """The usual day to look at a segment again."""
    return as_of + timedelta(REVIEW_AFTER)


def write_details(db: Session, segment_id: int, details: Details) -> None:
    """Note these details about a segment; a built-in one may have them too, except the note.

    Raises:
        UserError: an unknown goal, or a folder, owner or tag that is too long.
    """
    row = on_file.row(db, segment_id)
    tags = _tags(details.tags)
    if details.goal is not None and details.goal not in SEGMENT_GOAL:
        raise UserError(f"There is no goal called “{details.goal}”.")
    for what, said in (("folder", details.folder), ("owner", details.owner)):
        if len(said.strip()) > LONGEST:
            raise UserError(f"The {what} is longer than {LONGEST} letters.")
    row.folder, row.owner = details.folder.strip() or None, details.owner.strip() or None
    row.tags, row.goal, row.review_on = tags or None, details.goal, details.review_on
    if row.builtin_key is None:
        row.note = details.note.strip() or None
    db.flush()


def _tags(said: Iterable[str]) -> list[str]:
    """The tags in their order, each once in any case."""
    found: dict[str, str] = {}
    for one in said:
        tag = " ".join(one.split())
        if len(tag) > LONGEST:
            raise UserError(f"The tag “{tag[:20]}…” is longer than {LONGEST} letters.")
        if tag:
            found.setdefault(fold(tag), tag)
    return list(found.values())


def in_use(db: Session) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The folders, tags and owners that segments have, to choose from."""
    rows = db.execute(select(Segment.folder, Segment.tags, Segment.owner)).all()
    folders = {row.folder for row in rows if row.folder}
    tags = {tag for row in rows for tag in row.tags or ()}
    owners = {row.owner for row in rows if row.owner}
    folded, tagged, owned = (tuple(sorted(one, key=fold)) for one in (folders, tags, owners))
    return folded, tagged, owned


def archive(db: Session, segment_id: int, as_of: date) -> None:
    """Put a segment away: kept with its log, in no list, not counted.

    Raises:
        UserError: it is built in, or segments that are not archived use it; they are named.
    """
    row = on_file.own_row(db, segment_id)
    users = _users(db, row.open_id)
    if users:
        named = ", ".join(f"“{name}”" for name in users)
        raise UserError(f"“{row.name}” is used by {named}; change or archive those first.")
    row.archived_on = as_of
    db.flush()
    membership.close(db, segment_id, as_of, "archived")


def unarchive(db: Session, segment_id: int, as_of: date, now: datetime) -> None:
    """Bring an archived segment back; its members are logged as restored.

    Raises:
        UserError: it uses segments that are archived still; the first is named.
    """
    row = on_file.own_row(db, segment_id)
    segment = Context(db, as_of).segments[row.open_id]
    used = tuple(references(segment.tree)) if segment.tree else ()
    for other in db.scalars(select(Segment).where(Segment.archived_on.is_not(None))):
        if other.open_id in used:
            raise UserError(f"It uses “{other.name}”, which is archived; restore that one first.")
    membership.refresh(db, as_of, now, touched=())
    row.archived_on = None
    if row.calculated_on is not None:
        row.calculated_version = None  # so that all of it is worked out, also on the same day
    db.flush()
    membership.refresh(db, as_of, now, touched=(), cause="restored")


def archived(db: Session) -> list[Archived]:
    """The archived segments by name."""
    chosen = select(Segment.id, Segment.name, Segment.kind, Segment.archived_on)
    rows = db.execute(chosen.where(Segment.archived_on.is_not(None)).order_by(Segment.name_key))
    return [Archived(row.id, row.name, row.kind, row.archived_on) for row in rows]


def _users(db: Session, open_id: str) -> list[str]:
    here = {
        row.open_id: row.name
        for row in db.scalars(select(Segment).where(Segment.archived_on.is_(None)))
    }
    return sorted(
        here[one.open_id]
        for one in Context(db, date.min).segments.values()
        if one.open_id in here and one.tree and open_id in references(one.tree)
    )
