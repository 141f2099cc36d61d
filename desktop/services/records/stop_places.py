"""The places where work may have been done, what it is likely to have been, and on which tank."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.equipment import Asset, System
from desktop.models.facts import DueItem
from desktop.services.care.items import WHOLE
from desktop.services.days import day_text
from desktop.services.records.places import place_name, places_of

_TO_DO = ("overdue", "due")


class TankChoice(NamedTuple):
    """One answer to "on which tank?"; the work names none where it was done on all of them."""

    asset_ids: tuple[int, ...]
    label: str


class StopPlace(NamedTuple):
    """A place where work may have been done, and what it is likely to have been."""

    property_id: int
    label: str
    service: str  # "" when nothing is called for
    tanks: Mapping[str, tuple[TankChoice, ...]]  # the usual one first; of services with several


class _Item(NamedTuple):
    """A tank, or a system by one of its parts (None: it has none), and when it is due."""

    asset_id: int | None
    name: str
    due: date | None
    status: str

    @property
    def label(self) -> str:
        return f"{self.name}, due {day_text(self.due)}" if self.due else self.name


def stop_places(db: Session, customer_id: int, as_of: date) -> tuple[StopPlace, ...]:
    """The places of a customer, each with the service that is due first."""
    return tuple(_place(db, place) for place in places_of(db, customer_id, as_of))


def _place(db: Session, place: int) -> StopPlace:
    items = _items(db, place)
    tanks = {service: choices(found) for service, found in items.items() if len(found) > 1}
    return StopPlace(place, place_name(db, place), next(iter(items), ""), tanks)


def choices(items: Sequence[_Item]) -> tuple[TankChoice, ...]:
    """What to choose from: first what was probably done, each tank by itself, all of them."""
    named = [one for one in items if one.asset_id is not None]
    found = [TankChoice((one.asset_id,), one.label) for one in named if one.asset_id]
    everything = TankChoice((), f"All {len(items)} of them")
    usual = _usual(items)
    numbers = tuple(one.asset_id for one in usual if one.asset_id is not None)
    if len(usual) == len(items) or len(numbers) < len(usual):
        return everything, *found
    if len(usual) == 1:
        first = TankChoice(numbers, usual[0].label)
        return first, *(one for one in found if one != first), everything
    return TankChoice(numbers, f"The {len(usual)} that are due"), *found, everything


def _usual(items: Sequence[_Item]) -> list[_Item]:
    """Those that are due; while none is, those that will be first."""
    first = min((one.due for one in items if one.due), default=None)
    to_do = [one for one in items if one.status in _TO_DO]
    return to_do or [one for one in items if one.due == first]


def _items(db: Session, place: int) -> dict[str, list[_Item]]:
    """What a place calls for by service, what is due first before the rest."""
    part = (
        select(func.min(Asset.id))
        .where(Asset.system_id == DueItem.system_id, Asset.in_service.is_(True))
        .correlate(DueItem)
        .scalar_subquery()
    )
    statement = (
        select(
            DueItem.service, DueItem.asset_id, DueItem.system_id, DueItem.due, DueItem.status,
            part, System.kind, System.make, Asset.kind, Asset.capacity_gal,
        )
        .join_from(DueItem, System, System.id == DueItem.system_id)
        .outerjoin(Asset, Asset.id == DueItem.asset_id)
        .where(DueItem.property_id == place, DueItem.status != "not_applicable")
        .order_by(
            DueItem.due.asc().nulls_last(), DueItem.service, DueItem.system_id, DueItem.asset_id,
            DueItem.customer_id,
        )
    )  # fmt: skip
    found: dict[str, dict[tuple[int, int], _Item]] = defaultdict(dict)
    for service, asset, system, due, status, own, *what in db.execute(statement):
        number = asset or (own if service in WHOLE else None)
        item = _Item(number, _name(*what), due, status)
        found[service].setdefault((system, asset), item)  # once, whoever else lives there
    return {service: list(items.values()) for service, items in found.items()}


def _name(system: Any, make: str | None, tank: Any, gallons: int | None) -> str:
    """A tank, or a system: "Septic tank, 1,250 gal", "Aerobic, Clearstream"."""
    if tank is None:
        return ", ".join(part for part in (c.SYSTEM_KIND.label(system), make) if part)
    size = f"{gallons:,} gal" if gallons else ""
    return ", ".join(part for part in (c.ASSET_KIND.label(tank), size) if part)
