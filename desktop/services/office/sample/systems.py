"""What lies in the ground: systems, tanks and parts."""

from typing import Any, NamedTuple

from desktop.models.equipment import Asset, System
from desktop.services.office.sample.desk import Desk
from desktop.services.office.sample.odds import YEAR, Odds, day, later, some_day
from desktop.services.office.sample.sites import Site


class Installed(NamedTuple):
    """A system as visits need to know it: its main tank and how often that is emptied."""

    id: int
    kind: str
    tank: int
    gallons: int | None
    pump_days: float  # days between pump-outs as this household really does it
    other: int | None  # the aerobic tank or the chlorinator, which inspections look at


# What stands at a place of a profile; None: nobody has written down a system.
KINDS: dict[str, Odds[str]] = {
    "home": Odds({"conventional": 49.5, "aerobic": 44, "advanced": 1.5, "unknown": 5}),
    "builder": Odds({"conventional": 45, "aerobic": 55}),
    "realtor": Odds({"conventional": 60, "aerobic": 40}),
    "restaurant": Odds({"grease_trap": 1}),
    "rv_park": Odds({"conventional": 60, "aerobic": 25, "holding_tank": 15}),
    "church_school": Odds({"conventional": 65, "aerobic": 35}),
    "shop": Odds({"conventional": 74, "aerobic": 20, "grit_trap": 6}),
    "government": Odds({"conventional": 60, "aerobic": 25, "lift_station": 15}),
}
HOME_TANKS = Odds({500: 6, 750: 10, 1000: 50, 1250: 17, 1500: 12, 2000: 4, 2500: 1})
WORK_TANKS = Odds({1000: 20, 1250: 15, 1500: 30, 2000: 20, 2500: 15})
GREASE_TANKS = Odds({500: 15, 750: 20, 1000: 35, 1500: 22, 2000: 8})
AEROBIC_MAKES = Odds(
    {
        None: 14,
        ("Clearstream", "500N"): 22,
        ("Hoot", "H-500"): 20,
        ("Aqua Safe", "AS500"): 16,
        ("Jet", "J-500"): 9,
        ("ProFlo", "5060"): 11,
        ("Norweco", "Singulair 960"): 8,
    }
)
MATERIALS = Odds({"concrete": 74, "poly": 12, "fiberglass": 8, "unknown": 4, None: 2})
DISPOSALS: dict[str, Odds[str | None]] = {
    "conventional": Odds({"drainfield": 86, "low_pressure": 6, "mound": 3, None: 5}),
    "aerobic": Odds({"spray": 82, "drip": 13, None: 5}),
    "advanced": Odds({"drip": 60, "low_pressure": 40}),
}
MAIN_TANK = {"aerobic": "trash_tank", "grease_trap": "grease_trap", "lift_station": "pump_tank"}
# Years between pump-outs by tank and people (the table widely used since 1984), 1 to 6 people.
YEARS_BETWEEN = {
    500: (5.8, 2.6, 1.5, 1.0, 0.7, 0.4),
    750: (9.1, 4.2, 2.6, 1.8, 1.3, 1.0),
    1000: (12.4, 5.9, 3.7, 2.6, 2.0, 1.5),
    1250: (15.6, 7.5, 4.8, 3.4, 2.6, 2.0),
    1500: (18.9, 9.1, 5.9, 4.2, 3.3, 2.6),
    2000: (25.4, 12.4, 8.0, 5.9, 4.5, 3.7),
    2500: (31.9, 15.6, 10.2, 7.5, 5.9, 4.8),
}
LEAST_YEARS, MOST_YEARS = 2.6, 5.4  # few pump sooner, and hardly anyone remembers later
FIXED_DAYS = {"grease_trap": 90.0, "grit_trap": 180.0, "holding_tank": 60.0, "lift_station": 365.0}


def write_system(desk: Desk, profile: str, site: Site, first_day: int, *, new: bool) -> Installed:
    """Write the system of a property with its tanks; `new` ones are installed on the first day."""
    kind = KINDS[profile].draw(desk.rng)
    installed = first_day if new else first_day - int(YEAR * 26 * desk.rng.random() ** 1.4)
    known = new or desk.chance(0.64)
    permit = f"{day(installed).year}-{later(desk.rng, 1, 999):04d}"
    county = site.place.town.county
    system = desk.rows.add(
        System,
        property_id=site.id,
        kind=kind,
        install_date=day(installed) if known else None,
        first_use_date=day(installed) if new else None,
        permit_no=permit if known and desk.chance(0.5) else None,
        permitting_authority=f"{county} County" if desk.chance(0.5) else None,
        disposal=DISPOSALS[kind].draw(desk.rng) if kind in DISPOSALS else None,
        maintained_by="unknown" if kind == "aerobic" else None,
        **_make(desk, kind, installed if new else None),
    )
    gallons = _gallons(desk, kind, site)
    tank = _tank(desk, system, kind, gallons, installed if known else None)
    other = _parts(desk, system, kind, installed if known else None)
    return Installed(system, kind, tank, gallons, _pump_days(desk, kind, site, gallons), other)


def _make(desk: Desk, kind: str, new_on: int | None) -> dict[str, Any]:
    make = AEROBIC_MAKES.draw(desk.rng) if kind == "aerobic" else None
    values: dict[str, Any] = {"make": make[0], "model": make[1]} if make else {}
    if kind == "aerobic" and desk.chance(0.8):
        values["treatment_gpd"] = 500 if desk.chance(0.7) else 600
    if new_on is not None:
        values |= {"installer": "Us", "warranty_end": day(new_on + int(2 * YEAR))}
    return values


def _gallons(desk: Desk, kind: str, site: Site) -> int | None:
    if desk.chance(0.06):
        return None
    if kind == "grease_trap":
        return GREASE_TANKS.draw(desk.rng)
    if kind == "aerobic":
        return 500 if desk.chance(0.6) else 750
    return (HOME_TANKS if site.use == "residential" else WORK_TANKS).draw(desk.rng)


def _tank(desk: Desk, system: int, kind: str, gallons: int | None, installed: int | None) -> int:
    riser = desk.chance(0.38)
    return desk.rows.add(
        Asset,
        system_id=system,
        kind=MAIN_TANK.get(kind, "septic_tank"),
        capacity_gal=gallons,
        compartments=2 if desk.chance(0.5) else 1,
        material=MATERIALS.draw(desk.rng),
        lids=later(desk.rng, 1, 2),
        lid_kind=("riser_at_grade" if riser else "buried") if desk.chance(0.7) else None,
        lid_depth_in=None if riser or desk.chance(0.5) else later(desk.rng, 2, 24),
        effluent_filter=desk.chance(0.3) if desk.chance(0.6) else None,
        install_date=some_day(installed),
    )


# The other parts of a system: kind of part, gallons, how often it is on file.
PARTS: dict[str, tuple[tuple[str, int | None, float], ...]] = {
    "aerobic": (
        ("aeration_tank", 500, 1.0),
        ("pump_tank", 750, 0.5),
        ("aerator", None, 0.45),
        ("spray_pump", None, 0.3),
        ("chlorinator", None, 0.3),
    ),
    "conventional": (("drainfield", None, 0.12),),
    "advanced": (("filter", None, 1.0),),
}


def _parts(desk: Desk, system: int, kind: str, installed: int | None) -> int | None:
    """Write the other parts; the first is the one that inspections look at."""
    first = None
    for part, gallons, share in PARTS.get(kind, ()):
        if share == 1 or desk.chance(share):
            number = desk.rows.add(
                Asset,
                system_id=system,
                kind=part,
                capacity_gal=gallons,
                install_date=some_day(installed),
            )
            first = first or number
    return first


def _pump_days(desk: Desk, kind: str, site: Site, gallons: int | None) -> float:
    if kind in FIXED_DAYS:
        return FIXED_DAYS[kind]
    if site.use != "residential":
        return YEAR * (1 + desk.rng.random())
    people = site.people or 2 + int(desk.rng.random() * 2)
    by_table = YEARS_BETWEEN[gallons or 1000][min(people, 6) - 1]
    years = by_table * (0.8 if site.garbage_disposal else 1) * desk.rng.uniform(0.85, 1.2)
    return YEAR * min(max(years, LEAST_YEARS), MOST_YEARS)
