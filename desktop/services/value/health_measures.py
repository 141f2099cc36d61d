"""The fifteen measures of health as data: what each is called, its value as SQL (domain 9.2).

A value stands over the inputs of one customer (`services/facts/health_inputs`): a number from 0
to 100, or nothing where there are no data to tell. Numbers of days and their points are tables.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Float, and_, case, cast, func, literal, or_

from desktop.services.dates import add_days, months_gone

FULL = 100
LATE_POINTS = ((0, 100), (30, 80), (90, 60), (180, 40), (365, 20))  # at most so many days late
UNPAID_POINTS = ((0, 100), (30, 80), (60, 50), (90, 25))
TROUBLE_POINTS = ((0, 100), (1, 70), (2, 40))  # at most so many visits
TENURE_POINTS = ((60, 100), (36, 80), (12, 60))  # at least so many months
TENURE_BELOW = 40
AGE_POINTS = ((300, 20), (180, 50), (60, 85))  # at least so many months
AGE_BELOW = 100
CONDITION_POINTS = (100, 70, 30, 0)  # good, fair, poor, failed
COMPLAINT_CLOSED = 70
EXPIRING_POINTS, ENDED_POINTS, ENDED_DAYS = 50, 25, 90
CONTACTED_POINTS = 40
DATA_PARTS = {
    "phone": "phone number",
    "address": "mailing address",
    "placed": "place on the map",
    "kind_known": "kind of system",
    "has_tank": "tank size",
    "has_due": "due date",
    "has_channel": "preferred channel",
}
STEP_PARTS = {
    "has_system": "system record complete",
    "has_due": "due date set",
    "welcomed": "welcome or education sent",
    "has_channel": "preferred channel recorded",
    "offered": "contract offered",
}

Value = ColumnElement[Any]


class On(NamedTuple):
    """The day values are worked out for, and from how many days before its end one expires."""

    as_of: date
    expiring_days: int


class Measure(NamedTuple):
    """One measure: its rule in plain words, when it has no data, and its value as SQL."""

    code: str
    label: str
    description: str
    no_data: str
    value: Callable[[Any, On], Value]


def share(part: Any, whole: Any) -> Value:
    """A part of a whole in percent, 100 at most; nothing of nothing is no data."""
    percent = cast(FULL * part, Float) / cast(whole, Float)
    return case((or_(whole.is_(None), whole == 0), None), (part >= whole, FULL), else_=percent)


def _late(since: Any, bands: Sequence[tuple[int, int]], on: On) -> list[tuple[Any, int]]:
    return [(since >= add_days(on.as_of, -days), points) for days, points in bands]


def _timeliness(i: Any, on: On) -> Value:
    late = _late(i.late_since, LATE_POINTS, on)
    return case((i.has_due == 0, None), (i.late_since.is_(None), FULL), *late, else_=0)


def _payment(i: Any, on: On) -> Value:
    late = _late(i.oldest_open_due, UNPAID_POINTS, on)
    return case((i.has_invoices == 0, None), (i.oldest_open_due.is_(None), FULL), *late, else_=0)


def _inspections(i: Any, _on: On) -> Value:
    return share(i.inspected, i.required)


def _condition(i: Any, _on: On) -> Value:
    return case(dict(enumerate(CONDITION_POINTS)), value=i.rating)


def _trouble(i: Any, _on: On) -> Value:
    return case(*((i.troubles <= most, points) for most, points in TROUBLE_POINTS), else_=0)


def _security(i: Any, on: On) -> Value:
    active, never = i.contract_status == "active", i.contract_status == "none"
    soon = i.unrenewed_end <= add_days(on.as_of, on.expiring_days)
    just_ended = i.last_contract_end >= add_days(on.as_of, -ENDED_DAYS)
    return case(
        (and_(never, i.health_card != "aerobic_contract"), None),
        (and_(active, soon), EXPIRING_POINTS),
        (active, FULL),
        (just_ended, ENDED_POINTS),
        else_=0,
    )


def _responses(i: Any, _on: On) -> Value:
    return share(i.responses, i.attempts)


def _tenure(i: Any, on: On) -> Value:
    since = [
        (i.first_activity <= months_gone(on.as_of, months), points)
        for months, points in TENURE_POINTS
    ]
    return case((i.first_activity.is_(None), None), *since, else_=TENURE_BELOW)


def _age(i: Any, on: On) -> Value:
    ages = [
        (i.system_installed <= months_gone(on.as_of, months), points)
        for months, points in AGE_POINTS
    ]
    unknown = or_(i.system_installed.is_(None), i.system_installed > on.as_of)
    return case((unknown, None), *ages, else_=AGE_BELOW)


def _present(i: Any, parts: Sequence[str]) -> Value:
    found: Value = literal(0)
    for part in parts:
        found = found + i[part]
    return cast(FULL * found, Float) / cast(literal(len(parts)), Float)


def _data(i: Any, _on: On) -> Value:
    return _present(i, tuple(DATA_PARTS))


def _steps(i: Any, _on: On) -> Value:
    return _present(i, tuple(STEP_PARTS))


def _often(i: Any, _on: On) -> Value:
    return share(i.plan_done, i.plan_wanted)


def _tickets(i: Any, _on: On) -> Value:
    return share(i.tickets, i.waste_visits)


def _complaints(i: Any, _on: On) -> Value:
    return case((i.complaint_open == 1, 0), (i.complaint_closed == 1, COMPLAINT_CLOSED), else_=FULL)


def _win_back(i: Any, _on: On) -> Value:
    return case((i.won == 1, FULL), (i.tried == 1, CONTACTED_POINTS), else_=0)


NEVER = ""
MEASURES = (
    Measure("TIM", "Timeliness",
        "The longest overdue work that is not booked: none 100 points, to 30 days 80, to 90 days"
        " 60, to 180 days 40, to a year 20, longer 0.",
        "Nothing has a due date", _timeliness),
    Measure("INS", "Inspection compliance",
        "Aerobic inspections done in the last 12 months out of those that the contracts ask for.",
        "No inspection was required in the last 12 months", _inspections),
    Measure("CON", "Condition",
        "The last rated visit within 36 months: good 100 points, fair 70, poor 30, failed 0.",
        "No visit was rated in the last 36 months", _condition),
    Measure("TRB", "Trouble calls",
        "Visits for a repair or an emergency in the last 18 months: none 100 points, one 70, two"
        " 40, more 0.",
        NEVER, _trouble),
    Measure("PAY", "Payment",
        "The oldest open invoice: not past due 100 points, to 30 days 80, to 60 days 50, to 90"
        " days 25, longer 0.",
        "No invoices have been imported", _payment),
    Measure("SEC", "Contract security",
        "A contract that goes on 100 points, one that ends soon with none after it 50, ended"
        " within 90 days 25, ended before 0.",
        "Never had a contract", _security),
    Measure("RSP", "Responsiveness",
        "Our letters, calls, emails and texts of the last 24 months that got a response.",
        "No attempt to reach the customer in the last 24 months", _responses),
    Measure("REL", "Relationship",
        "With us for 5 years or longer 100 points, 3 years 80, 1 year 60, less 40.",
        "No visit and no contract yet", _tenure),
    Measure("AGE", "Equipment age",
        "The oldest system in use: under 5 years 100 points, under 15 years 85, under 25 years 50,"
        " older 20.",
        "No day of installation on file", _age),
    Measure("DAT", "Data completeness",
        "How many of these are on file: phone, mailing address, place on the map, kind of system,"
        " tank size, a due date, preferred channel.",
        NEVER, _data),
    Measure("ONB", "Onboarding steps",
        "20 points each: system record complete, due date set, welcome or education sent, preferred"
        " channel recorded, contract offered.",
        NEVER, _steps),
    Measure("FRQ", "Frequency against plan",
        "Services done in the last 12 months out of those that the interval calls for; of several"
        " tanks the worst.",
        "No tank with an interval that calls for a service within a year", _often),
    Measure("TKT", "Trip tickets",
        "Grease and grit trap visits of the last 12 months with a complete trip ticket.",
        "No grease or grit trap visit in the last 12 months", _tickets),
    Measure("CMP", "Complaints",
        "An open complaint 0 points, one closed within 12 months 70, none 100.",
        NEVER, _complaints),
    Measure("WIN", "Win-back progress",
        "A positive response within 90 days 100 points, contacted within 90 days 40, else 0.",
        NEVER, _win_back),
)  # fmt: skip
MEASURE_OF = {measure.code: measure for measure in MEASURES}


def rounded(points: Any, weight: Any) -> Value:
    """A sum of weighted points over its weight, as a whole number, rounded half up.

    Shares of counts never come nearer to a half than one over twice the product of the counts, so
    a billionth makes good what a floating point number loses and moves nothing else.
    """
    return func.floor(points / weight + 0.5 + 1e-9)
