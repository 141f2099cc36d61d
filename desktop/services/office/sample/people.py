"""Customer records with everything that is known, half-known or missing about people."""

import re
from dataclasses import dataclass
from typing import Any

from desktop.models.customers import Customer, CustomerPhone, CustomerTag
from desktop.models.folding import fold
from desktop.models.office import CustomValue
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.firms import firm
from desktop.services.office.sample.names import Person, person
from desktop.services.office.sample.odds import Odds, day, later
from desktop.services.office.sample.places import Place

AREA_CODES = {"Burleson": "979", "Robertson": "979", "Anderson": "903"}
OTHER_AREA_CODE = "936"
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
TAGS = Odds(
    {
        "dog": 30,
        "gate code": 22,
        "cash only": 5,
        "do not mail": 4,
        "senior": 12,
        "call first": 14,
        "VIP": 3,
        "rental": 7,
        "bad road": 6,
        "lake house": 8,
        "slow payer": 4,
    }
)
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
    desk: Desk, profile: str, fate: Fate, place: Place, who: Person | None = None
) -> Account:
    """Invent a customer who lives or works at a place, and write the record."""
    who = who or person(desk.rng)
    name = who.listed if profile == "home" else firm(desk.rng, profile, *place.town[1:3])
    email = _email(desk, who, name, profile)
    known_channel = CHANNELS.draw(desk.rng)
    number = desk.rows.add(
        Customer,
        account_no=str(desk.rows.count(Customer) + 1001),
        display_name=name.upper() if desk.chance(0.025) else name,
        company=None if profile == "home" else name,
        customer_type=None if desk.chance(0.03) else TYPES.get(profile, "commercial"),
        email=email,
        preferred_channel=known_channel,
        status=fate.status,
        inactive_reason=fate.reason,
        source=SOURCES.draw(desk.rng),
        first_seen=day(fate.first_day) if desk.chance(0.85) else None,
        payment_terms=None if profile == "home" else "Net 30",
        notes=desk.rng.choice(NOTES) if desk.chance(0.14) else None,
        **(_person_columns(who) if profile == "home" or desk.chance(0.5) else {}),
        **_mailing(desk, place),
    )
    _consents(desk, fate, email)
    phone = _phones(desk, number, profile, place)
    _tags(desk, number)
    _custom(desk, number)
    pays = PAYS.draw(desk.rng)
    return Account(
        number,
        profile,
        pays,
        fate.first_day,
        fate.last_day,
        phone,
        mail=True,
        email=email is not None,
    )


def _person_columns(who: Person) -> dict[str, Any]:
    return {"first_name": who.first, "last_name": who.last, "second_name": who.second}


def _email(desk: Desk, who: Person, name: str, profile: str) -> str | None:
    if not desk.chance(0.57):
        return None
    host = desk.rng.choice(MAIL_HOSTS)
    if profile != "home":
        return f"office@{_letters(name)[:24]}.{host}"
    first, last = _letters(who.first.split()[0]), _letters(who.last)
    number = str(later(desk.rng, 1, 99)) if desk.chance(0.6) else ""
    return f"{first}{desk.rng.choice(('.', '', '_'))}{last}{number}@{host}"


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", fold(text))


def _mailing(desk: Desk, place: Place) -> dict[str, Any]:
    """Where mail goes: the place itself, a box at the post office, out of town, or not known."""
    roll, town = desk.rng.random(), place.town
    if roll < 0.06:
        return {}
    line1 = place.line1
    if roll < 0.16:
        line1 = f"PO Box {later(desk.rng, 11, 2890)}"
    elif roll < 0.21:
        line1, town = f"{later(desk.rng, 100, 9800)} {_CITY_ROADS.draw(desk.rng)}", None
    if town is None:
        city, zip5 = _CITIES.draw(desk.rng)
        return {"line1": line1, "city": city, "state": "TX", "zip5": zip5}
    zip5 = None if desk.chance(0.03) else town.zip5
    zip4 = f"{later(desk.rng, 1000, 9899)}" if zip5 and desk.chance(0.2) else None
    return {"line1": line1, "city": town.name, "state": "TX", "zip5": zip5, "zip4": zip4}


_CITY_ROADS = Odds(
    {"Memorial Dr": 2, "Westheimer Rd": 2, "FM 1960 W": 2, "Texas Ave S": 1, "Kuykendahl Rd": 1}
)
_CITIES = Odds(
    {
        ("Houston", "77024"): 5,
        ("Spring", "77379"): 3,
        ("College Station", "77845"): 3,
        ("Conroe", "77304"): 2,
        ("Dallas", "75229"): 2,
    }
)


def _consents(desk: Desk, fate: Fate, email: str | None) -> None:
    """What people allowed or asked us not to do."""
    said: dict[str, Any] = {}
    agreed = later(desk.rng, fate.first_day, min(fate.last_day, desk.today))
    if desk.chance(0.34):
        kind = "marketing" if desk.chance(0.3) else "service_only"
        how = desk.rng.choice(("Web form", "Signed work order", "By phone"))
        said |= {"sms_consent": kind, "sms_consent_on": day(agreed), "sms_consent_how": how}
        if desk.chance(0.06):
            said["sms_opt_out_on"] = day(later(desk.rng, agreed, desk.today))
    if email and desk.chance(0.05):
        said["email_opt_out_on"] = day(agreed)
    if desk.chance(0.02):
        said["do_not_mail"] = True
    if desk.chance(0.015):
        said["do_not_call"] = True
    if desk.chance(0.006):
        said["do_not_contact"] = True
    if desk.chance(0.012):
        said["undeliverable_mail"] = True
    if email and desk.chance(0.02):
        said["undeliverable_email"] = True
    if said:
        desk.rows.amend(Customer, **said)


def _phones(desk: Desk, customer: int, profile: str, place: Place) -> str | None:
    if desk.chance(0.045):
        return None
    kinds = ["mobile" if profile == "home" and desk.chance(0.7) else "phone"]
    if desk.chance(0.3):
        kinds.append("work" if profile != "home" or desk.chance(0.3) else "home")
    numbers = [new_phone(desk, place.town.county) for _ in kinds]
    for position, (number, kind) in enumerate(zip(numbers, kinds, strict=True)):
        write_phone(desk, customer, number, kind, position)
    return numbers[0]


def new_phone(desk: Desk, county: str) -> str:
    """A number that nobody else has."""
    area = AREA_CODES.get(county, OTHER_AREA_CODE)
    given = desk.phones[area] = desk.phones.get(area, 0) + 1
    scattered = given * 7919 % 10_000
    return f"({area}) {555 + given // 10_000}-{scattered:04d}"


def write_phone(
    desk: Desk, customer: int, number: str, kind: str = "mobile", position: int = 0
) -> None:
    """One telephone number of a customer."""
    desk.rows.add(
        CustomerPhone,
        customer_id=customer,
        position=position,
        number=number,
        kind=kind,
        can_text=True if kind == "mobile" and desk.chance(0.6) else None,
    )


def _tags(desk: Desk, customer: int) -> None:
    if desk.chance(0.26):
        first = TAGS.draw(desk.rng)
        desk.rows.add(CustomerTag, customer_id=customer, tag=first)
        second = TAGS.draw(desk.rng)
        if second != first and desk.chance(0.3):
            desk.rows.add(CustomerTag, customer_id=customer, tag=second)


def _custom(desk: Desk, customer: int) -> None:
    fields = desk.staff.fields
    if desk.chance(0.3):
        yes = desk.chance(0.8)
        desk.rows.add(
            CustomValue, field_id=fields["sketch_on_file"], customer_id=customer, yes=yes
        )
    if desk.chance(0.06):
        alarms = float(later(desk.rng, 0, 6))
        desk.rows.add(
            CustomValue, field_id=fields["sensor_alarms"], customer_id=customer, number=alarms
        )
    if desk.chance(0.1):
        _text_value(desk, customer, "chlorine_kind", "Tablets" if desk.chance(0.7) else "Liquid")
    if desk.chance(0.05):
        _text_value(desk, customer, "referred_by", person(desk.rng).listed)


def _text_value(desk: Desk, customer: int, key: str, text: str) -> None:
    desk.rows.add(
        CustomValue,
        field_id=desk.staff.fields[key],
        customer_id=customer,
        text=text,
        text_key=fold(text),
    )
