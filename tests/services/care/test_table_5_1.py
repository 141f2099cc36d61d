"""Lifecycle stages (domain 5.1): every row of the table, on both sides of each of its edges."""

from typing import Any

import pytest

from desktop.services.facts.lifecycle import CODES, RISKS, STAGES
from tests.services.care.houses import Answers, House, Row, ask, named, sure


def all_of(*steps: Any) -> Any:
    """Several things happen at one house."""

    def make(house: House) -> None:
        for step in steps:
            step(house)

    return make


def visits(*days: str) -> Any:
    return lambda h: h.visits(*days)


def contract(start: str, end: str | None = None, **values: Any) -> Any:
    return lambda h: h.contract(start, end, **values)


def booked(day: str | None = "2026-12-01", status: str = "booked") -> Any:
    return lambda h: h.visit(day, status=status)


def estimate(day: str) -> Any:
    return lambda h: h.estimate(day)


def owes(*days: str) -> Any:
    """Tanks to be pumped on these days, which the customer has to agree to."""
    return lambda h: [h.tank(due_override=day) for day in days]


def postponed(due: str, until: str) -> Any:
    return lambda h: h.postpone(due, until, h.tank(due_override=due))


def owed_and_booked(due: str, scheduled: str | None, status: str = "scheduled") -> Any:
    return lambda h: h.visit(scheduled, "PUMP", tank=h.tank(due_override=due), status=status)


def tries(*contacts: tuple[str, str | None], channel: str = "call_out") -> Any:
    return lambda h: [h.contact(day, outcome, channel) for day, outcome in contacts]


def complaint(created: str | None, done: str | None = None, kind: str = "complaint") -> Any:
    return lambda h: h.task(kind, created, done)


def invoice(due: str | None, day: str = "2026-08-01", **values: Any) -> Any:
    return lambda h: h.invoice(day, due, **values)


def sold_house(h: House) -> None:
    """The house was served for years, but not for this customer."""
    before = h.neighbour()
    for day in ("2015-01-01", "2026-01-01"):
        h.visit(day, "PUMP", customer_id=before)
    h.linked(from_date="2026-09-01")
    h.visit("2026-09-10", "PUMP")


# Long with us, last seen a month ago: what nothing else applies to is loyal.
KNOWN = visits("2018-03-01", "2026-10-22")
CALLS = [("2026-10-01", "no_answer"), ("2026-09-01", "left_message")]
OLDEST = ("2025-11-22", "sent")  # 365 days ago

ROWS = (
    # 1 to 3
    Row("5.1 1 inactive, whatever else there is",
        all_of(KNOWN, owes("2024-01-01"),
               lambda h: h.person(status="inactive", inactive_reason="moved_sold")),
        "INA", {"Status": "Inactive", "Reason": "Moved or sold"}),
    Row("5.1 2 prospect: an estimate of today", estimate("2026-11-22"), "PRO",
        {"First activity": None, "Estimates": 1}),
    Row("5.1 2 not yet prospect: an estimate of tomorrow", estimate("2026-11-23"), "LEA"),
    Row("5.1 2 prospect: an estimate, and a visit only booked",
        all_of(estimate("2026-01-01"), booked()), "PRO"),
    Row("5.1 2 prospect: an estimate, and a contract from tomorrow",
        all_of(estimate("2026-01-01"), contract("2026-11-23")), "PRO"),
    Row("5.1 2 no longer prospect: a contract from today",
        all_of(estimate("2026-01-01"), contract("2026-11-22")), "NEW"),
    Row("5.1 2 prospect: a contract cancelled before its first day",
        all_of(estimate("2026-01-01"), contract("2026-03-01", cancel_date="2026-03-01")), "PRO"),
    Row("5.1 3 lead: nothing at all", all_of(), "LEA", {"First activity": None, "Estimates": 0}),
    Row("5.1 3 lead: nobody was there to open", lambda h: h.visit("2026-01-01", status="no_access"),
        "LEA"),
    Row("5.1 3 lead: a visit finished tomorrow is no visit yet", visits("2026-11-23"), "LEA"),
    Row("5.1 3 no longer lead: a visit of today", visits("2026-11-22"), "NEW"),
    # 4 lapsed: quiet for 18 months
    Row("5.1 4 quiet for 18 months to the day", visits("2025-05-22"), "LAP-L2"),
    Row("5.1 4 quiet for a day less than 18 months", visits("2025-05-23"), "ACT"),
    Row("5.1 4 the contract ended later than the last visit",
        all_of(visits("2023-01-01"), contract("2022-01-01", "2025-05-22")), "LAP-L1"),
    Row("5.1 4 a contract is active", all_of(visits("2020-01-01"), contract("2019-01-01")), "LOY"),
    Row("5.1 4 a contract that is yet to begin does not count as active",
        all_of(visits("2020-01-01"), contract("2026-11-23")), "LAP-L2"),
    Row("5.1 4 a visit is booked", all_of(visits("2020-01-01"), booked()), "LOY"),
    Row("5.1 4 a visit without a day is booked", all_of(visits("2020-01-01"), booked(None)), "LOY"),
    Row("5.1 4 a booked visit was cancelled",
        all_of(visits("2020-01-01"), booked(status="cancelled")), "LAP-L2"),
    Row("5.1 4 booked for a week ago", all_of(visits("2020-01-01"), booked("2026-11-15")), "LOY"),
    Row("5.1 4 a booking of eight days ago that nobody kept up",
        all_of(visits("2020-01-01"), booked("2026-11-14")), "LAP-L2"),
    # L1
    Row("5.1 L1 ended 18 months ago, never served", contract("2022-01-01", "2025-05-22"), "LAP-L1",
        {"Last service": None, "Last contract ended": sure("2025-05-22"), "Active contracts": 0,
         "Booked visits": 0}),
    Row("5.1 L1 cancelled 18 months ago",
        contract("2022-01-01", "2026-12-31", cancel_date="2025-05-22"), "LAP-L1",
        {"Last contract ended": sure("2025-05-22")}),
    Row("5.1 L1 served last on the last day of the contract",
        all_of(visits("2025-01-01"), contract("2022-01-01", "2025-01-01")), "LAP-L1"),
    Row("5.1 L1 served the day after the contract ended",
        all_of(visits("2025-01-02"), contract("2022-01-01", "2025-01-01")), "LAP-L2"),
    Row("5.1 L1 of two contracts the later end counts",
        all_of(visits("2024-06-01"), contract("2022-01-01", "2024-01-01"),
               contract("2022-01-01", "2024-12-31")), "LAP-L1"),
    # L2
    Row("5.1 L2 nothing to be due", visits("2024-01-01"), "LAP-L2",
        {"Last service": sure("2024-01-01"), "Latest due date": None}),
    Row("5.1 L2 a tank without a due day",
        all_of(visits("2024-01-01"), lambda h: h.tank()), "LAP-L2"),
    Row("5.1 L2 what is due is put off",
        all_of(visits("2024-01-01"), postponed("2026-12-01", "2026-12-24")), "LAP-L2"),
    Row("5.1 L2 it was put off until today",
        all_of(visits("2024-01-01"), postponed("2026-12-01", "2026-11-22")), "ACT"),
    Row("5.1 L2 the tank is out of service",
        all_of(visits("2024-01-01"),
               lambda h: h.tank(due_override="2026-12-01", in_service=False)), "LAP-L2"),
    # L3
    Row("5.1 L3 overdue by 366 days", all_of(visits("2024-01-01"), owes("2025-11-21")), "LAP-L3",
        {"Latest due date": sure("2025-11-21")}),
    Row("5.1 L3 overdue by 365 days", all_of(visits("2024-01-01"), owes("2025-11-22")), "RSK-A1"),
    Row("5.1 L3 two tanks: the later day counts",
        all_of(visits("2024-01-01"), owes("2020-01-01", "2025-11-22")), "RSK-A1"),
    Row("5.1 L3 a long interval never makes a customer lapsed",
        all_of(visits("2022-01-01"), owes("2026-12-31")), "ACT"),
    # A1
    Row("5.1 A1 overdue by 61 days", all_of(KNOWN, owes("2026-09-22")), "RSK-A1",
        {"Oldest due date": sure("2026-09-22"), "Days overdue": 61}),
    Row("5.1 A1 overdue by 60 days", all_of(KNOWN, owes("2026-09-23")), "LOY"),
    Row("5.1 A1 of two tanks the earlier day counts",
        all_of(KNOWN, owes("2026-12-31", "2026-09-22")), "RSK-A1"),
    Row("5.1 A1 booked", all_of(KNOWN, owed_and_booked("2026-01-01", "2026-11-15")), "LOY"),
    Row("5.1 A1 the booked day went by 8 days ago",
        all_of(KNOWN, owed_and_booked("2026-01-01", "2026-11-14")), "RSK-A1"),
    Row("5.1 A1 put off", all_of(KNOWN, postponed("2026-01-01", "2026-11-23")), "LOY"),
    Row("5.1 A1 put off until today", all_of(KNOWN, postponed("2026-01-01", "2026-11-22")),
        "RSK-A1"),
    Row("5.1 A1 owed by us under contract",
        all_of(KNOWN, owes("2026-01-01"),
               lambda h: h.contract("2026-01-01", None, "pumping_plan")), "LOY"),
    Row("5.1 A1 the property is vacant",
        all_of(KNOWN, owes("2026-01-01"), lambda h: h.home(use="vacant")), "LOY"),
    # A2
    Row("5.1 A2 ended a day less than 18 months ago", contract("2022-01-01", "2025-05-23"),
        "RSK-A2", {"Last contract ended": sure("2025-05-23"), "Last service": None,
                   "Contracts yet to begin": 0}),
    Row("5.1 A2 ended 18 months ago, with a visit booked",
        all_of(contract("2022-01-01", "2025-05-22"), booked()), "ACT"),
    Row("5.1 A2 ended yesterday", contract("2022-01-01", "2026-11-21"), "RSK-A2"),
    Row("5.1 A2 ends today", contract("2022-01-01", "2026-11-22"), "ACT"),
    Row("5.1 A2 another begins tomorrow",
        all_of(contract("2022-01-01", "2026-11-21"), contract("2026-11-23")), "ACT"),
    Row("5.1 A2 the one that would begin tomorrow is cancelled",
        all_of(contract("2022-01-01", "2026-11-21"),
               contract("2026-11-23", cancel_date="2026-11-01")), "RSK-A2"),
    Row("5.1 A2 another is active",
        all_of(contract("2022-01-01", "2026-11-21"), contract("2024-01-01")), "ACT"),
    Row("5.1 A2 served on the last day",
        all_of(contract("2022-01-01", "2026-11-01"), visits("2026-11-01")), "RSK-A2"),
    Row("5.1 A2 served the day after",
        all_of(contract("2022-01-01", "2026-11-01"), visits("2026-11-02")), "ACT"),
    # A3
    Row("5.1 A3 three attempts without a response, the oldest 365 days ago",
        all_of(KNOWN, tries(*CALLS, OLDEST)), "RSK-A3",
        {"Call to the customer": "Nov 22, 2025, sent"}),
    Row("5.1 A3 the oldest 366 days ago",
        all_of(KNOWN, tries(*CALLS, ("2025-11-21", "sent"))), "LOY"),
    Row("5.1 A3 only two attempts", all_of(KNOWN, tries(*CALLS)), "LOY"),
    Row("5.1 A3 an attempt whose outcome is blank had no response",
        all_of(KNOWN, tries(*CALLS, ("2026-08-01", None))), "RSK-A3"),
    Row("5.1 A3 the fourth from the end was answered",
        all_of(KNOWN, tries(*CALLS, OLDEST, ("2025-11-22", "no_answer")),
               tries(("2024-01-01", "answered"))), "RSK-A3"),
    Row("5.1 A3 letters and messages are attempts",
        all_of(KNOWN, tries(CALLS[0], channel="letter"), tries(CALLS[1], channel="sms"),
               tries(OLDEST, channel="email")), "RSK-A3"),
    Row("5.1 A3 a call from the customer is none",
        all_of(KNOWN, tries(*CALLS), tries(OLDEST, channel="call_in")), "LOY"),
    Row("5.1 A3 an attempt of tomorrow is none",
        all_of(KNOWN, tries(*CALLS, ("2026-11-23", "sent"))), "LOY"),
    *(Row(f"5.1 A3 one of the three was {outcome}",
          all_of(KNOWN, tries(*CALLS, ("2026-11-01", outcome))), "LOY")
      for outcome in ("answered", "booked", "declined", "opt_out")),
    *(Row(f"5.1 A3 {outcome} is no response",
          all_of(KNOWN, tries(*CALLS, ("2026-11-01", outcome))), "RSK-A3")
      for outcome in ("sent", "undeliverable", "no_answer", "left_message")),
    Row("5.1 A3 on one day a response counts, whichever was entered first",
        all_of(KNOWN, tries(*CALLS, ("2026-11-01", "booked"), ("2026-11-01", "no_answer"),
                            ("2026-11-01", "no_answer"), ("2026-11-01", "no_answer"))), "LOY"),
    # A4
    Row("5.1 A4 two visits the year before, none since",
        all_of(visits("2018-03-01", "2025-06-01", "2025-09-01")), "RSK-A4",
        {"Visits in the last 12 months": 0, "Visits in the 12 months before": 2}),
    Row("5.1 A4 two before, one since: exactly half",
        visits("2018-03-01", "2025-06-01", "2025-09-01", "2026-06-01"), "LOY"),
    Row("5.1 A4 three before, one since",
        visits("2018-03-01", "2025-03-01", "2025-06-01", "2025-09-01", "2026-06-01"), "RSK-A4"),
    Row("5.1 A4 one before, none since", visits("2018-03-01", "2025-09-01"), "LOY"),
    Row("5.1 A4 a visit 12 months ago to the day is one of the year before",
        visits("2018-03-01", "2025-06-01", "2025-11-22"), "RSK-A4"),
    Row("5.1 A4 the day after that is one since",
        visits("2018-03-01", "2025-06-01", "2025-11-23"), "LOY"),
    Row("5.1 A4 a visit 24 months ago to the day is too old",
        visits("2018-03-01", "2024-11-22", "2025-06-01"), "LOY"),
    Row("5.1 A4 the day after that counts",
        visits("2018-03-01", "2024-11-23", "2025-06-01"), "RSK-A4"),
    Row("5.1 A4 two jobs on one day are one visit",
        visits("2018-03-01", "2025-06-01", "2025-06-01"), "LOY"),
    # A5
    Row("5.1 A5 an invoice 91 days past due", all_of(KNOWN, invoice("2026-08-23")), "RSK-A5",
        {"Oldest open invoice due": sure("2026-08-23")}),
    Row("5.1 A5 an invoice 90 days past due", all_of(KNOWN, invoice("2026-08-24")), "LOY"),
    Row("5.1 A5 without a due day the day of the invoice counts",
        all_of(KNOWN, invoice(None, "2026-08-23")), "RSK-A5"),
    Row("5.1 A5 paid", all_of(KNOWN, invoice("2026-08-23"), lambda h: h.paid("2026-11-22")), "LOY"),
    Row("5.1 A5 paid tomorrow",
        all_of(KNOWN, invoice("2026-08-23"), lambda h: h.paid("2026-11-23")), "RSK-A5"),
    Row("5.1 A5 a complaint open for 15 days", all_of(KNOWN, complaint("2026-11-07")), "RSK-A5",
        {"Complaint open since": sure("2026-11-07")}),
    Row("5.1 A5 a complaint open for 14 days", all_of(KNOWN, complaint("2026-11-08")), "LOY"),
    Row("5.1 A5 a complaint closed today",
        all_of(KNOWN, complaint("2026-01-01", "2026-11-22")), "LOY"),
    Row("5.1 A5 a complaint to be closed tomorrow",
        all_of(KNOWN, complaint("2026-01-01", "2026-11-23")), "RSK-A5"),
    Row("5.1 A5 another task", all_of(KNOWN, complaint("2026-01-01", kind="follow_up")), "LOY"),
    Row("5.1 A5 a complaint of an unknown day", all_of(KNOWN, complaint(None)), "LOY"),
    # 6 to 8
    Row("5.1 6 new: a day less than 12 months", visits("2025-11-23"), "NEW",
        {"First activity": sure("2025-11-23")}),
    Row("5.1 7 active: 12 months to the day", visits("2025-11-22"), "ACT",
        {"First activity": sure("2025-11-22")}),
    Row("5.1 7 active: a day less than 60 months", visits("2021-11-23", "2026-10-22"), "ACT"),
    Row("5.1 8 loyal: exactly 60 months", visits("2021-11-22", "2026-10-22"), "LOY",
        {"First activity": sure("2021-11-22")}),
    Row("5.1 6 the contract began before the first visit",
        all_of(contract("2025-11-22"), visits("2026-01-01")), "ACT"),
    Row("5.1 6 the first visit came before the contract",
        all_of(contract("2026-01-01"), visits("2025-11-22")), "ACT"),
    Row("5.1 8 back after a gap of more than 36 months", visits("2019-01-01", "2026-10-01"), "LOY"),
    Row("5.1 6 a new owner of a known property is new", sold_house, "NEW",
        {"First activity": sure("2026-09-10")}),
    # The ends of months
    Row("5.1 6 from Feb 29, the day before the year is over", visits("2024-02-29"), "NEW",
        day="2025-02-27"),
    Row("5.1 7 from Feb 29, a year is over on Feb 28", visits("2024-02-29"), "ACT",
        day="2025-02-28"),
    Row("5.1 8 from Feb 29, five years are over on Feb 28",
        visits("2020-02-29", "2025-02-01"), "LOY", day="2025-02-28"),
    Row("5.1 7 on Feb 29, a year since Feb 28", visits("2023-02-28"), "ACT", day="2024-02-29"),
    Row("5.1 6 on Feb 29, not yet a year since Mar 1", visits("2023-03-01"), "NEW",
        day="2024-02-29"),
    Row("5.1 4 on Aug 31, 18 months ago is Feb 28", visits("2023-02-28"), "LAP-L2",
        day="2024-08-31"),
    Row("5.1 4 on Aug 31, Mar 1 is less than 18 months ago", visits("2023-03-01"), "ACT",
        day="2024-08-31"),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return ask(tmp_path_factory.mktemp("stages"), (*ROWS, SEVERAL))


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_stage_code_and_facts(told: Answers, row: Row) -> None:
    found = told[row.name]
    assert found.fact["lifecycle_code"] == row.expected
    assert found.fact["lifecycle"] == STAGES[row.expected[:3]]
    reason = found.why["lifecycle"]
    assert (reason.key, reason.code) == (found.fact["lifecycle"], row.expected)
    assert row.facts.items() <= dict(reason.facts).items()


SEVERAL = Row(
    "5.1 5 several reasons at once",
    all_of(KNOWN, owes("2026-01-01"), tries(*CALLS, OLDEST), complaint("2026-01-01")),
    "RSK-A1",
)


def test_all_reasons_that_hold_are_reported_the_first_as_the_primary(told: Answers) -> None:
    reason = told[SEVERAL.name].why["lifecycle"]
    assert reason.code == "RSK-A1"
    assert [code for code, _ in reason.also] == ["RSK-A3", "RSK-A5"]
    assert {"Days overdue", "Call to the customer", "Complaint open since"} <= dict(
        reason.facts
    ).keys()


def test_every_code_of_the_table_has_a_row() -> None:
    assert {row.expected for row in ROWS} == set(CODES)
    assert set(RISKS) < set(CODES)
