"""In which zone a property lies, and why: five steps, the first that says something wins.

A choice by hand, the area drawn on the map, the list of ZIP codes, the county, the ring of drive
time; else none. Of several areas the smallest counts, of several lists the zone that comes first
by name. Rules: domain reference, section 6.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.services.territory.shapes import Shape, shape

RINGS = (15, 30, 45, 60, None)  # minutes up to which, the edge included; then all that is farther
_DETAIL_LETTERS = 80
_ZIP_DIGITS = 5
_COUNTY = " county"


class ZoneRow(NamedTuple):
    """What decides who lies in a zone."""

    id: int
    name: str
    kind: str
    counties: Any = None
    zip_codes: Any = None
    minutes_up_to: int | None = None
    polygon: Any = None


class Place(NamedTuple):
    """What of a property decides its zone."""

    chosen: int | None = None  # by hand
    lat: float | None = None
    lon: float | None = None
    zip5: str | None = None
    county: str | None = None
    minutes: int | None = None


class Found(NamedTuple):
    """A zone and how it was found (a key of `choices.ZONE_BY`)."""

    zone_id: int | None
    by: str
    detail: str | None = None


NOWHERE = Found(None, "none")


class ZoneRules:
    """The zones of the office, laid out so that a property finds its own at once."""

    def __init__(self, zones: Sequence[ZoneRow]) -> None:
        named = sorted(zones, key=lambda zone: (fold(zone.name), zone.id))
        areas = [(zone.id, area) for zone in named if (area := area_of(zone)) is not None]
        self._areas: list[tuple[int, Shape]] = sorted(areas, key=lambda one: one[1].size)
        self._zips = _first(named, lambda zone: map(zip_key, texts(zone.zip_codes)))
        self._counties = _first(named, lambda zone: map(county_key, counties_of(zone)))
        rings = [zone for zone in named if zone.kind == "drive_time"]
        self._rings = sorted(
            ((zone.minutes_up_to, zone.id) for zone in rings if zone.minutes_up_to is not None),
            key=lambda one: one[0],
        )
        self._beyond = next((zone.id for zone in rings if zone.minutes_up_to is None), None)

    def find(self, place: Place) -> Found:
        """The zone of a property."""
        if place.chosen is not None:
            return Found(place.chosen, "manual")
        zone = self._area(place)
        if zone is not None:
            return Found(zone, "polygon")
        code = zip_key(place.zip5 or "")
        if code and code in self._zips:
            return Found(self._zips[code], "zip", code)
        county = county_key(place.county or "")
        if county and county in self._counties:
            return Found(self._counties[county], "county", _bare(place.county or ""))
        return self._ring(place.minutes)

    def _area(self, place: Place) -> int | None:
        lat, lon = place.lat, place.lon
        if lat is None or lon is None:
            return None
        return next((zone for zone, area in self._areas if area.has(lon, lat)), None)

    def _ring(self, minutes: int | None) -> Found:
        if minutes is None:
            return NOWHERE
        zone = next((zone for up_to, zone in self._rings if minutes <= up_to), self._beyond)
        return NOWHERE if zone is None else Found(zone, "ring", str(minutes))


def _first(zones: Iterable[ZoneRow], keys: Callable[[ZoneRow], Iterable[str]]) -> dict[str, int]:
    """Which zone comes first with each key."""
    found: dict[str, int] = {}
    for zone in zones:
        for key in keys(zone):
            found.setdefault(key, zone.id)
    return found


def area_of(zone: ZoneRow) -> Shape | None:
    """The area of a zone; what a file brought and is none is passed over."""
    if not zone.polygon:
        return None
    try:
        return shape(zone.polygon)
    except UserError:
        return None


def texts(values: Any) -> Sequence[str]:
    """The texts of a list; a file may have brought something else."""
    return [one for one in values if isinstance(one, str)] if isinstance(values, list) else ()


def counties_of(zone: ZoneRow) -> Sequence[str]:
    """The counties of a zone; a county zone without a list is named after its own."""
    listed = texts(zone.counties)
    return listed or ((zone.name,) if zone.kind == "county" else ())


@lru_cache(maxsize=4_096)
def county_key(name: str) -> str:
    """A county as it is compared: “Brazos County” and “BRAZOS” are the same."""
    return fold(name).removesuffix(_COUNTY).strip()


def _bare(county: str) -> str:
    """The name of a county without the word."""
    named = " ".join(county.split())
    is_long = named.lower().endswith(_COUNTY)
    return (named[: -len(_COUNTY)] if is_long else named)[:_DETAIL_LETTERS]


@lru_cache(maxsize=4_096)
def zip_key(code: str) -> str:
    """A ZIP code as it is compared: without the four digits of ZIP+4."""
    return fold(code)[:_ZIP_DIGITS]


def explain(found: Found, zone: str) -> str:
    """Why a property lies in its zone, as a sentence."""
    why = reason(found)
    return f"In no zone: {why}" if found.by == NOWHERE.by else f"In zone {zone} because {why}"


def reason(found: Found) -> str:
    """What put a property into its zone."""
    return _REASONS[found.by].format(detail=found.detail)


_REASONS = {
    "manual": "it was chosen by hand",
    "polygon": "the property lies in its area on the map",
    "zip": "ZIP {detail} is in its list",
    "county": "the property is in {detail} County",
    "ring": "the drive takes {detail} minutes",
    "none": "no area, ZIP list, county or drive time of a zone fits",
}
