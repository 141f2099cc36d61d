"""Which due items a list is about, as one value that the agenda and the list share."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_, true

from desktop.models.facts import ASKED, IS_ASKED, DueItem, PropertyZone
from desktop.services.dates import add_days

UNZONED = 0  # the zone of properties that lie in none
BOOKED, POSTPONED = "booked", "postponed"


@dataclass(frozen=True)
class DueQuery:
    """Which items; booked and postponed ones stay hidden unless they are asked for.

    `within_days` also takes in what is overdue, as far as `statuses` have it; `only` turns the
    list round and shows just what is hidden as booked or as postponed.
    """

    statuses: tuple[str, ...] = ("overdue", "due")
    within_days: int | None = None
    services: tuple[str, ...] = ()  # none: all
    zone_id: int | None = None  # None: all; UNZONED: those in no zone
    owed_by: str = ""  # "us", "customer", or either
    include_booked: bool = False
    include_postponed: bool = False
    only: str = ""  # "", BOOKED or POSTPONED
    due_from: date | None = None  # both days count
    due_to: date | None = None
    order: str = "zone"  # a key of `due_list.ORDERS`

    @property
    def shows_booked(self) -> bool:
        """Whether booked items are among its rows."""
        return self.include_booked or self.only == BOOKED

    @property
    def shows_postponed(self) -> bool:
        """Whether postponed items are among its rows."""
        return self.include_postponed or bool(self.only)


def meant(query: DueQuery, as_of: date) -> ColumnElement[bool]:
    """The items a query is about, hidden or not; only with the customer who answers.

    The items are to be asked for with their zones: see `zoned`.
    """
    parts: list[ColumnElement[bool]] = [
        DueItem.answers.is_(True),
        DueItem.status.in_(query.statuses),
    ]
    if ASKED.issuperset(query.statuses):
        parts.append(IS_ASKED)
    if query.within_days is not None:
        parts.append(DueItem.due <= add_days(as_of, query.within_days))
    if query.due_from is not None:
        parts.append(DueItem.due >= query.due_from)
    if query.due_to is not None:
        parts.append(DueItem.due <= query.due_to)
    if query.services:
        parts.append(DueItem.service.in_(query.services))
    if query.owed_by:
        parts.append(DueItem.owed_by == query.owed_by)
    if query.zone_id is not None:
        in_none, here = PropertyZone.zone_id.is_(None), PropertyZone.zone_id == query.zone_id
        parts.append(in_none if query.zone_id == UNZONED else here)
    if query.only:
        parts.append(hidden_as() == query.only)
    return and_(*parts)


def zoned(items: Any) -> Any:
    """Items with the zone of their property beside them."""
    return items.outerjoin(PropertyZone, PropertyZone.property_id == DueItem.property_id)


def shown(query: DueQuery) -> ColumnElement[bool]:
    """Whether an item is not hidden."""
    return and_(
        true() if query.shows_booked else DueItem.booked.is_(False),
        true() if query.shows_postponed else DueItem.postponed_until.is_(None),
    )


def hidden(query: DueQuery) -> ColumnElement[bool]:
    """Whether an item is hidden."""
    return or_(
        false() if query.shows_booked else DueItem.booked.is_(True),
        false() if query.shows_postponed else DueItem.postponed_until.is_not(None),
    )


def hidden_as() -> ColumnElement[str]:
    """Why a work list leaves an item out: booked comes first; "" when it does not."""
    return case(
        (DueItem.booked.is_(True), BOOKED),
        (DueItem.postponed_until.is_not(None), POSTPONED),
        else_="",
    )
