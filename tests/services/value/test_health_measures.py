"""Every row of the table of measures, every edge of its points, from inputs written by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Date, Float, Integer, create_engine, literal, null, select

from desktop.services.dates import add_days, add_months
from desktop.services.value.health_measures import MEASURE_OF, MEASURES, On, rounded
from desktop.services.value.health_reasons import REASONS

TODAY = date(2026, 11, 22)
ON = On(TODAY, 60)
PLAIN: dict[str, Any] = {
    "late_since": None, "has_due": 1, "oldest_open_due": None, "has_invoices": 1, "inspected": 0,
    "required": 0, "rating": None, "troubles": 0, "contract_status": "none",
    "health_card": "established", "unrenewed_end": None, "last_contract_end": None,
    "responses": 0, "attempts": 0, "first_activity": None, "system_installed": None, "phone": 0,
    "address": 0, "placed": 0, "kind_known": 0, "has_tank": 0, "has_channel": 0, "has_system": 0,
    "welcomed": 0, "offered": 0, "plan_done": None, "plan_wanted": None, "tickets": 0,
    "waste_visits": 0, "complaint_open": 0, "complaint_closed": 0, "won": 0, "tried": 0,
}  # fmt: skip
DATES = ("late_since", "oldest_open_due", "unrenewed_end", "last_contract_end", "first_activity",
         "system_installed")  # fmt: skip


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def measured(code: str, **given: Any) -> float | None:
    """The value of a measure over a row with these inputs."""
    row = PLAIN | given
    columns = []
    for name, value in row.items():
        if name in DATES:
            made: Any = literal(value, Date) if value else null().cast(Date)
        elif isinstance(value, str):
            made = literal(value)
        else:
            made = null().cast(Integer) if value is None else literal(value, Integer)
        columns.append(made.label(name))
    inputs = select(*columns).subquery()
    with create_engine("sqlite://").connect() as connection:
        found = connection.scalar(select(MEASURE_OF[code].value(inputs.c, ON)))
    if found is not None and REASONS[code](row, ON) == "":
        raise AssertionError(code)
    return None if found is None else float(found)


CASES: list[tuple[str, dict[str, Any], float | None]] = [
    ("TIM", {"has_due": 0}, None),
    ("TIM", {}, 100),
    *[
        ("TIM", {"late_since": ago(days)}, points)
        for days, points in (
            (-1, 100), (0, 100), (1, 80), (30, 80), (31, 60), (90, 60), (91, 40), (180, 40),
            (181, 20), (365, 20), (366, 0),
        )
    ],
    ("INS", {}, None),
    ("INS", {"required": 3}, 0),
    ("INS", {"required": 3, "inspected": 1}, 100 / 3),
    ("INS", {"required": 3, "inspected": 3}, 100),
    ("INS", {"required": 3, "inspected": 4}, 100),
    ("CON", {}, None),
    *[("CON", {"rating": n}, points) for n, points in enumerate((100, 70, 30, 0))],
    *[("TRB", {"troubles": n}, points) for n, points in enumerate((100, 70, 40, 0, 0))],
    ("PAY", {"has_invoices": 0}, None),
    ("PAY", {}, 100),
    *[
        ("PAY", {"oldest_open_due": ago(days)}, points)
        for days, points in (
            (-5, 100), (0, 100), (1, 80), (30, 80), (31, 50), (60, 50), (61, 25), (90, 25), (91, 0),
        )
    ],
    ("SEC", {}, None),
    ("SEC", {"health_card": "aerobic_contract"}, 0),
    ("SEC", {"contract_status": "active"}, 100),
    ("SEC", {"contract_status": "active", "unrenewed_end": ago(-61)}, 100),
    ("SEC", {"contract_status": "active", "unrenewed_end": ago(-60)}, 50),
    ("SEC", {"contract_status": "active", "unrenewed_end": TODAY}, 50),
    ("SEC", {"contract_status": "expired", "last_contract_end": ago(90)}, 25),
    ("SEC", {"contract_status": "expired", "last_contract_end": ago(91)}, 0),
    ("RSP", {}, None),
    ("RSP", {"attempts": 4}, 0),
    ("RSP", {"attempts": 4, "responses": 1}, 25),
    ("RSP", {"attempts": 4, "responses": 4}, 100),
    ("REL", {}, None),
    *[
        ("REL", {"first_activity": add_days(add_months(TODAY, -months), days)}, points)
        for months, days, points in (
            (60, 0, 100), (60, 1, 80), (36, 0, 80), (36, 1, 60), (12, 0, 60), (12, 1, 40),
        )
    ],
    ("AGE", {}, None),
    ("AGE", {"system_installed": ago(-1)}, None),
    *[
        ("AGE", {"system_installed": add_days(add_months(TODAY, -12 * years), days)}, points)
        for years, days, points in (
            (5, 1, 100), (5, 0, 85), (15, 1, 85), (15, 0, 50), (25, 1, 50), (25, 0, 20),
        )
    ],
    ("DAT", {"has_due": 0}, 0),
    ("DAT", {}, 100 / 7),
    (
        "DAT",
        dict.fromkeys(("phone", "address", "placed", "kind_known", "has_tank", "has_channel"), 1),
        100,
    ),
    ("ONB", {"has_due": 0}, 0),
    ("ONB", {}, 20),
    ("ONB", {"welcomed": 1}, 40),
    ("ONB", {"welcomed": 1, "offered": 1, "has_channel": 1, "has_system": 1}, 100),
    ("FRQ", {}, None),
    ("FRQ", {"plan_done": 0, "plan_wanted": 4}, 0),
    ("FRQ", {"plan_done": 3, "plan_wanted": 4}, 75),
    ("FRQ", {"plan_done": 5, "plan_wanted": 4}, 100),
    ("TKT", {}, None),
    ("TKT", {"waste_visits": 2}, 0),
    ("TKT", {"waste_visits": 2, "tickets": 1}, 50),
    ("CMP", {}, 100),
    ("CMP", {"complaint_closed": 1}, 70),
    ("CMP", {"complaint_closed": 1, "complaint_open": 1}, 0),
    ("WIN", {}, 0),
    ("WIN", {"tried": 1}, 40),
    ("WIN", {"tried": 1, "won": 1}, 100),
]  # fmt: skip


@pytest.mark.parametrize(("code", "given", "points"), CASES)
def test_each_measure_gives_the_points_of_its_row(
    code: str, given: dict[str, Any], points: float | None
) -> None:
    assert measured(code, **given) == (None if points is None else pytest.approx(points))


def test_every_measure_has_cases_a_reason_and_plain_words() -> None:
    assert {code for code, _, _ in CASES} == set(MEASURE_OF) == set(REASONS)
    assert len(MEASURES) == 15
    assert all(one.label and one.description.endswith(".") for one in MEASURES)
    without_data = {code for code, _, points in CASES if points is None}
    assert without_data == {one.code for one in MEASURES if one.no_data}


@pytest.mark.parametrize(
    ("points", "weight", "whole"),
    [
        (79.5 * 100, 100, 80),
        (79.49 * 100, 100, 79),
        (5950.0, 100, 60),
        (5949.0, 100, 59),
        (30 * (100 / 3) + 15 * 100, 45, 56),
        (35 * (100 / 7) + 7.5 * 1, 35, 15),  # 14.5 by way of a seventh
        (0.0, 50, 0),
        (10_000.0, 100, 100),
    ],
)
def test_scores_are_rounded_half_up(points: float, weight: int, whole: int) -> None:
    made = rounded(literal(points, Float), literal(weight, Integer))
    with create_engine("sqlite://").connect() as connection:
        assert connection.scalar(select(made)) == whole
