"""Hot zones: customers who stand close together, and those among them with work to do.

Who is near whom changes slowly and for many at once, so they are worked out once a day and after
large changes, not after every edit. `check` proves the answers from the places they came from.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from desktop.models.customers import Property
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.hot_zones import HotPoint, HotZonesState
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.density import hot

MANY = 200  # customers changed at once, from which on the hot zones are worked out again
_NOW = ("due", "overdue")
_ROWS_AT_ONCE = 5_000


class Wrong(NamedTuple):
    """A stored answer that does not follow from the stored places."""

    pool: str
    customer_id: int
    stored: bool

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        stored, is_ = ("inside", "outside") if self.stored else ("outside", "inside")
        return (
            f"Customer {self.customer_id} is stored as {stored} the hot zones of"
            f" {_POOL_WORDS[self.pool]}, but is {is_} them by the places."
        )


def bring_up_to_date(
    db: Session,
    as_of: date,
    touched: Collection[int] | None,
    checkpoint: Callable[[], object] = lambda: None,
) -> None:
    """Work the hot zones out when the day has changed, or much of the office; None is all of it."""
    stored = db.scalar(select(HotZonesState.as_of))
    if stored == as_of and touched is not None and len(touched) < MANY:
        return
    for pool in POOLS:
        _fill(db, pool, checkpoint)
    db.execute(delete(HotZonesState))
    db.add(HotZonesState(id=1, as_of=as_of))
    db.flush()


def check(db: Session) -> Iterator[Wrong]:
    """The stored answers that do not follow from the stored places."""
    for pool in POOLS:
        rows = db.execute(
            select(HotPoint.customer_id, HotPoint.lat, HotPoint.lon, HotPoint.hot)
            .where(HotPoint.pool == pool)
            .order_by(HotPoint.customer_id)
        ).all()
        found = hot({row.customer_id: (row.lat, row.lon) for row in rows})
        for row in rows:
            if row.hot != (row.customer_id in found):
                yield Wrong(pool, row.customer_id, row.hot)


def _fill(db: Session, pool: str, checkpoint: Callable[[], object]) -> None:
    rows = db.execute(
        select(CustomerFact.customer_id, Property.lat, Property.lon)
        .join(Property, Property.id == CustomerFact.main_property_id)
        .where(CustomerFact.live, Property.lat.is_not(None), Property.lon.is_not(None))
        .where(*POOLS[pool])
        .order_by(CustomerFact.customer_id)
    ).all()
    places = {key: (lat or 0.0, lon or 0.0) for key, lat, lon in rows}
    found = hot(places, checkpoint=checkpoint)
    db.execute(delete(HotPoint).where(HotPoint.pool == pool))
    values = [
        {"pool": pool, "customer_id": key, "lat": lat, "lon": lon, "hot": key in found}
        for key, (lat, lon) in places.items()
    ]
    for first in range(0, len(values), _ROWS_AT_ONCE):
        db.execute(insert(HotPoint), values[first : first + _ROWS_AT_ONCE])


_WORK_TO_DO = exists().where(
    DueItem.customer_id == CustomerFact.customer_id,
    DueItem.status.in_(_NOW),
    DueItem.booked.is_(False),
)
_POOL_WORDS = {"all": "all customers", "due": "customers with work to do"}
POOLS: dict[str, tuple[Condition, ...]] = {"all": (), "due": (_WORK_TO_DO,)}
