"""What the office set up for itself: custom fields and settings."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Base, Record, RowId, choice, reference, uid_index


class CustomField(Record):
    """A column the office added ("Sensor alarm count"); at once usable in segments."""

    __tablename__ = "custom_fields"
    __open_name__ = "custom_fields"
    __letter__ = "f"
    __table_args__ = (uid_index("custom_fields"),)

    key: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    on: Mapped[str] = choice(c.CUSTOM_ON, default="customer")
    type: Mapped[str] = choice(c.CUSTOM_TYPE, default="text")
    choices: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class CustomValue(Base):
    """One value of a custom field. The column that fits the field's type is filled.

    `text_key` is the folded form of `text`; money stands in `number` as whole cents.
    """

    __tablename__ = "custom_values"
    __table_args__ = (
        UniqueConstraint("customer_id", "field_id"),
        Index(None, "field_id", "customer_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    field_id: Mapped[int] = reference("custom_fields", index=False, on_delete="CASCADE")
    customer_id: Mapped[int] = reference("customers", index=False, on_delete="CASCADE")
    text: Mapped[str | None] = mapped_column(Text)
    text_key: Mapped[str | None] = mapped_column(Text)
    number: Mapped[float | None]
    cents: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[date | None]
    yes: Mapped[bool | None]


class Setting(Base):
    """One setting of the office that differs from its default."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
