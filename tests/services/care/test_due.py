"""Due days, their reasons and statuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.care.due import STATUSES, Agreed, Facts, status_of, work_out
from desktop.services.care.intervals import CODES, Interval
from desktop.services.care.rules import Rules

RULES = Rules()
AS_OF = date(2026, 6, 1)
TANK = Facts("PUMP", "conventional", "residential", 1250, 3, disposal=True, last=date(2022, 3, 10))
AEROBIC = Facts("INSPECT", "aerobic", last=date(2025, 8, 31), maintained_by="us")


@pytest.mark.parametrize(
    ("facts", "due", "code"),
    [
        (TANK, date(2026, 1, 10), "TAB"),
        (TANK._replace(people=None), date(2025, 3, 10), "DEF"),
        (AEROBIC, date(2025, 12, 31), "DEF"),
        (AEROBIC._replace(county_months=3), date(2025, 11, 30), "CTY"),
        (Facts("GREASE", "grease_trap", last=date(2026, 1, 5)), date(2026, 4, 5), "DEF"),
    ],
)
def test_worked_examples(facts: Facts, due: date, code: str) -> None:
    found = work_out(facts, RULES)
    assert (found.due, found.code) == (due, code)


@pytest.mark.parametrize(
    ("last", "set_on", "expected"),
    [
        (None, date(2026, 5, 1), "OVR"),
        (date(2026, 4, 30), date(2026, 5, 1), "OVR"),
        (date(2026, 5, 1), date(2026, 5, 1), "TAB"),  # done on the day it was set: it is spent
        (date(2026, 5, 2), date(2026, 5, 1), "TAB"),
        (date(2026, 5, 2), None, "TAB"),
        (None, None, "OVR"),
    ],
)
def test_a_date_set_by_hand_holds_until_the_work_is_done(
    last: date | None, set_on: date | None, expected: str
) -> None:
    facts = TANK._replace(last=last, override=date(2027, 1, 1), override_set_on=set_on)
    assert work_out(facts, RULES).code == expected


@pytest.mark.parametrize(
    ("change", "base_from"),
    [
        ({}, "visit"),
        ({"last": None, "first_use": AS_OF, "installed": AS_OF}, "first_use"),
        ({"last": None, "installed": AS_OF}, "installed"),
        ({"last": None, "agreed": Agreed(included=True, start=AS_OF)}, "contract"),
        ({"last": None}, ""),
    ],
)
def test_where_the_counting_begins(change: dict[str, object], base_from: str) -> None:
    found = work_out(AEROBIC._replace(**change), RULES)  # type: ignore[arg-type]
    assert found.base_from == base_from
    assert (found.code == "UNK") is (base_from == "")


def test_the_start_of_a_contract_counts_for_inspections_only() -> None:
    facts = TANK._replace(last=None, agreed=Agreed(included=True, start=AS_OF))
    assert work_out(facts, RULES).due is None


@pytest.mark.parametrize(
    ("change", "why_not"),
    [
        ({}, ""),
        ({"customer_active": False}, "customer"),
        ({"use": "vacant"}, "vacant"),
        ({"system_active": False}, "system"),
        ({"in_service": False}, "asset"),
        ({"maintained_by": "owner"}, "not_ours"),
        ({"maintained_by": "other_company"}, "not_ours"),
        ({"maintained_by": None}, "never_ours"),
        ({"maintained_by": "unknown"}, "never_ours"),
        ({"maintained_by": "unknown", "known_to_us": True}, ""),
        ({"maintained_by": None, "known_to_us": True}, ""),
        ({"maintained_by": "owner", "known_to_us": True}, "not_ours"),
    ],
)
def test_when_an_inspection_does_not_apply(change: dict[str, object], why_not: str) -> None:
    facts = AEROBIC._replace(**change)  # type: ignore[arg-type]
    assert work_out(facts, RULES).not_applicable == why_not


def test_we_owe_what_a_contract_includes() -> None:
    agreed = Agreed(included=True, intervals=(Interval(1, "months", "CON"),))
    assert work_out(AEROBIC._replace(agreed=agreed), RULES).owed_by == "us"
    assert work_out(AEROBIC, RULES).owed_by == "customer"


@pytest.mark.parametrize(
    ("due", "status"),
    [
        (date(2026, 5, 31), "overdue"),
        (date(2026, 6, 1), "due"),
        (date(2026, 7, 1), "due"),
        (date(2026, 7, 2), "upcoming"),
        (date(2026, 8, 30), "upcoming"),
        (date(2026, 8, 31), "current"),
        (None, "unknown"),
    ],
)
def test_status_has_exact_edges(due: date | None, status: str) -> None:
    assert status_of(due, "", AS_OF, RULES) == status


def test_what_does_not_apply_has_no_other_status() -> None:
    assert status_of(date(2020, 1, 1), "vacant", AS_OF, RULES) == "not_applicable"


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(last=DAYS, first=DAYS, override=DAYS, set_on=DAYS, as_of=DAYS.filter(bool))
def test_every_item_has_a_known_code_and_one_status(
    last: date | None, first: date | None, override: date | None, set_on: date | None, as_of: date
) -> None:
    facts = TANK._replace(last=last, first_use=first, override=override, override_set_on=set_on)
    found = work_out(facts, RULES)
    assert found.code in CODES
    assert (found.due is None) is (found.code == "UNK")
    assert status_of(found.due, found.not_applicable, as_of, RULES) in STATUSES
