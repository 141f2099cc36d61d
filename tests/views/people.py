"""A quick office for view tests: customers with texts and facts, written in bulk."""

import random
from datetime import date, timedelta

from sqlalchemy import delete, insert

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.database import Office
from desktop.models.facts import CustomerFact, CustomerText, FactsState
from desktop.models.folding import fold
from desktop.services.value import rfm_map
from tests.fact_rows import fact_row

TODAY = date(2026, 11, 22)
FIRST = ("Ana", "Bill", "Carol", "Darrell", "Earl", "Faye", "Grace", "Hank", "Irene", "Kay")
LAST = ("Reyes", "Smith", "Mitchell", "O'Neal", "Nguyen", "Garza", "Boone", "Hobbs", "Vance")
CITIES = (("Tyler", "75701"), ("Lindale", "75771"), ("Longview", "75601"), ("Bullard", "75757"))
TYPES = ("residential", "residential", "residential", "commercial", "builder", None)
SYSTEMS = ("conventional", "aerobic", "aerobic", "unknown")


def fill(office: Office, count: int) -> None:
    """Write `count` customers; the same ones every time."""
    draw = random.Random(7)
    people = [_person(draw, number) for number in range(1, count + 1)]
    with office.writing.begin() as db:
        for table, place in ((Customer, 0), (CustomerPhone, 1), (CustomerText, 2)):
            db.execute(insert(table), [person[place] for person in people])
        db.execute(insert(CustomerFact), [_fact(draw, n) for n in range(1, count + 1)])
        db.execute(delete(FactsState))
        db.execute(insert(FactsState), [{"id": 1, "as_of": TODAY, "stale": False}])


def _person(draw: random.Random, number: int) -> tuple[dict[str, object], ...]:
    name = f"{draw.choice(LAST)}, {draw.choice(FIRST)}"
    city, postcode = draw.choice(CITIES)
    phone = f"903-555-{number % 10000:04d}"
    line1 = f"{draw.randint(100, 19999)} FM {draw.randint(14, 2999)}"
    email = None if number % 3 else f"customer{number}@example.com"
    customer = {
        "id": number,
        "account_no": str(1000 + number),
        "display_name": name,
        "customer_type": draw.choice(TYPES),
        "email": email,
        "line1": line1,
        "city": None if number % 50 == 0 else city,
        "state": "TX",
        "zip5": postcode,
        "status": "inactive" if number % 20 == 0 else "active",
    }
    digits = phone.replace("-", "")
    search = fold(f"{name} {line1} {city} {postcode} {digits} {email or ''} {1000 + number}")
    texts = {
        "customer_id": number,
        "name": fold(name),
        "address": fold(line1),
        "city": fold(str(customer["city"] or "")) or None,
        "postcode": postcode,
        "phone_digits": digits,
        "email": email,
        "search": search,
    }
    return customer, {"customer_id": number, "position": 0, "number": phone}, texts


_RFM_NAMES = rfm_map.shipped_names()


def _fact(draw: random.Random, number: int) -> dict[str, object]:
    served = draw.randint(0, 30)
    last = TODAY - timedelta(days=draw.randint(1, 2500)) if served else None
    return fact_row(
        customer_id=number,
        live=number % 20 != 0,
        system_type=draw.choice(SYSTEMS),
        tank_gallons=draw.choice((500, 1000, 1250, None)),
        service_tier="on_demand",
        contract_status=draw.choice(("none", "none", "active", "expired")),
        service_count=served,
        visits_cancelled=0,
        service_1=last,
        lifetime_revenue_cents=served * 32_550 if served else None,
        open_balance_cents=draw.choice((None, 0, 0, 0, 38_500)),
        **_scores(draw if served else None),
        value_tier=draw.choice(("vip", "standard", "low_frequency", "unrated")),
    )


def _scores(draw: random.Random | None) -> dict[str, object]:
    """Three scores and their name; none of those who were never served."""
    if draw is None:
        return {"rfm_r": None, "rfm_f": None, "rfm_m": None}
    r, f, m = draw.randint(1, 5), draw.randint(1, 5), draw.randint(1, 5)
    return {"rfm_r": r, "rfm_f": f, "rfm_m": m, "rfm_segment": _RFM_NAMES[f"{r}{f}{m}"]}
