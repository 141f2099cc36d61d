"""The ladder of intervals, row by row."""

from datetime import date

import pytest

from desktop.services.care.intervals import (
    GALLONS,
    YEARS,
    Interval,
    Place,
    default_interval,
    inspection_interval,
    interval,
    pumping_interval,
    table_months,
)
from desktop.services.care.rules import Rules

RULES = Rules()
UNBOUNDED = Rules(shortest_months=1, longest_months=10_000)


def months(gallons: int, people: int, *, disposal: bool = False, rules: Rules = RULES) -> int:
    return table_months(gallons, people, disposal=disposal, rules=rules)


def test_the_table_is_printed_as_in_the_source() -> None:
    assert dict(zip(GALLONS, YEARS, strict=True))[1000] == (
        "12.4", "5.9", "3.7", "2.6", "2.0", "1.5", "1.2", "1.0", "0.8", "0.7",
    )  # fmt: skip
    assert [row[0] for row in YEARS] == [
        "5.8", "9.1", "11.0", "12.4", "15.6", "18.9", "22.1", "25.4", "28.6", "31.9",
    ]  # fmt: skip
    assert [row[9] for row in YEARS] == [
        "0.1", "0.3", "0.5", "0.7", "1.0", "1.3", "1.6", "2.0", "2.3", "2.6",
    ]  # fmt: skip


def test_a_bigger_tank_or_a_smaller_household_never_pumps_sooner() -> None:
    for people in range(1, 11):
        column = [months(gallons, people, rules=UNBOUNDED) for gallons in GALLONS]
        assert column == sorted(column)
    for gallons in GALLONS:
        row = [months(gallons, people, rules=UNBOUNDED) for people in range(1, 11)]
        assert row == sorted(row, reverse=True)


@pytest.mark.parametrize(
    ("gallons", "people", "disposal", "expected"),
    [
        (1250, 3, True, 46),  # 4.8 x 12 x 0.8 = 46.08
        (1250, 3, False, 58),  # 57.6 rounds up
        (1499, 3, False, 58),  # the next smaller tank
        (400, 2, False, 31),  # below the table: its first row, 31.2
        (9000, 10, False, 31),  # above it: the last
        (1000, 25, False, 8),  # more than ten people: the last column, 8.4
        (500, 10, False, 6),  # 1.2 months become six
        (2500, 1, False, 60),  # 31.9 years become five
    ],
)
def test_months_by_tank_and_people(
    gallons: int, people: int, *, disposal: bool, expected: int
) -> None:
    assert months(gallons, people, disposal=disposal) == expected


@pytest.mark.parametrize(
    ("service", "kind", "use", "expected"),
    [
        ("PUMP", "conventional", "residential", (36, "months")),
        ("PUMP", "aerobic", "residential", (36, "months")),
        ("PUMP", "advanced", None, (36, "months")),
        ("PUMP", "conventional", "commercial", (12, "months")),
        ("PUMP", "unknown", "commercial", (12, "months")),
        ("PUMP", "conventional", "food_service", (36, "months")),
        ("PUMP", "holding_tank", "residential", None),
        ("PUMP", "holding_tank", "commercial", None),
        ("PUMP", "unknown", "residential", None),
        ("INSPECT", "aerobic", "residential", (4, "months")),
        ("ANNUAL_INSP", "advanced", "residential", (12, "months")),
        ("GREASE", "grease_trap", "food_service", (90, "days")),
        ("GRIT", "grit_trap", "commercial", (180, "days")),
        ("REPAIR", "aerobic", "residential", None),
    ],
)
def test_the_usual_intervals(
    service: str, kind: str, use: str | None, expected: tuple[int, str] | None
) -> None:
    found = default_interval(service, kind, use, RULES)
    assert (found and found[:2]) == expected


HOUSE = Place("conventional", "residential", 1250, 3, True)
OWN, AGREED = Interval(24, "months", "CUS"), Interval(6, "months", "CON")


@pytest.mark.parametrize(
    ("place", "own", "agreed", "expected"),
    [
        (HOUSE, OWN, AGREED, OWN),
        (HOUSE, None, AGREED, AGREED),
        (HOUSE, None, None, Interval(46, "months", "TAB")),
        (HOUSE._replace(people=None), None, None, Interval(36, "months", "DEF")),
        (HOUSE._replace(gallons=None), None, None, Interval(36, "months", "DEF")),
        (HOUSE._replace(use=None), None, None, Interval(36, "months", "DEF")),
        (HOUSE._replace(kind="aerobic"), None, None, Interval(36, "months", "DEF")),
        (HOUSE._replace(kind="advanced"), None, None, Interval(46, "months", "TAB")),
        (HOUSE._replace(kind="holding_tank"), None, None, None),
    ],
)
def test_the_ladder_for_pumping(
    place: Place, own: Interval | None, agreed: Interval | None, expected: Interval | None
) -> None:
    assert pumping_interval("PUMP", place, own, agreed, RULES) == expected


@pytest.mark.parametrize(
    ("county", "agreed", "expected"),
    [
        (None, None, (4, "months", "DEF")),
        (3, None, (3, "months", "CTY")),
        (6, None, (4, "months", "DEF")),
        (3, Interval(1, "months", "CON"), (1, "months", "CON")),
        (None, Interval(12, "months", "CON"), (4, "months", "DEF")),
        (None, Interval(4, "months", "CON"), (4, "months", "DEF")),
        (None, Interval(60, "days", "CON"), (60, "days", "CON")),
    ],
)
def test_an_inspection_has_the_shortest_interval(
    county: int | None, agreed: Interval | None, expected: tuple[int, str, str]
) -> None:
    assert inspection_interval(date(2025, 8, 31), county, None, agreed, RULES) == expected


@pytest.mark.parametrize(
    ("base", "own", "code"),
    [
        (date(2026, 1, 1), Interval(3, "months", "CUS"), "CUS"),
        (date(2026, 1, 1), Interval(5, "months", "CUS"), "DEF"),
        (date(2026, 1, 1), Interval(121, "days", "CUS"), "DEF"),
        (date(2026, 7, 1), Interval(121, "days", "CUS"), "CUS"),
    ],
)
def test_an_interval_of_the_systems_own_makes_an_inspection_sooner_never_later(
    base: date, own: Interval, code: str
) -> None:
    assert inspection_interval(base, None, own, None, RULES).code == code


def test_years_are_months() -> None:
    assert interval(2, "years", "CUS") == Interval(24, "months", "CUS")
    assert Interval(12, "months", "CUS").after(date(2024, 2, 29)) == date(2025, 2, 28)
