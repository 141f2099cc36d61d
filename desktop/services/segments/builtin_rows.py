"""The built-in segments as rows of the office: as this version and the rules have them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.folding import fold
from desktop.models.segments import Segment, SegmentVersion
from desktop.services.care.rules import Rules, load_rules
from desktop.services.segments.builtin import BUILTINS, BY_KEY, Builtin, tree_by
from desktop.services.segments.tree import from_json, to_json

_OURS = "built in"


def open_id(key: str) -> str:
    """The string by which conditions refer to a built-in segment, the same in every office."""
    return f"builtin-{key}"


def are_brought_in(db: Session) -> bool:
    """Whether the office has the built-in segments as this version has them."""
    rows = db.execute(
        select(Segment.builtin_key, Segment.definition).where(Segment.builtin_key.is_not(None))
    )
    here = {row.builtin_key: row.definition for row in rows}
    rules = load_rules(db)
    return here == {one.key: _definition(one, rules) for one in BUILTINS}


def bring_in(db: Session, now: datetime) -> None:
    """Add the built-in segments that are missing and bring changed ones up to date.

    One that this version does not know any more becomes a segment of the office.
    """
    if are_brought_in(db):
        return
    for row in db.scalars(select(Segment).where(Segment.builtin_key.not_in(list(BY_KEY)))):
        row.builtin_key = None
    here = {
        row.uid: row
        for row in db.scalars(select(Segment).where(Segment.uid.in_(map(open_id, BY_KEY))))
    }
    rules = load_rules(db)
    for one in BUILTINS:
        _bring_in_one(db, one, _definition(one, rules), here.get(open_id(one.key)), now)


def _bring_in_one(
    db: Session, one: Builtin, definition: dict[str, object], row: Segment | None, now: datetime
) -> None:
    if row is None:
        name = _free_name(db, one.name)
        row = Segment(
            uid=open_id(one.key),
            name=name,
            name_key=fold(name),
            kind="active",
            version=0,
            note=f"{one.about} {one.use}",
        )
        db.add(row)
    elif (row.builtin_key, row.definition) == (one.key, definition):
        return
    row.builtin_key, row.definition, row.version = one.key, definition, row.version + 1
    db.flush()
    db.add(
        SegmentVersion(segment_id=row.id, number=row.version, definition=definition, saved_at=now)
    )
    db.flush()


def _definition(one: Builtin, rules: Rules) -> dict[str, object]:
    return to_json(from_json(tree_by(one, rules)))


def _free_name(db: Session, name: str) -> str:
    """The name, or one beside it where the office has given it to a segment of its own."""
    taken = set(db.scalars(select(Segment.name_key)))
    tries = (
        name,
        *(f"{name} ({_OURS}{more})" for more in ("", *(f" {n}" for n in range(2, 1000)))),
    )
    return next(one for one in tries if fold(one) not in taken)
