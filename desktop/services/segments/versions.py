"""The versions of a segment: each publishing is one; compare two, bring an old one back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import case, false, func, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.segments import SegmentVersion, VersionMember
from desktop.services import facts
from desktop.services.segments import on_file
from desktop.services.segments.checks import check
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.compile import condition, with_pins
from desktop.services.segments.context import Context, read
from desktop.services.segments.nodes import AnyNode, Group
from desktop.services.segments.publishing import Edition, Imprint, checked_note, publish
from desktop.services.segments.sentence import sentence
from desktop.services.segments.sources import FACTS

KEPT_LIST = "The customers on the kept list."
UNREADABLE = "The conditions of this version cannot be read."


class Version(NamedTuple):
    """One published definition, as it reads today."""

    number: int
    published_on: date
    author: str
    note: str
    kind: str
    as_of: date | None  # of the list of a static one
    sentence: str
    is_current: bool


class Compared(NamedTuple):
    """Two versions side by side, for the customers of one day."""

    before: Version
    after: Version
    members_before: int
    members_after: int
    come_in: int  # are in by the second version, not by the first
    go_out: int
    stay: int
    taken_away: tuple[str, ...]  # conditions in words
    added: tuple[str, ...]


def versions(db: Session, segment_id: int, as_of: date) -> list[Version]:
    """All versions of a segment, the newest first."""
    newest = on_file.row(db, segment_id).version
    rows = select(SegmentVersion).where(SegmentVersion.segment_id == segment_id)
    context = Context(db, as_of)
    found = db.scalars(rows.order_by(SegmentVersion.number.desc()))
    return [_version(row, newest, context) for row in found]


def compare(db: Session, segment_id: int, before: int, after: int, as_of: date) -> Compared:
    """What changed from one version to another, in words and in customers of a day."""
    facts.for_day(db, as_of)
    context, newest = Context(db, as_of), on_file.row(db, segment_id).version
    old, new = _row(db, segment_id, before), _row(db, segment_id, after)
    first, second = _flag(_members(old, context)), _flag(_members(new, context))
    both = func.sum(first * second)
    sums = (func.sum(first), func.sum(second), both)
    counted = select(*(func.coalesce(one, 0) for one in sums)).where(FACTS.c.live)
    numbers: Sequence[int] = db.execute(counted).one()
    one, other, stay = numbers
    told, tells = _conditions(old, context), _conditions(new, context)
    return Compared(
        _version(old, newest, context),
        _version(new, newest, context),
        one,
        other,
        other - stay,
        one - stay,
        stay,
        tuple(said for said in told if said not in tells),
        tuple(said for said in tells if said not in told),
    )


def restore(
    db: Session, segment_id: int, number: int, as_of: date, saved_at: datetime, author: str = ""
) -> int:
    """Make an old version the newest again, with its list if it is static; its new number.

    Raises:
        UserError: it is the newest, or its conditions cannot be used any more.
    """
    segment = on_file.own_row(db, segment_id)
    row = _row(db, segment_id, number)
    if number == segment.version:
        raise UserError(f"Version {number} is the one in use.")
    _refuse_unusable(db, segment.open_id, segment.name, row, as_of)
    listed = select(VersionMember.customer_id).where(VersionMember.version_id == row.id)
    edition = Edition(
        row.definition,
        row.kind,
        row.as_of,
        tuple(db.scalars(listed.order_by(VersionMember.customer_id))),
    )
    note = f"Version {number} restored"
    publish(db, segment, edition, Imprint(as_of, saved_at, author, note))
    return segment.version


def set_note(db: Session, segment_id: int, number: int, note: str) -> None:
    """Say afterwards why a version was saved; nothing else about it changes.

    Raises:
        UserError: the segment is built in, there is no such version, or the note is too long.
    """
    on_file.own_row(db, segment_id)
    _row(db, segment_id, number).note = checked_note(note)
    db.flush()


def _refuse_unusable(
    db: Session, open_id: str, name: str, row: SegmentVersion, as_of: date
) -> None:
    if row.kind == "static":
        return
    tree = read(row.definition)
    if tree is None:
        raise UserError(UNREADABLE)
    errors = check(tree, Context(db, as_of), saving=open_id, name=name).errors
    if errors:
        message = errors[0].message
        raise UserError(f"Version {row.number} cannot be used any more: {message}")


def _row(db: Session, segment_id: int, number: int) -> SegmentVersion:
    found = db.scalar(
        select(SegmentVersion).where(
            SegmentVersion.segment_id == segment_id, SegmentVersion.number == number
        )
    )
    if found is None:
        raise UserError(f"This segment has no version {number}.")
    return found


def _version(row: SegmentVersion, newest: int, context: Context) -> Version:
    return Version(
        row.number,
        row.published_on or row.saved_at.date(),
        row.author or "",
        row.note or "",
        row.kind,
        row.as_of,
        _sentence(row, context),
        row.number == newest,
    )


def _sentence(row: SegmentVersion, context: Context) -> str:
    if row.definition is None and row.kind == "static":
        return KEPT_LIST
    tree = read(row.definition)
    return UNREADABLE if tree is None else sentence(context, tree, row.as_of or context.as_of)


def _conditions(row: SegmentVersion, context: Context) -> list[str]:
    """The conditions of a version one by one, where all or any of them are asked."""
    tree: AnyNode | None = read(row.definition)
    if tree is None:
        return [_sentence(row, context)]
    parts = tree.children if isinstance(tree, Group) and not tree.negate else (tree,)
    return [sentence(context, part, context.as_of) for part in parts]


def _members(row: SegmentVersion, context: Context) -> Condition:
    """Who is in by a version today: its list or its conditions, and the pins of today."""
    if row.kind == "static":
        listed = select(VersionMember.customer_id).where(VersionMember.version_id == row.id)
        chosen: Condition = FACTS.c.customer_id.in_(listed)
        return with_pins(chosen, row.segment_id)
    tree = read(row.definition)
    return with_pins(false() if tree is None else condition(tree, context), row.segment_id)


def _flag(met: Condition) -> Any:
    return case((met, 1), else_=0)
