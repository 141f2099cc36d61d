"""What follows from terms and a day to count from: as if worked out one by one."""

from datetime import date
from typing import Any

import pytest

from desktop.services.care.due import Facts, work_out
from desktop.services.care.intervals import Interval
from desktop.services.care.rules import Rules
from desktop.services.facts.due_terms import Terms, outcome

TODAY = date(2026, 11, 22)
RULES = Rules()


def known(value: Any) -> Any:
    """Days as the driver gives and takes them: here as they are."""
    return value


def terms_of(counties: dict[str, int] | None = None) -> Terms:
    return Terms(TODAY, RULES, counties or {}, known, known)


# kind, use, people, disposal, county, maintained by, customer and system active, number and unit
# of the interval of its inspection, then the tank: gallons, its interval alike, in service.
def tank(*, gallons: int | None = 1250, people: int | None = 3, own: Any = (None, None)) -> Any:
    place = ("conventional", "residential", people, True, None, None, True, True, 1, "days")
    return (*place, gallons, *own, True)


def aerobic(
    county: str | None = None, by: str | None = "us", own: Any = (None, None)
) -> tuple[Any, ...]:
    return ("aerobic", "residential", 3, False, county, by, True, True, *own)


@pytest.mark.parametrize(
    ("shared", "base", "expected"),
    [
        (tank(), date(2022, 3, 10), ("overdue", date(2026, 1, 10), "TAB", 46, "months")),
        (tank(people=None), date(2022, 3, 10), ("overdue", date(2025, 3, 10), "DEF", 36, "months")),
        (
            tank(gallons=None),
            date(2024, 3, 10),
            ("current", date(2027, 3, 10), "DEF", 36, "months"),
        ),
        (tank(own=(90, "days")), date(2026, 9, 1), ("due", date(2026, 11, 30), "CUS", 90, "days")),
        (tank(), None, ("unknown", None, "UNK", 46, "months")),
    ],
)
def test_a_tank_by_its_terms(shared: Any, base: date | None, expected: tuple[Any, ...]) -> None:
    status, due, code, counted, number, unit, why_not = terms_of().under(("PUMP", False, ()), base)[
        shared
    ][base]
    assert (status, due, code, number, unit) == expected
    assert (counted, why_not) == (base, None)


def test_the_county_rules_however_it_is_written() -> None:
    found = terms_of({"brazos": 3})
    base = date(2025, 8, 31)
    for county, due in (("BRAZOS", date(2025, 11, 30)), (None, date(2025, 12, 31))):
        assert found.under(("INSPECT", True, ()), base)[aerobic(county)][base][1] == due


def test_an_inspection_that_is_not_ours_says_why() -> None:
    base = date(2026, 10, 1)
    found = terms_of().under(("INSPECT", False, ()), base)[aerobic(by=None)][base]
    assert (found[0], found[-1]) == ("not_applicable", "never_ours")


def test_of_intervals_in_months_and_days_the_shortest_from_that_day_counts() -> None:
    agreed = (Interval(60, "days", "CON"), Interval(2, "months", "CON"))
    found = terms_of()
    asked = ("INSPECT", True, agreed)
    for base, due in ((date(2026, 1, 1), date(2026, 3, 1)), (date(2026, 7, 1), date(2026, 8, 30))):
        assert found.under(asked, base)[aerobic()][base][1] == due


def test_an_interval_in_days_of_the_systems_own_is_compared_from_that_day() -> None:
    found, own = terms_of(), aerobic(own=(121, "days"))
    for base, due in ((date(2026, 1, 1), date(2026, 5, 1)), (date(2026, 7, 1), date(2026, 10, 30))):
        assert found.under(("INSPECT", True, ()), base, in_days=True)[own][base][1] == due


def test_outcome_is_what_was_worked_out_one_by_one() -> None:
    facts = Facts("GREASE", "grease_trap", last=date(2026, 1, 5))
    found = outcome(work_out(facts, RULES), TODAY, RULES, known)
    assert found == ("overdue", date(2026, 4, 5), "DEF", date(2026, 1, 5), 90, "days", None)
