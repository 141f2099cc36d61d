"""Reports filed and copied, several at once: one action, taken back as one."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.services.records import (
    InvalidError,
    NotAllowedError,
    copies_given,
    file_report,
    file_reports,
    history,
    report_inspection,
)
from tests.services.records.filled import NOW, TODAY, home, state, undone_is_as_before


def reports(db: Session, *days: str) -> list[int]:
    system = home(db, kind="aerobic")["system"]
    return [
        report_inspection(db, {"system": system, "inspection_date": day}, NOW).id for day in days
    ]


def test_several_reports_are_filed_and_taken_back_as_one(db: Session) -> None:
    first, second, third = reports(db, "11/10/2026", "11/15/2026", "11/20/2026")
    file_report(db, first, "11/11/2026", "mail", NOW)
    before = state(db)
    saved = file_reports(db, [first, second, third], TODAY, "portal", NOW)
    days = db.scalars(select(InspectionReport.filed_on).order_by(InspectionReport.id)).all()
    assert [day == TODAY for day in days] == [False, True, True]
    assert history(db)[0].action == "Reports filed (2)"
    assert undone_is_as_before(db, saved, before)


def test_owners_get_their_copies_once(db: Session) -> None:
    found = reports(db, "11/10/2026", "11/15/2026")
    before = state(db)
    saved = copies_given(db, found, NOW)
    with pytest.raises(NotAllowedError, match="have their copies already"):
        copies_given(db, found, NOW)
    assert undone_is_as_before(db, saved, before)


def test_nothing_is_filed_where_one_of_the_days_does_not_fit(db: Session) -> None:
    found = reports(db, "11/10/2026", "11/20/2026")
    before = state(db)
    with pytest.raises(InvalidError, match="lies before inspected on"):
        file_reports(db, found, "11/15/2026", "mail", NOW)
    assert state(db) == before


def test_reports_filed_already_are_not_filed_again(db: Session) -> None:
    found = reports(db, "11/10/2026")
    file_reports(db, found, TODAY, "mail", NOW)
    with pytest.raises(NotAllowedError, match="filed already"):
        file_reports(db, found, TODAY, "mail", NOW)


@pytest.mark.parametrize("action", [copies_given, lambda db, ids, now: file_reports(
    db, ids, TODAY, "mail", now)])  # fmt: skip
def test_no_report_is_nothing_to_do(db: Session, action: object) -> None:
    with pytest.raises(NotAllowedError):
        action(db, [], NOW)  # type: ignore[operator] # one of the two above
