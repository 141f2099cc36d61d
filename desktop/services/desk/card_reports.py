"""The inspection reports of a customer that the authority has not got."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.services.care.rules import load_rules
from desktop.services.desk.paper import reports


class ReportCard(NamedTuple):
    """A report that waits; `days_left` is below zero when it is late."""

    report_id: int
    inspected_on: date
    site: str
    days_left: int


def unfiled(db: Session, customer_id: int, as_of: date) -> tuple[ReportCard, ...]:
    """The reports still to file, the oldest first."""
    limit, found = load_rules(db).report_days, reports(as_of).subquery()
    statement = (
        select(found)
        .where(found.c.customer_id == customer_id)
        .order_by(found.c.day, found.c.record_id)
    )
    return tuple(
        ReportCard(row.record_id, row.day, row.what or "", limit - (as_of - row.day).days)
        for row in db.execute(statement)
    )
