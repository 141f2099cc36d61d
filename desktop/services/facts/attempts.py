"""Attempts to reach a customer, complaints still open, and estimates: what lifecycle asks."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, or_, select

from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction
from desktop.services.dates import add_days
from desktop.services.facts.scope import Scope

ATTEMPTS = ("call_out", "letter", "postcard", "email", "sms")
RESPONSES = ("answered", "booked", "declined", "opt_out")
LATEST, WITHIN_DAYS, COMPLAINT_DAYS = 3, 365, 14


def attempts(scope: Scope) -> Subquery:
    """Of the latest three attempts within a year: how many there were, how many got a response.

    Of those on one day a response counts first, so that the order of entry does not matter.
    """
    place = func.row_number().over(
        partition_by=Interaction.customer_id,
        order_by=(Interaction.date.desc(), responded_first(Interaction.outcome)),
    )
    since = add_days(scope.as_of, -WITHIN_DAYS)
    numbered = (
        select(Interaction.customer_id, Interaction.outcome, place.label("place"))
        .where(
            # A bare column would make SQLite walk all contacts by channel for one customer.
            func.coalesce(Interaction.channel, "").in_(ATTEMPTS),
            Interaction.date.between(since, scope.as_of),
            scope.has(Interaction.customer_id),
        )
        .subquery()
    )
    responded = case((numbered.c.outcome.in_(RESPONSES), 1), else_=0)
    return (
        select(
            numbered.c.customer_id,
            func.count().label("tried"),
            func.sum(responded).label("responded"),
        )
        .where(numbered.c.place <= LATEST)
        .group_by(numbered.c.customer_id)
        .subquery("attempts")
    )


def responded_first(outcome: Any) -> ColumnElement[int]:
    """Sorts the attempts of one day: those that got a response first."""
    return case((outcome.in_(RESPONSES), 0), else_=1)


def complaints(scope: Scope) -> Subquery:
    """Since when the oldest complaint of each customer is open."""
    is_open = or_(Task.done_on.is_(None), Task.done_on > scope.as_of)
    customer: Any = Task.customer_id
    return (
        select(customer, func.min(Task.created_on).label("since"))
        .where(Task.kind == "complaint", is_open, Task.created_on <= scope.as_of)
        .where(customer.is_not(None), scope.has(customer))
        .group_by(customer)
        .subquery("complaints")
    )


def offers(scope: Scope) -> Subquery:
    """How many estimates each customer was given."""
    return (
        select(Estimate.customer_id, func.count().label("estimates"))
        .where(Estimate.issued_on <= scope.as_of, scope.has(Estimate.customer_id))
        .group_by(Estimate.customer_id)
        .subquery("offers")
    )
