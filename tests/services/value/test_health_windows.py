"""Each window, limit and guard rail of health out of records: one customer per edge, one pass.

`test_health_measures` has the points of each measure; here is what is counted at all.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.customers import Customer, CustomerPhone, Property
from desktop.models.database import Office
from desktop.models.facts import CustomerFact
from desktop.models.work import DisposalSite, Estimate, Technician
from desktop.services import facts
from desktop.services.dates import add_months
from desktop.services.facts.health import inputs, measures
from desktop.services.facts.health_plan import wanted
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import TOUCHED, insert_rows, present
from desktop.services.value import health_rules, snapshots, versions
from desktop.services.value.health_cards import CARD_OF
from desktop.services.value.health_measures import MEASURE_OF, On
from tests.naive_health import WEIGHTS
from tests.services.value.offices import TODAY
from tests.services.value.records import Person, ago

TOMORROW = date(2026, 11, 23)
TICKET: dict[str, Any] = {
    "collected_on": TODAY, "waste_kind": "grease", "gallons_collected": 900,
    "trap_volume_gal": 1000, "technician_id": 1, "generator_signed": True, "disposal_site_id": 1,
    "deposited_on": TODAY, "gallons_received": 0, "received_by": "Jo",
}  # fmt: skip


def back(months: int, days: int = 0) -> date:
    """So many months ago, and so many days after that."""
    return add_months(TODAY, -months) + timedelta(days)


Make = Callable[[Person], object]
Case = tuple[str, Make, float | None]


def trap(service: str = "GREASE", day: date = TODAY, **ticket: Any) -> Make:
    def make(p: Person) -> None:
        number = p.visit(day, service)
        if ticket:
            p.add(TripTicket(ticket_no=f"T{number}", visit_id=number, **ticket))

    return make


def visited(day: date, *services: str, **more: Any) -> Make:
    return lambda p: p.visit(day, *services, **more)


def talked(day: date, channel: str, outcome: str = "", purpose: str = "") -> Make:
    return lambda p: p.talk(day, channel, outcome, purpose)


def task(kind: str, created: date | None = None, done: date | None = None) -> Make:
    return lambda p: p.task(kind, created, done)


def contract(start: date, end: date | None, visits: int = 4, **more: Any) -> Make:
    return lambda p: p.contract(start, end, visits, **more)


def both(*makes: Make) -> Make:
    return lambda p: [make(p) for make in makes]


def set_to(**values: Any) -> Make:
    """The customer with these values."""

    def make(p: Person) -> None:
        one = p.db.get_one(Customer, p.number)
        for name, value in values.items():
            setattr(one, name, value)

    return make


def placed(p: Person) -> None:
    here = p.db.get_one(Property, p.number)
    here.lat, here.lon = 30.6, -96.3


def house(*days: date, booked: bool = False) -> Make:
    """A tank of a conventional system, pumped on these days."""

    def make(p: Person) -> None:
        p.system("conventional")
        p.tank("septic_tank")
        for day in days:
            p.visit(day, "PUMP")
        if booked:
            p.visit(None, "PUMP", status="booked", scheduled_date=TOMORROW, booked_on=TODAY)

    return make


def trap_emptied(*days: date) -> Make:
    """A grease trap: 90 days, so four times a year."""

    def make(p: Person) -> None:
        p.system("grease_trap")
        p.tank("grease_trap")
        for day in days:
            p.visit(day, "GREASE")

    return make


def inspected(*reports: tuple[date, str], active: bool = True, **visit: Any) -> Make:
    def make(p: Person) -> None:
        p.system("aerobic", active=active)
        for day, result in reports:
            p.report(day, result, **visit)

    return make


YEAR_LONG = contract(back(13), None)
WHOLE_SYSTEM = both(
    lambda p: p.system("conventional", install_date=back(24)),
    lambda p: p.tank("septic_tank", capacity_gal=1000),
)
ADDRESS = set_to(line1="1 Oak", city="Bryan", state="TX", zip5="77801")
CASES: list[Case] = [
    ("TIM", house(add_months(ago(0), -36)), 100),
    ("TIM", house(add_months(ago(1), -36)), 80),
    ("TIM", house(add_months(ago(31), -36)), 60),
    ("TIM", house(add_months(ago(31), -36), booked=True), 100),
    ("INS", both(YEAR_LONG, visited(back(12), "INSPECT")), 0),
    ("INS", both(YEAR_LONG, visited(back(12, 1), "INSPECT")), 25),
    ("INS", both(YEAR_LONG, visited(TODAY, "INSPECT")), 25),
    ("INS", both(YEAR_LONG, visited(TOMORROW, "INSPECT")), 0),
    ("INS", both(YEAR_LONG, visited(TODAY, "INSPECT", status="voided")), 0),
    ("INS", both(YEAR_LONG, visited(TODAY, "PUMP")), 0),
    ("INS", both(contract(back(3, 1), None), visited(TODAY, "INSPECT")), 100),  # 3 x 4 ÷ 12 = 1
    ("INS", both(contract(back(3, 2), None), visited(TODAY, "INSPECT")), None),  # 2 whole months
    ("INS", both(contract(back(5, 1), None), visited(TODAY, "INSPECT")), 100),  # 5 x 4 ÷ 12 = 1.7
    ("INS", both(contract(back(6, 1), None), visited(TODAY, "INSPECT")), 50),
    ("INS", both(contract(back(13), back(12)), visited(TODAY, "INSPECT")), None),
    ("INS", both(contract(back(13), back(9)), visited(TODAY, "INSPECT")), 100),
    ("INS", both(contract(back(13), None, cancel_date=back(9)), visited(TODAY, "INSPECT")), None),
    ("INS", both(contract(back(13), None, kind="pumping_plan")), None),
    ("CON", visited(back(36), "PUMP", condition="failed"), None),
    ("CON", visited(back(36, 1), "PUMP", condition="failed"), 0),
    ("CON", visited(TOMORROW, "PUMP", condition="failed"), None),
    ("CON", both(visited(ago(2), "PUMP", condition="failed"),
                 visited(ago(1), "PUMP", condition="good")), 100),
    ("CON", both(visited(ago(2), "PUMP", condition="fair"), visited(ago(1), "PUMP")), 70),
    ("TRB", visited(back(18), "REPAIR"), 100),
    ("TRB", visited(back(18, 1), "REPAIR"), 70),
    ("TRB", visited(TODAY, "EMERGENCY"), 70),
    ("TRB", visited(TODAY, "PUMP", emergency=True), 70),
    ("TRB", visited(TODAY, "REPAIR", "EMERGENCY"), 70),
    ("TRB", visited(TODAY, "PUMP"), 100),
    ("TRB", visited(TODAY, "REPAIR", status="voided"), 100),
    ("TRB", both(visited(TODAY, "REPAIR"), visited(ago(1), "REPAIR")), 40),
    ("TRB", both(*(visited(ago(n), "REPAIR") for n in range(3))), 0),
    ("PAY", lambda p: p.owes(30), 80),
    ("PAY", lambda p: p.owes(91), 0),
    ("PAY", both(lambda p: p.owes(5), lambda p: p.owes(61)), 25),
    ("SEC", contract(back(12), TODAY + timedelta(61)), 100),
    ("SEC", contract(back(12), TODAY + timedelta(60)), 50),
    ("SEC", both(contract(back(12), TODAY + timedelta(60)),
                 contract(TODAY + timedelta(61), TODAY + timedelta(400))), 100),
    ("SEC", contract(back(12), ago(90)), 25),
    ("SEC", contract(back(12), ago(91)), 0),
    ("SEC", visited(TODAY, "PUMP"), None),
    ("RSP", talked(back(24), "letter", "answered"), None),
    ("RSP", talked(back(24, 1), "letter", "answered"), 100),
    ("RSP", talked(TOMORROW, "letter", "answered"), None),
    *[("RSP", talked(TODAY, way, "answered"), 100)
      for way in ("call_out", "letter", "postcard", "email", "sms")],
    *[("RSP", talked(TODAY, way, "answered"), None) for way in ("call_in", "visit", "other")],
    *[("RSP", talked(TODAY, "email", said), 100)
      for said in ("answered", "booked", "declined", "opt_out")],
    *[("RSP", talked(TODAY, "email", said), 0)
      for said in ("sent", "undeliverable", "no_answer", "left_message", "")],
    ("REL", visited(back(60), "PUMP"), 100),
    ("REL", visited(back(60, 1), "PUMP"), 80),
    ("REL", both(visited(back(60), "PUMP"), visited(TODAY, "PUMP")), 100),
    ("AGE", lambda p: p.system("aerobic", install_date=back(180)), 50),
    ("AGE", lambda p: p.system("aerobic", install_date=back(180, 1)), 85),
    ("DAT", visited(TODAY, "REPAIR"), 0),
    ("DAT", lambda p: p.add(CustomerPhone(number="979", **p.mine)), 100 / 7),
    ("DAT", lambda p: p.add(CustomerPhone(number=" ", **p.mine)), 0),
    ("DAT", ADDRESS, 100 / 7),
    ("DAT", both(ADDRESS, set_to(zip5=None)), 0),
    ("DAT", placed, 100 / 7),
    ("DAT", lambda p: p.system("holding_tank"), 100 / 7),
    ("DAT", lambda p: p.system("unknown"), 0),
    ("DAT", set_to(preferred_channel="mail"), 100 / 7),
    ("DAT", set_to(preferred_channel="none_recorded"), 0),
    ("DAT", house(TODAY), 200 / 7),  # the kind and the due date
    ("DAT", both(WHOLE_SYSTEM, visited(TODAY, "PUMP")), 300 / 7),  # and the size of the tank
    ("ONB", visited(TODAY, "REPAIR"), 0),
    ("ONB", both(WHOLE_SYSTEM, visited(TODAY, "PUMP")), 40),  # the system, the due date
    ("ONB", house(TODAY), 20),
    ("ONB", set_to(preferred_channel="mail"), 20),
    ("ONB", talked(TODAY, "letter", "sent", "Welcome packet"), 20),
    ("ONB", talked(TODAY, "email", "sent", "Education"), 20),
    ("ONB", talked(TODAY, "email", "undeliverable", "Education"), 0),
    ("ONB", talked(TODAY, "letter", "sent", "Contract offer"), 20),
    ("ONB", contract(TOMORROW, None, signed_date=TODAY), 20),
    ("ONB", contract(TOMORROW, None), 0),
    ("ONB", lambda p: p.add(Estimate(issued_on=TODAY, memo="A contract", **p.mine)), 20),
    ("ONB", lambda p: p.add(Estimate(issued_on=TODAY, memo="A pump", **p.mine)), 0),
    ("FRQ", trap_emptied(*(ago(n) for n in range(4))), 100),
    ("FRQ", trap_emptied(*(ago(n) for n in range(3))), 75),
    ("FRQ", trap_emptied(back(12), ago(1)), 25),
    ("FRQ", trap_emptied(back(12, 1), ago(1)), 50),
    ("FRQ", house(TODAY), None),  # every 36 months: not once a year
    ("TKT", trap(day=back(12)), None),
    ("TKT", trap(day=back(12, 1)), 0),
    ("TKT", trap("GRIT"), 0),
    ("TKT", trap("PUMP"), None),
    ("TKT", trap(**TICKET), 100),
    ("TKT", both(trap(**TICKET), trap(day=ago(1))), 50),
    *[("TKT", trap(**TICKET | {part: None}), 0) for part in TICKET],
    ("TKT", trap(**TICKET | {"received_by": " "}), 0),
    ("TKT", trap(**TICKET | {"generator_signed": False}), 0),
    ("TKT", trap(**TICKET | {"disposal_site_id": 2}), 0),  # has no permit
    ("CMP", task("complaint", TODAY), 0),
    ("CMP", task("complaint", TOMORROW), 100),
    ("CMP", task("complaint", ago(500), TOMORROW), 0),
    ("CMP", task("complaint", ago(500), TODAY), 70),
    ("CMP", task("complaint", ago(500), back(12, 1)), 70),
    ("CMP", task("complaint", ago(500), back(12)), 100),
    ("CMP", task("follow_up", TODAY), 100),
    ("CMP", talked(back(12, 1), "call_in", "", "Complaint: odor"), 70),
    ("CMP", talked(back(12), "call_in", "", "Complaint: odor"), 100),
    ("WIN", talked(ago(90), "call_in"), 100),
    ("WIN", talked(ago(91), "call_in"), 0),
    ("WIN", talked(ago(90), "call_in", "", "Complaint: odor"), 0),
    ("WIN", talked(ago(90), "letter", "answered"), 100),
    ("WIN", talked(ago(90), "letter", "booked"), 100),
    ("WIN", talked(ago(90), "letter", "declined"), 40),
    ("WIN", talked(ago(90), "letter", "sent"), 40),
    ("WIN", talked(ago(91), "letter", "sent"), 0),
    ("WIN", visited(ago(90), "PUMP"), 100),
    ("WIN", visited(ago(91), "PUMP"), 0),
]  # fmt: skip
BROKEN, SOUND = "inoperative", "operational"
CAPS: list[tuple[Make, str | None]] = [
    (visited(TODAY, "PUMP"), None),
    (task("complaint", TODAY), "complaint"),
    (task("complaint", TODAY, TODAY), None),
    (task("violation", TODAY), "violation"),
    (task("violation", TODAY, TODAY), None),
    (task("violation", TOMORROW), None),
    (both(task("complaint", TODAY), task("violation", TODAY)), "violation"),
    (inspected((ago(2), BROKEN)), "inoperative"),
    (inspected((ago(2), BROKEN), (ago(1), SOUND)), None),
    (inspected((ago(2), SOUND), (ago(1), BROKEN)), "inoperative"),
    (inspected((ago(2), BROKEN), status="voided"), None),
    (inspected((ago(2), BROKEN), active=False), None),
    (inspected((ago(2), SOUND), (TOMORROW, BROKEN)), None),
    (both(inspected((ago(2), BROKEN)), task("complaint", TODAY)), "complaint"),
]
ON_EVERY_CARD = tuple((card, tuple((code, 1) for code in MEASURE_OF)) for card in CARD_OF)
MAKES = [make for _, make, _ in CASES] + [make for make, _ in CAPS]


@pytest.fixture(scope="module")
def rows(shared_office: Office) -> list[Any]:
    """What was measured of each customer, in the order of the cases; worked out in one pass."""
    people = range(1, len(MAKES) + 1)
    with shared_office.writing() as db:
        sites = (DisposalSite(id=1, name="Plant", permit_no="77"), DisposalSite(id=2, name="Pit"))
        db.add_all((*sites, Technician(id=1, name="Ray")))
        for number, make in zip(people, MAKES, strict=True):
            make(Person(db, number))
        facts.refresh(db, TODAY)
        with present(db, TOUCHED):
            insert_rows(db, TOUCHED, [(number,) for number in people])
            scope = Scope(TODAY, touched=True)
            with inputs(db, scope, table_of(CustomerFact), ON_EVERY_CARD) as found:
                made = measures(found.subquery("inputs"), On(TODAY, 60))
                by_id = {one["customer_id"]: one for one in db.execute(made).mappings()}
    return [by_id[number] for number in people]


@pytest.mark.parametrize("place", range(len(CASES)))
def test_each_record_counts_from_its_first_day_to_its_last(rows: list[Any], place: int) -> None:
    code, _, points = CASES[place]
    assert rows[place][code] == (None if points is None else pytest.approx(points))


@pytest.mark.parametrize("place", range(len(CAPS)))
def test_each_guard_rail_holds_while_its_reason_does(rows: list[Any], place: int) -> None:
    assert rows[len(CASES) + place]["cap"] == CAPS[place][1]


@pytest.mark.parametrize(
    ("interval", "unit", "times"),
    [
        (90, "days", 4), (365, "days", 1), (730, "days", 1), (731, "days", 0), (4, "months", 3),
        (8, "months", 2), (12, "months", 1), (24, "months", 1), (25, "months", 0),
    ],
)  # fmt: skip
def test_times_a_year_are_rounded_half_up(interval: int, unit: str, times: int) -> None:
    assert wanted(interval, unit) == times


def test_the_shipped_weights_are_those_of_the_table() -> None:
    assert health_rules.shipped_body()["cards"] == WEIGHTS


def test_a_trend_looks_back_ninety_days() -> None:
    assert snapshots.trend_day(TODAY) == date(2026, 8, 24)


@pytest.mark.parametrize(("has_data", "score"), [(50, 100), (49, None)])
def test_half_of_the_weights_must_have_data(db: Session, has_data: int, score: int | None) -> None:
    weights = health_rules.shipped_body()
    weights["cards"]["established"] = {"TRB": has_data, "INS": 100 - has_data}
    versions.publish(db, "health", weights, "", "", TODAY)
    Person(db, 1).visit(back(14), "PUMP")
    facts.refresh(db, TODAY)
    found = db.get_one(CustomerFact, 1)
    assert (found.health_card, found.health_coverage) == ("established", has_data)
    assert found.health_score == score
