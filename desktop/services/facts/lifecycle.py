"""The lifecycle stage of a customer and the code that says why (domain 5.1)."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_

from desktop.models.customers import Customer
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days, add_months, months_gone
from desktop.services.facts import agreements
from desktop.services.facts.attempts import COMPLAINT_DAYS, LATEST
from desktop.services.facts.scope import Scope

RISKS = {  # in the order in which one of several is named
    "RSK-A1": "Work that the customer owes is long overdue",
    "RSK-A2": "The contract ended and nothing was done since",
    "RSK-A3": "The latest three attempts to reach the customer got no response",
    "RSK-A4": "Fewer than half as many visits as in the year before",
    "RSK-A5": "An invoice or a complaint has been open for long",
}
CODES = {
    "INA": "The customer is inactive",
    "PRO": "Never served and never under contract, but has an estimate",
    "LEA": "Never served, never under contract, no estimate",
    "LAP-L1": "The contract ended and no visit came after it",
    "LAP-L2": "Nothing the customer owes has a due date",
    "LAP-L3": "What the customer owes is more than a year overdue",
    **RISKS,
    "NEW": "Came in the last 12 months",
    "ACT": "With us for less than 5 years",
    "LOY": "With us for 5 years or longer",
}
STAGES = {"INA": "inactive", "PRO": "prospect", "LEA": "lead", "LAP": "lapsed",
          "RSK": "at_risk", "NEW": "new", "ACT": "active", "LOY": "loyal"}  # fmt: skip
_LAST = "LOY"  # who is nothing else
_INVOICE_DAYS, _NEW_MONTHS, _LOYAL_MONTHS, _ENOUGH_VISITS = 90, 12, 60, 2


class Lifecycle:
    """The conditions of the stages over the parts that a wide row is put together from."""

    def __init__(self, scope: Scope, parts: dict[str, Any], open_due: Any, rules: Rules) -> None:
        self._day, self._parts, self._rules, self._open_due = scope.as_of, parts, rules, open_due
        self._agreed, latest = parts["agreements"].c, parts["latest"].c
        self._last, self._first = latest.service_1, latest.first_service
        self._ended = agreements.last_end(parts["agreements"])

    def first_activity(self) -> ColumnElement[Any]:
        """The earlier of the first finished visit and the start of the first contract."""
        begun, first = self._agreed.first_start, self._first
        return case((or_(begun.is_(None), first < begun), func.coalesce(first, begun)), else_=begun)

    def risk_reasons(self) -> ColumnElement[int]:
        """All reasons that hold, as bits in the order of `RISKS`."""
        found: ColumnElement[int] = literal(0)
        for place, holds in enumerate(self._risks()):
            found = found + case((holds, 1 << place), else_=0)
        return found

    def code(self) -> ColumnElement[str]:
        """The code of the one stage: the first whose condition holds."""
        return case(*self._ladder(), else_=_LAST)

    def stage(self) -> ColumnElement[str]:
        """The stage that the code stands for."""
        rungs = ((holds, STAGES[code[:3]]) for holds, code in self._ladder())
        return case(*rungs, else_=STAGES[_LAST])

    def _ladder(self) -> tuple[tuple[ColumnElement[bool], str], ...]:
        first = self.first_activity()
        return (
            (Customer.status == "inactive", "INA"),
            (and_(first.is_(None), self._parts["offers"].c.estimates > 0), "PRO"),
            (first.is_(None), "LEA"),
            *((and_(self._may_lapse(), how), code) for code, how in self._lapsed().items()),
            *zip(self._risks(), RISKS, strict=True),
            (first > months_gone(self._day, _NEW_MONTHS), "NEW"),
            (first > months_gone(self._day, _LOYAL_MONTHS), "ACT"),
        )

    def _may_lapse(self) -> ColumnElement[bool]:
        """No active contract, nothing booked, and nothing happened for 18 months."""
        last = self._last_activity()
        return and_(
            func.coalesce(self._agreed.active, 0) == 0,
            func.coalesce(self._parts["planned"].c.open_visits, 0) == 0,
            last <= add_months(self._day, -self._rules.lapsed_months),
        )

    def _last_activity(self) -> ColumnElement[Any]:
        last, ended = self._last, self._ended
        return case((or_(ended.is_(None), last > ended), func.coalesce(last, ended)), else_=ended)

    def _lapsed(self) -> dict[str, ColumnElement[bool]]:
        latest = self._parts["owed"].c.latest
        long_ago = add_days(self._day, -self._rules.lapsed_days)
        return {
            "LAP-L1": self._unserved_since_contract(),
            "LAP-L2": latest.is_(None),
            "LAP-L3": latest < long_ago,
        }

    def _unserved_since_contract(self) -> ColumnElement[bool]:
        ended = self._ended
        return and_(ended.is_not(None), or_(self._last.is_(None), self._last <= ended))

    def _risks(self) -> tuple[ColumnElement[bool], ...]:
        """The conditions of `RISKS`, in their order."""
        often, tried = self._parts["often"].c, self._parts["attempts"].c
        since = self._parts["complaints"].c.since
        none_ahead = func.coalesce(self._parts["ahead"].c.ahead, 0) == 0
        fresh = self._ended > add_months(self._day, -self._rules.lapsed_months)
        return (
            self._parts["owed"].c.oldest < add_days(self._day, -self._rules.at_risk_days),
            and_(none_ahead, fresh, self._unserved_since_contract()),
            and_(tried.tried == LATEST, tried.responded == 0),
            and_(often.year_before >= _ENOUGH_VISITS, 2 * often.last_year < often.year_before),
            or_(
                self._open_due < add_days(self._day, -_INVOICE_DAYS),
                since < add_days(self._day, -COMPLAINT_DAYS),
            ),
        )
