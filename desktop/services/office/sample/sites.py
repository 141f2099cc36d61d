"""Properties: where the tanks lie, who lives there, and how the truck gets in."""

from typing import Any, NamedTuple

from desktop.models.customers import Property, PropertyLink
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.odds import Odds, day, later, some_day
from desktop.services.office.sample.places import Place

USES = {
    "restaurant": "food_service",
    "rv_park": "rv_park",
    "church_school": "church_school",
    "shop": "commercial",
    "government": "commercial",
}
PEOPLE = Odds({1: 17, 2: 37, 3: 18, 4: 16, 5: 8, 6: 3, 7: 1})
BEDROOMS = Odds({2: 17, 3: 56, 4: 23, 5: 4})
SEASONS = Odds({None: 55, "full_time": 35, "weekend": 6, "vacation": 4})
DISPOSER = Odds({None: 35, "unknown": 15, "no": 35, "yes": 15})
DOGS = ("Yes, friendly", "Yes, keep gate shut", "Two big dogs, call first", "Small dog, barks")
BEST_TIMES = ("Mornings", "After 10 am", "Weekdays only", "Afternoons", "Before the lunch rush")
DIRECTIONS = (
    "Turn at the cattle guard, second house on the left.",
    "Past the church, blue gate on the right.",
    "Red brick house at the end of the lane.",
    "Follow the fence line to the barn, tank is behind it.",
    "White mobile home, mailbox with a longhorn.",
)


class Site(NamedTuple):
    """A property as the rest of the generator needs to know it."""

    id: int
    place: Place
    use: str
    people: int | None
    garbage_disposal: bool


def write_site(desk: Desk, profile: str, place: Place) -> Site:
    """Write the property at a place."""
    home = profile in {"home", "builder", "realtor"}
    use = "residential" if home else USES[profile]
    people = PEOPLE.draw(desk.rng) if home and desk.chance(0.7) else None
    disposer = DISPOSER.draw(desk.rng) if home else None
    town = place.town
    pinned = desk.chance(0.72)
    number = desk.rows.add(
        Property,
        line1=place.line1,
        city=town.name,
        state="TX",
        zip5=None if desk.chance(0.025) else town.zip5,
        county=None if desk.chance(0.015) else town.county,
        lat=place.lat if pinned else None,
        lon=place.lon if pinned else None,
        geocode_source=("gps" if desk.chance(0.5) else "manual_pin") if pinned else None,
        use=use,
        bedrooms=BEDROOMS.draw(desk.rng) if home and desk.chance(0.6) else None,
        household_size=people,
        seasonal=SEASONS.draw(desk.rng) if home else None,
        garbage_disposal=disposer,
        # Few are chosen by hand: the zones find the others by their counties.
        zone_id=desk.staff.zones[town.county] if desk.chance(0.015) else None,
        drive_minutes=place.drive_minutes,
        **_access(desk),
    )
    return Site(number, place, use, people, disposer == "yes")


def write_link(
    desk: Desk, account: Account, site: Site, *, since: int | None, until: int | None = None
) -> None:
    """Write that a property is, or was, this customer's."""
    desk.rows.add(
        PropertyLink,
        customer_id=account.id,
        property_id=site.id,
        role="owner",
        from_date=some_day(since),
        to_date=None if until is None else day(until),
    )


def _access(desk: Desk) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if desk.chance(0.13):
        known["gate_code"] = f"#{later(desk.rng, 1000, 9999)}"
    if desk.chance(0.14):
        known["dogs"] = desk.rng.choice(DOGS)
    if desk.chance(0.1):
        known["hose_length_ft"] = later(desk.rng, 4, 12) * 25
    if desk.chance(0.07):
        known["wet_ground_warning"] = True
    if desk.chance(0.07):
        known["best_time"] = desk.rng.choice(BEST_TIMES)
    if desk.chance(0.1):
        known["directions"] = desk.rng.choice(DIRECTIONS)
    return known
