"""The customers of a tree with their RFM scores, name and tier, best score first."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact, CustomerText
from desktop.services import facts
from desktop.services.segments.compile import statement
from desktop.services.segments.context import Context
from desktop.services.segments.tree import AnyNode

_CHUNK = 2_000


class Scored(NamedTuple):
    """One line of the list; the unscored come last."""

    customer_id: int
    account_no: str | None
    name: str
    rfm: str | None
    segment: str
    on_cycle: bool
    due_status: str
    value_tier: str
    last_service: date | None
    visits: int
    revenue_cents: int


def scored(db: Session, as_of: date, tree: AnyNode) -> Iterator[Scored]:
    """The live customers that a tree selects."""
    facts.for_day(db, as_of)
    fact = CustomerFact
    code = 100 * fact.rfm_r + 10 * fact.rfm_f + fact.rfm_m
    rows = (
        select(
            Customer.id,
            Customer.account_no,
            Customer.display_name,
            code.label("code"),
            fact.rfm_segment,
            fact.on_cycle,
            fact.due_status,
            fact.value_tier,
            fact.service_1,
            fact.visits_3y,
            fact.revenue_3y_cents,
        )
        .join_from(Customer, fact, fact.customer_id == Customer.id)
        .join(CustomerText, CustomerText.customer_id == Customer.id)
        .where(Customer.id.in_(statement(tree, Context(db, as_of))))
        .order_by(code.desc().nulls_last(), CustomerText.name, Customer.id)
    )
    for row in db.execute(rows.execution_options(yield_per=_CHUNK)):
        yield Scored(
            row.id,
            row.account_no,
            row.display_name,
            None if row.code is None else str(row.code),
            row.rfm_segment,
            row.on_cycle,
            row.due_status,
            row.value_tier,
            row.service_1,
            row.visits_3y,
            row.revenue_3y_cents or 0,
        )
