"""Records that cannot be read, and whose facts are therefore the last known ones."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, null, select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.desk.loose_ends import columns
from desktop.services.facts.last_known import whom_they_concern
from desktop.services.facts.left_out import BROKEN, find, left_out
from desktop.services.importing.batch.record_names import names
from desktop.services.safekeeping.unreadable import Unreadable

Made = TypeVar("Made")
Told = tuple[str, ...]


def stale(_as_of: date) -> Select[Any]:
    """Customers whose facts are the last known ones."""
    fact = CustomerFact
    return columns(fact.customer_id, fact.customer_id, null(), null(), null()).where(
        fact.stale.is_(True)
    )


def words(db: Session, ids: Any) -> dict[int, str]:
    """What cannot be read, by customer: "visit of Reyes, Ana (record 7): completed date “soon”"."""
    told: dict[int, list[str]] = defaultdict(list)
    for one in find(db, ids):
        said = f"{_named(db, one)}: {one.words} “{one.value}”"
        for customer in whom_they_concern(db, [one]).customers:
            told[customer].append(said)
    return {customer: ", ".join(dict.fromkeys(said)) for customer, said in told.items()}


def _named(db: Session, one: Unreadable) -> str:
    (number,) = one.key
    return f"{names(db, one.table.name, [number])[number]} (record {number})"


def reading_on(db: Session, customer_id: int, read: Callable[[Told], Made]) -> Made:
    """Read about a customer, told what cannot be read; without it, where it stops the reading."""
    fact = select(CustomerFact.stale).where(CustomerFact.customer_id == customer_id)
    found = find(db, [customer_id]) if db.scalar(fact) else []
    try:
        return read(_sentences(db, found))
    except BROKEN:
        found = found or find(db, [customer_id])
        if not found:
            raise
    told = _sentences(db, found)
    with left_out(db, found):
        return read(told)


def _sentences(db: Session, found: Iterable[Unreadable]) -> Told:
    return tuple(
        f"The {_named(db, one)} has “{one.value}” as its {one.words}, which is no {one.wanted}:"
        " what follows from it is the last known until it is put right"
        for one in found
    )
