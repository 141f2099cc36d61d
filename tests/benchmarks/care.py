"""How long the due engine takes: for the whole office, and for one touched customer.

Process time: the machine that measures may have other work.
"""

from statistics import median
from time import process_time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.facts import DueItem
from desktop.services import facts
from desktop.services.dates import add_days
from desktop.services.facts.due_items import due_rows
from desktop.services.facts.rewriting import rewrite
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import insert_rows
from desktop.services.pace import uncollected
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

WHOLE_BUDGET_S, TOUCHED_BUDGET_MS, ROUNDS = 5, 20, 20


def measure(office: Office) -> list[Row]:
    """Work out all due items, then the facts of one customer after another."""
    with office.writing() as db:
        whole = _whole(db)
        next_day = _next_day(db)
        touched = _touched(db)
        db.rollback()
    return [
        Row(
            "Due items of the whole office, from nothing",
            f"under {WHOLE_BUDGET_S} s",
            f"{whole:.1f} s",
            whole < WHOLE_BUDGET_S,
        ),
        Row(
            "  all of them on the next day, what differs stored",
            f"under {WHOLE_BUDGET_S} s",
            f"{next_day:.1f} s",
            next_day < WHOLE_BUDGET_S,
        ),
        Row(
            "All facts of a touched customer",
            f"under {TOUCHED_BUDGET_MS} ms",
            f"median {touched:.0f} ms",
            touched < TOUCHED_BUDGET_MS,
        ),
    ]


def _whole(db: Session) -> float:
    begun = process_time()
    with uncollected():
        db.execute(delete(DueItem))
        insert_rows(db, table_of(DueItem), due_rows(db, Scope(AS_OF)))
    return process_time() - begun


def _next_day(db: Session) -> float:
    """As every morning: each item is worked out, and what is another than yesterday is written."""
    begun = process_time()
    with uncollected():
        rewrite(db, table_of(DueItem), due_rows(db, Scope(add_days(AS_OF, 1))))
    return process_time() - begun


def _touched(db: Session) -> float:
    facts.for_day(db, AS_OF)
    people = db.scalars(select(Customer.id).order_by(Customer.id).limit(ROUNDS + 1)).all()
    times = []
    for number in people:
        begun = process_time()
        facts.refresh(db, AS_OF, [number])
        times.append((process_time() - begun) * 1000)
    return median(times[1:])
