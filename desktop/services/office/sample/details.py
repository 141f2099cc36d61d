"""What hangs on a customer: telephone numbers, consents, tags, values of our own fields."""

from typing import Any

from desktop.models.customers import Customer, CustomerPhone, CustomerTag
from desktop.models.folding import fold
from desktop.models.office import CustomValue
from desktop.services.office.sample.desk import Desk
from desktop.services.office.sample.names import person
from desktop.services.office.sample.odds import Odds, day, later
from desktop.services.office.sample.places import Place

AREA_CODES = {"Burleson": "979", "Robertson": "979", "Anderson": "903"}
OTHER_AREA_CODE = "936"
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

FLAGS = {
    "do_not_mail": 0.02,
    "do_not_call": 0.015,
    "do_not_contact": 0.006,
    "undeliverable_mail": 0.012,
    "undeliverable_email": 0.012,
}


def write_consents(desk: Desk, first_day: int, last_day: int, email: str | None) -> None:
    """What people allowed or asked us not to do."""
    said: dict[str, Any] = {}
    agreed = later(desk.rng, first_day, min(last_day, desk.today))
    if desk.chance(0.34):
        kind = "marketing" if desk.chance(0.3) else "service_only"
        how = desk.rng.choice(("Web form", "Signed work order", "By phone"))
        said |= {"sms_consent": kind, "sms_consent_on": day(agreed), "sms_consent_how": how}
        if desk.chance(0.06):
            said["sms_opt_out_on"] = day(later(desk.rng, agreed, desk.today))
    if email and desk.chance(0.05):
        said["email_opt_out_on"] = day(agreed)
    said |= {flag: True for flag, share in FLAGS.items() if desk.chance(share)}
    if said:
        desk.rows.amend(Customer, **said)


def write_phones(desk: Desk, customer: int, profile: str, place: Place) -> str | None:
    """Write the numbers of a customer and return the first; some have none."""
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


def write_tags(desk: Desk, customer: int) -> None:
    """Write the words the office hung on a customer."""
    if desk.chance(0.26):
        first = TAGS.draw(desk.rng)
        desk.rows.add(CustomerTag, customer_id=customer, tag=first)
        second = TAGS.draw(desk.rng)
        if second != first and desk.chance(0.3):
            desk.rows.add(CustomerTag, customer_id=customer, tag=second)


def write_custom(desk: Desk, customer: int) -> None:
    """Write the values of the office's own fields."""
    fields = desk.staff.fields
    if desk.chance(0.3):
        yes = desk.chance(0.8)
        desk.rows.add(CustomValue, field_id=fields["sketch_on_file"], customer_id=customer, yes=yes)
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
