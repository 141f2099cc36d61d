"""The inspection reports of a customer that the authority or the owner has not got."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.services.care.rules import load_rules
from desktop.services.desk.paper import not_yet, report_limit, reports
from desktop.services.desk.words import joined


class ReportCard(NamedTuple):
    """A report that waits; `days_left` is below zero when it is late."""

    report_id: int
    inspected_on: date
    site: str
    days_left: int
    to_file: bool
    to_copy: bool  # the owner has not got it

    @property
    def what(self) -> str:
        """What is to be done with it: "to file, copy to the owner"."""
        parts = ("to file" if self.to_file else "", "copy to the owner" if self.to_copy else "")
        return joined(*parts)


def unfiled(db: Session, customer_id: int, as_of: date) -> tuple[ReportCard, ...]:
    """The reports still to file, the oldest first."""
    rules, found = load_rules(db), reports(as_of).subquery()
    statement = (
        select(
            found,
            not_yet(InspectionReport.filed_on, as_of).label("to_file"),
            not_yet(InspectionReport.copy_to_owner_on, as_of).label("to_copy"),
        )
        .join(InspectionReport, InspectionReport.id == found.c.record_id)
        .where(found.c.customer_id == customer_id)
        .order_by(found.c.day, found.c.record_id)
    )
    return tuple(
        ReportCard(
            row.record_id, row.day, row.what or "",
            (report_limit(row, rules) - as_of).days,
            bool(row.to_file), bool(row.to_copy),
        )
        for row in db.execute(statement)
    )  # fmt: skip
