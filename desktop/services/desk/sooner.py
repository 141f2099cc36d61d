"""Tanks that were fuller than their interval reckons with: a sooner day, for the office to set."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Asset
from desktop.models.facts import DueItem
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.intervals import Interval
from desktop.services.care.readings import GREASE_FULL, sooner_for_grease, wants_pumping
from desktop.services.days import day_text

_BY_HAND = "OVR"
_READ = ("GREASE", "PUMP")  # the services for which readings count
Key = tuple[int, int, str]  # system, tank, service


class Sooner(NamedTuple):
    """A sooner day for one tank, and why."""

    day: date
    reason: str  # "Trap was 40% full on Nov 20, 2026"


class _Item(NamedTuple):
    """A tank that is due one day; `set_on` is when somebody last set that day by hand."""

    asset_id: int
    system_id: int
    property_id: int
    service: str
    due: date | None
    base: date | None  # when it was last done
    every: Interval | None
    is_by_hand: bool
    set_on: date | None


class _Reading(NamedTuple):
    """What one line of work says of a tank."""

    day: Any  # a date
    service: str
    asset_id: int | None
    property_id: int | None
    grease: int | None
    sludge: Any
    scum: Any


def sooner_days(db: Session, customer_id: int, as_of: date) -> dict[Key, Sooner]:
    """The tanks of a customer whose latest reading asks for a sooner day than they have.

    A reading without a tank counts where the place has one such tank only. Once somebody has set
    a day after it, the reading is settled.
    """
    items = list(_items(db, customer_id))
    lone = _alone(items)
    of_tank: dict[tuple[int, str], list[_Reading]] = defaultdict(list)
    for one in _readings(db, items, as_of):
        for service in _READ:
            tank = one.asset_id or lone.get((one.property_id or 0, service))
            if tank:
                of_tank[tank, service].append(one)
    found = {}
    for item in items:
        said = _WAYS[item.service](item, of_tank[item.asset_id, item.service], as_of)
        if said:
            found[item.system_id, item.asset_id, item.service] = said
    return found


def _after_grease(item: _Item, readings: Iterable[_Reading], _as_of: date) -> Sooner | None:
    """A trap that was found more than a quarter full when it was last emptied."""
    if item.is_by_hand or item.base is None or item.every is None or item.due is None:
        return None
    full = max((one.grease or 0 for one in readings if _is_of(one, item)), default=0)
    day = sooner_for_grease(item.base, item.every, full)
    if day is None or day >= item.due:
        return None
    return Sooner(day, f"Trap was {full}% full on {day_text(item.base)}")


def _is_of(one: _Reading, item: _Item) -> bool:
    return one.day == item.base and one.service == item.service


def _after_sludge(item: _Item, readings: Iterable[_Reading], as_of: date) -> Sooner | None:
    """A tank that was found full on a visit, and has not been pumped since."""
    if item.due is not None and item.due <= as_of:
        return None
    since = max((day for day in (item.base, item.set_on) if day), default=date.min)
    later = [one for one in readings if one.day > since and one.service != item.service]
    if not later:
        return None
    latest = max(later, key=lambda one: one.day)
    said = wants_pumping(latest.sludge, latest.scum)
    return Sooner(as_of, f"{said} on {day_text(latest.day)}") if said else None


_WAYS = {"GREASE": _after_grease, "PUMP": _after_sludge}


def _items(db: Session, customer_id: int) -> Iterator[_Item]:
    statement = (
        select(DueItem, Asset.due_override_set_on)
        .join(Asset, Asset.id == DueItem.asset_id)
        .where(
            DueItem.customer_id == customer_id,
            DueItem.service.in_(_READ),
            DueItem.status != "not_applicable",
        )
        .order_by(DueItem.system_id, DueItem.asset_id)
    )
    for one, set_on in db.execute(statement):
        every = Interval(one.interval, one.unit, one.code) if one.interval and one.unit else None
        base = one.base if one.base_from == "visit" else None
        by_hand = one.code == _BY_HAND
        yield _Item(
            one.asset_id, one.system_id, one.property_id, one.service, one.due, base, every,
            by_hand, set_on,
        )  # fmt: skip


def _alone(items: Iterable[_Item]) -> dict[tuple[int, str], int]:
    """The tank of a place that is the only one of its service there."""
    here: dict[tuple[int, str], set[int]] = defaultdict(set)
    for one in items:
        here[one.property_id, one.service].add(one.asset_id)
    return {key: min(tanks) for key, tanks in here.items() if len(tanks) == 1}


def _readings(db: Session, items: list[_Item], as_of: date) -> Iterator[_Reading]:
    """What was measured on visits, by day. Asked in two parts, each has an index of its own."""
    line = ServiceLine
    tanks, places = {one.asset_id for one in items}, {one.property_id for one in items}
    parts = (
        line.asset_id.in_(tanks),
        and_(line.asset_id.is_(None), Visit.property_id.in_(places)),
    )
    found = [
        (number, _Reading(*row))
        for part in (parts if items else ())
        for number, *row in db.execute(_measured(as_of).where(part))
        if row[0] is not None
    ]
    for _, reading in sorted(found, key=lambda one: (one[1].day, one[0])):
        yield reading


def _measured(as_of: date) -> Any:
    line = ServiceLine
    return (
        select(
            line.id,
            Visit.completed_date, line.service, line.asset_id, Visit.property_id,
            line.grease_percent, line.sludge_in, line.scum_in,
        )
        .join_from(Visit, line, line.visit_id == Visit.id)
        .where(
            Visit.status == "completed",
            Visit.completed_date <= as_of,
            or_(
                line.grease_percent > GREASE_FULL,
                line.sludge_in.is_not(None),
                line.scum_in.is_not(None),
            ),
        )
    )  # fmt: skip
