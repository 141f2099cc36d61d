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
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_days
from desktop.services.desk.card_places import SketchCard, sketches_at
from desktop.services.desk.words import address, every
from desktop.services.facts.owed import INSPECTIONS
from desktop.services.records.forms import INSPECTED, RESULTS

LEAST_CHLORINE, MOST_COLIFORM, MOST_BOD, MOST_TSS = "0.1", 200, 65, 65
COPIES = ("Company", "Permitting authority", "Owner")


class Item(NamedTuple):
    """One inspected item; `result` is "" where nothing was noted."""

    key: str
    label: str
    result: str


class Measure(NamedTuple):
    """One measured value beside its limit; `passed` is None where it was not measured."""

    label: str
    limit: str
    value: str
    passed: bool | None


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
    by = add_days(report.inspection_date, load_rules(db).report_days)
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
        tests=_tests(report),
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


def _tests(report: InspectionReport) -> tuple[Measure, ...]:
    chlorine, coliform = report.chlorine_mg_l, report.coliform_mpn
    return (
        Measure(
            "Chlorine residual", f"at least {LEAST_CHLORINE} mg/L", _measured(chlorine, "mg/L"),
            None if chlorine is None else chlorine >= type(chlorine)(LEAST_CHLORINE),
        ),
        Measure(
            "Fecal coliform", f"at most {MOST_COLIFORM} MPN/100 mL",
            _measured(coliform, "MPN/100 mL"), _at_most(coliform, MOST_COLIFORM),
        ),
        Measure(
            "BOD5", f"at most {MOST_BOD} mg/L", _measured(report.bod_mg_l, "mg/L"),
            _at_most(report.bod_mg_l, MOST_BOD),
        ),
        Measure(
            "TSS", f"at most {MOST_TSS} mg/L", _measured(report.tss_mg_l, "mg/L"),
            _at_most(report.tss_mg_l, MOST_TSS),
        ),
    )  # fmt: skip


def _at_most(value: Any, limit: int) -> bool | None:
    return None if value is None else bool(value <= limit)


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
