"""The company itself: technicians, trucks, where loads go, zones, and its own custom fields."""

from typing import NamedTuple

from desktop.models.customers import Zone
from desktop.models.office import CustomField
from desktop.models.work import DisposalSite, Technician, Truck
from desktop.services.office.sample.odds import YEAR, day
from desktop.services.office.sample.places import Town
from desktop.services.office.sample.writing import Rows


class Staff(NamedTuple):
    """Who and what can be sent, by row number."""

    technicians: tuple[int, ...]
    trucks: tuple[int, ...]
    zones: dict[str, int]  # by county
    zone_technician: dict[str, int]  # by county
    weekdays: dict[str, tuple[int, ...]]  # by county: 1 is Monday
    fields: dict[str, int]  # custom fields by key


TECHNICIANS = (
    ("Ray Dvorak", "Maintenance provider", "MP0002114"),
    ("Luis Cantu", "Maintenance technician", "MT0001873"),
    ("Darnell Gaines", "Maintenance technician", "MT0002260"),
    ("Cody Pruitt", "Installer II", "OS0030418"),
    ("Minh Tran", "Maintenance technician", "MT0002391"),
)
TRUCKS = (
    ("Truck 1 - Kenworth", "24311", 2500),
    ("Truck 2 - Peterbilt", "24311", 3600),
    ("Truck 3 - International", "24311", 2000),
    ("Service pickup", None, None),
)
SITES = (
    ("Brazos Valley Treatment Plant", "WQ0010426", "Brazos Valley Utilities", ["septage"], 7200),
    ("Trinity Bend Septage Facility", "MSW2389", "Trinity Bend LLC", ["septage", "grease"], 11500),
    ("Piney Woods Land Application", "710842", "Piney Woods Farms", ["septage"], 4800),
)
# County, service weekdays, technician (place in the list above), colour.
ZONES = (
    ("Burleson", ("mon", "thu"), 0, "#2f6db5"),
    ("Grimes", ("tue", "fri"), 1, "#3a8f5c"),
    ("Robertson", ("wed",), 3, "#b5772f"),
    ("Polk", ("mon", "tue", "thu"), 2, "#8f3a7a"),
    ("San Jacinto", ("wed", "fri"), 4, "#4a9aa0"),
    ("Anderson", ("tue",), 2, "#a04a4a"),
)
# Key, label, type, choices.
FIELDS: tuple[tuple[str, str, str, list[str] | None], ...] = (
    ("sketch_on_file", "Location sketch on file", "yes_no", None),
    ("sensor_alarms", "Sensor alarm count", "number", None),
    ("chlorine_kind", "Chlorine", "choice", ["Tablets", "Liquid"]),
    ("referred_by", "Referred by", "text", None),
)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hire(rows: Rows, towns: tuple[Town, ...], today: int) -> Staff:
    """Write the company down."""
    people = tuple(
        rows.add(
            Technician,
            name=name,
            licence_type=licence,
            licence_no=number,
            licence_expiry=day(today + int(YEAR * (0.2 + 0.6 * place))),
        )
        for place, (name, licence, number) in enumerate(TECHNICIANS)
    )
    trucks = tuple(
        rows.add(Truck, name=name, registration_no=number, capacity_gal=gallons)
        for name, number, gallons in TRUCKS
    )
    _sites(rows)
    zones = {county: _zone(rows, county, towns, people) for county, _, _, _ in ZONES}
    return Staff(
        people,
        trucks,
        zones,
        {county: people[place] for county, _, place, _ in ZONES},
        {county: tuple(WEEK.index(d) + 1 for d in days) for county, days, _, _ in ZONES},
        _fields(rows),
    )


def _sites(rows: Rows) -> None:
    for name, permit, operator, kinds, price in SITES:
        rows.add(
            DisposalSite,
            name=name,
            permit_no=permit,
            operator=operator,
            waste_kinds=kinds,
            price_per_1000_gal_cents=price,
        )


def _zone(rows: Rows, county: str, towns: tuple[Town, ...], people: tuple[int, ...]) -> int:
    _, days, place, colour = next(zone for zone in ZONES if zone[0] == county)
    return rows.add(
        Zone,
        name=f"{county} County",
        kind="county",
        service_weekdays=list(days),
        primary_technician_id=people[place],
        colour=colour,
        zip_codes=[town.zip5 for town in towns if town.county == county],
    )


def _fields(rows: Rows) -> dict[str, int]:
    return {
        key: rows.add(CustomField, key=key, label=label, on="customer", type=kind, choices=choices)
        for key, label, kind, choices in FIELDS
    }
