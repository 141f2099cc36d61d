"""The due list: what is owed at which place, by zone and service day, and what is hidden."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, literal, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import Postponement
from desktop.models.customers import Customer, CustomerPhone, Property, Zone
from desktop.models.equipment import Asset
from desktop.models.facts import DueItem, PropertyZone
from desktop.models.folding import fold
from desktop.models.work import Interaction
from desktop.services import facts
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_days
from desktop.services.desk.due_query import (
    BOOKED,
    POSTPONED,
    DueQuery,
    hidden,
    hidden_as,
    meant,
    shown,
    zoned,
)
from desktop.services.desk.service_days import service_day
from desktop.services.facts.attempts import ATTEMPTS

EMPTYING = ("PUMP", "GREASE", "GRIT")
EVERY_STATUS = ("overdue", "due", "upcoming", "current")


class DueRow(NamedTuple):
    """One item of a list. `days` is below zero when overdue; `day` is the service day."""

    customer_id: int
    property_id: int
    system_id: int
    asset_id: int  # 0: the system as a whole
    service: str
    name: str
    account_no: str | None
    phone: str
    site: str
    zone_id: int | None
    zone: str
    day: date | None
    status: str
    due: date | None
    days: int | None
    code: str
    last_service: date | None
    gallons: int | None
    under_contract: bool  # we owe it
    attempts: int  # to reach the customer, in this due cycle
    booked: bool
    postponed_until: date | None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the item from all others."""
        return self.customer_id, self.system_id, self.asset_id, self.service

    @property
    def service_name(self) -> str:
        """The service in words."""
        return c.SERVICE.label(self.service)


class Hidden(NamedTuple):
    """How many items were left out, and why."""

    key: str
    label: str
    items: int


class DueGroup(NamedTuple):
    """The rows of one zone and service day."""

    zone_id: int | None
    zone: str  # "No zone" where it lies in none
    day: date | None
    rows: tuple[DueRow, ...]

    @property
    def gallons(self) -> int:
        """What the tanks of the group hold, as far as that is known."""
        return gallons_of(self.rows)


class DueList(NamedTuple):
    """A list, its groups and totals, and what it hides."""

    as_of: date
    query: DueQuery
    rows: tuple[DueRow, ...]
    groups: tuple[DueGroup, ...]
    gallons: int
    gallons_unknown: int  # tanks to empty whose size nobody knows
    hidden: tuple[Hidden, ...]

    @property
    def hidden_count(self) -> int:
        """How many items are hidden in all."""
        return sum(one.items for one in self.hidden)


def _by_name(row: DueRow) -> tuple[Any, ...]:
    return (fold(row.name), row.customer_id, row.system_id, row.asset_id, row.service)


def _by_due(row: DueRow) -> tuple[Any, ...]:
    return (row.due or date.max, _by_name(row))


def _by_zone(row: DueRow) -> tuple[Any, ...]:
    return (row.zone_id is None, fold(row.zone), row.day or date.max, _by_due(row))


ORDERS: Mapping[str, Callable[[DueRow], tuple[Any, ...]]] = {
    "zone": _by_zone,
    "due": _by_due,
    "name": _by_name,
}


def due_list(db: Session, as_of: date, query: DueQuery | None = None) -> DueList:
    """The items of a query on a day, each once, with the customer whom the office asks."""
    asked = query or DueQuery()
    facts.for_day(db, as_of)
    weekdays = {zone: days or () for zone, days in db.execute(_zones())}
    tried = _Attempts(db, as_of, asked)
    rows = [_row(found, weekdays, tried, as_of) for found in db.execute(_items(asked, as_of))]
    rows.sort(key=ORDERS[asked.order])
    emptied = [row for row in rows if row.service in EMPTYING]
    unknown = sum(1 for row in emptied if row.gallons is None)
    return DueList(
        as_of, asked, tuple(rows), _groups(rows), gallons_of(rows), unknown,
        _hidden(db, as_of, asked),
    )  # fmt: skip


def gallons_of(rows: Iterable[DueRow]) -> int:
    """What the tanks to empty hold together, as far as that is known."""
    return sum(row.gallons or 0 for row in rows if row.service in EMPTYING)


def _groups(rows: list[DueRow]) -> tuple[DueGroup, ...]:
    def place(row: DueRow) -> tuple[Any, ...]:
        return (row.zone_id is None, fold(row.zone), row.zone_id or 0, row.day or date.max)

    return tuple(
        DueGroup(key[2] or None, of_key[0].zone, of_key[0].day, of_key)
        for key, found in groupby(sorted(rows, key=place), key=place)
        for of_key in (tuple(found),)
    )


def _zones() -> Any:
    return select(Zone.id, Zone.service_weekdays)


def _items(query: DueQuery, as_of: date) -> Select[Any]:
    phone = (
        select(CustomerPhone.number)
        .where(CustomerPhone.customer_id == DueItem.customer_id)
        .order_by(CustomerPhone.position)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            *(getattr(DueItem, name) for name in _OF_ITEM),
            Customer.display_name, Customer.account_no, phone.label("phone"),
            Property.line1, Property.city, PropertyZone.zone_id, Zone.name.label("zone"),
            Asset.capacity_gal,
        )
        .join_from(DueItem, Property, Property.id == DueItem.property_id)
        .join(Customer, Customer.id == DueItem.customer_id)
        .outerjoin(PropertyZone, PropertyZone.property_id == DueItem.property_id)
        .outerjoin(Zone, Zone.id == PropertyZone.zone_id)
        .outerjoin(Asset, Asset.id == DueItem.asset_id)
        .where(meant(query, as_of), shown(query))
    )  # fmt: skip


_OF_ITEM = (
    "customer_id", "property_id", "system_id", "asset_id", "service", "status", "due", "code",
    "base", "base_from", "owed_by", "booked", "postponed_until",
)  # fmt: skip


def _row(
    found: Any, weekdays: Mapping[int, tuple[str, ...]], tried: "_Attempts", as_of: date
) -> DueRow:
    return DueRow(
        customer_id=found.customer_id,
        property_id=found.property_id,
        system_id=found.system_id,
        asset_id=found.asset_id,
        service=found.service,
        name=found.display_name,
        account_no=found.account_no,
        phone=found.phone or "",
        site=", ".join(part for part in (found.line1, found.city) if part),
        zone_id=found.zone_id,
        zone=found.zone or "No zone",
        day=service_day(weekdays.get(found.zone_id, ()), found.due, as_of),
        status=found.status,
        due=found.due,
        days=(found.due - as_of).days if found.due else None,
        code=found.code,
        last_service=found.base if found.base_from == "visit" else None,
        gallons=found.capacity_gal,
        under_contract=found.owed_by == "us",
        attempts=tried.of(found.customer_id, found.asset_id, found.due, found.base),
        booked=found.booked,
        postponed_until=found.postponed_until,
    )


class _Attempts:
    """Calls and letters to the customers of a list, counted for one due cycle after another.

    A cycle is open for attempts from the day the item became upcoming, and from the last work on.
    """

    def __init__(self, db: Session, as_of: date, query: DueQuery) -> None:
        self._as_of, self._ahead = as_of, load_rules(db).upcoming_days
        self._days: dict[int, list[tuple[int | None, date]]] = defaultdict(list)
        items = zoned(select(DueItem.customer_id).select_from(DueItem))
        asked = items.where(meant(query, as_of), shown(query))
        statement = select(Interaction.customer_id, Interaction.asset_id, Interaction.date).where(
            Interaction.channel.in_(ATTEMPTS),
            Interaction.date <= as_of,
            Interaction.customer_id.in_(asked),
        )
        for customer_id, asset_id, day in db.execute(statement):
            self._days[customer_id].append((asset_id, day))

    def of(self, customer_id: int, asset_id: int, due: date | None, base: date | None) -> int:
        """How often we tried for one item."""
        since = add_days(due or self._as_of, -self._ahead)
        if base is not None and base > since:
            since = base
        tried = self._days.get(customer_id, ())
        return sum(1 for asset, day in tried if day >= since and asset in (None, asset_id))


def _hidden(db: Session, as_of: date, query: DueQuery) -> tuple[Hidden, ...]:
    """The left out items, counted by why."""
    reason = _reasons().subquery("reasons")
    same_cycle = and_(
        reason.c.system_id == DueItem.system_id,
        reason.c.asset_id == DueItem.asset_id,
        reason.c.service == DueItem.service,
        reason.c.due_date == DueItem.due,
        reason.c.recovery_date == DueItem.postponed_until,
    )
    # Where booked items are shown, a hidden one is hidden for being postponed, booked or not.
    why = literal(POSTPONED) if query.shows_booked else hidden_as()
    statement = (
        zoned(select(why, reason.c.reason, func.count()).select_from(DueItem))
        .outerjoin(reason, same_cycle)
        .where(meant(query, as_of), hidden(query))
        .group_by(why, reason.c.reason)
    )
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for kind, because, count in db.execute(statement):
        counts[_hidden_key(kind, because)] += count
    return tuple(Hidden(key, label, count) for (key, label), count in sorted(counts.items()))


def _hidden_key(kind: str, because: str | None) -> tuple[str, str]:
    if kind == BOOKED:
        return BOOKED, "Already booked"
    return f"{kind}.{because}", f"Postponed: {c.POSTPONE_REASON.label(because)}"


def _reasons() -> Any:
    """One reason per postponed cycle."""
    # The same expression in both places: PostgreSQL tells two bound zeros apart.
    tank = func.coalesce(Postponement.asset_id, 0)
    cycle = (Postponement.service, Postponement.due_date, Postponement.recovery_date)
    grouped = (Postponement.system_id, tank, *cycle)
    named = (Postponement.system_id, tank.label("asset_id"), *cycle)
    return select(*named, func.min(Postponement.reason).label("reason")).group_by(*grouped)
