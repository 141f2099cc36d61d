"""Houses of a small office, put up one row of a table at a time, and what the program says of each.

Days are written as in the tables, "2026-11-22", so that a row can be checked by hand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.care import CountyRule, InspectionReport, Postponement
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.database import open_office
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, Invoice, Payment, ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk import why

TODAY = "2026-11-22"


def day(text: str | None) -> date | None:
    """The day of a text; nothing stays nothing."""
    return date.fromisoformat(text) if text else None


def sure(text: str) -> date:
    """The day of a text that is there."""
    return date.fromisoformat(text)


class House:
    """One customer with one property, and everything that happens there."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.customer: int = self.add(Customer(display_name="Reyes", customer_type="residential"))
        self.place: int = self.add(Property(use="residential"))
        self.link = self.add(PropertyLink(customer_id=self.customer, property_id=self.place))
        self.system_id: int | None = None

    def add(self, record: Base) -> int:
        """Put a record in and give its number."""
        self.db.add(record)
        self.db.flush()
        return record.id  # type: ignore[attr-defined, no-any-return]

    def person(self, **values: Any) -> None:
        """Change the customer."""
        _change(self.db.get_one(Customer, self.customer), values)

    def home(self, **values: Any) -> None:
        """Change the property."""
        _change(self.db.get_one(Property, self.place), values)

    def linked(self, **values: Any) -> None:
        """Change how the customer is linked to the property."""
        _change(self.db.get_one(PropertyLink, self.link), values)

    def system(self, kind: str = "conventional", **values: Any) -> int:
        """A system; what is added later belongs to the latest."""
        self.system_id = self.add(System(property_id=self.place, kind=kind, **_days(values)))
        return self.system_id

    def tank(self, kind: str = "septic_tank", **values: Any) -> int:
        """A tank or part of the latest system; a conventional system, when there is none."""
        system = self.system_id or self.system()
        return self.add(Asset(system_id=system, kind=kind, **_days(values)))

    def visit(
        self,
        when: str | None,
        *services: str,
        tank: int | None = None,
        status: str = "completed",
        condition: str | None = None,
        **values: Any,
    ) -> int:
        """A visit with a line per service; finished on its day unless the status says otherwise."""
        name = "completed_date" if status == "completed" else "scheduled_date"
        known: dict[str, Any] = {
            "customer_id": self.customer,
            "property_id": self.place,
            name: when,
        }
        visit = self.add(Visit(status=status, **_days(known | values)))
        for service in services or ("OTHER",):
            self.add(
                ServiceLine(visit_id=visit, service=service, asset_id=tank, condition=condition)
            )
        return visit

    def visits(self, *days: str) -> None:
        """Finished visits that move no due day."""
        for when in days:
            self.visit(when)

    def contract(
        self,
        start: str,
        end: str | None = None,
        kind: str = "other",
        *lines: tuple[str, int | None, str | None],
        **values: Any,
    ) -> int:
        """A contract about the property, or what else is named; lines are (service, n, unit)."""
        known: dict[str, Any] = {"customer_id": self.customer, "property_id": self.place}
        known |= {"start_date": start, "end_date": end}
        contract = self.add(Contract(kind=kind, **_days(known | values)))
        for service, number, unit in lines:
            self.add(
                ContractLine(
                    contract_id=contract, service=service, interval=number, interval_unit=unit
                )
            )
        return contract

    def estimate(self, when: str, state: str = "open", **values: Any) -> None:
        """An estimate given."""
        self.add(Estimate(customer_id=self.customer, issued_on=sure(when), state=state, **values))

    def contact(
        self, when: str, outcome: str | None, channel: str = "call_out", **values: Any
    ) -> None:
        """A call, letter or message."""
        one = Interaction(customer_id=self.customer, channel=channel, outcome=outcome, **values)
        one.date = sure(when)
        self.add(one)

    def task(self, kind: str, created: str | None, done: str | None = None) -> None:
        """A complaint or another task."""
        self.add(
            Task(
                customer_id=self.customer,
                kind=kind,
                text="x",
                created_on=day(created),
                done_on=day(done),
            )
        )

    def invoice(self, when: str, due: str | None = None, cents: int = 10_000) -> None:
        """A bill."""
        one = Invoice(customer_id=self.customer, due_date=day(due), amount_cents=cents)
        one.date = sure(when)
        self.add(one)

    def paid(self, when: str, cents: int = 10_000) -> None:
        """Money that came in."""
        one = Payment(customer_id=self.customer, amount_cents=cents)
        one.date = sure(when)
        self.add(one)

    def postpone(self, due: str, until: str, tank: int | None, service: str = "PUMP") -> None:
        """Put off what is due on a day until a later one."""
        assert self.system_id is not None
        self.add(
            Postponement(
                system_id=self.system_id,
                asset_id=tank,
                service=service,
                due_date=sure(due),
                recovery_date=sure(until),
                reason="wet_ground",
            )
        )

    def report(self, when: str, filed: str | None = None) -> None:
        """An inspection with its report."""
        system = self.system_id or self.system("aerobic", maintained_by="us")
        visit = self.visit(when, "INSPECT")
        self.add(
            InspectionReport(
                visit_id=visit, system_id=system, inspection_date=sure(when), filed_on=day(filed)
            )
        )

    def phone(self, number: str = "979-555-0100", **values: Any) -> None:
        """A telephone number."""
        self.add(CustomerPhone(customer_id=self.customer, number=number, **values))

    def county(self, months: int | None) -> None:
        """A county of its own for this house, with its rule."""
        name = f"County {self.place}"
        self.home(county=name)
        self.add(CountyRule(county=name, inspection_interval_months=months))

    def neighbour(self, **values: Any) -> int:
        """Another customer of the office."""
        return self.add(Customer(display_name="Nolan", **values))


def _change(record: Any, values: dict[str, Any]) -> None:
    for name, value in _days(values).items():
        setattr(record, name, value)


def _days(values: dict[str, Any]) -> dict[str, Any]:
    """Texts that are days become days."""
    return {name: _day_or_text(value) for name, value in values.items()}


def _day_or_text(value: Any) -> Any:
    is_day = isinstance(value, str) and len(value) == len(TODAY) and value[:4].isdigit()
    return date.fromisoformat(value) if is_day else value


class Row(NamedTuple):
    """A row of a table: its name, how a house comes to it, what is expected, facts to be told."""

    name: str
    make: Callable[[House], object]
    expected: Any
    facts: dict[str, Any] = {}  # noqa: RUF012 - read only
    day: str = TODAY


class Told(NamedTuple):
    """What the program says of a house."""

    fact: dict[str, Any]
    items: list[dict[str, Any]]
    why: dict[str, why.Reason]

    def item(self, service: str, tank: int | None = None) -> dict[str, Any]:
        """The one item of a service, of the tank with this place among the tanks."""
        found = [one for one in self.items if one["service"] == service]
        assert found, service
        return found[tank or 0]


Answers = dict[str, Told]


def ask(folder: Path, rows: Iterable[Row]) -> Answers:
    """Put up the houses of all rows, one office for each day, and ask about each."""
    by_day: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    answers: Answers = {}
    office = open_office(folder / "office.db")
    for as_of, its_rows in by_day.items():
        with office.writing() as db:
            answers |= _ask_on(db, sure(as_of), its_rows)
            db.rollback()
    office.close()
    return answers


def _ask_on(db: Session, as_of: date, rows: list[Row]) -> Answers:
    names: dict[int, str] = {}
    for row in rows:
        house = House(db)
        row.make(house)
        assert row.name not in names.values(), f"two rows are called {row.name}"
        names[house.customer] = row.name
    facts.refresh(db, as_of)
    items: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in _read(db, DueItem):
        items[item["customer_id"]].append(item)
    rows_by_customer = {fact["customer_id"]: fact for fact in _read(db, CustomerFact)}
    return {
        name: Told(
            rows_by_customer[customer],
            items[customer],
            {one.label: one for one in why.reasons(db, customer, as_of)},
        )
        for customer, name in names.items()
    }


def _read(db: Session, model: type[Base]) -> list[dict[str, Any]]:
    table: Any = model.__table__
    found = db.execute(select(table).order_by(*table.primary_key))
    return [dict(one._mapping) for one in found]


def named(row: Row) -> str:
    """The name of a row, for the list of tests."""
    return row.name
