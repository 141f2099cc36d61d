"""Trip tickets: missing, complete, and the gallons of a load that several tickets share."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.work import DisposalSite, ServiceLine, Technician, Truck, Visit
from desktop.services.desk.trip_tickets import TICKET_PARTS
from tests.services.desk.desk_office import TODAY, House, add, after, house
from tests.services.desk.test_loose_ends import rows


def visit(db: Session, home: House, service: str, days: int) -> int:
    made = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                         completed_date=after(days)))  # fmt: skip
    db.add(ServiceLine(visit_id=made, service=service, gallons=1000))
    return made


@pytest.mark.parametrize(
    ("service", "days", "count"),
    [("GREASE", 0, 1), ("GRIT", -90, 1), ("PUMP", 0, 1), ("GREASE", -91, 0), ("GREASE", 1, 0),
     ("INSPECT", 0, 0)],
)  # fmt: skip
def test_what_is_hauled_away_wants_a_ticket(
    db: Session, service: str, days: int, count: int
) -> None:
    made = visit(db, house(db), service, days)
    assert len(rows(db, "tickets_missing")) == count
    add(db, TripTicket(ticket_no="T-1", visit_id=made))
    assert rows(db, "tickets_missing") == []


class Yard:
    """Who drives, with what, and where to."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.visit = visit(db, house(db), "GREASE", 0)
        self.driver = add(db, Technician(name="Luis"))
        self.truck = add(db, Truck(name="Truck 1"))
        self.site = add(db, DisposalSite(name="Plant", permit_no="P-1", address="1 Main St",
                                         operator="City"))  # fmt: skip

    def ticket(self, number: int = 1, **values: Any) -> int:
        """A complete ticket, but for what is said otherwise."""
        found: dict[str, Any] = {
            "ticket_no": f"T-{number}", "visit_id": self.visit, "collected_on": TODAY,
            "waste_kind": "grease", "gallons_collected": 1000, "trap_volume_gal": 1000,
            "generator_signed": True, "technician_id": self.driver,
            "disposal_site_id": self.site, "deposited_on": TODAY, "gallons_received": 1000,
            "received_by": "J. Ortiz",
        }  # fmt: skip
        return add(self.db, TripTicket(**(found | values)))

    def told(self) -> list[str]:
        return [row.what for row in rows(self.db, "tickets_open")]


@pytest.fixture
def yard(db: Session) -> Yard:
    return Yard(db)


@pytest.mark.parametrize(
    ("values", "said"),
    [({}, None), ({"gallons_received": 950}, None), ({"gallons_received": 1050}, None),
     ({"gallons_received": 949}, "T-1: 1,000 gal collected but 949 received"),
     ({"gallons_received": 900, "discrepancy_note": "Foam"}, None),
     ({"received_by": " "}, "T-1: missing receiver (name)"),
     ({"visit_id": None}, "T-1: missing customer (visit)"),
     ({"generator_signed": None, "deposited_on": None, "disposal_site_id": None},
      "T-1: missing customer (signature), deposit (day, site)"),
     ({"gallons_received": 900, "technician_id": None},
      "T-1: missing people (driver); 1,000 gal collected but 900 received")],
)  # fmt: skip
def test_a_ticket_is_complete_or_says_what_it_lacks(
    yard: Yard, values: dict[str, Any], said: str | None
) -> None:
    yard.ticket(**values)
    assert yard.told() == ([said] if said else [])


def test_a_site_has_permit_address_and_operator(db: Session, yard: Yard) -> None:
    yard.ticket(disposal_site_id=add(db, DisposalSite(name="Field", operator=" ")))
    assert yard.told() == ["T-1: missing site (permit, address, operator)"]


def test_an_empty_ticket_lacks_every_part_but_those_of_a_site(db: Session) -> None:
    add(db, TripTicket(ticket_no="T-1"))
    (row,) = rows(db, "tickets_open")
    known = [part for part in TICKET_PARTS if part.group != "site"]
    assert all(part.name in row.what and part.group in row.what for part in known)
    assert "site (" not in row.what.replace("deposit (", "")


MIXED = [  # what three tickets of 1,000 gallons each say was received, and what is told
    ((1300, 900, 800), []),  # the whole agrees
    ((3000, None, None), []),  # the site wrote down what the truck brought
    ((1000, 1000, 700), ["T-3: load of 3, 3,000 gal collected but 2,700 received"]),
    ((1000, None, None), ["T-2: missing receiver (gallons received)",
                          "T-3: missing receiver (gallons received)"]),
]  # fmt: skip


@pytest.mark.parametrize(("received", "told"), MIXED)
def test_the_gallons_of_a_mixed_load_count_as_a_whole(
    yard: Yard, received: tuple[int | None, ...], told: list[str]
) -> None:
    for number, gallons in enumerate(received, 1):
        yard.ticket(number, truck_id=yard.truck, gallons_received=gallons)
    assert yard.told() == told


def test_a_word_on_one_ticket_of_a_load_is_enough(yard: Yard) -> None:
    yard.ticket(1, truck_id=yard.truck, discrepancy_note="Foam")
    yard.ticket(2, truck_id=yard.truck, gallons_received=500)
    assert yard.told() == []


@pytest.mark.parametrize(
    "other", [{"truck_id": None}, {"deposited_on": after(-1)}, {"collected_on": after(-1)}]
)
def test_only_one_truck_at_one_site_on_one_day_is_a_load(yard: Yard, other: dict[str, Any]) -> None:
    yard.ticket(1, truck_id=yard.truck, gallons_received=500)
    yard.ticket(2, **({"truck_id": yard.truck, "gallons_received": 1500} | other))
    is_one_load = "collected_on" in other  # who filled the truck on the day before
    assert len(yard.told()) == (0 if is_one_load else 2)
