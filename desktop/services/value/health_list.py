"""The customers by their health, the worst first."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact, CustomerText
from desktop.services import facts
from desktop.services.value.trends import points, trend


class Rated(NamedTuple):
    """The health of one customer."""

    account_no: str | None
    name: str
    card: str
    score: int | None
    grade: str
    colour: str
    coverage: int | None
    cap: str  # the guard rail in force, or "none"
    change: int | None  # points in 90 days
    trend: str | None


def rated(db: Session, as_of: date, grade: str | None = None) -> list[Rated]:
    """Every active customer, or those of a grade."""
    facts.for_day(db, as_of)
    fact = CustomerFact
    rows = (
        select(
            Customer.account_no,
            Customer.display_name,
            fact.health_card,
            fact.health_score,
            fact.health_grade,
            fact.health_colour,
            fact.health_coverage,
            fact.health_cap,
            points(),
            trend(points()),
        )
        .join_from(Customer, fact, fact.customer_id == Customer.id)
        .join(CustomerText, CustomerText.customer_id == Customer.id)
        .where(fact.live)
        .order_by(fact.health_score.asc().nulls_last(), CustomerText.name, Customer.id)
    )
    if grade:
        rows = rows.where(fact.health_grade == grade)
    return [Rated(*row) for row in db.execute(rows)]
