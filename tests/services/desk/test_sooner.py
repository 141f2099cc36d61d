"""Sooner days suggested for what was measured, until somebody settles it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.equipment import Asset, System
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.card_due import due_cards
from desktop.services.desk.sooner import sooner_days
from desktop.services.records import set_due_override
from tests.services.desk.desk_office import TODAY, House, add, after, house
from tests.services.records.filled import NOW


def restaurant(db: Session) -> House:
    home = house(db)
    db.get_one(System, home.system).kind = "grease_trap"
    db.get_one(Asset, home.tank).kind = "grease_trap"
    return home


def line(db: Session, home: House, service: str, day: date, tank: int | None, **said: Any) -> None:
    visit = add(
        db,
        Visit(
            customer_id=home.customer, property_id=home.place, status="completed",
            completed_date=day,
        ),
    )  # fmt: skip
    add(db, ServiceLine(visit_id=visit, service=service, asset_id=tank, **said))


def found(db: Session, home: House) -> list[tuple[date, str]]:
    facts.refresh(db, TODAY)
    return [(one.day, one.reason) for one in sooner_days(db, home.customer, TODAY).values()]


@pytest.mark.parametrize("named", [True, False])
def test_a_full_trap_asks_for_a_sooner_day_until_one_is_set(db: Session, *, named: bool) -> None:
    home = restaurant(db)
    line(db, home, "GREASE", TODAY, home.tank if named else None, grease_percent=40)
    ((day, reason),) = found(db, home)
    assert (day, reason.partition(" on ")[0]) == (after(56), "Trap was 40% full")
    set_due_override(db, home.tank, day, reason, NOW._replace(today=TODAY))
    assert found(db, home) == []
    assert [one.due for one in due_cards(db, home.customer, TODAY)] == [day]


def test_without_a_reading_above_a_quarter_nothing_is_suggested(db: Session) -> None:
    home = restaurant(db)
    line(db, home, "GREASE", after(-100), home.tank, grease_percent=90)
    line(db, home, "GREASE", TODAY, home.tank, grease_percent=25)
    assert found(db, home) == []


def test_of_two_traps_a_reading_without_a_tank_says_nothing(db: Session) -> None:
    home = restaurant(db)
    add(db, Asset(system_id=home.system, kind="grease_trap"))
    line(db, home, "GREASE", TODAY, None, grease_percent=90)
    assert found(db, home) == []


def test_a_tank_found_full_is_pumped_now(db: Session) -> None:
    home = house(db)
    line(db, home, "PUMP", after(-400), home.tank, sludge_in=30)
    assert found(db, home) == []
    line(db, home, "RE_INSPECTION", after(-3), home.tank, sludge_in=18)
    ((day, reason),) = found(db, home)
    assert (day, reason.partition(" on ")[0]) == (TODAY, "Sludge was 18 in deep")
    line(db, home, "PUMP", after(-1), home.tank)
    assert found(db, home) == []


def test_a_later_reading_that_is_well_settles_it(db: Session) -> None:
    home = house(db, due=after(200))
    line(db, home, "INSPECT", after(-3), home.tank, scum_in=14)
    assert found(db, home) == []  # the day was set by hand later
    db.get_one(Asset, home.tank).due_override_set_on = after(-9)
    assert len(found(db, home)) == 1
    line(db, home, "INSPECT", after(-2), home.tank, scum_in=2)
    assert found(db, home) == []
