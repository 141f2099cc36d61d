"""The due items of one customer, each with its why in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import Postponement
from desktop.models.customers import Property
from desktop.models.equipment import Asset, System
from desktop.models.facts import DueItem
from desktop.services.care.due import BASES, NOT_APPLICABLE, STATUSES
from desktop.services.care.intervals import CODES
from desktop.services.desk.sooner import Sooner, sooner_days
from desktop.services.desk.words import every

BY_HAND = "OVR"  # the reason code of a day that somebody set


class PutOff(NamedTuple):
    """Why an item is hidden from work lists, and since when."""

    reason: str
    note: str
    set_on: date | None


class ByHand(NamedTuple):
    """Why somebody set the due day, and when."""

    reason: str
    set_on: date | None


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
    put_off: "PutOff | None"  # how it came to be postponed
    by_hand: "ByHand | None"  # how its day came to be set
    sooner: Sooner | None = None  # a sooner day, for what was measured in the tank

    @property
    def name(self) -> str:
        """The tank or system, and where it lies if that is not plain."""
        return f"{self.asset}, {self.where}" if self.where else self.asset


def due_cards(db: Session, customer_id: int, as_of: date) -> tuple[DueCard, ...]:
    """The items of a customer: worst status first, then by due day."""
    statement = (
        select(DueItem, System, Asset, Property.line1)
        .outerjoin_from(DueItem, System, System.id == DueItem.system_id)
        .outerjoin(Asset, Asset.id == DueItem.asset_id)
        .outerjoin(Property, Property.id == DueItem.property_id)
        .where(DueItem.customer_id == customer_id)
        .order_by(DueItem.due.asc().nulls_last(), DueItem.system_id, DueItem.asset_id)
    )
    ranks, put_off = list(STATUSES), _put_off(db, customer_id, as_of)
    sooner = sooner_days(db, customer_id, as_of)
    cards = [
        card._replace(sooner=sooner.get((card.system_id, card.asset_id, card.service)))
        for card in (_card(*row, as_of, put_off) for row in db.execute(statement))
    ]
    if len({one.property_id for one in cards}) == 1:
        cards = [one._replace(where="") for one in cards]
    return tuple(sorted(cards, key=lambda card: ranks.index(card.status)))


Key = tuple[int, int, str, date | None]  # the item in its cycle


def _put_off(db: Session, customer_id: int, as_of: date) -> dict[Key, PutOff]:
    """The postponements that still hold; of several of one item that to the latest day."""
    theirs = select(DueItem.system_id).where(DueItem.customer_id == customer_id)
    statement = (
        select(Postponement)
        .where(Postponement.system_id.in_(theirs), Postponement.recovery_date > as_of)
        .order_by(Postponement.recovery_date, Postponement.id.desc())
    )
    return {
        (one.system_id, one.asset_id or 0, one.service, one.due_date): PutOff(
            c.POSTPONE_REASON.label(one.reason), one.note or "", one.set_on
        )
        for one in db.scalars(statement)
    }


def _by_hand(item: DueItem, system: System | None, tank: Asset | None) -> ByHand | None:
    """How a day set by hand came about: on the tank, else on the system as a whole."""
    whose = tank or system
    if item.code != BY_HAND or whose is None:
        return None
    return ByHand(whose.due_override_reason or "", whose.due_override_set_on)


def _card(
    item: DueItem,
    system: System | None,
    tank: Asset | None,
    street: Any,
    as_of: date,
    put_off: Mapping[Key, PutOff],
) -> DueCard:
    whole = c.SYSTEM_KIND.label(system.kind if system else None)
    kind = c.ASSET_KIND.label(tank.kind) if tank else whole
    gallons = tank.capacity_gal if tank else None
    key = item.system_id, item.asset_id, item.service, item.due
    return DueCard(
        property_id=item.property_id,
        system_id=item.system_id,
        asset_id=item.asset_id,
        asset=f"{kind}, {gallons:,} gal" if gallons else kind,
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
        put_off=put_off.get(key) if item.postponed_until else None,
        by_hand=_by_hand(item, system, tank),
    )
