"""The due items of one customer, each with its why in words."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Property
from desktop.models.equipment import Asset, System
from desktop.models.facts import DueItem
from desktop.services.care.due import BASES, NOT_APPLICABLE, STATUSES
from desktop.services.care.intervals import CODES
from desktop.services.desk.words import every


class DueCard(NamedTuple):
    """One service that a tank or system calls for. `status`, `code`, `owed_by` are keys."""

    property_id: int
    system_id: int
    asset_id: int  # 0: the system as a whole
    asset: str  # "Septic tank, 1,250 gal", else the kind of the system
    where: str  # the street, where the customer has work at several places; else ""
    service: str
    service_name: str
    status: str
    status_words: str
    due: date | None
    days: int | None  # below zero when overdue
    code: str
    code_words: str
    base: date | None
    base_words: str
    interval: str  # "every 36 months"
    owed_by: str
    answers: bool  # this customer is the one whom the office asks
    booked: bool
    postponed_until: date | None
    why_not: str  # why it does not apply; "" when it does

    @property
    def name(self) -> str:
        """The tank or system, and where it lies if that is not plain."""
        return f"{self.asset}, {self.where}" if self.where else self.asset


def due_cards(db: Session, customer_id: int, as_of: date) -> tuple[DueCard, ...]:
    """The items of a customer: worst status first, then by due day."""
    statement = (
        select(DueItem, System.kind, Asset.kind, Asset.capacity_gal, Property.line1)
        .outerjoin_from(DueItem, System, System.id == DueItem.system_id)
        .outerjoin(Asset, Asset.id == DueItem.asset_id)
        .outerjoin(Property, Property.id == DueItem.property_id)
        .where(DueItem.customer_id == customer_id)
        .order_by(DueItem.due.asc().nulls_last(), DueItem.system_id, DueItem.asset_id)
    )
    ranks = list(STATUSES)
    cards = [_card(*row, as_of) for row in db.execute(statement)]
    if len({one.property_id for one in cards}) == 1:
        cards = [one._replace(where="") for one in cards]
    return tuple(sorted(cards, key=lambda card: ranks.index(card.status)))


def _card(
    item: DueItem, system: str, tank: str | None, gallons: int | None, street: Any, as_of: Any
) -> DueCard:
    name = c.ASSET_KIND.label(tank) if tank else c.SYSTEM_KIND.label(system)
    return DueCard(
        property_id=item.property_id,
        system_id=item.system_id,
        asset_id=item.asset_id,
        asset=f"{name}, {gallons:,} gal" if gallons else name,
        where=street or "",
        service=item.service,
        service_name=c.SERVICE.label(item.service),
        status=item.status,
        status_words=STATUSES[item.status],
        due=item.due,
        days=(item.due - as_of).days if item.due else None,
        code=item.code,
        code_words=CODES[item.code],
        base=item.base,
        base_words=BASES.get(item.base_from or "", ""),
        interval=every(item.interval, item.unit),
        owed_by=item.owed_by,
        answers=item.answers,
        booked=item.booked,
        postponed_until=item.postponed_until,
        why_not=NOT_APPLICABLE.get(item.why_not or "", ""),
    )
