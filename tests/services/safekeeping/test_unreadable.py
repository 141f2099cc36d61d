"""Values that are none are told, record by record; sound ones are not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.customers import Customer, Property
from desktop.models.edits import Edit
from desktop.models.equipment import Contract, System
from desktop.services.safekeeping.unreadable import _WRONG, MOST, unreadable

DAY = date(2024, 2, 29)


@pytest.fixture
def house(db: Session) -> Session:
    db.add(Customer(id=1, display_name="Reyes", first_seen=DAY, other_emails=["a@x.com"]))
    db.add(Property(id=1, lat=30.5, lon=-96, household_size=3))
    db.flush()
    db.add(System(id=1, property_id=1, kind="aerobic", install_date=DAY))
    per_year = Decimal("0.5")
    db.add(Contract(customer_id=1, kind="other", start_date=DAY, visits_per_year=per_year))
    now = datetime(2026, 6, 15, 12, 0, 3, 5, tzinfo=UTC).replace(tzinfo=None)
    db.add(Edit(at=now, action="x", changes=[]))
    db.flush()
    return db


def test_sound_values_of_every_kind_are_not_told(house: Session) -> None:
    assert unreadable(house) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("systems", "install_date", "'2026-13-45'", "install date, which is no day"),
        ("systems", "install_date", "'2026-02-29'", "install date, which is no day"),
        ("systems", "install_date", "'soon'", "install date, which is no day"),
        ("systems", "install_date", "7", "install date, which is no day"),
        ("systems", "install_date", "'2026-02-28 10:00'", "install date, which is no day"),
        ("systems", "active", "'yes'", "active, which is no yes or no"),
        ("systems", "active", "7", "active, which is no yes or no"),
        ("customers", "display_name", "x'41'", "display name, which is no text"),
        ("properties", "household_size", "'many'", "household size, which is no whole number"),
        ("properties", "household_size", "2.5", "household size, which is no whole number"),
        ("properties", "lat", "'north'", "lat, which is no number"),
        ("contracts", "visits_per_year", "'often'", "visits per year, which is no number"),
        ("customers", "other_emails", "'a@x.com'", "other emails, which is no list or record"),
        ("edits", "at", "'noon'", "at, which is no moment"),
    ],
)
def test_a_value_that_is_none_is_told_with_its_record(
    house: Session, table: str, column: str, value: str, said: str
) -> None:
    house.execute(text(f"UPDATE {table} SET {column} = {value}"))
    found = unreadable(house)
    as_text = "A" if value == "x'41'" else value.strip("'")
    assert [one.where for one in found] == [f"{table}.{column}"]
    assert found[0].message == f"Record 1 of “{table}” has “{as_text}” as its {said}."


def test_two_values_of_one_record_are_told_one_by_one(house: Session) -> None:
    house.execute(text("UPDATE systems SET install_date = 'x', first_use_date = 'y'"))
    assert [one.where for one in unreadable(house)] == [
        "systems.install_date",
        "systems.first_use_date",
    ]


def test_of_very_many_the_first_are_told(db: Session) -> None:
    db.add_all(Customer(display_name="Reyes") for _ in range(MOST + 1))
    db.flush()
    db.execute(text("UPDATE customers SET first_seen = 'x'"))
    assert len(unreadable(db)) == MOST


def test_every_kind_of_column_is_looked_at() -> None:
    kinds = {
        type(column.type).__name__
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }
    assert kinds <= set(_WRONG)
