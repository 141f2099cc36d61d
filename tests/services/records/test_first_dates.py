"""Dates for work of which nobody knows when it was done: they give it a due day."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.work import Visit
from desktop.services.records import AlreadyThereError, InvalidError, Work, read
from desktop.services.records.coordinates import place_property
from desktop.services.records.first_dates import Basis, enter_dates
from tests.services.records.filled import NOW, home, state, undone_is_as_before

PUMP = Work("PUMP")


@pytest.mark.parametrize(
    ("done", "installed", "visits"),
    [("11/21/2026", None, 1), (None, "1998", 0), ("11/21/2026", "7/1/1998", 1)],
)
def test_one_or_both_days_are_one_action(
    db: Session, done: str | None, installed: str | None, visits: int
) -> None:
    ids = home(db)
    before = state(db)
    had = db.scalar(select(func.count()).select_from(Visit)) or 0
    saved = enter_dates(db, ids["system"], PUMP, Basis(done, installed), NOW)
    assert db.scalar(select(func.count()).select_from(Visit)) == had + visits
    if installed:
        assert read(db, "system", ids["system"])["install_date"] == date(1998, 7, 1)
    assert saved.touched == {ids["customer"]}
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize(("done", "installed"), [(None, None), ("", ""), ("soon", None)])
def test_no_day_is_refused_and_nothing_is_written(db: Session, done: Any, installed: Any) -> None:
    ids = home(db)
    before = state(db)
    with pytest.raises(InvalidError):
        enter_dates(db, ids["system"], PUMP, Basis(done, installed), NOW)
    assert state(db) == before


def test_the_same_day_twice_is_refused(db: Session) -> None:
    ids = home(db)
    enter_dates(db, ids["system"], PUMP, Basis("11/21/2026"), NOW)
    with pytest.raises(AlreadyThereError):
        enter_dates(db, ids["system"], PUMP, Basis("11/21/2026", "1998"), NOW)


def test_a_tank_and_the_inspection_of_a_system_get_an_interval_of_their_own(db: Session) -> None:
    ids = home(db)
    basis = Basis(every="6", unit="months")
    enter_dates(db, ids["system"], Work("PUMP", ids["asset"]), basis, NOW)
    assert read(db, "asset", ids["asset"])["custom_interval"] == 6
    enter_dates(db, ids["system"], Work("INSPECT"), basis, NOW)
    assert read(db, "system", ids["system"])["custom_interval"] == 6
    with pytest.raises(InvalidError, match="Only a tank or an inspection"):
        enter_dates(db, ids["system"], Work("PUMP"), basis, NOW)


def test_coordinates_are_kept_with_their_source_and_taken_back(db: Session) -> None:
    ids = home(db)
    before = state(db)
    saved = place_property(db, ids["property"], "30.6744, -96.37", "gps", NOW)
    place = read(db, "property", ids["property"])
    found = float(place["lat"]), float(place["lon"]), place["geocode_source"]
    assert found == (30.6744, -96.37, "gps")
    assert undone_is_as_before(db, saved, before)
