"""Where the tanks of a property lie: a picture, and the distances in words."""

import datetime as dt

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Record, reference, uid_index


class Sketch(Record):
    """A location sketch; it stays with the property when the house is sold.

    In a table of its own, so that whoever reads properties does not read pictures.
    """

    __tablename__ = "sketches"
    __open_name__ = "sketches"
    __letter__ = "sk"  # single letters are used up
    __table_args__ = (uid_index("sketches"),)

    property_id: Mapped[int] = reference("properties", on_delete="CASCADE")
    drawn_on: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(Text)
    picture: Mapped[str | None] = mapped_column(Text)  # a JPEG in base64, as the open file holds it
