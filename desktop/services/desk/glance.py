"""A customer at a glance: what stands beside a row of a file that may mean the same person."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact
from desktop.models.work import Visit
from desktop.services.desk.card import Who, who_of
from desktop.services.desk.card_places import places


class Glance(NamedTuple):
    """One customer; money in cents, None where nothing was worked out."""

    who: Who
    places: tuple[str, ...]  # addresses
    last_visit: date | None
    open_cents: int | None


def glances(db: Session, ids: Iterable[int], as_of: date) -> dict[int, Glance | None]:
    """Each customer; None for a number that nobody has (any more).

    Lighter than the card: no label is worked out, nothing is brought up to a day.
    """
    return {number: _glance(db, number, as_of) for number in ids}


def _glance(db: Session, customer_id: int, as_of: date) -> Glance | None:
    customer = db.get(Customer, customer_id)
    if customer is None:
        return None
    addresses = [place.address for place in places(db, customer_id, as_of)]
    fact = db.get(CustomerFact, customer_id)
    return Glance(
        who_of(db, customer),
        tuple(filter(None, addresses)),
        _last_visit(db, customer_id, as_of),
        fact.open_balance_cents if fact else None,
    )


def _last_visit(db: Session, customer_id: int, as_of: date) -> date | None:
    return db.scalar(
        select(func.max(Visit.completed_date)).where(
            Visit.customer_id == customer_id,
            Visit.status == "completed",
            Visit.completed_date <= as_of,
        )
    )
