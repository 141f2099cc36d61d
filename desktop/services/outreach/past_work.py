"""What was done at a place of late and what was found, as one tells the customer."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import InspectionReport
from desktop.models.equipment import Asset
from desktop.models.work import ServiceLine, Visit
from desktop.services.dates import add_months
from desktop.services.outreach.people import in_parts
from desktop.services.records.forms import INSPECTED

MONTHS = 12


class PastWork(NamedTuple):
    """One piece of finished work at a place."""

    day: date
    service: str  # a key
    system_id: int | None
    gallons: int | None
    found: str  # "good; chlorine 0.5 mg/L; sludge 6 in"

    @property
    def words(self) -> str:
        """The service in words."""
        return c.SERVICE.label(self.service)


def last_year(db: Session, property_ids: Collection[int], as_of: date) -> dict[int, list[PastWork]]:
    """The finished work of the last twelve months by place, the oldest first."""
    found: dict[int, list[PastWork]] = defaultdict(list)
    for ids in in_parts(property_ids):
        for row in db.execute(_lines(ids, as_of)):
            found[row.property_id].append(
                PastWork(
                    row.completed_date, row.service, row.system_id, row.gallons,
                    "; ".join(_found(row)),
                )
            )  # fmt: skip
    return found


def _lines(ids: list[int], as_of: date) -> Any:
    return (
        select(
            Visit.property_id, Visit.completed_date, ServiceLine.service, ServiceLine.gallons,
            ServiceLine.condition, ServiceLine.sludge_in, Asset.system_id,
            InspectionReport.chlorine_mg_l, InspectionReport.results,
            InspectionReport.sludge_in.label("report_sludge_in"),
            InspectionReport.repairs_made, InspectionReport.repairs_needed,
        )
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .outerjoin(InspectionReport, InspectionReport.id == _report())
        .where(
            Visit.property_id.in_(ids),
            Visit.status == "completed",
            Visit.completed_date > add_months(as_of, -MONTHS),
            Visit.completed_date <= as_of,
        )
        .order_by(Visit.completed_date, Visit.id, ServiceLine.position, ServiceLine.id)
    )  # fmt: skip


def _report() -> Any:
    """The report of the visit of the statement around it, if the line is an inspection."""
    return (
        select(InspectionReport.id)
        .where(
            InspectionReport.visit_id == Visit.id,
            ServiceLine.service.in_(("INSPECT", "ANNUAL_INSP")),
        )
        .order_by(InspectionReport.id)
        .limit(1)
        .correlate(Visit, ServiceLine)
        .scalar_subquery()
    )


def _found(row: Any) -> Iterator[str]:
    if row.condition:
        yield f"condition {c.CONDITION.label(row.condition).lower()}"
    broken = [label for key, label in INSPECTED.items() if _is_broken(row.results, key)]
    if broken:
        yield f"not working: {', '.join(broken).lower()}"
    if row.chlorine_mg_l is not None:
        yield f"chlorine {_number(row.chlorine_mg_l)} mg/L"
    sludge = row.sludge_in if row.sludge_in is not None else row.report_sludge_in
    if sludge is not None:
        yield f"sludge {_number(sludge)} in"
    if row.gallons:
        yield f"{row.gallons:,} gallons"
    for name, said in (("repaired", row.repairs_made), ("needs", row.repairs_needed)):
        if said:
            yield f"{name}: {' '.join(said.split())}"


def _is_broken(results: Any, key: str) -> bool:
    return isinstance(results, dict) and results.get(key) == "inoperative"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
