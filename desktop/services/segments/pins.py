"""Customers put into a segment by hand, or kept out of it; both stay until they are taken back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.segments import Segment, SegmentPin
from desktop.services.segments import membership, on_file


class Pin(NamedTuple):
    """One customer with a fixed place in a segment, or outside it."""

    segment_id: int
    segment: str
    customer_id: int
    account_no: str | None
    customer: str
    is_in: bool
    pinned_on: date | None
    reason: str


def pin(
    db: Session,
    segment_id: int,
    customers: Collection[int],
    as_of: date,
    now: datetime,
    *,
    is_in: bool,
    reason: str = "",
) -> None:
    """Put customers in by hand, or keep them out, whatever the conditions say.

    Raises:
        UserError: the segment is built in, or not on file any more.
    """
    _set(db, segment_id, customers, as_of, now, (is_in, reason.strip() or None))


def unpin(
    db: Session, segment_id: int, customers: Collection[int], as_of: date, now: datetime
) -> None:
    """Let conditions or list decide again about customers."""
    _set(db, segment_id, customers, as_of, now, None)


def of_segment(db: Session, segment_id: int) -> list[Pin]:
    """The pins of a segment, those put in first, by name."""
    return _pins(db, SegmentPin.segment_id == segment_id)


def of_customer(db: Session, customer_id: int) -> list[Pin]:
    """The pins of a customer."""
    return _pins(db, SegmentPin.customer_id == customer_id)


def _set(
    db: Session,
    segment_id: int,
    customers: Collection[int],
    as_of: date,
    now: datetime,
    pinned: tuple[bool, str | None] | None,
) -> None:
    on_file.own_row(db, segment_id)
    # What the day and the records moved is logged first, so that the rest was moved by hand.
    membership.refresh(db, as_of, now, touched=())
    ids = sorted(set(customers))
    theirs = (SegmentPin.segment_id == segment_id) & SegmentPin.customer_id.in_(ids)
    db.execute(delete(SegmentPin).where(theirs))
    if pinned is not None and ids:
        is_in, reason = pinned
        row = {"segment_id": segment_id, "is_in": is_in, "pinned_on": as_of, "reason": reason}
        db.execute(insert(SegmentPin), [{**row, "customer_id": one} for one in ids])
    db.flush()
    membership.refresh(db, as_of, now, touched=ids, cause="hand")


def _pins(db: Session, chosen: object) -> list[Pin]:
    rows = db.execute(
        select(
            SegmentPin.segment_id,
            Segment.name,
            SegmentPin.customer_id,
            Customer.account_no,
            Customer.display_name,
            SegmentPin.is_in,
            SegmentPin.pinned_on,
            SegmentPin.reason,
        )
        .join(Segment, Segment.id == SegmentPin.segment_id)
        .join(Customer, Customer.id == SegmentPin.customer_id)
        .where(chosen)  # type: ignore[arg-type] # a comparison of a column
        .order_by(SegmentPin.is_in.desc(), Segment.name_key, Customer.display_name, Customer.id)
    )
    return [Pin(*row[:-1], row.reason or "") for row in rows]
