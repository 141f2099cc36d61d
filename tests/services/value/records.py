"""Writes down the records that health looks at, customer by customer."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.tasks import Task
from desktop.models.work import Interaction, Invoice, ServiceLine, Visit
from tests.services.value.offices import TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days)


class Person:
    """Writes down the records of one customer, who has a property of the same number."""

    ids = count(1)

    def __init__(self, db: Session, number: int) -> None:
        self.db, self.number = db, number
        db.add_all((Customer(id=number, display_name=f"Customer {number}"), Property(id=number)))
        db.flush()
        db.add(PropertyLink(customer_id=number, property_id=number))

    @property
    def mine(self) -> dict[str, int]:
        return {"customer_id": self.number}

    def add(self, *records: Any) -> None:
        self.db.add_all(records)
        self.db.flush()

    def visit(self, day: date | None, *services: str, condition: str = "", **more: Any) -> int:
        number = next(self.ids)
        values = {"status": "completed", "property_id": self.number} | self.mine | more
        self.add(Visit(id=number, completed_date=day, **values))
        for service in services:
            line = ServiceLine(visit_id=number, service=service, condition=condition or None)
            self.add(line)
        return number

    def system(self, kind: str, **more: Any) -> None:
        self.add(System(id=self.number, property_id=self.number, kind=kind, **more))

    def tank(self, kind: str, **more: Any) -> None:
        self.add(Asset(id=self.number, system_id=self.number, kind=kind, **more))

    def talk(self, day: date, channel: str, outcome: str = "", purpose: str = "") -> None:
        heard = outcome or None
        self.add(
            Interaction(date=day, channel=channel, outcome=heard, purpose=purpose, **self.mine)
        )

    def task(self, kind: str, created: date | None = None, done: date | None = None) -> None:
        self.add(Task(kind=kind, text="x", created_on=created, done_on=done, **self.mine))

    def contract(self, start: date, end: date | None, visits: int = 4, **more: Any) -> None:
        values = {"kind": "inspection_only", "property_id": self.number} | self.mine | more
        self.add(Contract(start_date=start, end_date=end, visits_per_year=visits, **values))

    def report(self, day: date, result: str, **visit: Any) -> None:
        number = self.visit(day, "INSPECT", **visit)
        self.add(
            InspectionReport(
                visit_id=number,
                system_id=self.number,
                inspection_date=day,
                results={"alarms": result},
            )
        )

    def owes(self, days: int) -> None:
        """An invoice so many days past due."""
        day = ago(days)
        self.add(Invoice(date=day, due_date=day, amount_cents=500, open_cents=500, **self.mine))
