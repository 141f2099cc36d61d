"""Saved segments: list, save, rename, delete, and who is in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.segments import (
    MembershipInterval,
    Segment,
    SegmentPin,
    SegmentVersion,
    StaticMember,
    VersionMember,
)
from desktop.services import facts
from desktop.services.segments import builtin, counting, membership_log, on_file
from desktop.services.segments.checks import check
from desktop.services.segments.circles import circle_from, references, users_of
from desktop.services.segments.compile import membership, statement
from desktop.services.segments.context import Context, SavedSegment
from desktop.services.segments.pruning import prune
from desktop.services.segments.publishing import Edition, Imprint, publish, refuse_newer
from desktop.services.segments.sentence import sentence
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import AnyNode, SegmentRef, to_json

NEW = "new segment"


@dataclass(frozen=True)
class SegmentRow:
    """One line of the list of segments."""

    id: int
    open_id: str
    name: str
    kind: str  # active or static
    count: int | None  # None where it was not asked for or cannot be calculated
    as_of: date | None  # the day a static list was made for
    sentence: str
    note: str | None
    problem: str | None  # what is wrong with the definition, in a sentence
    builtin: str | None = None  # the key of one that comes with the program
    calculated_on: date | None = None  # the newest day that the log of members knows
    folder: str | None = None
    tags: tuple[str, ...] = ()
    review_on: date | None = None


class SegmentCard(NamedTuple):
    """One saved segment with its definition."""

    id: int
    open_id: str
    name: str
    kind: str
    tree: AnyNode | None
    as_of: date | None
    note: str | None
    version: int
    builtin: str | None = None  # the key of one that comes with the program


def list_segments(db: Session, as_of: date, *, counted: bool = True) -> list[SegmentRow]:
    """The office's segments by name, then the built-in ones in their own order; none archived.

    Without `counted` the numbers are left out, which is instant. The log of members knows those
    of its own day.
    """
    known = membership_log.sizes(db, as_of) if counted and facts.is_current(db, as_of) else {}
    context = _context(db, as_of, counted=counted)
    by_id = {segment.id: segment for segment in context.segments.values()}
    here = select(Segment).where(Segment.archived_on.is_(None))
    rows = db.scalars(here.order_by(Segment.name_key))
    ordered = sorted(rows, key=lambda row: builtin.ORDER.get(row.builtin_key or "", -1))
    return [_row(row, by_id[row.id], context, known, counted=counted) for row in ordered]


def _row(
    row: Segment, segment: SavedSegment, context: Context, known: dict[int, int], *, counted: bool
) -> SegmentRow:
    number = known.get(row.id)
    if number is None and counted:
        number = _count(segment, context)
    told = sentence(context, segment.tree, context.as_of) if segment.tree else ""
    return SegmentRow(
        segment.id,
        segment.open_id,
        segment.name,
        segment.kind,
        number,
        row.as_of,
        told,
        row.note,
        _problem(segment, context),
        row.builtin_key,
        row.calculated_on,
        row.folder,
        tuple(row.tags or ()),
        row.review_on,
    )


def _count(segment: SavedSegment, context: Context) -> int | None:
    if segment.kind == "active" and segment.tree is None:
        return None
    chosen = select(func.count()).select_from(FACTS).where(FACTS.c.live)
    return context.db.scalar(chosen.where(membership(segment, context)))


def _problem(segment: SavedSegment, context: Context) -> str | None:
    if segment.tree is None:
        unreadable = "The definition of this segment cannot be read."
        return unreadable if segment.kind == "active" else None
    left_out = prune(segment.tree, context).left_out
    return left_out[0].problem.message if left_out and segment.kind == "active" else None


def get(db: Session, segment_id: int) -> SegmentCard:
    """One segment with its definition.

    Raises:
        UserError: it is not on file any more.
    """
    row = on_file.row(db, segment_id)
    tree = Context(db, date.min).segments[row.open_id].tree
    return SegmentCard(
        row.id,
        row.open_id,
        row.name,
        row.kind,
        tree,
        row.as_of,
        row.note,
        row.version,
        row.builtin_key,
    )


def stored_tree(db: Session, segment_id: int) -> AnyNode:
    """The conditions of a segment.

    Raises:
        UserError: it is a list kept without conditions.
    """
    card = get(db, segment_id)
    if card.tree is None:
        raise UserError(f"“{card.name}” is a list without conditions.")
    return card.tree


def by_name(db: Session, name: str) -> int:
    """The id of the segment of that name, in any case.

    Raises:
        UserError: there is none.
    """
    found = find(db, name)
    if found is None:
        raise UserError(f"There is no segment called “{name}”.")
    return found


def find(db: Session, name: str) -> int | None:
    """The id of the segment of that name, in any case; None when there is none."""
    return on_file.named(db, name)


def save(
    db: Session,
    *,
    name: str,
    node: AnyNode,
    kind: str,
    as_of: date,
    saved_at: datetime,
    note: str | None = None,
    segment_id: int | None = None,
    author: str = "",
    version_note: str = "",
    read_version: int | None = None,
) -> int:
    """Save a new segment, or a new version of one; a static one gets its list frozen now.

    Another name or note alone makes no version, and no new list; no note keeps the old one.
    `read_version` is the one that was changed; a newer one of somebody else is not passed over.

    Raises:
        NewerVersionError: somebody saved another version meanwhile.
        UserError: no name, a name in use, a definition with errors, or a built-in segment.
    """
    context = _context(db, as_of)
    key = on_file.free_key(db, name, segment_id)
    segment = Segment(version=0) if segment_id is None else on_file.own_row(db, segment_id)
    open_id = NEW if segment_id is None else segment.open_id
    _refuse_errors(node, context, open_id, name)
    definition = to_json(node)
    is_new = segment_id is None or (segment.kind, segment.definition) != (kind, definition)
    if is_new and segment_id is not None:
        refuse_newer(db, segment, read_version)
    segment.name, segment.name_key = name.strip(), key
    segment.note = segment.note if note is None else note
    if is_new:
        members = tuple(_chosen(node, context)) if kind == "static" else ()
        publish(
            db,
            segment,
            Edition(definition, kind, as_of, members),
            Imprint(as_of, saved_at, author, version_note),
        )
    db.flush()
    return segment.id


def _chosen(node: AnyNode, context: Context) -> Iterator[int]:
    for row in context.db.execute(statement(node, context)):
        yield row.customer_id


def _refuse_errors(node: AnyNode, context: Context, open_id: str, name: str) -> None:
    errors = check(node, context, saving=open_id, name=name).errors
    if errors:
        raise UserError(errors[0].message)


def rename(db: Session, segment_id: int, name: str) -> None:
    """Give a segment another name; the segments that use it go on using it."""
    segment = on_file.own_row(db, segment_id)
    segment.name_key = on_file.free_key(db, name, segment_id)
    segment.name = name.strip()
    db.flush()


def refuse_used(db: Session, segment_id: int) -> None:
    """Refuse a segment that other segments use, or that comes with the program.

    Raises:
        UserError: other segments use it; they are named.
    """
    segment = on_file.own_row(db, segment_id)
    users = users_of(segment.open_id, Context(db, date.min).segments)
    if users:
        named = ", ".join(f"“{name}”" for name in users)
        raise UserError(f"“{segment.name}” is used by {named}; change or delete those first.")


def delete(db: Session, segment_id: int) -> None:
    """Delete a segment.

    Raises:
        UserError: other segments use it; they are named.
    """
    refuse_used(db, segment_id)
    segment = on_file.row(db, segment_id)
    versions = select(SegmentVersion.id).where(SegmentVersion.segment_id == segment_id)
    db.execute(delete_rows(VersionMember).where(VersionMember.version_id.in_(versions)))
    for table in (SegmentVersion, StaticMember, SegmentPin, MembershipInterval):
        db.execute(delete_rows(table).where(table.segment_id == segment_id))
    db.delete(segment)
    db.flush()


def members(db: Session, segment_id: int, as_of: date) -> Iterator[counting.Member]:
    """The members of a saved segment by name: conditions, hand-kept ones, or the frozen list."""
    return counting.members(db, as_condition(db, segment_id), as_of)


def member_ids(db: Session, segment_id: int, as_of: date) -> Iterator[int]:
    """The ids of the members of a saved segment."""
    return counting.member_ids(db, as_condition(db, segment_id), as_of)


def as_condition(db: Session, segment_id: int) -> AnyNode:
    """Membership of this segment as a condition, ready to be counted or combined."""
    return SegmentRef(segments=(on_file.row(db, segment_id).open_id,))


def refuse_unreadable(db: Session) -> None:
    """Refuse segments from elsewhere that cannot be read, or that use each other in a circle.

    Raises:
        UserError: the first such segment, by name.
    """
    context = Context(db, date.min)
    for segment in context.segments.values():
        if segment.kind == "active" and segment.tree is None:
            raise UserError(f"The definition of the segment “{segment.name}” cannot be read.")
        used = references(segment.tree) if segment.tree else ()
        missing = [name for name in used if name not in context.segments]
        if missing:
            raise UserError(
                f"The segment “{segment.name}” uses “{missing[0]}”, which is not there."
            )
        if circle := circle_from(segment.open_id, context.segments):
            raise UserError(f"These segments use each other: {circle}.")


def _context(db: Session, as_of: date, *, counted: bool = True) -> Context:
    if counted:
        facts.for_day(db, as_of)
    return Context(db, as_of)
