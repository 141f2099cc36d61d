"""Segments whose list is kept as it is: the members of today frozen, or a list from a file."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.segments import Segment
from desktop.services.segments import counting, on_file
from desktop.services.segments.nodes import SegmentRef
from desktop.services.segments.publishing import Edition, Imprint, publish


def snapshot(
    db: Session, segment_id: int, name: str, as_of: date, saved_at: datetime, author: str = ""
) -> int:
    """Keep the members of a day, with the conditions they met, as a static segment of its own.

    Raises:
        UserError: no name, or one in use.
    """
    key, source = on_file.free_key(db, name, None), on_file.row(db, segment_id)
    members = counting.member_ids(db, SegmentRef(segments=(source.open_id,)), as_of)
    made = Segment(name=name.strip(), name_key=key, version=0, source=f"Members of “{source.name}”")
    made.note, made.folder = source.note, source.folder
    edition = Edition(source.definition, "static", as_of, tuple(members))
    publish(db, made, edition, Imprint(as_of, saved_at, author, made.source or ""))
    return made.id


def keep_list(
    db: Session,
    name: str,
    customers: Collection[int],
    source: str,
    as_of: date,
    saved_at: datetime,
    author: str = "",
) -> int:
    """Keep customers of a list from elsewhere as a static segment; `source` says from where.

    Raises:
        UserError: no name, one in use, or nobody on the list.
    """
    key = on_file.free_key(db, name, None)
    members = tuple(sorted(set(customers)))
    if not members:
        raise UserError("Nobody on this list was found; there is nothing to keep.")
    made = Segment(name=name.strip(), name_key=key, version=0, source=source)
    publish(db, made, Edition(None, "static", as_of, members), Imprint(as_of, saved_at, author))
    return made.id
