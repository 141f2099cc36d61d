"""The printed card has what the office asks when the telephone rings, and cuts nothing."""

from decimal import Decimal

from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Property
from desktop.models.equipment import Contract, System
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, ServiceLine, Technician, Visit
from desktop.services import facts
from desktop.services.days import paper_day
from desktop.services.desk.card import card
from desktop.services.desk.card_sheet import card_sheet
from tests.services.desk.desk_office import TODAY, House, add, after, house


def full(db: Session) -> House:
    home = house(db, due=after(20), due_override_reason="Full of roots")
    place = db.get_one(Property, home.place)
    place.county, place.use, place.household_size = "Brazos", "residential", 4
    system = db.get_one(System, home.system)
    system.permit_no, system.permitting_authority = "P-417", "Brazos Health District"
    who = add(db, Technician(name="Dvorak, Ray"))
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                          completed_date=after(-40), technician_id=who, note="Dog"))  # fmt: skip
    db.add(ServiceLine(visit_id=visit, service="REPAIR", gallons=900, condition="poor",
                       sludge_in=Decimal(14), parts="2 lids", notes="Roots."))  # fmt: skip
    add(db, InspectionReport(visit_id=visit, system_id=home.system, inspection_date=after(-40)))
    add(db, Visit(customer_id=home.customer, property_id=home.place, status="booked",
                  scheduled_date=after(3), time_window="3-5 pm"))  # fmt: skip
    add(db, Contract(customer_id=home.customer, system_id=home.system, no="K-1", price_cents=28_500,
                     kind="full_maintenance", start_date=after(-9), billing="prepaid"))  # fmt: skip
    add(db, Estimate(customer_id=home.customer, issued_on=TODAY, no="E-1", amount_cents=88_000,
                     lines=[{"text": "Spray pump"}]))  # fmt: skip
    add(db, Interaction(customer_id=home.customer, date=after(-5), channel="call_out",
                        outcome="left_message", note="Try after 5"))  # fmt: skip
    return home


def test_the_sheet_has_everything_a_caller_may_ask(db: Session) -> None:
    home = full(db)
    facts.refresh(db, TODAY)
    found = card(db, home.customer, TODAY, paper_day)
    assert found is not None
    said = {part.key or part.head: "\n".join(part.lines) for part in card_sheet(found)}
    wanted = {
        "place": ("Brazos County", "Residential", "4 people", "Permit P-417, Brazos Health"),
        "Due": ("A date somebody set: Full of roots",),
        "Booked": ("06/18/2026, 3-5 pm: Visit",),
        "Last visits": ("900 gal", "Poor", "Dvorak, Ray", "Sludge 14 in, parts: 2 lids", "Dog"),
        "Reports": ("Test of 05/06/2026, 1 Oak: to file, copy to the owner, late",),
        "Contracts": ("K-1", "$285.00, prepaid"),
        "Money": ("Estimate E-1, 06/15/2026, $880.00: Spray pump",),
        "Last contacts": ("06/10/2026: Call to the customer, Left message, Try after 5",),
    }
    missing = [(head, one) for head, parts in wanted.items() for one in parts
               if one not in said.get(head, "")]  # fmt: skip
    assert missing == []


def test_a_task_says_what_kind_it_is(db: Session) -> None:
    home = house(db)
    add(db, Task(property_id=home.place, kind="complaint", text="Odor"))
    facts.refresh(db, TODAY)
    found = card(db, home.customer, TODAY)
    assert found is not None
    assert [part.lines for part in card_sheet(found) if part.head == "To do"] == [
        ("Complaint: Odor",)
    ]


def test_what_is_not_so_is_not_printed(db: Session) -> None:
    home = house(db)
    facts.refresh(db, TODAY)
    found = card(db, home.customer, TODAY)
    assert found is not None
    (labels,) = (part.lines for part in card_sheet(found) if part.head == "Labels")
    assert not [line for line in labels if ": No (" in line]
