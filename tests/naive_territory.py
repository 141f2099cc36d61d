"""The judge of zones: section 6 of the domain reference in plain Python, zone by zone.

Points lie on a coarse grid in the random offices, so that edges and corners are often hit; here
the fractions are exact, and whether a point is inside is found by the sum of the angles' signs.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from desktop.models.customers import Property, Zone

Points = Sequence[Sequence[float]]


def zone_of(place: Property, zones: Sequence[Zone]) -> tuple[int | None, str, str | None]:
    """The zone of a property, the step that found it, and what it was found by."""
    if place.zone_id is not None:
        return place.zone_id, "manual", None
    by_name = sorted(zones, key=lambda zone: (zone.name.lower(), zone.id))
    if place.lat is not None and place.lon is not None:
        inside = [
            zone
            for zone in by_name
            if zone.polygon and any(in_piece(piece, place.lon, place.lat) for piece in zone.polygon)
        ]
        if inside:
            return min(inside, key=lambda zone: size(zone.polygon)).id, "polygon", None
    code = (place.zip5 or "")[:5]
    for zone in by_name:
        if code and code in [one[:5] for one in zone.zip_codes or ()]:
            return zone.id, "zip", code
    return _by_county_or_drive(place, by_name)


def _by_county_or_drive(
    place: Property, by_name: Sequence[Zone]
) -> tuple[int | None, str, str | None]:
    county = (place.county or "").strip()
    for zone in by_name:
        own = zone.counties or ([zone.name.replace(" County", "")] if zone.kind == "county" else [])
        if county and county.lower() in [one.lower() for one in own]:
            return zone.id, "county", county
    rings = [zone for zone in by_name if zone.kind == "drive_time"]
    if place.drive_minutes is not None:
        reached = [z for z in rings if z.minutes_up_to and place.drive_minutes <= z.minutes_up_to]
        beyond = [zone for zone in rings if zone.minutes_up_to is None]
        ring = min(reached, key=lambda z: z.minutes_up_to or 0, default=None)
        ring = ring or (beyond[0] if beyond else None)
        if ring is not None:
            return ring.id, "ring", str(place.drive_minutes)
    return None, "none", None


def in_piece(loops: Sequence[Points], lon: float, lat: float) -> bool:
    """Inside the outline or on it, and not strictly inside a hole."""
    outline, *holes = loops
    return where(outline, lon, lat) != "out" and all(where(h, lon, lat) != "in" for h in holes)


def where(loop: Points, lon: float, lat: float) -> str:
    """Round the point once, or not at all."""
    corners = [(Fraction(str(x)), Fraction(str(y))) for x, y in loop]
    if corners[0] == corners[-1]:
        corners.pop()
    x, y, turns = Fraction(str(lon)), Fraction(str(lat)), 0
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        along = (x - x1) * (x - x2) + (y - y1) * (y - y2)
        if cross == 0 and along <= 0:
            return "edge"
        if y1 <= y < y2 and cross > 0:
            turns += 1
        if y2 <= y < y1 and cross < 0:
            turns -= 1
    return "in" if turns % 2 else "out"


def size(polygon: Any) -> Fraction:
    """The area of all pieces, holes taken off."""
    return sum(
        (_size(outline) - sum(map(_size, holes), Fraction()) for outline, *holes in polygon),
        Fraction(),
    )


def _size(loop: Points) -> Fraction:
    corners = [(Fraction(str(x)), Fraction(str(y))) for x, y in loop]
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum((x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs), Fraction())) / 2
