"""What the testing and reporting record of an inspection says (30 TAC 285.90), as plain values."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.models import choices as c
from desktop.models.care import CountyRule, InspectionReport
from desktop.models.customers import Customer, Property
from desktop.models.equipment import System
from desktop.models.facts import DueItem
from desktop.models.folding import fold
from desktop.models.work import Technician, Visit
from desktop.services import facts
from desktop.services.care.inspections import report_by
from desktop.services.care.rules import load_rules
from desktop.services.desk.card_places import SketchCard, sketches_at
from desktop.services.desk.inspection_tests import Measure, measures_of
from desktop.services.desk.words import address, every
from desktop.services.facts.owed import INSPECTIONS
from desktop.services.records.forms import INSPECTED, RESULTS

COPIES = ("Company", "Permitting authority", "Owner")


class Item(NamedTuple):
    """One inspected item; `result` is "" where nothing was noted."""

    key: str
    label: str
    result: str


class Person(NamedTuple):
    """Who inspected or signed, with the licence."""

    name: str
    licence: str  # "MP0002114, Maintenance provider": the number is never the part that is cut


class ReportSheet(NamedTuple):
    """Everything that stands on the record of one system; texts are ready to be printed."""

    report_id: int
    customer: str
    account_no: str
    site: str
    county: str
    permit_no: str
    authority: str
    system: str
    frequency: str  # "every 4 months"
    inspected_on: date
    items: tuple[Item, ...]
    tests: tuple[Measure, ...]
    sludge: str
    repairs_made: str
    repairs_needed: str
    comments: str
    inspector: Person
    signer: Person
    next_due: date | None
    file_by: date
    days_left: int  # below zero when it is late
    filed_on: date | None
    filed_how: str
    file_to: str
    copy_to_owner_on: date | None
    copies: tuple[str, ...]
    sketches: tuple[SketchCard, ...]


def report_sheet(db: Session, report_id: int, as_of: date) -> ReportSheet | None:
    """The record of one inspection; None when there is no such report (any more)."""
    facts.for_day(db, as_of)
    inspector, signer = aliased(Technician), aliased(Technician)
    statement = (
        select(InspectionReport, System, Property, Customer, inspector, signer)
        .join_from(InspectionReport, System, System.id == InspectionReport.system_id)
        .join(Property, Property.id == System.property_id)
        .outerjoin(Visit, Visit.id == InspectionReport.visit_id)
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .outerjoin(inspector, inspector.id == InspectionReport.technician_id)
        .outerjoin(signer, signer.id == InspectionReport.signer_id)
        .where(InspectionReport.id == report_id)
    )
    row = db.execute(statement).first()
    return _sheet(db, as_of, row) if row else None


def _sheet(db: Session, as_of: date, row: Any) -> ReportSheet:
    report, system, place, customer, inspector, signer = row
    monitored = bool(system.electronic_monitoring)
    by = report_by(report.inspection_date, load_rules(db), is_monitored=monitored)
    due = _next(db, system.id)
    region = " ".join(part for part in (place.state, place.zip5) if part)
    return ReportSheet(
        report_id=report.id,
        customer=customer.display_name if customer else "",
        account_no=(customer.account_no or "") if customer else "",
        site=address(place.line1, place.line2, place.city, region),
        county=place.county or "",
        permit_no=system.permit_no or place.permit_no or "",
        authority=system.permitting_authority or "",
        system=_system(system),
        frequency=every(due.interval, due.unit) if due else "",
        inspected_on=report.inspection_date,
        items=_items(report),
        tests=measures_of(report, system, place.use),
        sludge=_measured(report.sludge_in, "in"),
        repairs_made=report.repairs_made or "",
        repairs_needed=report.repairs_needed or "",
        comments=report.comments or "",
        inspector=_person(inspector),
        signer=_person(signer),
        next_due=due.due if due else None,
        file_by=by,
        days_left=(by - as_of).days,
        filed_on=report.filed_on,
        filed_how=c.FILING_METHOD.label(report.filed_how),
        file_to=_file_to(db, place.county),
        copy_to_owner_on=report.copy_to_owner_on,
        copies=COPIES,
        sketches=tuple(sketches_at(db, [place.id])[place.id]),
    )


def _next(db: Session, system_id: int) -> DueItem | None:
    """The next inspection of the system, as the customer who answers for it has it."""
    statement = (
        select(DueItem)
        .where(DueItem.system_id == system_id, DueItem.service.in_(INSPECTIONS))
        .order_by(DueItem.answers.desc(), DueItem.customer_id)
        .limit(1)
    )
    return db.scalar(statement)


def _system(system: System) -> str:
    parts = (c.SYSTEM_KIND.label(system.kind), system.make, system.model)
    return " ".join(part for part in parts if part)


def _items(report: InspectionReport) -> tuple[Item, ...]:
    found: dict[str, str] = report.results or {}
    return tuple(
        Item(key, label, RESULTS.get(found.get(key, ""), found.get(key, "")))
        for key, label in INSPECTED.items()
    )


def _measured(value: Any, unit: str) -> str:
    return "" if value is None else f"{value:,} {unit}"


def _person(one: Technician | None) -> Person:
    if one is None:
        return Person("", "")
    parts = (one.licence_no, one.licence_type)
    return Person(one.name, ", ".join(part for part in parts if part))


def _file_to(db: Session, county: str | None) -> str:
    """Where the county wants the record."""
    for rule in db.scalars(select(CountyRule).order_by(CountyRule.id)):
        if county and fold(rule.county) == fold(county):
            how = c.FILING_METHOD.label(rule.filing_method)
            return ": ".join(part for part in (how, rule.filing_address) if part)
    return ""
