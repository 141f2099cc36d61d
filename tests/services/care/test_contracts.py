"""States of contracts, successors, expiring ones, file-by dates and visits owed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.services.care.contracts import (
    Agreement,
    file_by,
    implied_interval,
    is_expiring,
    provided,
    state,
    successor,
    visits_owed,
)
from desktop.services.care.intervals import Interval
from desktop.services.care.rules import Rules

RULES = Rules()
YEAR = Agreement(
    1, "inspection_only", date(2025, 7, 1), date(2026, 6, 30), None, 5, 7, Decimal(3),
    is_inspected=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "as_of", "expected"),
    [
        (YEAR, date(2025, 6, 30), "future"),
        (YEAR, date(2025, 7, 1), "active"),
        (YEAR, date(2026, 6, 30), "active"),
        (YEAR, date(2026, 7, 1), "expired"),
        (YEAR._replace(end=None), date(2099, 1, 1), "active"),
        (YEAR._replace(cancelled_on=date(2026, 1, 1)), date(2025, 12, 31), "active"),
        (YEAR._replace(cancelled_on=date(2026, 1, 1)), date(2026, 1, 1), "cancelled"),
        (YEAR._replace(cancelled_on=date(2025, 1, 1)), date(2025, 6, 1), "cancelled"),
    ],
)
def test_state(contract: Agreement, as_of: date, expected: str) -> None:
    assert state(contract, as_of) == expected


NEXT = YEAR._replace(id=2, start=date(2026, 7, 1), end=date(2027, 6, 30))


@pytest.mark.parametrize(
    ("other", "follows"),
    [
        (NEXT, True),
        (NEXT._replace(start=date(2026, 7, 30)), True),
        (NEXT._replace(start=date(2026, 7, 31)), False),
        (NEXT._replace(end=None), True),
        (NEXT._replace(end=YEAR.end), False),
        (NEXT._replace(cancelled_on=date(2026, 6, 1)), False),
        (NEXT._replace(cancelled_on=date(2026, 6, 2)), True),
        (NEXT._replace(system_id=6), False),
        (NEXT._replace(system_id=None), True),
        (NEXT._replace(system_id=None, property_id=8), False),
        (NEXT._replace(system_id=None, property_id=None), False),
    ],
)
def test_successor(other: Agreement, *, follows: bool) -> None:
    found = successor(YEAR, [YEAR, other], date(2026, 6, 1), RULES)
    assert found == (other if follows else None)


@pytest.mark.parametrize("system", [None, 5])
def test_what_names_the_property_alone_is_followed_at_that_property(system: int | None) -> None:
    first, then = YEAR._replace(system_id=None), NEXT._replace(system_id=system)
    assert successor(first, [then], date(2026, 6, 1), RULES) == then
    assert successor(first, [then._replace(property_id=8)], date(2026, 6, 1), RULES) is None


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_expiring_is_the_last_sixty_days(as_of: date, *, expected: bool) -> None:
    assert is_expiring(YEAR, [], as_of, RULES) is expected
    assert not is_expiring(YEAR, [NEXT], as_of, RULES)
    assert not is_expiring(YEAR._replace(end=None), [], as_of, RULES)


def test_a_renewal_is_filed_thirty_days_before_the_end() -> None:
    assert file_by(YEAR, RULES) == date(2026, 5, 31)
    assert file_by(YEAR._replace(is_inspected=False), RULES) is None


@pytest.mark.parametrize(
    ("kind", "lines", "services"),
    [
        ("inspection_only", (), ("INSPECT", "ANNUAL_INSP")),
        ("inspection_only", ("PUMP",), ("PUMP",)),
        ("other", ("INSPECT",), ("INSPECT",)),
        ("other", (), ()),
    ],
)
def test_the_lines_say_what_a_contract_provides_and_without_any_its_kind(
    kind: str, lines: tuple[str, ...], services: tuple[str, ...]
) -> None:
    assert provided(kind, lines) == services


def test_visits_owed_are_those_of_the_running_year() -> None:
    done = [date(2025, 6, 1), date(2025, 11, 1)]
    owed = visits_owed(YEAR, done, date(2026, 5, 15))
    assert owed is not None
    assert (owed.by_now, owed.done, owed.missing) == (2, 1, 1)
    assert (owed.year_start, owed.year_end) == (date(2025, 7, 1), date(2026, 6, 30))
    assert visits_owed(YEAR, done, date(2025, 6, 30)) is None
    assert visits_owed(YEAR._replace(visits_per_year=None), done, date(2026, 5, 15)) is None


def windows(as_of: date, *done: date, **other: Any) -> list[tuple[date, date]]:
    owed = visits_owed(YEAR._replace(**other), done, as_of)
    return [(one.first, one.last) for one in owed.missed] if owed else []


def test_a_window_without_a_visit_is_missed_once_it_is_over() -> None:
    first, second = (date(2025, 7, 1), date(2025, 10, 31)), (date(2025, 11, 1), date(2026, 2, 28))
    assert windows(date(2025, 10, 31)) == []
    assert windows(date(2025, 11, 1)) == [first]
    assert windows(date(2026, 3, 1)) == [first, second]
    assert windows(date(2026, 3, 1), date(2025, 10, 31)) == [second]
    assert windows(date(2026, 3, 1), date(2025, 7, 1), date(2025, 11, 1)) == []
    assert windows(date(2026, 3, 1), end=date(2026, 2, 27)) == [first]
    assert windows(date(2026, 3, 1), visits_per_year=None) == []


def test_windows_of_more_than_a_year_ago_are_left_alone() -> None:
    assert windows(date(2030, 7, 1), end=None) == [
        (date(2029, 7, 1), date(2029, 10, 31)), (date(2029, 11, 1), date(2030, 2, 28)),
        (date(2030, 3, 1), date(2030, 6, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        (Decimal(3), Interval(4, "months", "CON")),
        (Decimal("0.5"), Interval(24, "months", "CON")),
        (Decimal(5), Interval(73, "days", "CON")),
        (Decimal(400), Interval(1, "days", "CON")),
        (Decimal(0), None),
        (None, None),
    ],
)
def test_visits_a_year_imply_an_interval(visits: Decimal | None, expected: Interval | None) -> None:
    assert implied_interval(visits) == expected
