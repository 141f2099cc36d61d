"""The due list: each item once, what is hidden and why, groups, and the service day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.care import Postponement
from desktop.models.customers import Customer, CustomerPhone, PropertyLink, Zone
from desktop.models.database import Office
from desktop.models.work import Interaction, ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.due_list import EVERY_STATUS, ORDERS, DueList, due_list
from desktop.services.desk.due_query import BOOKED, POSTPONED, DueQuery
from desktop.services.desk.service_days import service_day
from tests.services.desk.desk_office import FEW, TODAY, House, add, after, house, random_office

ALL = DueQuery(
    statuses=(*EVERY_STATUS, "unknown"), include_booked=True, include_postponed=True
)  # fmt: skip


def of(db: Session, query: DueQuery | None = None) -> DueList:
    facts.refresh(db, TODAY)
    return due_list(db, TODAY, query)


def postpone(db: Session, home: House, due: date, reason: str = "wet_ground") -> None:
    add(db, Postponement(
        system_id=home.system, asset_id=home.tank, service="PUMP", due_date=due, reason=reason,
        recovery_date=after(20)))  # fmt: skip


def book(db: Session, home: House) -> None:
    visit = add(db, Visit(property_id=home.place, customer_id=home.customer, status="booked"))
    add(db, ServiceLine(visit_id=visit, service="PUMP", asset_id=home.tank))


@pytest.mark.parametrize(
    ("weekdays", "due", "expected"),
    [
        ((), 0, None),
        (("mon",), None, None),
        (("mon",), 0, 0),  # today is a Monday
        (("tue", "thu"), 0, 1),  # not today: the next one, although late
        (("tue", "thu"), 2, 1),  # Wednesday: the Tuesday before
        (("tue", "thu"), -30, 1),
        (("fri",), 30, 25),  # the last Friday up to then
        (("someday",), 1, None),
    ],
)
def test_the_service_day_is_in_time_where_one_is(
    weekdays: tuple[str, ...], due: int | None, expected: int | None
) -> None:
    day = None if due is None else after(due)
    assert service_day(weekdays, day, TODAY) == (None if expected is None else after(expected))


def test_a_list_of_nothing_is_empty(db: Session) -> None:
    found = of(db)
    assert (found.rows, found.groups, found.hidden_count) == ((), (), 0)


def test_a_row_says_what_the_office_needs(db: Session) -> None:
    zone = add(db, Zone(name="North", service_weekdays=["tue"]))
    home = house(db, due=after(-3), zone_id=zone)
    add(db, CustomerPhone(customer_id=home.customer, position=2, number="903-555-0002"))
    add(db, CustomerPhone(customer_id=home.customer, position=1, number="903-555-0001"))
    (row,) = of(db).rows
    assert (row.name, row.phone, row.site) == ("Reyes, Ana", "903-555-0001", "1 Oak, Bryan")
    assert (row.zone, row.day, row.days, row.gallons) == ("North", after(1), -3, 1000)
    assert (row.service, row.service_name, row.code) == ("PUMP", "Pump-out", "OVR")


def test_only_the_customer_who_answers_is_listed(db: Session) -> None:
    home = house(db, due=after(1))
    tenant = add(db, Customer(display_name="Tenant", status="active"))
    add(db, PropertyLink(customer_id=tenant, property_id=home.place, role="occupant"))
    assert [row.customer_id for row in of(db).rows] == [home.customer]


def test_booked_and_postponed_items_are_hidden_and_counted(db: Session) -> None:
    house(db, due=after(1))
    book(db, house(db, due=after(2)))
    postpone(db, house(db, due=after(3)), after(3))
    found = of(db)
    assert len(found.rows) == 1
    assert [(one.key, one.label, one.items) for one in found.hidden] == [
        ("booked", "Already booked", 1),
        ("postponed.wet_ground", "Postponed: Wet ground", 1),
    ]


def test_an_item_booked_and_postponed_is_hidden_once(db: Session) -> None:
    home = house(db, due=after(1))
    book(db, home)
    postpone(db, home, after(1))
    assert [(one.key, one.items) for one in of(db).hidden] == [("booked", 1)]
    shown = of(db, DueQuery(include_booked=True))
    assert (len(shown.rows), [one.key for one in shown.hidden]) == (0, ["postponed.wet_ground"])


def test_the_hidden_items_can_be_listed_alone(db: Session) -> None:
    house(db, due=after(1))
    book(db, house(db, due=after(2)))
    postpone(db, house(db, due=after(3)), after(3))
    assert [row.days for row in of(db, DueQuery(only=BOOKED)).rows] == [2]
    assert [row.days for row in of(db, DueQuery(only=POSTPONED)).rows] == [3]


@pytest.mark.parametrize(("within", "count"), [(0, 2), (6, 2), (7, 3), (None, 3)])
def test_a_list_within_days_has_the_overdue_too(
    db: Session, within: int | None, count: int
) -> None:
    for days in (-400, 0, 7):
        house(db, due=after(days))
    assert len(of(db, DueQuery(within_days=within)).rows) == count


def test_attempts_count_from_the_beginning_of_the_cycle(db: Session) -> None:
    home = house(db, due=after(0))
    for days, channel in ((-91, "letter"), (-90, "letter"), (0, "call_out"), (0, "call_in")):
        add(db, Interaction(customer_id=home.customer, date=after(days), channel=channel))
    other = add(db, Interaction(customer_id=home.customer, date=TODAY, channel="letter"))
    other_tank = house(db).tank
    db.get_one(Interaction, other).asset_id = other_tank
    assert [row.attempts for row in of(db).rows] == [2]


def test_groups_go_by_zone_and_day_and_hold_every_row(db: Session) -> None:
    north = add(db, Zone(name="North", service_weekdays=["tue"]))
    for days, zone in ((1, None), (1, north), (9, north), (2, north)):
        house(db, due=after(days), zone_id=zone)
    groups = of(db).groups
    assert [(one.zone, one.day, len(one.rows), one.gallons) for one in groups] == [
        ("North", after(1), 2, 2000),
        ("North", after(8), 1, 1000),
        ("No zone", None, 1, 1000),
    ]


def test_a_tank_of_unknown_size_is_said_to_be_unknown(db: Session) -> None:
    house(db, due=after(1), capacity_gal=None)
    found = of(db)
    assert (found.gallons, found.gallons_unknown) == (0, 1)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_shows_the_same_rows(db: Session, order: str) -> None:
    for days in (5, -5, 1):
        house(db, due=after(days))
    rows = of(db, DueQuery(order=order)).rows
    assert sorted(row.days or 0 for row in rows) == [-5, 1, 5]


@FEW
@given(seed=st.integers(0, 100_000))
def test_shown_and_hidden_together_are_everything(office: Office, seed: int) -> None:
    with office.writing() as db:
        random_office(db, seed)
        hiding = due_list(db, TODAY, DueQuery(statuses=ALL.statuses))
        everything = due_list(db, TODAY, ALL)
        db.rollback()
    keys = [(r.system_id, r.asset_id, r.service) for r in everything.rows]
    assert len(keys) == len(set(keys))
    assert len(hiding.rows) + hiding.hidden_count == len(everything.rows)
    assert sum(len(group.rows) for group in everything.groups) == len(everything.rows)
