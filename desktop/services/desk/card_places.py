"""The places of a customer: how to get in, and what lies in the ground."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from desktop.models import choices as c
from desktop.models.customers import Property, PropertyLink, Zone
from desktop.models.equipment import Asset, System
from desktop.models.facts import PropertyZone
from desktop.models.sketches import Sketch
from desktop.services.desk.words import address, every
from desktop.services.facts.scope import at
from desktop.services.territory.zoning import Found, explain

VESSELS = frozenset(
    ("septic_tank", "trash_tank", "aeration_tank", "clarifier", "pump_tank", "grease_trap")
)


class TankCard(NamedTuple):
    """One tank or part of a system."""

    asset_id: int
    kind: str  # in words, as all texts here
    gallons: int | None
    material: str
    lids: str  # "2 lids, buried, 24 in across, 12 in deep"
    own_interval: str
    due_override: date | None
    in_service: bool
    holds: bool  # it holds something: size and lids are asked for


class SystemCard(NamedTuple):
    """One system and what it consists of."""

    system_id: int
    kind: str
    make: str
    installed: date | None
    permit_no: str
    authority: str
    maintained_by: str
    active: bool
    tanks: tuple[TankCard, ...]


class SketchCard(NamedTuple):
    """Where the tanks lie; the picture as it is stored, "" without one."""

    sketch_id: int
    note: str
    picture: str


class PlaceCard(NamedTuple):
    """One property: address, access, sketches, systems."""

    property_id: int
    address: str
    role: str
    zone: str
    zone_why: str  # a sentence: how the zone was found, or that none fits
    zone_chosen: int | None  # by hand
    county: str
    use: str
    people: int | None
    gate_code: str
    dogs: str
    driveway: str
    hose_ft: int | None
    wet_ground: bool
    best_time: str
    directions: str
    note: str
    lat: float | None
    lon: float | None
    systems: tuple[SystemCard, ...]
    sketches: tuple[SketchCard, ...]
    taken_over: date | None  # the day it came from an owner before


def places(db: Session, customer_id: int, as_of: date) -> tuple[PlaceCard, ...]:
    """The current properties of a customer, each once, in the order they were linked."""
    statement = (
        select(Property, Zone.name, PropertyLink.role, PropertyZone.by, PropertyZone.detail)
        .join_from(PropertyLink, Property, Property.id == PropertyLink.property_id)
        .outerjoin(PropertyZone, PropertyZone.property_id == Property.id)
        .outerjoin(Zone, Zone.id == PropertyZone.zone_id)
        .where(PropertyLink.customer_id == customer_id, at(as_of))
        .order_by(PropertyLink.id)
    )
    roles: dict[int, list[str]] = defaultdict(list)
    found: dict[int, tuple[Property, str, str]] = {}
    for place, zone, role, by, detail in db.execute(statement):
        roles[place.id].append(c.LINK_ROLE.label(role))
        why = explain(Found(place.zone_id, by or "none", detail), zone or "")
        found[place.id] = place, zone or "", why
    systems, sketches = _systems(db, list(found)), sketches_at(db, list(found))
    taken_over = _taken_over(db, customer_id, as_of)
    return tuple(
        _place(place, (zone, why), roles[key], systems[key], sketches[key], taken_over.get(key))
        for key, (place, zone, why) in found.items()
    )


def _taken_over(db: Session, customer_id: int, as_of: date) -> dict[int, date | None]:
    """The places a customer owns after somebody else, with the day they changed hands."""
    before = aliased(PropertyLink)
    from_another = and_(
        before.property_id == PropertyLink.property_id,
        before.to_date == PropertyLink.from_date,
        before.customer_id != PropertyLink.customer_id,
        before.role.in_(("owner", "bill_to")),
    )
    statement = (
        select(PropertyLink.property_id, PropertyLink.from_date)
        .join(before, from_another)
        .where(PropertyLink.customer_id == customer_id, PropertyLink.role == "owner", at(as_of))
        .order_by(PropertyLink.id)
    )
    return {link.property_id: link.from_date for link in db.execute(statement)}


def sketches_at(db: Session, property_ids: list[int]) -> dict[int, list[SketchCard]]:
    """The sketches of some properties, by property."""
    found: dict[int, list[SketchCard]] = defaultdict(list)
    statement = select(Sketch).where(Sketch.property_id.in_(property_ids)).order_by(Sketch.id)
    for one in db.scalars(statement):
        found[one.property_id].append(SketchCard(one.id, one.note or "", one.picture or ""))
    return found


def _place(
    place: Property,
    zone: tuple[str, str],
    roles: list[str],
    systems: list[SystemCard],
    sketches: list[SketchCard],
    taken_over: date | None,
) -> PlaceCard:
    region = " ".join(part for part in (place.state, place.zip5) if part)
    return PlaceCard(
        property_id=place.id,
        address=address(place.line1, place.line2, place.city, region),
        role=", ".join(dict.fromkeys(roles)),
        zone=zone[0],
        zone_why=zone[1],
        zone_chosen=place.zone_id,
        county=place.county or "",
        use=c.PROPERTY_USE.label(place.use),
        people=place.household_size,
        gate_code=place.gate_code or "",
        dogs=place.dogs or "",
        driveway=place.driveway_limits or "",
        hose_ft=place.hose_length_ft,
        wet_ground=bool(place.wet_ground_warning),
        best_time=place.best_time or "",
        directions=place.directions or "",
        note=place.note or "",
        lat=place.lat,
        lon=place.lon,
        systems=tuple(systems),
        sketches=tuple(sketches),
        taken_over=taken_over,
    )


def _systems(db: Session, property_ids: list[int]) -> dict[int, list[SystemCard]]:
    found: dict[int, list[SystemCard]] = defaultdict(list)
    statement = (
        select(System)
        .where(System.property_id.in_(property_ids))
        .order_by(System.active.desc(), System.id)
    )
    systems = db.scalars(statement).all()
    tanks = _tanks(db, [system.id for system in systems])
    for one in systems:
        found[one.property_id].append(
            SystemCard(
                one.id, c.SYSTEM_KIND.label(one.kind),
                " ".join(part for part in (one.make, one.model) if part), one.install_date,
                one.permit_no or "", one.permitting_authority or "",
                c.MAINTAINED_BY.label(one.maintained_by), one.active, tuple(tanks[one.id]),
            )
        )  # fmt: skip
    return found


def _tanks(db: Session, system_ids: list[int]) -> dict[int, list[TankCard]]:
    found: dict[int, list[TankCard]] = defaultdict(list)
    statement = select(Asset).where(Asset.system_id.in_(system_ids)).order_by(Asset.id)
    for one in db.scalars(statement):
        found[one.system_id].append(
            TankCard(
                one.id, c.ASSET_KIND.label(one.kind), one.capacity_gal,
                "" if one.material == "unknown" else c.MATERIAL.label(one.material), _lids(one),
                every(one.custom_interval, one.custom_interval_unit), one.due_override,
                one.in_service, one.kind in VESSELS,
            )
        )  # fmt: skip
    return found


def _lids(tank: Asset) -> str:
    number = f"{tank.lids} {'lid' if tank.lids == 1 else 'lids'}" if tank.lids else ""
    kind = c.LID_KIND.label(tank.lid_kind).lower()
    across = f"{tank.lid_diameter_in} in across" if tank.lid_diameter_in else ""
    deep = f"{tank.lid_depth_in} in deep" if tank.lid_depth_in else ""
    return ", ".join(part for part in (number, kind, across, deep) if part)
