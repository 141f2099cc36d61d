"""The inspection record: every item of the state's form, limits, licences, next due day."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule, InspectionReport
from desktop.models.customers import Property
from desktop.models.equipment import System
from desktop.models.work import ServiceLine, Technician, Visit
from desktop.services import facts
from desktop.services.desk.inspection_report import ReportSheet, report_sheet
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


def test_who_inspected_stands_with_the_licence(db: Session) -> None:
    worker = add(db, Technician(name="Hank", licence_type="Provider", licence_no="MP1"))
    found = sheet(db, signer_id=worker)
    assert (found.signer, found.inspector) == (("Hank", "MP1, Provider"), ("", ""))


def test_the_county_says_where_it_wants_the_record(db: Session) -> None:
    add(db, CountyRule(county="BRAZOS", filing_method="portal", filing_address="the online portal"))
    assert sheet(db).file_to == "Portal: the online portal"
