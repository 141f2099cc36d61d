"""Small random offices, as plain records for the naive judge and as rows for the statement."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.base import Base
from desktop.models.choices import CONTRACT_STATUS, SYSTEM_TYPE, VALUE_TIER, Choices
from desktop.models.customers import Customer, CustomerTag, Zone
from desktop.models.facts import (
    EVENT_KINDS,
    KIND_BIT,
    LATEST_KEPT,
    LATEST_KEPT_OF_KIND,
    CustomerFact,
    CustomerText,
    DueItem,
    FactsState,
    ServiceFact,
)
from desktop.models.folding import fold
from desktop.models.hot_zones import HotPoint
from desktop.models.office import CustomField, CustomValue
from desktop.models.segments import Segment, SegmentPin, StaticMember
from desktop.models.value import BehaviourGroup, BehaviourMember, Grouping, LabelDay
from desktop.models.work import Interaction, Invoice, Payment, ServiceLine, Technician, Visit
from desktop.services.segments.events import EVENT_KIND
from desktop.services.segments.record_kinds import OWED_BY
from tests.fact_rows import fact_row
from tests.naive_segments import Happening, Person, Saved, World, age, back

DAYS = (date(2026, 6, 15), date(2026, 3, 31), date(2025, 2, 28), date(2024, 2, 29))
UNITS = ("days", "weeks", "months", "years")
TECHNICIANS = ("Ana Reyes", "Bo")
DUE_SERVICES = ("PUMP", "INSPECT", "GREASE")
ZONES = {  # name: kind, technician, days
    "Zone 1": ("County", "Ana Reyes", ("Monday", "Friday")),
    "Zone 2": ("Custom", "Bo", ()),
    "Élan": ("Drive time", None, ("Friday",)),
}
WORDS = ("Elm", "élan", "100%", "a_b", "O’Neal", "o'neal", "back\\slash", "*", "ELM  st", "77840")
TAGS = ("dog", "Do not mail", "gate")
TEXTS = (
    "name", "first_name", "last_name", "company", "address", "city", "postcode", "county",
    "site_address", "site_city", "site_postcode", "phone", "email", "notes", "lead_source",
)  # fmt: skip
CHOICES = {
    "customer_type": c.CUSTOMER_TYPE,
    "comm_pref": c.CHANNEL,
    "system_type": SYSTEM_TYPE,
    "service_tier": c.SERVICE_TIER,
    "contract_status": CONTRACT_STATUS,
    "value_tier": VALUE_TIER,
    "lifecycle": c.LIFECYCLE,
    "due_status": c.DUE_STATUS,
    "zone_by": c.ZONE_BY,
    "reach_by": c.REACH_BY,
    "relationship": c.RELATIONSHIP,
    "rfm_segment": c.RFM_SEGMENT,
    "health_card": c.HEALTH_CARD,
    "health_grade": c.HEALTH_GRADE,
    "health_colour": c.HEALTH_COLOUR,
    "health_cap": c.HEALTH_CAP,
}
ALWAYS = tuple(CHOICES)[2:]
COUNTED = ("visits_cancelled", "visits_3y", "tickets_3y")
NUMBERS = (
    "drive_minutes", "tank_gallons", *COUNTED, "rfm_r", "rfm_f", "rfm_m",
    "health_score", "health_coverage",
)  # fmt: skip
MONEY = (
    "open_balance", "lifetime_revenue", "average_ticket", "revenue_3y", "revenue_1y",
    "lifetime_value",
)  # fmt: skip
DATES = (
    "customer_since", "contract_end", "next_visit", "last_payment", "system_installed",
    "last_inspection", "last_contact", "next_due", "next_inspection",
    "first_activity", "oldest_owed_due", "last_contract_end", "latest_owed_overdue",
    "aerobic_inspected", "unrenewed_end", "initial_policy_end", "unfiled_inspection",
    "open_estimate", "unanswered_reminder",
)  # fmt: skip
NEVER_BLANK = (
    "reactivated", "any_overdue", "any_due", "needs_data", "trap_due", "never_pumped",
    "aerobic_never_inspected", "aerobic_without_contract", "repeat_service", "degradation",
    "high_risk_component", "bad_address", "no_contact", "on_cycle",
    "vacation_property", "stale",
)  # fmt: skip
YES_NO = ("email_opt_out", "sms_ok", *NEVER_BLANK)
HOT = {"hot_zone": "all", "hot_zone_due": "due"}
CUSTOM = {
    "colour": ("text", "text"),
    "size": ("choice", "text"),
    "alarms": ("number", "number"),
    "owed": ("money", "cents"),
    "seen": ("date", "day"),
    "agreed": ("yes_no", "yes"),
}
SIZES = ("Small", "Very large")
GROUPS = ("Often, high tickets", "Seldom")
TYPES: dict[str, str] = (
    dict.fromkeys((*TEXTS, "account_no", "rfm"), "text")
    | dict.fromkeys(
        (
            *CHOICES,
            "zone",
            "zone_type",
            "primary_tech",
            "system_age_category",
            "behaviour_group",
            "health_trend",
            "season",
        ),
        "choice",
    )
    | dict.fromkeys(("tags", "service_days"), "many")
    | dict.fromkeys(
        (*NUMBERS, "service_count", "days_past_due", "rfm_total", "health_change"), "number"
    )
    | dict.fromkeys(MONEY, "money")
    | dict.fromkeys((*DATES, "first_service", "last_service"), "date")
    | dict.fromkeys((*YES_NO, *HOT), "yes_no")
    | {f"custom.{key}": type_ for key, (type_, _) in CUSTOM.items()}
)


class Edge(NamedTuple):
    """The day, and the one stretch whose edges most days and most windows of an office share."""

    as_of: date
    n: int
    unit: str

    def stretch(self, random: Random) -> tuple[int, str]:
        """Mostly the shared stretch, else any."""
        if random.random() < 0.7:
            return self.n, self.unit
        return random.randint(1, 4), random.choice(UNITS)


def random_day(random: Random, edge: Edge) -> date:
    """A day on or beside the edge of a window, so that edges are hit often."""
    n, unit = edge.stretch(random)
    day = back(edge.as_of, n * random.choice((-1, 0, 1, 1, 1, 2)), unit)
    return day + timedelta(days=random.choice((-1, 0, 0, 1)))


def maybe(random: Random, value: Callable[[], Any]) -> Any:
    return None if random.random() < 0.25 else value()


def random_edge(random: Random) -> Edge:
    return Edge(random.choice(DAYS), random.randint(1, 4), random.choice(UNITS))


def random_world(random: Random, edge: Edge) -> World:
    people = [_person(random, edge, number) for number in range(1, random.randint(3, 9))]
    return World(edge.as_of, people, TYPES, random_segments(random, people))


def random_segments(random: Random, people: list[Person]) -> dict[str, Saved]:
    def some() -> frozenset[int]:
        return frozenset(p.number for p in people if random.random() < 0.3)

    owes = {"all": [{"field": "open_balance", "op": "gt", "value": 0}]}
    quiet: dict[str, Any] = {"event": "service", "form": "did_not"}
    return {
        "owes": Saved(owes, None, some(), some()),
        "listed": Saved(listed=some()),
        "both": Saved({"any": [{"segment": "owes"}, quiet]}, None, some(), some()),
        "empty": Saved({"all": []}, None, some()),
    }


def _person(random: Random, edge: Edge, number: int) -> Person:
    values: dict[str, Any] = {key: maybe(random, lambda: _text(random)) for key in TEXTS}
    values["account_no"] = maybe(random, lambda: f"A{number}")
    for key, choices in CHOICES.items():
        labels = [label for stored, label in choices.items if stored != "none_recorded"]
        blank = key not in ALWAYS and random.random() < 0.25
        values[key] = None if blank else random.choice(labels)
    values |= {key: maybe(random, lambda: random.randint(0, 5)) for key in NUMBERS}
    values |= {key: random.randint(0, 3) for key in COUNTED}
    values |= {key: maybe(random, lambda: _money(random)) for key in MONEY}
    values |= {key: maybe(random, lambda: random_day(random, edge)) for key in DATES}
    values |= {key: maybe(random, lambda: random.random() < 0.5) for key in (*YES_NO, *HOT)}
    values |= {key: bool(values[key]) for key in NEVER_BLANK}
    values["tags"] = {tag for tag in TAGS if random.random() < 0.3}
    values["behaviour_group"] = maybe(random, lambda: random.choice(GROUPS))
    values |= _custom_values(random, edge)
    person = Person(number, random.random() < 0.85, values, _happenings(random, edge, number))
    person.records["due_items"] = _due_items(random, edge)
    _derive(random, edge, person)
    return person


def _text(random: Random) -> str:
    return " ".join(random.choice((*WORDS, "", " ")) for _ in range(random.randint(1, 2)))


def _money(random: Random) -> Decimal:
    return Decimal(random.choice((0, 1, -500, 19_999, 20_000, 20_001))) / 100


def _custom_values(random: Random, edge: Edge) -> dict[str, Any]:
    return {
        "custom.colour": maybe(random, lambda: _text(random)),
        "custom.size": maybe(random, lambda: random.choice(SIZES)),
        "custom.alarms": maybe(random, lambda: random.choice((0.0, 1.0, 1.5, -2.0))),
        "custom.owed": maybe(random, lambda: _money(random)),
        "custom.seen": maybe(random, lambda: random_day(random, edge)),
        "custom.agreed": maybe(random, lambda: random.random() < 0.5),
    }


def _happenings(random: Random, edge: Edge, number: int) -> list[Happening]:
    made = []
    for count in range(random.choice((0, 1, 2, 4, 14))):
        event = random.choice(("service", "service", "call", "invoice", "payment", "visit_booked"))
        about = {
            "kind": {random.choice(EVENT_KIND.items)[1] for _ in range(random.randint(0, 2))},
            "technician": maybe(random, lambda: random.choice(TECHNICIANS)),
            "amount": maybe(random, lambda: _money(random)),
            "direction": random.choice(("In", "Out")),
            "outcome": maybe(random, lambda: random.choice(c.OUTCOME.items)[1]),
        }
        if event in ("invoice", "payment"):
            about["amount"] = _money(random)
        made.append(Happening(event, random_day(random, edge), number * 100 + count, about))
    return made


def _due_items(random: Random, edge: Edge) -> list[dict[str, Any]]:
    made = []
    for _ in range(random.choice((0, 1, 2, 3))):
        due = maybe(random, lambda: random_day(random, edge))
        late = due is not None and due < edge.as_of
        made.append(
            {
                "service": c.SERVICE.label(random.choice(DUE_SERVICES)),
                "status": random.choice(c.DUE_STATUS.items)[1],
                "due": due,
                "days_overdue": (edge.as_of - due).days if due and late else None,
                "owed_by": random.choice(OWED_BY.items)[1],
                "booked": random.random() < 0.5,
                "postponed_until": maybe(random, lambda: random_day(random, edge)),
            }
        )
    return made


def _derive(random: Random, edge: Edge, person: Person) -> None:
    values, as_of = person.values, edge.as_of
    zone = maybe(random, lambda: random.choice(tuple(ZONES)))
    kind, technician, weekdays = ZONES[zone] if zone else (None, None, ())
    values |= {"zone": zone, "zone_type": kind, "primary_tech": technician}
    values["service_days"] = set(weekdays)
    done = sorted(h.day for h in person.happenings if h.event == "service" and h.day <= as_of)
    values["service_count"] = len(done)
    values |= {
        "first_service": done[0] if done else None,
        "last_service": done[-1] if done else None,
    }
    scores = [values[key] for key in ("rfm_r", "rfm_f", "rfm_m")]
    values["rfm_total"] = None if None in scores else sum(scores)
    values["rfm"] = None if None in scores else "".join(map(str, scores))
    values |= _trend(values["health_score"], maybe(random, lambda: random.randint(0, 9)))
    month = values["next_due"] and values["next_due"].month
    values["season"] = month and ("Winter", "Spring", "Summer", "Fall")[month % 12 // 3]
    due = maybe(random, lambda: random_day(random, edge))
    values["_due"] = due
    values["days_past_due"] = (as_of - due).days if due and due < as_of else None
    installed = values["system_installed"]
    years = age(installed, as_of) if installed and installed <= as_of else None
    names = {5: "New", 15: "Mature", 25: "Aging", 10_000: "Legacy"}
    values["system_age_category"] = (
        None if years is None else next(name for limit, name in names.items() if years < limit)
    )


def _trend(now: int | None, before: int | None) -> dict[str, Any]:
    moved = None if now is None or before is None else now - before
    named = "Steady" if moved is None or abs(moved) < 5 else "Up" if moved > 0 else "Down"
    trend = None if moved is None else named
    return {"health_change": moved, "health_trend": trend, "_score_before": before}


# The same office as rows


class Filling:
    """Rows gathered per table, written in one go in the order in which tables first came up."""

    def __init__(self) -> None:
        self._rows: dict[type[Base], list[dict[str, Any]]] = {}

    def add(self, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
        self._rows.setdefault(table, []).extend(rows)

    def write(self, db: Session) -> None:
        connection = db.connection()
        for table, rows in self._rows.items():
            if rows:
                connection.execute(insert(table), rows)


def fill(db: Session, world: World) -> None:
    """Write the office into empty tables, with facts as plain counting makes them."""
    filling = Filling()
    before = world.as_of - timedelta(92)
    state = {"id": 1, "as_of": world.as_of, "stale": False, "compared_day": before}
    filling.add(FactsState, [state])
    filling.add(LabelDay, (_label_row(person, day) for person in world.people
                           for day in (before, before - timedelta(30))))  # fmt: skip
    filling.add(Technician, ({"id": n, "name": name} for n, name in enumerate(TECHNICIANS, 1)))
    filling.add(Zone, (_zone_row(n, name) for n, name in enumerate(ZONES, 1)))
    filling.add(CustomField, (_custom_row(n, key) for n, key in enumerate(CUSTOM, 1)))
    filling.add(Grouping, map(_grouping_row, (1, 2)))
    filling.add(BehaviourGroup, ({"grouping_id": 2, "number": n, "name": name}
                                 for n, name in enumerate(GROUPS, 1)))  # fmt: skip
    filling.add(Customer, map(_customer_row, world.people))
    filling.add(CustomerText, map(_text_row, world.people))
    filling.add(CustomerFact, (_fact_row(person, world.as_of) for person in world.people))
    for person in world.people:
        tags = sorted(person.values["tags"])
        filling.add(CustomerTag, ({"customer_id": person.number, "tag": tag} for tag in tags))
        filling.add(CustomValue, _custom_value_rows(person))
        filling.add(DueItem, _due_rows(person))
        filling.add(HotPoint, _hot_rows(person))
        filling.add(BehaviourMember, _group_rows(person))
        for happening in person.happenings:
            _WRITERS[happening.event](filling, person.number, happening)
    _add_segments(filling, world)
    filling.write(db)


def _key(choices: Choices, label: str | None) -> str | None:
    return None if label is None else choices.key(label)


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def _zone_row(number: int, name: str) -> dict[str, Any]:
    kind, technician, weekdays = ZONES[name]
    return {
        "id": number,
        "name": name,
        "kind": _key(c.ZONE_KIND, kind),
        "primary_technician_id": technician and TECHNICIANS.index(technician) + 1,
        "service_weekdays": [c.WEEKDAY.key(day) for day in weekdays],
    }


def _custom_row(number: int, key: str) -> dict[str, Any]:
    listed = list(SIZES) if key == "size" else None
    return {"id": number, "key": key, "label": key, "type": CUSTOM[key][0], "choices": listed}


def _customer_row(person: Person) -> dict[str, Any]:
    return {
        "id": person.number,
        "display_name": person.values["name"] or "",
        "account_no": person.values["account_no"],
        "status": "active" if person.live else "inactive",
    }


def _text_row(person: Person) -> dict[str, Any]:
    texts = {key: fold(person.values[key]) or None for key in TEXTS}
    return texts | {"customer_id": person.number, "name": texts["name"] or "", "search": ""}


def _fact_row(person: Person, as_of: date) -> dict[str, Any]:
    values = person.values
    row = {"customer_id": person.number, "live": person.live, "oldest_open_due": values["_due"]}
    row |= {key: _key(choices, values[key]) for key, choices in CHOICES.items()}
    row |= {f"{key}_cents": _cents(values[key]) for key in MONEY}
    row |= {
        key: values[key] for key in (*NUMBERS, *DATES, *YES_NO, "service_count", "first_service")
    }
    row |= {"lifecycle_code": "LEA", "risk_reasons": 0}
    row["zone_id"] = values["zone"] and tuple(ZONES).index(values["zone"]) + 1
    done = [h for h in person.happenings if h.event == "service" and h.day <= as_of]
    row |= _latest("service", [h.day for h in done], LATEST_KEPT)
    for kind in EVENT_KINDS:
        days = [h.day for h in done if EVENT_KIND.label(kind) in h.about["kind"]]
        row |= _latest(kind, days, LATEST_KEPT_OF_KIND)
    return fact_row(**row)


def _latest(name: str, days: list[date], kept: int) -> dict[str, date | None]:
    newest = [*sorted(days, reverse=True), *[None] * kept]
    return {f"{name}_{n + 1}": newest[n] for n in range(kept)}


def _custom_value_rows(person: Person) -> list[dict[str, Any]]:
    rows = []
    for number, (key, (type_, column)) in enumerate(CUSTOM.items(), 1):
        value = person.values[f"custom.{key}"]
        row: dict[str, Any] = {"field_id": number, "customer_id": person.number}
        row |= dict.fromkeys(("text", "text_key", "number", "cents", "day", "yes"))
        row[column] = _cents(value) if type_ == "money" else value
        if column == "text":
            row["text_key"] = fold(value)
        rows.append(row)
    return rows


def _due_rows(person: Person) -> Iterable[dict[str, Any]]:
    for number, item in enumerate(person.records["due_items"], 1):
        yield {
            "customer_id": person.number,
            "system_id": 1,
            "asset_id": number,
            "property_id": 1,
            "answers": True,
            "code": "DEF",
            "without_size": False,
            "stale": False,
            "service": _key(c.SERVICE, item["service"]),
            "status": _key(c.DUE_STATUS, item["status"]),
            "owed_by": _key(OWED_BY, item["owed_by"]),
            **{key: item[key] for key in ("due", "booked", "postponed_until")},
        }


def _label_row(person: Person, day: date) -> dict[str, Any]:
    row = {"customer_id": person.number, "day": day, "health_score": person.values["_score_before"]}
    row |= {"lifecycle": "active", "rfm_segment": "lost", "value_tier": "standard"}
    return row | {"rfm_version": 1, "health_version": 1}


def _hot_rows(person: Person) -> Iterable[dict[str, Any]]:
    for key, pool in HOT.items():
        if person.values[key] is not None:
            place = {"pool": pool, "customer_id": person.number, "lat": 30.0, "lon": -96.0}
            yield place | {"hot": person.values[key]}


def _grouping_row(number: int) -> dict[str, Any]:
    row = {"id": number, "as_of": date(2026, 1, number), "method": "k-means"}
    return row | {"parameters": {}, "card": {}}


def _group_rows(person: Person) -> Iterable[dict[str, Any]]:
    """The group of now, and one of before that is not asked any more."""
    name = person.values["behaviour_group"]
    yield {"grouping_id": 1, "customer_id": person.number, "number": 1}
    if name is not None:
        number = GROUPS.index(name) + 1
        yield {"grouping_id": 2, "customer_id": person.number, "number": number}


def _write_service(filling: Filling, customer: int, done: Happening) -> None:
    bits = sum(KIND_BIT[str(EVENT_KIND.key(kind))] for kind in done.about["kind"])
    row = {"customer_id": customer, "day": done.day, "visit_id": done.entry, "kinds": bits}
    row |= {"technician_id": _technician(done), "amount_cents": _cents(done.about["amount"])}
    filling.add(ServiceFact, [row])


def _technician(done: Happening) -> int | None:
    name = done.about["technician"]
    return None if name is None else TECHNICIANS.index(name) + 1


_SERVICE_OF_KIND = {
    "Pump-out": "PUMP",
    "Inspection": "ANNUAL_INSP",
    "Repair": "REPAIR",
    "Emergency": "EMERGENCY",
    "Installation": "INSTALL",
    "Grease": "GRIT",
    "Other": "CHLORINE",
}


def _write_booking(filling: Filling, customer: int, booked: Happening) -> None:
    row = {"id": booked.entry, "customer_id": customer, "booked_on": booked.day}
    row |= {"technician_id": _technician(booked), "amount_cents": _cents(booked.about["amount"])}
    filling.add(Visit, [row | {"status": "booked"}])
    for kind in sorted(booked.about["kind"]):
        filling.add(ServiceLine, [{"visit_id": booked.entry, "service": _SERVICE_OF_KIND[kind]}])


def _write_call(filling: Filling, customer: int, call: Happening) -> None:
    row: dict[str, Any] = {"id": call.entry, "customer_id": customer, "date": call.day}
    row["channel"] = "call_in" if call.about["direction"] == "In" else "call_out"
    row["outcome"] = _key(c.OUTCOME, call.about["outcome"])
    filling.add(Interaction, [row])


def _write_money(table: type[Base]) -> Callable[[Filling, int, Happening], None]:
    def write(filling: Filling, customer: int, done: Happening) -> None:
        cents = _cents(done.about["amount"])
        row = {"id": done.entry, "customer_id": customer, "date": done.day, "amount_cents": cents}
        filling.add(table, [row])

    return write


_WRITERS: dict[str, Callable[[Filling, int, Happening], None]] = {
    "service": _write_service,
    "visit_booked": _write_booking,
    "call": _write_call,
    "invoice": _write_money(Invoice),
    "payment": _write_money(Payment),
}


def _add_segments(filling: Filling, world: World) -> None:
    for number, (name, saved) in enumerate(world.saved.items(), 1):
        kind = "active" if saved.listed is None else "static"
        row = {"id": number, "uid": name, "name": name, "name_key": name, "kind": kind}
        filling.add(Segment, [row | {"definition": saved.tree}])
        listed = [{"segment_id": number, "customer_id": one} for one in saved.listed or ()]
        filling.add(StaticMember, listed)
        pins = dict.fromkeys(saved.pinned_in, True) | dict.fromkeys(saved.pinned_out, False)
        filling.add(
            SegmentPin,
            [{"segment_id": number, "customer_id": p, "is_in": way} for p, way in pins.items()],
        )
