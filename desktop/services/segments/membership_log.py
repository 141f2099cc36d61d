"""Reads the log of members: who came and went, who was in on a day, where a customer has been."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.segments import MembershipInterval as Stay
from desktop.models.segments import Segment


class Entry(NamedTuple):
    """One move of a customer into a segment or out of it; no name: no longer on file."""

    day: date
    customer_id: int | None
    account_no: str | None
    name: str | None
    came_in: bool
    cause: str
    version: int | None = None  # of the conditions by which, for a change of conditions
    via: str | None = None  # the used segment whose conditions they are
    since: date | None = None  # found late: the calculation before it


class Stretch(NamedTuple):
    """A stretch of days that a customer was in a segment; `left_on` is the first day outside."""

    segment_id: int
    segment: str
    entered_on: date
    left_on: date | None
    cause: str
    left_cause: str | None


def history(db: Session, segment_id: int, since: date | None = None) -> list[Entry]:
    """Who entered and who left, the newest first; the members of the first day did not enter."""
    moves = union_all(
        select(Stay.entered_on.label("day"), Stay.customer_id, literal(1).label("came_in"),
               Stay.cause.label("cause"), Stay.id.label("entry"),
               Stay.version.label("version"), Stay.via.label("via"), Stay.since.label("since"))
        .where(Stay.segment_id == segment_id, Stay.cause != "start"),
        select(Stay.left_on, Stay.customer_id, literal(0), Stay.left_cause, Stay.id,
               Stay.left_version, Stay.left_via, Stay.left_since)
        .where(Stay.segment_id == segment_id, Stay.left_on.is_not(None)),
    ).subquery()  # fmt: skip
    found = (
        select(moves, Customer.account_no, Customer.display_name)
        .outerjoin(Customer, Customer.id == moves.c.customer_id)
        .order_by(moves.c.day.desc(), moves.c.entry.desc(), moves.c.came_in)
    )
    if since is not None:
        found = found.where(moves.c.day >= since)
    return [
        Entry(
            row.day,
            row.customer_id,
            row.account_no,
            row.display_name,
            bool(row.came_in),
            row.cause,
            row.version,
            row.via,
            row.since,
        )
        for row in db.execute(found)
    ]


def at(db: Session, segment_id: int, day: date) -> list[int]:
    """The ids of those who were in a segment on a day and are still on file."""
    inside = (Stay.entered_on <= day) & or_(Stay.left_on.is_(None), Stay.left_on > day)
    ids = select(Stay.customer_id).where(
        Stay.segment_id == segment_id, inside, Stay.customer_id.is_not(None)
    )
    return [one for one in db.scalars(ids.order_by(Stay.customer_id)) if one is not None]


def of_customer(db: Session, customer_id: int) -> list[Stretch]:
    """The segments a customer is and was in, the present ones first."""
    rows = db.execute(
        select(
            Stay.segment_id,
            Segment.name,
            Stay.entered_on,
            Stay.left_on,
            Stay.cause,
            Stay.left_cause,
        )
        .join(Segment, Segment.id == Stay.segment_id)
        .where(Stay.customer_id == customer_id)
        .order_by(
            Stay.left_on.is_not(None), Stay.entered_on.desc(), Segment.name_key, Stay.id.desc()
        )
    )
    return [Stretch(*row) for row in rows]


def sizes(db: Session, as_of: date) -> dict[int, int]:
    """The number of members of each segment whose log is of a day, with its newest conditions."""
    counted = (
        select(Segment.id, func.count(Stay.id))
        .outerjoin(Stay, (Stay.segment_id == Segment.id) & Stay.left_on.is_(None))
        .where(Segment.calculated_on == as_of, Segment.calculated_version == Segment.version)
        .group_by(Segment.id)
    )
    return {row[0]: row[1] for row in db.execute(counted)}
