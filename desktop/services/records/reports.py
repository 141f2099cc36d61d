"""Inspection reports: entered with their visit; filed in `filing`."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.equipment import Asset, System
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.items import NEEDS
from desktop.services.days import day_text
from desktop.services.records.edit import made, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import AlreadyThereError, refuse
from desktop.services.records.shown import shown_under
from desktop.services.records.stops import Stop, Work, completed
from desktop.services.records.typed import WrongValueError, typed

REPORT = KINDS["inspection_report"]
# The service of an inspection, by the kind of system.
SERVICE = {"advanced": "ANNUAL_INSP"}
INSPECTIONS = ("INSPECT", "ANNUAL_INSP", "RE_INSPECTION")


@whole
def report_inspection(db: Session, values: Mapping[str, Any], now: Now) -> Saved:
    """Enter the report of an inspection; a visit of that day is found, or made with it.

    The caller refreshes the facts of the touched customers and commits.

    Raises:
        InvalidError: with one sentence per field.
        AlreadyThereError: this system has a report of that visit.
    """
    journal = Journal(db, now)
    given = dict(values)
    if given.get("visit") is None:
        given["visit"] = _visit(journal, given)
    report = made(journal, "inspection_report", given)
    row = journal.row(REPORT.table, report)
    twin = select(InspectionReport.id).where(
        InspectionReport.visit_id == row["visit_id"],
        InspectionReport.system_id == row["system_id"],
        InspectionReport.id != report,
    )
    if db.scalar(twin.limit(1)) is not None:
        day = day_text(row["inspection_date"])
        raise AlreadyThereError(f"The inspection of {day} has its report already.")
    return journal.save(report, "Inspection reported", shown_under(db, REPORT.table, report))


def _visit(journal: Journal, values: dict[str, Any]) -> int:
    """The finished inspection of that day at that place, else a new one."""
    field = REPORT.field("inspection_date")
    assert field is not None  # noqa: S101 - a field of the form
    try:
        day = typed(field, values.get("inspection_date"), journal.now.today)
    except WrongValueError as error:
        raise refuse(field.key, str(error)) from error
    system_id = values.get("system")
    if day is None or system_id is None:
        missing = "inspection_date" if day is None else "system"
        said = "the day of the inspection" if day is None else "the system"
        raise refuse(missing, f"Say {said}.")
    system = there(journal, KINDS["system"], system_id)
    found = (
        select(Visit.id)
        .join(ServiceLine, ServiceLine.visit_id == Visit.id)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .where(
            Visit.property_id == system["property_id"],
            Visit.status == "completed",
            Visit.completed_date == day,
            ServiceLine.service.in_(INSPECTIONS),
            or_(Asset.id.is_(None), Asset.system_id == system_id),
        )
    )
    visit = journal.db.scalar(found.order_by(Visit.id).limit(1))
    if visit is not None:
        return visit
    service = SERVICE.get(system["kind"], "INSPECT")
    work = Work(service, _part(journal, system, service))
    return completed(
        journal,
        Stop(
            day=day,
            work=(work,),
            property_id=system["property_id"],
            technician_id=values.get("technician"),
        ),
    )


def _part(journal: Journal, system: dict[str, Any], service: str) -> int | None:
    """What the work names so that it counts for this system: nothing where it is the only one.

    Raises:
        InvalidError: it cannot be told from another system there, because it has no part on file.
    """
    kinds = [kind for kind, needs in NEEDS.items() if needs.whole == service]
    others = select(System.id).where(
        System.property_id == system["property_id"],
        System.id != system["id"],
        System.kind.in_(kinds),
        System.active,
    )
    if journal.db.scalar(others.limit(1)) is None:
        return None
    part = journal.db.scalar(select(func.min(Asset.id)).where(Asset.system_id == system["id"]))
    if part is None:
        said = "There is another system at this place: enter a tank or part of this one first, "
        raise refuse("system", said + "or the inspection would count for both.")
    return part
