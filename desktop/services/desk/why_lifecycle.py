"""Which dates and numbers decided the lifecycle stage, code by code."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.models import choices as c
from desktop.services.desk.why_records import Records

Facts = tuple[tuple[str, Any], ...]


def _inactive(records: Records) -> Facts:
    reason = c.INACTIVE_REASON.label(records.customer.inactive_reason)
    return (("Status", "Inactive"), ("Reason", reason or None))


def _never_served(records: Records) -> Facts:
    return (("First activity", None), ("Estimates", records.estimates))


def _activity(records: Records) -> Facts:
    fact = records.fact
    return (
        ("Last service", fact.service_1),
        ("Last contract ended", fact.last_contract_end),
        ("Active contracts", len(records.contracts_in("active"))),
        ("Booked visits", records.open_visits),
    )


def _lapsed_owed(records: Records) -> Facts:
    return (*_activity(records), ("Latest due date", records.fact.latest_owed_due))


def _overdue(records: Records) -> Facts:
    oldest = records.fact.oldest_owed_due
    days = (records.as_of - oldest).days if oldest else None
    return (("Oldest due date", oldest), ("Days overdue", days))


def _contract_over(records: Records) -> Facts:
    return (
        ("Last contract ended", records.fact.last_contract_end),
        ("Last service", records.fact.service_1),
        ("Contracts yet to begin", len(records.contracts_in("future"))),
    )


def _no_response(records: Records) -> Facts:
    return tuple(
        (
            c.INTERACTION_CHANNEL.label(one.channel),
            f"{records.write_day(one.day)}, {_outcome(one.outcome)}",
        )
        for one in records.attempts
    )


def _outcome(key: str | None) -> str:
    return c.OUTCOME.label(key).lower() if key else "no outcome noted"


def _fewer_visits(records: Records) -> Facts:
    return (
        ("Visits in the last 12 months", records.last_year),
        ("Visits in the 12 months before", records.year_before),
    )


def _open_long(records: Records) -> Facts:
    either = (
        ("Oldest open invoice due", records.fact.oldest_open_due),
        ("Complaint open since", records.complaint_since),
    )
    return tuple((label, day) for label, day in either if day is not None)


def _with_us(records: Records) -> Facts:
    return (("First activity", records.fact.first_activity),)


DECIDED: Mapping[str, Callable[[Records], Facts]] = {
    "INA": _inactive,
    "PRO": _never_served,
    "LEA": _never_served,
    "LAP-L1": _activity,
    "LAP-L2": _lapsed_owed,
    "LAP-L3": _lapsed_owed,
    "RSK-A1": _overdue,
    "RSK-A2": _contract_over,
    "RSK-A3": _no_response,
    "RSK-A4": _fewer_visits,
    "RSK-A5": _open_long,
    "NEW": _with_us,
    "ACT": _with_us,
    "LOY": _with_us,
}
