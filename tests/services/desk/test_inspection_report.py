"""The inspection record: every item of the state's form, limits, licences, next due day."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule, InspectionReport
from desktop.models.customers import Property
from desktop.models.equipment import System
from desktop.models.work import ServiceLine, Technician, Visit
from desktop.services import facts
from desktop.services.care.inspections import report_by
from desktop.services.care.rules import Rules
from desktop.services.desk.inspection_report import ReportSheet, report_sheet
from desktop.services.desk.inspection_tests import measures_of
from desktop.services.records.forms import INSPECTED
from tests.services.desk.desk_office import TODAY, add, after, house


def sheet(db: Session, **values: object) -> ReportSheet:
    home = house(db)
    system = db.get_one(System, home.system)
    system.kind, system.maintained_by, system.permit_no = "aerobic", "us", "P-7"
    db.get_one(Property, home.place).county = "Brazos"
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                          completed_date=after(-10)))  # fmt: skip
    add(db, ServiceLine(visit_id=visit, service="INSPECT"))
    report = add(db, InspectionReport(visit_id=visit, system_id=home.system,
                                      inspection_date=after(-10), **values))  # fmt: skip
    facts.refresh(db, TODAY)
    found = report_sheet(db, report, TODAY)
    assert found is not None
    return found


def test_there_is_no_sheet_without_a_report(db: Session) -> None:
    assert report_sheet(db, 1, TODAY) is None


def test_a_sheet_has_every_item_and_the_days(db: Session) -> None:
    found = sheet(db, results={"alarms": "inoperative"})
    assert [item.key for item in found.items] == list(INSPECTED)
    assert {item.result for item in found.items} == {"", "Inoperative"}
    assert (found.permit_no, found.frequency, found.days_left) == ("P-7", "every 4 months", 4)
    assert found.next_due == facts_day()
    assert found.copies == ("Company", "Permitting authority", "Owner")


def facts_day() -> object:
    """Four months after the inspection of 5 June 2026."""
    return TODAY.replace(month=10, day=5)


@pytest.mark.parametrize(
    ("chlorine", "passed", "shown"),
    [("0.10", True, "0.10 mg/L"), ("0.09", False, "0.09 mg/L"), (None, None, "")],
)
def test_chlorine_is_held_against_its_limit(
    db: Session, chlorine: str | None, passed: bool | None, shown: str  # noqa: FBT001 - a parameter of the test
) -> None:  # fmt: skip
    value = Decimal(chlorine) if chlorine else None
    found = sheet(db, chlorine_mg_l=value).tests[0]
    assert (found.passed, found.value) == (passed, shown)


@pytest.mark.parametrize(
    ("chlorine", "coliform", "passed", "instead"),
    [
        ("0.2", None, [True, None], ["", "chlorine is enough"]),
        (None, 150, [None, True], ["coliform is enough", ""]),
        ("0.05", 150, [False, True], ["coliform is enough", ""]),
        ("0.2", 300, [True, False], ["", "chlorine is enough"]),
        ("0.05", 300, [False, False], ["", ""]),
        (None, None, [None, None], ["", ""]),
    ],
)
def test_chlorine_or_coliform_is_enough(
    db: Session, chlorine: str | None, coliform: int | None, passed: object, instead: object
) -> None:
    value = Decimal(chlorine) if chlorine else None
    found = sheet(db, chlorine_mg_l=value, coliform_mpn=coliform, coliform_method="MPN").tests[:2]
    assert [one.passed for one in found] == passed
    assert [one.instead for one in found] == instead
    assert [one.method for one in found] == ["", "MPN"]


@pytest.mark.parametrize(
    ("disposal", "use", "required"),
    [
        ("spray", "residential", ["one of the two", "no"]),
        ("spray", "commercial", ["one of the two", "once a year"]),
        ("drip", "residential", ["no", "no"]),
        (None, None, ["not known", "not known"]),
    ],
)
def test_which_tests_are_asked_for(
    disposal: str | None, use: str | None, required: list[str]
) -> None:
    found = measures_of(InspectionReport(), System(disposal=disposal), use)
    assert [one.required for one in found] == [required[0]] * 2 + [required[1]] * 2


def test_a_monitored_system_is_reported_on_every_six_months() -> None:
    days = [report_by(date(2026, 8, 31), Rules(), is_monitored=one) for one in (False, True)]
    assert days == [date(2026, 9, 14), date(2027, 2, 28)]


def test_who_inspected_stands_with_the_licence(db: Session) -> None:
    worker = add(db, Technician(name="Hank", licence_type="Provider", licence_no="MP1"))
    found = sheet(db, signer_id=worker)
    assert (found.signer, found.inspector) == (("Hank", "MP1, Provider"), ("", ""))


def test_the_county_says_where_it_wants_the_record(db: Session) -> None:
    add(db, CountyRule(county="BRAZOS", filing_method="portal", filing_address="the online portal"))
    assert sheet(db).file_to == "Portal: the online portal"
