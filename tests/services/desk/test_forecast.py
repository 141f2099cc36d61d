"""The months ahead against a judge that adds up one item after another; rates, minutes, edges."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.equipment import Asset, Contract
from desktop.models.errors import UserError
from desktop.models.facts import DueItem
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.dates import add_months
from desktop.services.desk.due_list import due_list
from desktop.services.desk.forecast import Forecast, Month, forecast, rounded
from desktop.services.desk.forecast_rates import ENOUGH_ITEMS, ENOUGH_VISITS, USUAL_MINUTES
from tests.services.desk.desk_office import FEW, TODAY, add, after, house, random_office

EMPTYING = ("PUMP", "GREASE", "GRIT")


def judged(db: Session, found: Forecast, line: Month) -> tuple[Any, ...]:
    """The line again, by hand."""
    share = {one.service: one.share for one in found.rates}
    lasting = {one.service: one.minutes for one in found.minutes}
    cells: dict[str, list[Fraction]] = defaultdict(list)
    places: dict[int, Fraction] = {}
    gallons = hours = Fraction(0)
    owed = unknown = 0
    for item in db.scalars(select(DueItem)):
        if not item.answers or item.why_not or item.due is None:
            continue
        month = None if item.due < TODAY else item.due.replace(day=1)
        if month != line.month:
            continue
        ours = item.owed_by == "us"
        rate = Fraction(1) if ours else share[item.service]
        tank = db.get(Asset, item.asset_id) if item.asset_id else None
        size = tank.capacity_gal if tank else None
        cells[item.service].append(rate)
        owed += ours
        places[item.property_id] = max(places.get(item.property_id, Fraction(0)), rate)
        hours += rate * lasting[item.service] / 60
        if item.service in EMPTYING:
            gallons += rate * (size or 0)
            unknown += size is None
    counted = {key: (len(of), sum(of)) for key, of in cells.items()}
    return counted, owed, sum(places.values()), gallons, unknown, hours


@FEW
@given(st.integers(0, 2**32))
def test_every_line_is_what_the_judge_adds_up(db: Session, seed: int) -> None:
    back = db.begin_nested()
    random_office(db, seed)
    facts.refresh(db, TODAY)
    found = forecast(db, TODAY, 30)
    for line in found.months:
        cells = {key: tuple(cell) for key, cell in line.cells.items() if cell.due}
        told = cells, line.owed, line.stops, line.gallons, line.gallons_unknown, line.hours
        assert told == judged(db, found, line), line.label
        assert len(due_list(db, TODAY, line.query()).rows) == line.due
    back.rollback()


def test_months_follow_each_other_and_overdue_stands_first(db: Session) -> None:
    for days in (-400, -1, 0, 15, 16, 45):
        house(db, due=after(days))
    found = forecast_of(db, months=2)
    assert [(one.label, one.first, one.last, one.due) for one in found.months] == [
        ("Overdue", None, after(-1), 2),
        ("Jun 2026", TODAY, date(2026, 6, 30), 2),
        ("Jul 2026", date(2026, 7, 1), date(2026, 7, 31), 2),
    ]
    assert found.total.due == 6


def forecast_of(db: Session, months: int = 12) -> Forecast:
    facts.refresh(db, TODAY)
    return forecast(db, TODAY, months)


def test_an_empty_office_has_empty_months(db: Session) -> None:
    found = forecast_of(db)
    assert len(found.months) == 13
    assert not any((found.total.due, found.total.hours, found.total.stops))


@pytest.mark.parametrize("months", [0, -1, 61])
def test_a_number_of_months_that_makes_no_sense_is_refused(db: Session, months: int) -> None:
    with pytest.raises(UserError, match="from 1 to 60"):
        forecast(db, TODAY, months)


def served(db: Session, number: int, days_ago: int, minutes: int | None = None) -> None:
    """Houses whose tank was pumped so long ago, three years being usual."""
    for _ in range(number):
        one = house(db)
        visit = add(db, Visit(
            property_id=one.place, customer_id=one.customer, status="completed",
            completed_date=after(-days_ago), arrival_minute=None if minutes is None else 600,
            departure_minute=None if minutes is None else 600 + minutes,
        ))  # fmt: skip
        add(db, ServiceLine(visit_id=visit, service="PUMP", asset_id=one.tank))


def test_with_enough_history_the_own_share_counts(db: Session) -> None:
    served(db, ENOUGH_ITEMS - 10, 100)
    served(db, 10, 1_200)
    found = forecast_of(db)
    share = Fraction(ENOUGH_ITEMS - 10, ENOUGH_ITEMS)
    assert found.rates[0].share == share
    assert (found.months[0].due, found.months[0].expected) == (10, 10 * share)
    assert found.months[0].gallons == 10_000 * share


def test_without_enough_history_all_of_it_counts(db: Session) -> None:
    served(db, ENOUGH_ITEMS - 11, 100)
    served(db, 10, 1_200)
    found = forecast_of(db)
    assert not found.rates[0].is_own
    assert found.months[0].expected == found.months[0].due == 10


def test_work_we_owe_counts_whole(db: Session) -> None:
    served(db, ENOUGH_ITEMS, 100)
    served(db, 20, 1_200)
    one = house(db, due=after(10))
    db.add(Contract(customer_id=one.customer, system_id=one.system, kind="pumping_plan",
                    start_date=after(-90)))  # fmt: skip
    db.flush()
    june = forecast_of(db).months[1]
    assert (june.due, june.owed) == (1, 1)
    assert june.expected == june.stops == 1


@pytest.mark.parametrize(("number", "hours"), [(ENOUGH_VISITS, 90), (ENOUGH_VISITS - 1, 45)])
def test_own_minutes_count_from_twenty_visits_on(db: Session, number: int, hours: int) -> None:
    served(db, number, 100, minutes=90)
    house(db, due=after(3))
    found = forecast_of(db)
    assert found.months[1].hours == Fraction(hours, 60)
    assert USUAL_MINUTES["PUMP"] == 45


def test_two_tanks_of_a_place_are_one_stop(db: Session) -> None:
    one = house(db, due=after(3))
    db.add(Asset(system_id=one.system, kind="septic_tank", due_override=after(4),
                 due_override_set_on=after(4)))  # fmt: skip
    db.flush()
    june = forecast_of(db).months[1]
    assert (june.due, june.gallons_unknown) == (2, 1)
    assert june.stops == 1
    assert june.gallons == 1_000


def test_an_inactive_customer_has_no_work_ahead(db: Session) -> None:
    one = house(db, due=after(3))
    db.get_one(Customer, one.customer).status = "inactive"
    db.flush()
    assert forecast_of(db).total.due == 0


def test_a_half_is_rounded_up() -> None:
    assert [rounded(Fraction(n, 2)) for n in (0, 1, 2, 3)] == [0, 1, 1, 2]


def test_the_first_month_of_the_last_day_is_that_day(db: Session) -> None:
    last = date(2026, 6, 30)
    house(db, due=last)
    facts.refresh(db, last)
    june = forecast(db, last, 1).months[1]
    assert (june.first, june.last, june.due) == (last, last, 1)
    assert add_months(last, 1) == date(2026, 7, 30)
