"""Customers that turned out to be one, and pairs that the office says are not."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, reference


class CustomerMerge(Base):
    """One merge: who stayed, who went, and every row as it was before and after.

    `changes` holds {"table", "key", "before", "after"} in the order they were written; a row
    without `after` was removed. Taking the merge back removes this row too.
    """

    __tablename__ = "customer_merges"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    merged_at: Mapped[datetime] = mapped_column(DateTime)
    keep_id: Mapped[int] = reference("customers")
    gone_id: Mapped[int] = reference("customers")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class NotDuplicate(Base):
    """Two customers of whom the office said that they are two; the smaller number stands first."""

    __tablename__ = "not_duplicates"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    one_id: Mapped[int] = reference("customers", index=False, on_delete="CASCADE")
    other_id: Mapped[int] = reference("customers", on_delete="CASCADE")
