"""What expires: licenses of technicians, and the registration of the transporter (domain 2.6).

The registration ends on August 31 of every second year; the application is due by June 15.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.work import Technician
from desktop.services.dates import add_days
from desktop.services.desk.paper import ListRow
from desktop.services.office.company import company

KEY = "licences"
AHEAD_DAYS = 60  # so long before it is told
PAST_DAYS = 365  # what ran out longer ago is of somebody who left
APPLY_BY, ENDS_ON = (6, 15), (8, 31)
OFFICE = "company"  # stands for the table of a row that is about the office itself
FIRST_YEAR, LAST_YEAR = 2000, 2100


def what_expires(db: Session, as_of: date) -> list[ListRow]:
    """What runs out soon or ran out of late, by the day on which something must be done."""
    rows = [*_technicians(db, as_of), *_registration(db, as_of)]
    return sorted(rows, key=lambda row: (row.days or 0, row.name))


def _technicians(db: Session, as_of: date) -> Iterator[ListRow]:
    expiry = Technician.licence_expiry
    first, last = add_days(as_of, -PAST_DAYS), add_days(as_of, AHEAD_DAYS)
    statement = select(Technician).where(expiry.between(first, last)).order_by(expiry)
    for one in db.scalars(statement):
        parts = (one.licence_type or "License", one.licence_no)
        yield _row("technicians", one.id, one.name, " ".join(part for part in parts if part),
                   one.licence_expiry, None, as_of)  # fmt: skip


def _registration(db: Session, as_of: date) -> Iterator[ListRow]:
    """Told some weeks before the application is due, until the office enters the next year."""
    told = company(db)
    year = int(told.registration_year) if told.registration_year.isdecimal() else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return
    by, end = date(year, *APPLY_BY), date(year, *ENDS_ON)
    if as_of >= add_days(by, -AHEAD_DAYS):
        what = " ".join(part for part in ("Transporter registration", told.licence) if part)
        yield _row(OFFICE, 0, told.name or "Your office", what, end, by, as_of)


def _row(
    table: str, number: int, name: str, what: str, day: date | None, by: date | None, as_of: date
) -> ListRow:
    """Days are counted to the application, and once that has passed to the end."""
    until = by if by is not None and by >= as_of else day
    days = (until - as_of).days if until else None
    return ListRow(table, number, None, name, None, what, day, days, None, by)
