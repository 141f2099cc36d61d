"""The worked examples W1 to W12 of the condition catalogue, member for member."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerTag, Property, PropertyLink, Zone
from desktop.models.equipment import System
from desktop.models.facts import CustomerFact
from desktop.models.segments import Segment, SegmentPin, StaticMember
from desktop.models.work import Interaction, Invoice, Payment, ServiceLine, Visit
from desktop.services import facts
from desktop.services.segments import counting
from desktop.services.segments.tree import from_json

AS_OF = date(2026, 6, 15)
PEOPLE = ("Ada", "Ben", "Cora", "Dov", "Eve")


@pytest.fixture
def people(db: Session) -> dict[str, int]:
    """Five live customers with nothing on file."""
    made = [Customer(display_name=name, customer_type="residential") for name in PEOPLE]
    db.add_all(made)
    db.flush()
    return {customer.display_name: customer.id for customer in made}


def visit(db: Session, customer: int, day: str, service: str, status: str = "completed") -> None:
    done = date.fromisoformat(day)
    made = Visit(customer_id=customer, status=status, scheduled_date=done)
    made.completed_date = done if status == "completed" else None
    db.add(made)
    db.flush()
    db.add(ServiceLine(visit_id=made.id, service=service))


def names(db: Session, definition: dict[str, Any], *among: str) -> list[str]:
    found = [one.name for one in counting.members(db, from_json(definition), AS_OF)]
    assert counting.count(db, from_json(definition), AS_OF).count == len(found)
    return [name for name in found if name in (among or PEOPLE)]


def no_service(form: str) -> dict[str, Any]:
    return {"event": "service", "form": form, "window": {"kind": "last", "n": 6, "unit": "months"}}


def test_w1_served_within_six_months_and_not(db: Session, people: dict[str, int]) -> None:
    visit(db, people["Ada"], "2025-12-16", "PUMP")
    visit(db, people["Ben"], "2025-12-15", "PUMP")
    visit(db, people["Dov"], "2025-01-10", "PUMP")
    visit(db, people["Dov"], "2026-06-15", "PUMP")
    visit(db, people["Eve"], "2026-06-01", "PUMP", "cancelled")
    ever = {"event": "service", "form": "did"}
    assert names(db, no_service("did")) == ["Ada", "Dov"]
    assert names(db, no_service("did_not")) == ["Ben", "Cora", "Eve"]
    assert names(db, {"all": [no_service("did_not"), ever]}) == ["Ben"]


def test_w2_blank_values(db: Session, people: dict[str, int]) -> None:
    for name, channel in {"Ada": "email", "Ben": "sms", "Dov": "   "}.items():
        db.execute(
            update(Customer).where(Customer.id == people[name]).values(preferred_channel=channel)
        )
    among = ("Ada", "Ben", "Cora", "Dov")
    is_not = {"field": "comm_pref", "op": "is_not", "value": "Email"}
    assert names(db, is_not, *among) == ["Ben", "Cora", "Dov"]
    assert names(db, is_not | {"blank": "exclude"}, *among) == ["Ben"]
    assert names(db, {"field": "comm_pref", "op": "is_unknown"}, *among) == ["Cora", "Dov"]


def settle(db: Session, customer: int, zone: Zone, kind: str) -> None:
    home = Property(zone_id=zone.id)
    db.add(home)
    db.flush()
    db.add(PropertyLink(customer_id=customer, property_id=home.id))
    db.add(System(property_id=home.id, kind=kind))


def test_w3_groups_inside_groups(db: Session, people: dict[str, int]) -> None:
    one, two = Zone(name="Zone 1"), Zone(name="Zone 2")
    db.add_all([one, two])
    db.flush()
    settle(db, people["Ada"], one, "aerobic")
    settle(db, people["Ben"], two, "aerobic")
    settle(db, people["Cora"], two, "conventional")
    settle(db, people["Dov"], two, "conventional")
    db.add(CustomerTag(customer_id=people["Cora"], tag="do not call"))
    among = ("Ada", "Ben", "Cora", "Dov")
    aerobic = {"field": "system_type", "op": "is", "value": "Aerobic"}
    tagged = {"field": "tags", "op": "has_any_of", "value": ["do not call"]}
    in_two = {"field": "zone", "op": "is", "value": "Zone 2"}
    assert names(db, {"all": [in_two, {"any": [aerobic, {"not": tagged}]}]}, *among) == [
        "Ben",
        "Dov",
    ]
    assert names(db, {"none": [aerobic, tagged]}, *among) == ["Dov"]


def test_w4_counting_zero_included(db: Session, people: dict[str, int]) -> None:
    calls = {"Ada": ("2026-06-10", "2026-05-20"), "Ben": ("2026-06-10",), "Dov": ("2026-03-01",)}
    for name, days in calls.items():
        for day in days:
            call = Interaction(channel="call_in", date=date.fromisoformat(day))
            call.customer_id = people[name]
            db.add(call)
    among = ("Ada", "Ben", "Cora", "Dov")
    counted = {
        "event": "call",
        "form": "count",
        "window": {"kind": "last", "n": 30, "unit": "days"},
    }
    assert names(db, counted | {"op": "lt", "value": 2}, *among) == ["Ben", "Cora", "Dov"]
    assert names(db, counted | {"op": "eq", "value": 0}, *among) == ["Cora", "Dov"]


def test_w5_most_recently(db: Session, people: dict[str, int]) -> None:
    visit(db, people["Ada"], "2025-04-02", "REPAIR")
    visit(db, people["Ada"], "2026-04-02", "PUMP")
    visit(db, people["Ben"], "2026-02-02", "REPAIR")
    repair = {"field": "kind", "op": "is", "value": "Repair"}
    lately = {"field": "date", "op": "in_last", "value": 12, "unit": "months"}
    latest = {"event": "service", "form": "latest"}
    assert names(db, latest | {"has": repair}) == ["Ben"]
    assert names(db, {"event": "service", "form": "did", "where": repair}) == ["Ada", "Ben"]
    assert names(db, latest | {"where": repair, "has": lately}) == ["Ben"]


def year(name: str, **meets: Any) -> dict[str, Any]:
    return {"window": {"kind": "period", "name": name}} | meets


def test_w6_behaviour_offset(db: Session, people: dict[str, int]) -> None:
    visits = {
        "Ada": ("2025-08-08",),
        "Ben": ("2025-08-08", "2026-02-08"),
        "Cora": ("2026-02-08",),
        "Dov": ("2025-08-08", "2025-10-08", "2026-02-08"),
    }
    for name, days in visits.items():
        for day in days:
            visit(db, people[name], day, "PUMP")
    compared = {"event": "service", "form": "compare"}
    none_now = {
        "a": year("last_year", op="ge", value=1),
        "b": year("this_year", op="eq", value=0),
    }
    fewer = {"a": year("last_year"), "b": year("this_year"), "change": {"op": "lt"}}
    assert names(db, compared | none_now) == ["Ada"]
    assert names(db, compared | fewer) == ["Ada", "Dov"]


def complain(db: Session, customer: int, day: str) -> None:
    told = Interaction(channel="call_in", date=date.fromisoformat(day), purpose="complaint")
    told.customer_id = customer
    db.add(told)


def test_w7_then(db: Session, people: dict[str, int]) -> None:
    for name in ("Ada", "Ben", "Cora", "Dov"):
        complain(db, people[name], "2026-03-01")
    repairs = {"Ada": "2026-03-11", "Ben": "2026-03-12", "Cora": "2026-02-27"}
    for name, day in repairs.items():
        visit(db, people[name], day, "REPAIR")
    repair = {"field": "kind", "op": "is", "value": "Repair"}
    then = {"then": "service", "then_where": repair, "within": 10, "unit": "days"}
    assert names(db, {"event": "complaint", "form": "sequence"} | then) == ["Ada"]


def test_w8_not_followed_by_a_running_deadline_waits(db: Session, people: dict[str, int]) -> None:
    sales = {"Ada": "2026-04-01", "Ben": "2026-04-01", "Cora": "2026-06-01", "Dov": "2026-05-16"}
    for name, day in sales.items():
        when = date.fromisoformat(day)
        db.add(Invoice(customer_id=people[name], date=when, amount_cents=30_000))
    paid = date(2026, 4, 20)
    db.add(Payment(customer_id=people["Ben"], date=paid, amount_cents=30_000))
    unpaid: dict[str, Any] = {"event": "invoice", "form": "not_followed", "then": "payment"}
    unpaid |= {"within": 30, "unit": "days"}
    assert names(db, unpaid) == ["Ada"]
    assert names(db, unpaid | {"count_open": True}) == ["Ada", "Cora", "Dov"]


def test_w9_about_the_same_system(db: Session, people: dict[str, int]) -> None:
    ground = {
        "Ada": (("aerobic", 1998), ("conventional", 2019)),
        "Ben": (("aerobic", 2019), ("conventional", 1998)),
        "Dov": (("conventional", 2019),),
    }
    for name, laid in ground.items():
        home = Property()
        db.add(home)
        db.flush()
        # A second role at the same place must not make two systems of one.
        for role in ("owner", "bill_to"):
            db.add(PropertyLink(customer_id=people[name], property_id=home.id, role=role))
        for kind, built in laid:
            db.add(System(property_id=home.id, kind=kind, install_date=date(built, 5, 1)))
    among = ("Ada", "Ben", "Cora", "Dov")
    aerobic = {"field": "type", "op": "is", "value": "Aerobic"}
    old = {"field": "installed", "op": "age_ge", "value": 25}
    young = {"field": "installed", "op": "age_lt", "value": 25}

    def systems(match: str, where: dict[str, Any], **more: Any) -> list[str]:
        return names(db, {"records": "systems", "match": match, "where": where} | more, *among)

    assert systems("any", {"all": [aerobic, old]}) == ["Ada"]
    assert systems("all", young) == ["Dov"]
    assert systems("none", old) == ["Cora", "Dov"]
    assert systems("exactly", {"any": [old, young]}, n=2) == ["Ada", "Ben"]


def set_fact(db: Session, customer: int, **values: Any) -> None:
    """Put a value straight into the facts; they are current, so nothing overwrites it."""
    facts.for_day(db, AS_OF)
    db.execute(update(CustomerFact).where(CustomerFact.customer_id == customer).values(**values))


def test_w10_segment_in_a_segment_with_hand_kept_members(
    db: Session, people: dict[str, int]
) -> None:
    for name, tier in {"Ada": "vip", "Ben": "vip", "Cora": "standard", "Dov": "standard"}.items():
        set_fact(db, people[name], value_tier=tier)
    rule = {"all": [{"field": "value_tier", "op": "is", "value": "VIP"}]}
    vip = Segment(uid="vip", name="VIP", name_key="vip", definition=rule)
    winter = Segment(uid="winter", name="Winter list", name_key="winter list", kind="static")
    db.add_all([vip, winter])
    db.flush()
    db.add(SegmentPin(segment_id=vip.id, customer_id=people["Cora"], is_in=True))
    db.add(SegmentPin(segment_id=vip.id, customer_id=people["Ben"], is_in=False))
    db.add(StaticMember(segment_id=winter.id, customer_id=people["Dov"]))
    among = ("Ada", "Ben", "Cora", "Dov")
    assert names(db, {"segment": "vip"}, *among) == ["Ada", "Cora"]
    assert names(db, {"segment": "vip", "op": "not_in"}, *among) == ["Ben", "Dov"]
    assert names(db, {"segment": ["vip", "winter"], "op": "not_in"}, *among) == ["Ben"]


def test_w11_at_least_n_of_and_muted_rules(db: Session, people: dict[str, int]) -> None:
    zones = {name: Zone(name=name) for name in ("Zone 1", "Zone 2")}
    db.add_all(zones.values())
    db.flush()
    rows = {"Ada": ("Zone 1", 0, 5), "Ben": ("Zone 1", 25_000, 2), "Cora": ("Zone 2", 0, 4)}
    for name, (zone, owed, score) in rows.items():
        set_fact(db, people[name], zone_id=zones[zone].id, open_balance_cents=owed, rfm_m=score)
    in_one = {"field": "zone", "op": "is", "value": "Zone 1"}
    owes = {"field": "open_balance", "op": "gt", "value": 0}
    high = {"field": "rfm_m", "op": "ge", "value": 4}
    assert names(db, {"at_least": 2, "of": [in_one, owes, high]}) == ["Ada", "Ben"]
    assert names(db, {"all": [in_one, owes | {"muted": True}]}) == ["Ada", "Ben"]
    assert names(db, {"all": [in_one | {"muted": True}]}) == []


def test_w12_money_rank_and_the_calendar(db: Session, people: dict[str, int]) -> None:
    payments = {
        "Ada": (("2026-05-02", 1500),),
        "Ben": (("2026-05-31", 800), ("2026-06-01", 800)),
        "Dov": (("2026-04-30", 90),),
    }
    for name, paid in payments.items():
        for day, dollars in paid:
            when = date.fromisoformat(day)
            db.add(Payment(customer_id=people[name], date=when, amount_cents=dollars * 100))
    db.flush()
    for name, dollars in {"Ada": 4200, "Ben": 3000, "Cora": 3000, "Dov": 90}.items():
        set_fact(db, people[name], lifetime_revenue_cents=dollars * 100)
    set_fact(db, people["Eve"], lifetime_revenue_cents=None)
    amount: dict[str, Any] = {"event": "payment", "attr": "amount"}
    lately = {"window": {"kind": "last", "n": 60, "unit": "days"}}
    summed = amount | lately | {"form": "sum", "op": "ge", "value": 1500}
    last_month = {"window": {"kind": "period", "name": "last_month"}}
    average = amount | {"form": "avg", "op": "lt", "value": 1000}
    assert names(db, summed) == ["Ada", "Ben"]
    assert names(db, {"event": "payment", "form": "did"} | last_month) == ["Ada", "Ben"]
    assert names(db, average) == ["Ben", "Dov"]
    top = {"rank": "lifetime_revenue", "end": "top", "n": 2}
    assert names(db, top) == ["Ada", "Ben", "Cora"]
