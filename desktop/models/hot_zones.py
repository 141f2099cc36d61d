"""Where customers stand close together: worked out for a day, kept with what it came from."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class HotPoint(Base):
    """A customer of a pool at the place of the main property, and whether that is a hot zone.

    The place is kept beside the answer, so that the answer can be proved later.
    """

    __tablename__ = "hot_points"

    pool: Mapped[str] = mapped_column(String(8), primary_key=True)
    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    lat: Mapped[float]
    lon: Mapped[float]
    hot: Mapped[bool]


class HotZonesState(Base):
    """The day the hot points were worked out for; one row."""

    __tablename__ = "hot_zones_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
