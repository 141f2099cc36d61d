"""When a service is due next at a place: shown before and after work is entered."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from desktop.models.equipment import Asset
from desktop.models.facts import DueItem
from desktop.services.care.items import WHOLE


class NextDue(NamedTuple):
    """The earliest due day of a service at a place; `status` is a key of `care.due.STATUSES`."""

    due: date | None
    status: str


def next_due(
    db: Session, property_id: int, service: str, asset_ids: Sequence[int] = ()
) -> NextDue | None:
    """When a service is due next at a place, or on some tanks or systems of it.

    None when nothing there calls for it.
    """
    systems = select(Asset.system_id).where(Asset.id.in_(asset_ids))
    there = DueItem.system_id.in_(systems) if service in WHOLE else DueItem.asset_id.in_(asset_ids)
    statement = (
        select(DueItem.due, DueItem.status)
        .where(
            DueItem.property_id == property_id,
            DueItem.service == service,
            DueItem.status != "not_applicable",
            there if asset_ids else true(),
        )
        .order_by(DueItem.due.asc().nulls_last(), DueItem.customer_id, DueItem.asset_id)
        .limit(1)
    )
    row = db.execute(statement).first()
    return NextDue(*row) if row else None
