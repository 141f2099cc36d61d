"""What somebody has to do: one line of a to-do list."""

import datetime as dt

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Record, choice, reference, sparse_index, uid_index


class Task(Record):
    """One thing to do, for a customer, for a place, or for the office itself."""

    __tablename__ = "tasks"
    __open_name__ = "tasks"
    __letter__ = "j"
    __table_args__ = (
        uid_index("tasks"),
        sparse_index("tasks", "customer_id"),
        sparse_index("tasks", "property_id"),
    )

    customer_id: Mapped[int | None] = reference("customers", index=False)
    property_id: Mapped[int | None] = reference("properties", index=False)
    kind: Mapped[str] = choice(c.TASK_KIND, default="other")
    text: Mapped[str] = mapped_column(Text)
    due_date: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]
    created_on: Mapped[dt.date | None]
