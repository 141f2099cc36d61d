"""The zones as they are: what decides who lies in each, how many do, what is doubtful; and why."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Zone
from desktop.models.facts import PropertyZone
from desktop.models.folding import fold
from desktop.models.work import Technician
from desktop.services.territory.zoning import (
    Found,
    ZoneRow,
    area_of,
    counties_of,
    county_key,
    reason,
    texts,
    zip_key,
)


class ZoneLine(NamedTuple):
    """One zone: what decides who lies in it, and how many do; `doubts` are sentences."""

    id: int
    name: str
    kind: str
    weekdays: tuple[str, ...]
    technician_id: int | None
    technician: str
    colour: str | None
    zip_codes: tuple[str, ...]
    counties: tuple[str, ...]
    minutes_up_to: int | None
    has_area: bool
    properties: int
    by_hand: int
    doubts: tuple[str, ...]


class ZoneOf(NamedTuple):
    """The zone of a property, the step that found it, and why, as a sentence."""

    zone_id: int | None
    zone: str
    by: str
    why: str


def list_zones(db: Session) -> tuple[ZoneLine, ...]:
    """All zones by name."""
    zones = sorted(db.scalars(select(Zone)), key=lambda zone: (fold(zone.name), zone.id))
    rows = [_row(zone) for zone in zones]
    people = {one.id: one.name for one in db.scalars(select(Technician))}
    lying = _counts(db)
    return tuple(
        ZoneLine(
            id=zone.id,
            name=zone.name,
            kind=zone.kind,
            weekdays=tuple(texts(zone.service_weekdays)),
            technician_id=zone.primary_technician_id,
            technician=people.get(zone.primary_technician_id or 0, ""),
            colour=zone.colour,
            zip_codes=tuple(texts(zone.zip_codes)),
            counties=tuple(counties_of(row)),
            minutes_up_to=zone.minutes_up_to,
            has_area=area_of(row) is not None,
            properties=sum(lying[zone.id, by] for by in c.ZONE_BY),
            by_hand=lying[zone.id, "manual"],
            doubts=tuple(_doubts(row, rows)),
        )
        for zone, row in zip(zones, rows, strict=True)
    )


def _row(zone: Zone) -> ZoneRow:
    return ZoneRow(
        zone.id, zone.name, zone.kind, zone.counties, zone.zip_codes, zone.minutes_up_to,
        zone.polygon,
    )  # fmt: skip


def _counts(db: Session) -> Counter[tuple[int, str]]:
    found = select(PropertyZone.zone_id, PropertyZone.by, func.count()).where(
        PropertyZone.zone_id.is_not(None)
    )
    grouped = found.group_by(PropertyZone.zone_id, PropertyZone.by)
    return Counter({(zone or 0, by): number for zone, by, number in db.execute(grouped)})


def _doubts(zone: ZoneRow, zones: list[ZoneRow]) -> list[str]:
    """What a zone shares with one that comes before it, and so does not get; nothing at all."""
    said = []
    before = zones[: zones.index(zone)]
    codes = [zip_key(code) for code in texts(zone.zip_codes)]
    counties = {county_key(county): county for county in counties_of(zone)}
    for other in before:
        said += [
            f"ZIP {code} is in the list of {other.name} too, which comes first."
            for code in codes
            if code in map(zip_key, texts(other.zip_codes))
        ]
        said += [
            f"{county} belongs to {other.name} too, which comes first."
            for key, county in counties.items()
            if key in map(county_key, counties_of(other))
        ]
    if zone.polygon and area_of(zone) is None:
        said.append("The area on the map cannot be read; bring it in again.")
    if not (zone.polygon or codes or counties or zone.kind == "drive_time"):
        said.append("Nothing says who lies in this zone but a choice by hand.")
    return said


def zone_of(db: Session, property_id: int) -> ZoneOf:
    """In which zone a property lies now, and why."""
    found = db.execute(
        select(PropertyZone.zone_id, PropertyZone.by, PropertyZone.detail, Zone.name)
        .outerjoin(Zone, Zone.id == PropertyZone.zone_id)
        .where(PropertyZone.property_id == property_id)
    ).first()
    if found is None:
        return ZoneOf(None, "", "none", _said(Found(None, "none")))
    zone_id, by, detail, name = found
    return ZoneOf(zone_id, name or "", by, _said(Found(zone_id, by, detail)))


def _said(found: Found) -> str:
    """What put a property into its zone, as a sentence of its own."""
    words = reason(found)
    return words[:1].upper() + words[1:]
