"""Why a customer carries a label: the records behind it, told for every label of section 6."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.equipment import Asset, System
from desktop.models.facts import CustomerFact
from desktop.models.office import Setting
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.why import LABELS, Reason, reasons
from desktop.services.desk.why_wear import WORN
from tests.services.desk.desk_office import FEW, TODAY, House, add, after, house, random_office

# The overlapping labels of the domain reference, section 6, and what tells why.
SECTION_6 = (
    "zone", "due_status", "equipment_age", "repeat_service", "degradation", "high_risk_component",
    "season", "vacation_property", "reach_by", "value_tier", "relationship", "reactivated",
)  # fmt: skip


def why(db: Session, customer_id: int, label: str) -> Reason:
    facts.refresh(db, TODAY)
    return next(one for one in reasons(db, customer_id, TODAY) if one.label == label)


def work(db: Session, home: House, days: int, service: str = "INSPECT", *, part: bool = True,
         condition: str | None = None, status: str = "completed") -> None:  # fmt: skip
    visit = add(db, Visit(property_id=home.place, customer_id=home.customer, status=status,
                          completed_date=after(days)))  # fmt: skip
    tank = home.tank if part else None
    add(db, ServiceLine(visit_id=visit, service=service, asset_id=tank, condition=condition))


def test_every_overlapping_label_has_a_reason() -> None:
    assert set(SECTION_6) <= set(LABELS)
    assert set(WORN) <= set(SECTION_6)


@FEW
@given(seed=st.integers(0, 100_000))
def test_every_overlapping_label_gives_value_reason_and_facts(office: Office, seed: int) -> None:
    with office.writing() as db:
        random_office(db, seed)
        for fact in db.scalars(select(CustomerFact)).all():
            found = {one.label: one for one in reasons(db, fact.customer_id, TODAY)}
            for label in SECTION_6:
                one = found[label]
                assert all((one.value, one.code, one.words, one.facts)), label
            for label in WORN:  # told from the records just where the facts say so
                is_told = not any(isinstance(value, int) for _, value in found[label].facts)
                assert is_told is bool(getattr(fact, label)), label
        db.rollback()


def test_a_customer_without_anything_has_a_why_for_every_label(db: Session) -> None:
    bare = add(db, Customer(display_name="x", status="active"))
    facts.refresh(db, TODAY)
    found = {one.label: one for one in reasons(db, bare, TODAY)}
    assert [label for label in SECTION_6 if not found[label].facts] == []


def test_the_repairs_of_eighteen_months_are_told_latest_first(db: Session) -> None:
    home = house(db)
    work(db, home, -600, "REPAIR")  # too long ago
    work(db, home, -200, "EMERGENCY", part=False)
    work(db, home, -20, "REPAIR")
    work(db, home, -10, "REPAIR", status="cancelled")
    one = why(db, home.customer, "repeat_service")
    assert (one.value, one.code) == ("Yes", "REPEAT")
    assert one.facts == (("Repair", after(-20)), ("Emergency", after(-200)))


def test_one_repair_is_counted_and_not_told_as_often(db: Session) -> None:
    home = house(db)
    work(db, home, -20, "REPAIR")
    one = why(db, home.customer, "repeat_service")
    assert (one.value, one.facts) == ("No", (("Repairs and emergencies in 18 months", 1),))


def test_repairs_of_two_systems_are_not_added_up(db: Session) -> None:
    home = house(db)
    other = add(db, System(property_id=home.place, kind="aerobic"))
    pump = add(db, Asset(system_id=other, kind="effluent_pump"))
    for part, days in ((home.tank, -5), (pump, -6), (pump, -7)):
        work(db, home._replace(tank=part), days, "REPAIR")
    one = why(db, home.customer, "repeat_service")
    assert one.facts == (("Repair, Aerobic", after(-6)), ("Repair, Aerobic", after(-7)))


def test_a_condition_that_gets_worse_is_told_oldest_first(db: Session) -> None:
    home = house(db)
    for days, condition in ((-40, "poor"), (-30, "good"), (-20, "good"), (-10, "failed")):
        work(db, home, days, condition=condition)
    one = why(db, home.customer, "degradation")
    assert one.code == "WORSE"
    assert one.facts == (
        ("May 16, 2026", "Good"), ("May 26, 2026", "Good"), ("Jun 5, 2026", "Failed"),
    )  # fmt: skip


def test_an_old_part_is_told_with_its_age_and_the_planning_age(db: Session) -> None:
    home = house(db)
    add(db, Asset(system_id=home.system, kind="aerator", install_date=date(2020, 6, 15)))
    add(db, Asset(system_id=home.system, kind="spray_pump", install_date=after(-30)))
    one = why(db, home.customer, "high_risk_component")
    assert (one.value, one.words) == (
        "Aerator", "A part in use has reached 80% of its planning age",
    )  # fmt: skip
    assert one.facts == (
        ("Aerator", "installed Jun 15, 2020, 6.0 years old; planning age 7 years"),
    )  # fmt: skip


@pytest.mark.parametrize(("percent", "value"), [(80, "No"), (70, "Septic tank")])
def test_a_tank_is_as_old_as_its_system_and_the_office_says_what_is_near(
    db: Session, percent: int, value: str
) -> None:
    home = house(db, material="concrete")
    db.get_one(System, home.system).install_date = date(1997, 6, 15)  # 29 of 40 years
    db.add(Setting(key="care.high_risk_percent", value=percent))
    one = why(db, home.customer, "high_risk_component")
    assert one.value == value
    assert f"{percent}% of its planning age" in one.words


def test_many_old_parts_are_named_shortly(db: Session) -> None:
    home = house(db)
    for kind in ("aerator", "spray_pump", "float", "aerator"):
        add(db, Asset(system_id=home.system, kind=kind, install_date=date(2000, 1, 1)))
    one = why(db, home.customer, "high_risk_component")
    assert (one.value, len(one.facts)) == ("Aerator, Spray pump and 1 more", 4)


def test_what_is_not_allowed_is_told_beside_the_best_channel(db: Session) -> None:
    who = add(db, Customer(display_name="x", status="active", do_not_call=True))
    assert ("Not allowed, or not reached", "Do not call; Never agreed to texts") in why(
        db, who, "reach_by"
    ).facts
