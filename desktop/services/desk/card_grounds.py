"""A place on the printed card: who lives there, how to get in, what lies in the ground."""

from collections.abc import Iterator

from desktop.services.days import DayWriter
from desktop.services.desk.card_places import PlaceCard, SystemCard, TankCard
from desktop.services.desk.words import counted, joined


def place_lines(place: PlaceCard, day: DayWriter) -> Iterator[str]:
    """The lines about a place."""
    is_named = not place.county or "county" in place.county.casefold()
    county = place.county if is_named else f"{place.county} County"
    people = counted(place.people, "person", "people") if place.people else ""
    zone = f"zone {place.zone}" if place.zone else ""
    yield joined(place.role, county, zone, place.use, people) or "Role not known"
    access = {
        "Gate code": place.gate_code,
        "Dogs": place.dogs,
        "Driveway": place.driveway,
        "Hose": f"{place.hose_ft} ft" if place.hose_ft else "",
        "Ground": "gets wet" if place.wet_ground else "",
        "Best time": place.best_time,
        "Directions": place.directions,
        "Note": place.note,
    }
    yield from (f"{name}: {text}" for name, text in access.items() if text)
    unseen = (one.note for one in place.sketches if one.note and not one.picture)
    yield from (f"Sketch: {note}" for note in unseen)
    for system in place.systems:
        yield from _system(system, day)


def _system(system: SystemCard, day: DayWriter) -> Iterator[str]:
    installed = f"installed {day(system.installed)}" if system.installed else ""
    cared = f"maintained by {system.maintained_by.lower()}" if system.maintained_by else ""
    in_use = "" if system.active else "not in use"
    yield joined(f"{system.kind} system", system.make, installed, cared, in_use)
    if system.permit_no or system.authority:
        yield f"· Permit {joined(system.permit_no or 'number not known', system.authority)}"
    yield from (f"· {_tank(tank)}" for tank in system.tanks)


def _tank(tank: TankCard) -> str:
    gallons = f"{tank.gallons:,} gal" if tank.gallons else "size not known" if tank.holds else ""
    out = "" if tank.in_service else "out of service"
    return joined(tank.kind, gallons, tank.material, tank.lids, tank.own_interval, out)
