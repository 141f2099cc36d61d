"""What was entered and edited by hand: one row per action, kept so that it can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, reference


class Edit(Base):
    """One action of a person: when, who, what in plain words, every row before and after.

    `changes` holds {"table", "row_id", "before", "after"} in the order they were written; a row
    without `before` was made, one without `after` removed. `other_customer_id` is a second
    customer whom it concerns: the one who bought the house.
    """

    __tablename__ = "edits"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime)
    user: Mapped[str | None] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(120))
    customer_id: Mapped[int | None] = reference("customers", on_delete="SET NULL")
    other_customer_id: Mapped[int | None] = reference("customers", on_delete="SET NULL")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(DateTime)
