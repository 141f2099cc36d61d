"""Customers written down by what RFM asks: the last visit, how many, how much."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property
from desktop.models.facts import CustomerFact, FactsState
from desktop.models.work import Invoice, Visit
from desktop.services import facts
from desktop.services.value import versions
from desktop.services.value.rfm_map import shipped_body
from tests import naive_value
from tests.fact_rows import fact_row

TODAY = date(2026, 11, 22)


class Person(NamedTuple):
    """Visits on different days from `days_ago` back; None was never served."""

    days_ago: int | None
    visits: int = 1
    cents: int = 0
    active: bool = True


def fill(db: Session, people: Sequence[Person], as_of: date = TODAY) -> None:
    """Write the customers down, numbered from 1, and work the facts out."""
    if db.get(Property, 1) is None:
        db.add(Property(id=1))
    for number, one in enumerate(people, 1):
        status = "active" if one.active else "inactive"
        db.add(Customer(id=number, display_name=f"Customer {number:03}", status=status))
    db.flush()
    for number, one in enumerate(people, 1):
        if one.days_ago is not None:
            last = as_of - timedelta(days=one.days_ago)
            db.add_all(
                Visit(
                    customer_id=number,
                    property_id=1,
                    status="completed",
                    completed_date=last - timedelta(days=n),
                )
                for n in range(one.visits)
            )
        if one.cents:
            db.add(Invoice(customer_id=number, date=as_of, amount_cents=one.cents))
    facts.refresh(db, as_of)


def note(db: Session, people: Sequence[Person]) -> None:
    """Write customers down with facts ready, as quickly as may be; all live, visits recent."""
    rows = []
    for number, one in enumerate(people, 1):
        db.add(Customer(id=number, display_name=f"Customer {number:03}"))
        last = None if one.days_ago is None else TODAY - timedelta(days=one.days_ago)
        stands = naive_value.Standing(last, one.visits, one.cents)
        labels = naive_value.labels(naive_value.scores(stands, TODAY), "overdue")
        known = {"service_1": last, "visits_3y": one.visits if last else 0, "tickets_3y": 0}
        rows.append(
            fact_row(customer_id=number, live=True, revenue_3y_cents=one.cents, **known, **labels)
        )
    db.flush()
    if rows:
        db.execute(insert(CustomerFact), rows)
    db.add(FactsState(id=1, as_of=TODAY))
    db.flush()


def scored(db: Session) -> list[CustomerFact]:
    """The facts of all customers in order."""
    return list(db.scalars(select(CustomerFact).order_by(CustomerFact.customer_id)))


def codes(db: Session) -> list[str | None]:
    """The three digits of all customers in order."""
    return [
        None if one.rfm_r is None else f"{one.rfm_r}{one.rfm_f}{one.rfm_m}" for one in scored(db)
    ]


def of_code(code: str) -> Person:
    """A customer who gets a code by the shipped bands."""
    r, f, m = map(int, code)
    days = {5: 90, 4: 180, 3: 365, 2: 730, 1: 731}[r]
    visits = {5: 6, 4: 4, 3: 3, 2: 2, 1: 1}[f]
    return Person(days, visits, {5: 200_000, 4: 100_000, 3: 50_000, 2: 20_000, 1: 19_999}[m])


def by_fifths(db: Session) -> None:
    """Publish the shipped rules with fifths in place of the fixed bands."""
    versions.publish(db, "rfm", shipped_body() | {"mode": "quintiles"}, "", "", TODAY)
