"""How the office values its customers: versions of its rules, and labels kept day by day."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class RuleVersion(Base):
    """One published version of a set of rules: "rfm", "health" or "lifetime".

    Only ever added to. The newest of a kind rules; version 1 is the shipped one and stands in
    the program, so that the first one stored is version 2.
    """

    __tablename__ = "rule_versions"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    created_on: Mapped[date]
    author: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class LabelDay(Base):
    """The labels of a customer as they were on one day, and the rules that they were found by.

    No reference to customers: like the facts, these rows are worked out, never typed in.
    """

    __tablename__ = "label_days"
    __table_args__ = (Index(None, "customer_id"), {"sqlite_with_rowid": False})

    day: Mapped[date] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    lifecycle: Mapped[str] = mapped_column(String(20))
    rfm: Mapped[str | None] = mapped_column(String(3))  # "543"; none for the unscored
    rfm_segment: Mapped[str] = mapped_column(String(20))
    value_tier: Mapped[str] = mapped_column(String(40))
    health_card: Mapped[str | None] = mapped_column(String(20))
    health_score: Mapped[int | None]
    health_colour: Mapped[str | None] = mapped_column(String(10))
    rfm_version: Mapped[int]
    health_version: Mapped[int]


class LabelledDay(Base):
    """A day whose labels are kept, also when nobody was on file yet, and the rules it was found by.

    `done` is false while the labels of a large office are laid down piece by piece. The versions
    are unknown of days that an earlier program kept; their rows know them.
    """

    __tablename__ = "labelled_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    done: Mapped[bool] = mapped_column(default=True, server_default=true())
    rfm_version: Mapped[int | None]
    health_version: Mapped[int | None]


class LabelChange(Base):
    """A customer whose records changed since labels of past days were kept; 0 is everybody.

    The kept rows of such customers are worked out again before they are next read.
    """

    __tablename__ = "label_changes"

    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)


class Grouping(Base):
    """Behaviour groups as they were found once: by which method, of what, and when.

    Only ever added to; the newest is shown. `card` says what went in, what was tried and why.
    """

    __tablename__ = "groupings"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    as_of: Mapped[date]
    method: Mapped[str] = mapped_column(String(20))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)
    card: Mapped[dict[str, Any]] = mapped_column(JSON)


class BehaviourGroup(Base):
    """One group that was found, by its name."""

    __tablename__ = "behaviour_groups"

    grouping_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))


class BehaviourMember(Base):
    """The group of a customer on the day the groups were found; of nobody else is a row kept.

    No reference to customers: like the labels of past days, never typed in.
    """

    __tablename__ = "behaviour_members"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - clustered by customer

    grouping_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int]
