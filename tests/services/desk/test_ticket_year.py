"""The year of trip tickets: its days, its sums, and that they tie to the tickets."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import TripTicket
from desktop.models.work import DisposalSite, Truck
from desktop.services.desk.ticket_year import (
    NO_SITE,
    NO_WASTE,
    Year,
    ticket_year,
    wanted_year,
    year_of,
    years,
)
from desktop.services.desk.trip_tickets import tickets_open
from tests.services.desk.desk_office import add

YEAR = Year(date(2025, 6, 1), date(2026, 5, 31))


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)))
def test_every_day_lies_in_its_year(day: date) -> None:
    year = year_of(day)
    assert year.start <= day <= year.end
    assert (year.start.month, year.start.day, year.end.month, year.end.day) == (6, 1, 5, 31)
    assert year.end.year == year.start.year + 1


@pytest.mark.parametrize(
    ("as_of", "start"),
    [(date(2026, 5, 31), 2025), (date(2026, 6, 1), 2025), (date(2026, 7, 31), 2025),
     (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026)],
)  # fmt: skip
def test_the_year_to_report_comes_first_in_june_and_july(as_of: date, start: int) -> None:
    assert wanted_year(as_of).start == date(start, 6, 1)
    assert wanted_year(as_of) in years(as_of)


def test_the_lines_tie_to_the_tickets(db: Session) -> None:
    r = Random(7)
    sites = [None, *(add(db, DisposalSite(name=name)) for name in ("Plant", "Field", "Plant"))]
    days = [None, date(2025, 5, 31), YEAR.start, date(2025, 12, 1), YEAR.end, date(2026, 6, 1)]
    for number in range(80):
        db.add(TripTicket(
            ticket_no=f"T-{number}", waste_kind=r.choice((None, *c.WASTE_KIND)),
            collected_on=r.choice(days), disposal_site_id=r.choice(sites),
            gallons_collected=r.choice((None, 500, 1000)), gallons_received=r.choice((None, 900)),
        ))  # fmt: skip
    db.flush()
    of_year = TripTicket.collected_on.between(YEAR.start, YEAR.end)
    sums = (func.count(), func.sum(TripTicket.gallons_collected),
            func.sum(TripTicket.gallons_received))  # fmt: skip
    found = ticket_year(db, YEAR)
    told = (found.tickets, found.collected, found.received)
    assert told == tuple(db.execute(select(*sums).where(of_year)).one())
    assert found.undated == len(db.scalars(select(TripTicket).where(
        TripTicket.collected_on.is_(None))).all())  # fmt: skip
    still = select(func.count()).select_from(tickets_open(YEAR.end).subquery())
    others = select(func.count()).where(
        TripTicket.collected_on.is_not(None), ~TripTicket.collected_on.between(*YEAR)
    )
    assert len(found.incomplete) == (db.scalar(still) or 0) - (db.scalar(others) or 0)
    assert len({(line.waste, line.site) for line in found.lines}) > 5


def test_a_ticket_counts_on_the_day_it_was_deposited_where_no_other_is_known(db: Session) -> None:
    add(db, TripTicket(ticket_no="T-1", deposited_on=YEAR.end, gallons_received=900))
    found = ticket_year(db, YEAR)
    (line,) = found.lines
    assert (line.waste, line.site, line.collected, line.received) == (NO_WASTE, NO_SITE, 0, 900)
    assert (found.undated, len(found.incomplete)) == (0, 1)


def test_tickets_without_a_day_come_last_and_in_no_line(db: Session) -> None:
    add(db, TripTicket(ticket_no="T-1"))
    add(db, TripTicket(ticket_no="T-2", collected_on=YEAR.start))
    found = ticket_year(db, YEAR)
    assert [one.ticket_no for one in found.incomplete] == ["T-2", "T-1"]
    assert (found.tickets, found.undated) == (1, 1)
    assert found.incomplete[0].lacks.startswith("missing customer (visit, signature), waste (kind")


def test_an_office_without_tickets_has_an_empty_year(db: Session) -> None:
    add(db, Truck(name="One", registration_no=" 24311 "))
    add(db, Truck(name="Two", registration_no=None))
    found = ticket_year(db, YEAR)
    assert (found.lines, found.incomplete, found.tickets) == ((), (), 0)
    assert found.registrations == ("24311",)
