"""What expires: told in time, by the day on which something must be done."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from desktop.models.work import Technician
from desktop.services.desk.agenda import agenda, listed
from desktop.services.desk.licences import OFFICE, what_expires
from desktop.services.office.company import Company, set_company
from tests.services.desk.desk_office import TODAY, add


@pytest.mark.parametrize(
    ("days", "is_told"), [(60, True), (61, False), (0, True), (-365, True), (-366, False)]
)
def test_a_license_is_told_for_sixty_days_and_a_year_after(
    db: Session,
    days: int,
    is_told: bool,  # noqa: FBT001 - a case
) -> None:
    until = TODAY + timedelta(days)
    add(db, Technician(name="Ray", licence_no="MP1", licence_expiry=until))
    add(db, Technician(name="Ana"))
    found = what_expires(db, TODAY)
    assert [(row.name, row.what, row.day, row.days) for row in found] == (
        [("Ray", "License MP1", until, days)] if is_told else []
    )


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (date(2027, 4, 15), None),
        (date(2027, 4, 16), 60),
        (date(2027, 6, 15), 0),
        (date(2027, 6, 16), 76),
        (date(2027, 9, 1), -1),
    ],
)
def test_the_registration_is_told_before_the_application_is_due(
    db: Session, as_of: date, days: int | None
) -> None:
    set_company(db, Company("Brazos", licence="24311", registration_year="2027"))
    found = what_expires(db, as_of)
    assert [row.days for row in found] == ([] if days is None else [days])
    for row in found:
        assert (row.table, row.name, row.what) == (
            OFFICE, "Brazos", "Transporter registration 24311",
        )  # fmt: skip
        assert (row.by, row.day) == (date(2027, 6, 15), date(2027, 8, 31))


@pytest.mark.parametrize("year", ["", "soon", "1999", "99999", "²"])
def test_a_year_that_is_none_tells_nothing(db: Session, year: str) -> None:
    set_company(db, Company("Brazos", registration_year=year))
    assert what_expires(db, date(2027, 6, 1)) == []


def test_today_counts_and_lists_them(db: Session) -> None:
    for name, days in (("Ray", 10), ("Ana", -3)):
        add(db, Technician(name=name, licence_expiry=TODAY + timedelta(days)))
    line = agenda(db, TODAY).line("licences")
    assert (line.number, line.tone, line.detail) == (2, "urgent", "1 ran out")
    assert [row.name for row in listed(db, "licences", TODAY)] == ["Ana", "Ray"]
