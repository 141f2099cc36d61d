"""Customers of a random office whose life ends at a stage, or an edge, that chance seldom finds.

The lives take turns from seed to seed, so that offices of as many seeds in a row have all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.customers import Customer, CustomerPhone, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, Invoice, ServiceLine, Visit

if TYPE_CHECKING:
    from tests.services.facts.random_office import Maker


class Life:
    """A customer with a house and a conventional system, and nothing else yet."""

    def __init__(self, maker: Maker, db: Session, customer: int, place: int) -> None:
        self.random, self.db, self.as_of = maker.random, db, maker.as_of
        self.customer, self.place = customer, place
        self.person = Customer(id=customer, display_name="Nolan")
        home = maker.place(place)
        home.use, home.zone_id = "residential", None
        self.add(self.person, home)
        self.add(PropertyLink(customer_id=customer, property_id=place))
        system = System(property_id=place, kind="conventional")
        self.add(system)
        self.system = system

    def add(self, *records: Base) -> None:
        self.db.add_all(records)
        self.db.flush()

    def ago(self, *days: int) -> date:
        """One of some days before the day of the office."""
        return self.as_of - timedelta(self.random.choice(days))

    def visit(self, *days: int, service: str = "OTHER") -> None:
        """A finished visit on one of some days."""
        made = Visit(customer_id=self.customer, property_id=self.place, status="completed")
        made.completed_date = self.ago(*days)
        self.add(made)
        self.add(ServiceLine(visit_id=made.id, service=service))

    def tank(self, *days: int) -> None:
        """A tank whose pumping was due on one of some days."""
        due = self.ago(*days)
        self.add(Asset(system_id=self.system.id, kind="septic_tank", due_override=due))

    def contract(self, *days: int) -> None:
        """A contract that ended on one of some days."""
        begun, end = self.ago(4100), self.ago(*days)
        self.add(Contract(customer_id=self.customer, kind="other", start_date=begun, end_date=end))

    def calls(self, *days: int) -> None:
        """Calls that nobody answered."""
        for one in days:
            call = Interaction(customer_id=self.customer, channel="call_out", outcome="no_answer")
            call.date = self.ago(one)
            self.add(call)


def long_overdue(life: Life) -> None:
    life.visit(549, 550, 4000)
    life.tank(366, 366, 365)


def nothing_due(life: Life) -> None:
    life.visit(548, 549, 550)
    if life.random.random() < 0.5:
        life.add(Asset(system_id=life.system.id, kind="septic_tank"))


def contract_long_ended(life: Life) -> None:
    life.contract(548, 549, 550)
    life.visit(549, 550, 4000)


def overdue(life: Life) -> None:
    life.visit(30)
    life.tank(60, 61, 61)


def contract_ended(life: Life) -> None:
    life.contract(1, 10, 540)
    life.visit(540, 600)


def unanswered(life: Life) -> None:
    life.visit(30)
    life.calls(1, 30, life.random.choice((365, 365, 366)))


def fewer_visits(life: Life) -> None:
    for days in (400, 500, 729):
        life.visit(days)
    if life.random.random() < 0.5:
        life.visit(20)


def owes_money(life: Life) -> None:
    life.visit(30)
    bill = Invoice(customer_id=life.customer, amount_cents=10_000, due_date=life.ago(90, 91, 91))
    bill.date = life.ago(120)
    life.add(bill)


def complains(life: Life) -> None:
    life.visit(30)
    told = life.ago(14, 15, 15)
    life.add(Task(customer_id=life.customer, kind="complaint", text="x", created_on=told))


def one_year_or_five(life: Life) -> None:
    life.visit(364, 365, 366, 1825, 1826, 1827)
    life.visit(30)


def quoted(life: Life) -> None:
    life.add(Estimate(customer_id=life.customer, issued_on=life.ago(-1, 0, 0), state="open"))


def repaired_twice(life: Life) -> None:
    life.visit(548, 547, 500, service="REPAIR")
    life.visit(30, service="EMERGENCY")


def can_be_reached(life: Life) -> None:
    """By one channel, or by several of which one comes first."""
    one, way = life.person, life.random.choice(("mail", "sms", "email", "phone"))
    one.line1, one.city, one.state, one.zip5 = "1 Oak", "Bryan", "TX", "77801"
    one.do_not_mail = way != "mail"
    one.email = "ana@example.com" if way == "email" else None
    one.do_not_call, one.sms_consent = way != "phone", "marketing"
    number = CustomerPhone(customer_id=life.customer, number="979-555-0100", position=1)
    number.kind, number.can_text = "mobile", True
    if way in ("sms", "phone"):
        life.add(number)


def worn_parts(life: Life) -> None:
    life.system.kind = "advanced"
    for kind, days in (("chlorinator", (1460, 1461, 1462)), ("filter", (2921, 2922))):
        life.add(Asset(system_id=life.system.id, kind=kind, install_date=life.ago(*days)))


LIVES: tuple[Callable[[Life], None], ...] = (
    long_overdue, nothing_due, contract_long_ended, overdue, contract_ended, unanswered,
    fewer_visits, owes_money, complains, one_year_or_five, quoted, repaired_twice,
    can_be_reached, worn_parts,
)  # fmt: skip


def live(maker: Maker, db: Session, customer: int, place: int) -> None:
    """Add the customer whose turn it is, and one by chance."""
    LIVES[maker.seed % len(LIVES)](Life(maker, db, customer, place))
    maker.random.choice(LIVES)(Life(maker, db, customer + 1, place + 1))
