"""The zones of properties as facts: found again where a property, or the zones themselves, changed.

`zones_key` of the state stands for the zones of the office. Whoever changed them, the next refresh
sees it there and goes through all properties; only what differs is written.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Select, String, Text, bindparam, cast, delete, select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Property, PropertyLink, Zone
from desktop.models.facts import CustomerFact, PropertyZone
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows, batches, insert_rows
from desktop.services.territory.zoning import NOWHERE, Place, ZoneRow, ZoneRules

_AT_ONCE = 500
_RAW: tuple[Any, ...] = (
    Zone.id, Zone.name, Zone.kind, cast(Zone.counties, Text), cast(Zone.zip_codes, Text),
    Zone.minutes_up_to, cast(Zone.polygon, Text),
)  # fmt: skip

_ZONES = select(*_RAW).order_by(Zone.id)


class InForce(NamedTuple):
    """The zones of the office, and the key that stands for them."""

    key: str
    rules: ZoneRules | None  # None: one of them cannot be read, so no property changes its zone


def in_force(db: Session) -> InForce:
    """The zones as they are now; what a polygon means is worked out once."""
    return _laid_out(tuple(bare_rows(db, _ZONES)))


@lru_cache(maxsize=2)
def _laid_out(rows: tuple[tuple[Any, ...], ...]) -> InForce:
    key = sha256(repr(rows).encode()).hexdigest()
    try:
        zones = [
            ZoneRow(number, name, kind, _value(counties), _value(codes), up_to, _value(polygon))
            for number, name, kind, counties, codes, up_to, polygon in rows
        ]
    except ValueError:
        return InForce(key, None)
    return InForce(key, ZoneRules(zones))


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def zone_rows(db: Session, scope: Scope, rules: ZoneRules | None) -> Iterator[tuple[Any, ...]]:
    """The rows of `property_zones`: every property of a scope that anybody is linked to."""
    known = _known(db, scope) if rules is None else {}
    for number, *place in bare_rows(db, _places(scope)):
        if rules is None:
            yield known.get(number, (number, *NOWHERE))
        else:
            yield (number, *rules.find(Place(*place)))


@lru_cache(maxsize=2)
def _places(scope: Scope) -> Select[Any]:
    chosen: Any = select(
        Property.id,
        Property.zone_id,
        Property.lat,
        Property.lon,
        Property.zip5,
        Property.county,
        Property.drive_minutes,
    ).order_by(Property.id)
    return chosen.where(Property.id.in_(linked(scope)))  # type: ignore[no-any-return]


@lru_cache(maxsize=2)
def linked(scope: Scope) -> Select[Any]:
    """The properties that somebody of a scope is, was or will be linked to."""
    return select(PropertyLink.property_id).where(scope.has(PropertyLink.customer_id))


def _known(db: Session, scope: Scope) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row for row in bare_rows(db, _stored(scope))}


def fill(db: Session, scope: Scope, rules: ZoneRules | None) -> frozenset[int]:
    """Bring the zones of a scope up to date; returns the properties that changed theirs."""
    stored = _known(db, scope)
    other = [row for row in zone_rows(db, scope, rules) if stored.pop(row[0], None) != row]
    # What is left of the stored ones is linked to nobody any more.
    gone = frozenset(stored)
    _write(db, other, gone)
    return frozenset(row[0] for row in other)


@lru_cache(maxsize=2)
def _stored(scope: Scope) -> Select[Any]:
    table = table_of(PropertyZone)
    known = select(table)
    return known.where(table.c.property_id.in_(linked(scope))) if scope.touched else known


def _write(db: Session, rows: list[tuple[Any, ...]], gone: Collection[int]) -> None:
    table, numbers = table_of(PropertyZone), [row[0] for row in rows]
    for some in batches((*numbers, *gone), _AT_ONCE):
        db.execute(delete(table).where(table.c.property_id.in_(some)))
    insert_rows(db, table, rows)


def move_customers(db: Session, properties: Iterable[int]) -> frozenset[int]:
    """Carry zones into the wide rows whose main property changed zone; returns the customers."""
    fact, zone = table_of(CustomerFact).c, table_of(PropertyZone).c
    moved: list[dict[str, Any]] = []
    for some in batches(properties, _AT_ONCE):
        found = (
            select(fact.customer_id, zone.zone_id, zone.by)
            .join(table_of(PropertyZone), zone.property_id == fact.main_property_id)
            .where(fact.main_property_id.in_(some))
        )
        moved += [dict(zip(("who", "to", "how"), row, strict=True)) for row in db.execute(found)]
    if moved:
        db.execute(_moving(), moved)
    return frozenset(one["who"] for one in moved)


@lru_cache(maxsize=1)
def _moving() -> Any:
    table = table_of(CustomerFact)
    return (
        update(table)
        .where(table.c.customer_id == bindparam("who"))
        .values(zone_id=bindparam("to"), zone_by=bindparam("how", type_=String))
    )
