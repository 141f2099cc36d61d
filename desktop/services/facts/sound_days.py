"""Refuses facts with a day that is none, where only the database has seen it so far."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Table, literal, or_, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import String

from desktop.services.facts.staging import run
from desktop.services.safekeeping.unreadable import no_day

# The other days of a wide row were read one by one when they were laid out.
UNSEEN = (
    "first_service", "customer_since", "system_installed", "contract_end", "last_contract_end",
    "first_activity", "last_contact", "last_payment", "oldest_open_due", "next_visit",
    "aerobic_inspected", "unfiled_inspection", "open_estimate", "unanswered_reminder",
)  # fmt: skip


def refuse_no_days(db: Session, wide: Table) -> None:
    """Look through wide rows of facts.

    Raises:
        ValueError: a day of theirs is none.
    """
    if db.connection().dialect.name == "sqlite" and run(db, _no_days(wide)).first() is not None:
        raise ValueError("a day is none")


@lru_cache(maxsize=2)
def _no_days(wide: Table) -> Any:
    wrong = (no_day(type_coerce(wide.c[name], String)) for name in UNSEEN)
    return select(literal(1)).where(or_(*wrong)).limit(1)
