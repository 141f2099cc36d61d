"""Visits without a day, trip tickets missing or not complete, how complete the data are."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.work import Estimate, ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.agenda import CONTRACT_LINES, agenda, listed
from desktop.services.desk.columns import HEADINGS, LIST_COLUMNS, list_columns
from desktop.services.desk.paper import PAPERS, ListRow
from desktop.services.desk.progress import WHOLES, progress
from tests.services.desk.desk_office import TODAY, House, add, after, house


def rows(db: Session, key: str) -> list[ListRow]:
    facts.refresh(db, TODAY)
    found = listed(db, key, TODAY)
    assert agenda(db, TODAY).line(key).number == len(found)
    return found


def visit(db: Session, home: House, service: str, **values: Any) -> int:
    made = add(db, Visit(customer_id=home.customer, property_id=home.place, **values))
    db.add(ServiceLine(visit_id=made, service=service, gallons=1000))
    return made


@pytest.mark.parametrize(
    ("status", "day", "count"),
    [("booked", None, 1), ("scheduled", -1, 1), ("scheduled", 0, 0), ("booked", 5, 0),
     ("cancelled", None, 0), ("completed", None, 0)],
)  # fmt: skip
def test_a_promised_visit_without_a_day_to_come_is_to_schedule(
    db: Session, status: str, day: int | None, count: int
) -> None:
    planned = None if day is None else after(day)
    visit(db, house(db), "PUMP", status=status, scheduled_date=planned)
    found = rows(db, "to_schedule")
    assert [row.what for row in found] == ["Pump-out, 1 Oak, Bryan"] * count


def test_a_report_says_how_many_days_are_left(db: Session) -> None:
    home = house(db)
    made = visit(db, home, "INSPECT", status="completed", completed_date=after(-4))
    add(db, InspectionReport(visit_id=made, system_id=home.system, inspection_date=after(-4)))
    (row,) = rows(db, "reports")
    assert (row.day, row.by, row.days) == (after(-4), after(10), 10)


@pytest.mark.parametrize(
    ("lines", "memo", "said"),
    [([{"text": "Aerator"}, {"text": "Labor"}], None, "Aerator and 1 more, 1 Oak, Bryan, E1"),
     (None, "Riser\nand lid", "Riser and lid, 1 Oak, Bryan, E1"), ([7], None, "1 Oak, Bryan, E1")],
)  # fmt: skip
def test_an_estimate_says_what_was_offered_and_how_long_ago(
    db: Session, lines: Any, memo: str | None, said: str
) -> None:
    home = house(db)
    offered = {"no": "E1", "issued_on": after(-40), "lines": lines, "memo": memo}
    add(db, Estimate(customer_id=home.customer, property_id=home.place, **offered))
    (row,) = rows(db, "estimates")
    assert (row.what, row.days) == (said, 40)


def test_a_mailing_address_says_what_it_lacks(db: Session) -> None:
    add(db, Customer(display_name="x", status="active", line1="1 Oak", state="TX", zip5="778"))
    (row,) = rows(db, "addresses")
    assert row.what == "no city, no ZIP code of five digits"


@pytest.mark.parametrize(
    ("lat", "lon", "count"), [(None, None, 1), (30.6, None, 1), (None, -96.3, 1), (30.6, -96.3, 0)]
)
def test_a_place_that_no_map_shows_is_listed_with_who_pays_there(
    db: Session, lat: float | None, lon: float | None, count: int
) -> None:
    home = house(db)
    other = add(db, Customer(display_name="Tenant", status="active"))
    add(db, PropertyLink(customer_id=other, property_id=home.place, role="occupant"))
    place = db.get_one(Property, home.place)
    place.lat, place.lon, place.state, place.zip5 = lat, lon, "TX", "77801"
    db.flush()
    found = [(row.customer_id, row.what) for row in rows(db, "coordinates")]
    assert found == [(home.customer, "1 Oak, Bryan, TX 77801")] * count


def test_places_without_coordinates_come_town_by_town_also_without_anybody(db: Session) -> None:
    for line1, city in (("9 Elm", "Iola"), ("2 Ash", "bryan"), (None, None), ("1 Elm", "Bryan")):
        add(db, Property(line1=line1, city=city))
    found = rows(db, "coordinates")
    assert [row.what for row in found] == ["", "1 Elm, Bryan", "2 Ash, bryan", "9 Elm, Iola"]
    assert {row.customer_id for row in found} == {None}


def test_promised_visits_come_by_the_day_they_were_booked_on_with_the_time_asked_for(
    db: Session,
) -> None:
    home = house(db)
    for day, when in ((-1, None), (-9, "morning")):
        visit(db, home, "PUMP", status="booked", booked_on=after(day), time_window=when)
    found = rows(db, "to_schedule")
    assert [row.by for row in found] == [after(-9), after(-1)]
    assert found[0].what == "Pump-out, 1 Oak, Bryan, morning"


def test_progress_is_said_of_what_is_missing_only(db: Session) -> None:
    for size in (None, 1000, 1000):
        house(db, due=date(2027, 1, 1), capacity_gal=size)
    missing = len(rows(db, "tank_sizes"))
    assert progress(db, "tank_sizes", missing) == "1 of 3 tanks: 66.7% complete"
    assert progress(db, "estimates", 5) == ""
    assert set(WHOLES) <= set(PAPERS)


def test_nothing_of_nothing_has_no_share(db: Session) -> None:
    assert progress(db, "addresses", 0) == "0 of 0 active customers: n/a complete"


def test_every_list_names_columns_that_there_are() -> None:
    keys = {column.key for column in LIST_COLUMNS}
    assert set(HEADINGS) == {*CONTRACT_LINES, *PAPERS, "licences"}
    assert all(set(called) <= keys for called in HEADINGS.values())
    assert [one.label for one in list_columns("reports")][3:7] == [
        "Place: what to do", "Inspected on", "File by", "Days left",
    ]  # fmt: skip
