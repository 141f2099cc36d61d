"""Lists kept as they are: the members of today frozen, or names and numbers from a file."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.segments import Segment
from desktop.services.segments import counting, on_file
from desktop.services.segments.compile import statement
from desktop.services.segments.context import Context
from desktop.services.segments.nodes import SegmentRef
from desktop.services.segments.publishing import Edition, Imprint, publish

NAMES = ("display_name", "last_name", "company")
NUMBER = "account_no"


class NotFound(NamedTuple):
    """A row of a file that no customer of the office was found for, and why."""

    file: str
    row: int
    text: str
    why: str


class ListFound(NamedTuple):
    """What a file of names says: whom it means, and which rows mean nobody for sure."""

    files: tuple[str, ...]
    rows: int
    customers: tuple[int, ...]  # in the order of the file, each once
    repeated: int  # rows that name a customer of an earlier row again
    inactive: int  # of the customers; they stay on the list and in no count
    not_found: tuple[NotFound, ...]


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
