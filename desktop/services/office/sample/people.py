"""Customer records with everything that is known, half-known or missing about people."""

import re
from dataclasses import dataclass
from typing import Any

from desktop.models.customers import Customer
from desktop.models.folding import fold
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.details import (
    write_consents,
    write_custom,
    write_phone,
    write_phones,
    write_tags,
)
from desktop.services.office.sample.firms import firm
from desktop.services.office.sample.names import Person, person
from desktop.services.office.sample.odds import Odds, day, later
from desktop.services.office.sample.places import Place

FIRST_ACCOUNT = 1001
TYPES = {
    "home": "residential",
    "builder": "builder",
    "realtor": "realtor",
    "government": "government",
}
SOURCES = Odds(
    {
        None: 30,
        "Referral": 24,
        "Google": 17,
        "Yard sign": 7,
        "Facebook": 9,
        "Phone book": 5,
        "Builder": 5,
        "County list": 3,
    }
)
CHANNELS = Odds({None: 45, "phone": 22, "mail": 16, "email": 9, "sms": 6, "none_recorded": 2})
PAYS = Odds({"at_once": 52, "in_time": 31, "late": 14.5, "never": 2.5})
NOTES = (
    "Lids buried 12 in behind the house, by the big oak.",
    "Prefers mornings. Call 30 minutes ahead.",
    "Tank is 60 ft from the driveway, need the long hose.",
    "Do not drive on the yard after rain.",
    "Spouse handles the billing.",
    "Gate sticks, lift and push.",
    "Works nights, do not call before noon.",
    "Cattle in the pasture, close the gate.",
    "Tenant on site, bill the owner.",
)
AWAY = Odds(  # owners of lake houses and rentals
    {
        ("Memorial Dr", "Houston", "77024"): 5,
        ("Louetta Rd", "Spring", "77379"): 3,
        ("Rock Prairie Rd", "College Station", "77845"): 3,
        ("W Davis St", "Conroe", "77304"): 2,
        ("Royal Ln", "Dallas", "75229"): 2,
    }
)
MAIL_HOSTS = ("example.com", "example.net", "example.org")


@dataclass(frozen=True)
class Fate:
    """From when until when someone is a customer, and how it stands today."""

    first_day: int
    last_day: int
    status: str = "active"
    reason: str | None = None
    sold: bool = False


def write_customer(
    desk: Desk,
    profile: str,
    fate: Fate,
    place: Place,
    who: Person | None = None,
    phone: str | None = None,
) -> Account:
    """Invent a customer who lives or works at a place, and write the record."""
    who = who or person(desk.rng)
    name = who.listed if profile == "home" else firm(desk.rng, profile, *place.town[1:3])
    email = _email(desk, who, name, profile)
    number = desk.rows.add(
        Customer,
        account_no=str(desk.rows.count(Customer) + FIRST_ACCOUNT),
        display_name=name.upper() if desk.chance(0.025) else name,
        company=None if profile == "home" else name,
        email=email,
        status=fate.status,
        inactive_reason=fate.reason,
        first_seen=day(fate.first_day) if desk.chance(0.85) else None,
        **_traits(desk, profile),
        **(_person_columns(who) if profile == "home" or desk.chance(0.5) else {}),
        **_mailing(desk, place),
    )
    write_consents(desk, fate.first_day, fate.last_day, email)
    if phone:
        write_phone(desk, number, phone)
    else:
        phone = write_phones(desk, number, profile, place)
    write_tags(desk, number)
    write_custom(desk, number)
    dates = fate.first_day, fate.last_day
    return Account(number, profile, PAYS.draw(desk.rng), *dates, phone, email=email is not None)


def _traits(desk: Desk, profile: str) -> dict[str, Any]:
    """What kind of customer it is, as far as anybody wrote it down."""
    return {
        "customer_type": None if desk.chance(0.03) else TYPES.get(profile, "commercial"),
        "preferred_channel": CHANNELS.draw(desk.rng),
        "source": SOURCES.draw(desk.rng),
        "payment_terms": None if profile == "home" else "Net 30",
        "notes": desk.rng.choice(NOTES) if desk.chance(0.14) else None,
    }


def _person_columns(who: Person) -> dict[str, Any]:
    return {"first_name": who.first, "last_name": who.last, "second_name": who.second}


def _email(desk: Desk, who: Person, name: str, profile: str) -> str | None:
    if not desk.chance(0.57):
        return None
    host = desk.rng.choice(MAIL_HOSTS)
    if profile != "home":
        return f"office@{_letters(name)[:40]}.{host}"
    first, last = _letters(who.first.split()[0]), _letters(who.last)
    number = str(later(desk.rng, 1, 99)) if desk.chance(0.6) else ""
    return f"{first}{desk.rng.choice(('.', '', '_'))}{last}{number}@{host}"


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", fold(text))


def _mailing(desk: Desk, place: Place) -> dict[str, Any]:
    """Where mail goes: the place itself, a box at the post office, out of town, or not known."""
    roll, town = desk.rng.random(), place.town
    line1: str = place.line1
    if roll < 0.06:
        return {}
    if roll < 0.16:
        line1 = f"PO Box {later(desk.rng, 11, 2890)}"
    elif roll < 0.21:
        road, city, away = AWAY.draw(desk.rng)
        house = later(desk.rng, 100, 9800)
        return {"line1": f"{house} {road}", "city": city, "state": "TX", "zip5": away}
    zip5 = None if desk.chance(0.03) else town.zip5
    zip4 = f"{later(desk.rng, 1000, 9899)}" if zip5 and desk.chance(0.2) else None
    return {"line1": line1, "city": town.name, "state": "TX", "zip5": zip5, "zip4": zip4}
