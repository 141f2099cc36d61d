"""Saved segments, their versions, and who is in them by hand or by a frozen list."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Base, Record, RowId, choice, reference, uid_index


class Segment(Record):
    """A named set of customers; `definition` is the current tree as JSON.

    Active segments are worked out anew each time; a static one keeps the list of its
    `StaticMember` rows and the day (`as_of`) it was made for.
    """

    __tablename__ = "segments"
    __open_name__ = "segments"
    __letter__ = "g"
    __table_args__ = (uid_index("segments"),)

    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = choice(c.SEGMENT_KIND, default="active")
    definition: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)
    as_of: Mapped[date | None]
    builtin_key: Mapped[str | None] = mapped_column(String(8))  # comes with the program
    calculated_on: Mapped[date | None]  # the newest day that the membership log knows
    calculated_at: Mapped[datetime | None] = mapped_column(DateTime)
    calculated_version: Mapped[int | None]
    logged_since: Mapped[date | None]  # the day of the first calculation, where the log begins
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(200))  # where a static list came from
    folder: Mapped[str | None] = mapped_column(String(80))
    tags: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    owner: Mapped[str | None] = mapped_column(String(80))
    goal: Mapped[str | None] = choice(c.SEGMENT_GOAL)
    review_on: Mapped[date | None]
    archived_on: Mapped[date | None]


class SegmentVersion(Base):
    """One published definition of a segment; never changed afterwards.

    A list that came from a file has none. A static version keeps its list (`VersionMember`).
    """

    __tablename__ = "segment_versions"
    __table_args__ = (UniqueConstraint("segment_id", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    segment_id: Mapped[int] = reference("segments", index=False, on_delete="CASCADE")
    number: Mapped[int]
    definition: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    saved_at: Mapped[datetime] = mapped_column(DateTime)
    kind: Mapped[str] = choice(c.SEGMENT_KIND, default="active")
    as_of: Mapped[date | None]  # the day a static list was made for
    published_on: Mapped[date | None]
    author: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(Text)


class VersionMember(Base):
    """A customer on the list that a static version had."""

    __tablename__ = "version_members"
    __table_args__ = (UniqueConstraint("version_id", "customer_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    version_id: Mapped[int] = reference("segment_versions", index=False, on_delete="CASCADE")
    customer_id: Mapped[int] = reference("customers", on_delete="CASCADE")


class MembershipInterval(Base):
    """A stretch of days in which a customer was in an active segment.

    `left_on` is the first day outside. The causes say what moved the customer in and out, the
    versions by which conditions, `via` those of which used segment. A move that was found late
    has the day of the calculation before it (`since`). No reference to customers: the log outlives
    them, without the number that another may get.
    """

    __tablename__ = "membership_intervals"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    segment_id: Mapped[int] = reference("segments", index=False, on_delete="CASCADE")
    customer_id: Mapped[int | None] = mapped_column(RowId, index=True)
    entered_on: Mapped[date]
    left_on: Mapped[date | None]
    cause: Mapped[str] = choice(c.MOVE_CAUSE)
    left_cause: Mapped[str | None] = choice(c.MOVE_CAUSE)
    version: Mapped[int]
    left_version: Mapped[int | None]
    via: Mapped[str | None] = mapped_column(String(120))
    left_via: Mapped[str | None] = mapped_column(String(120))
    since: Mapped[date | None]
    left_since: Mapped[date | None]

    __table_args__ = (Index(None, "segment_id", "left_on", "customer_id"),)


class StaticMember(Base):
    """A customer on the list of a static segment."""

    __tablename__ = "static_members"
    __table_args__ = (UniqueConstraint("segment_id", "customer_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    segment_id: Mapped[int] = reference("segments", index=False, on_delete="CASCADE")
    customer_id: Mapped[int] = reference("customers", on_delete="CASCADE")


class SegmentPin(Base):
    """A customer who is always in a segment, or never; out wins over the conditions."""

    __tablename__ = "segment_pins"
    __table_args__ = (UniqueConstraint("segment_id", "customer_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    segment_id: Mapped[int] = reference("segments", index=False, on_delete="CASCADE")
    customer_id: Mapped[int] = reference("customers", on_delete="CASCADE")
    is_in: Mapped[bool]
    pinned_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(Text)
