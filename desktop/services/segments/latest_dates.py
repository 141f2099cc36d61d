"""Answers about services from the kept latest days, one column compare each.

"At least N in the last D days" is the same as "the N-th latest day is not older", so counts
come without touching the visits, exactly. What the kept days cannot tell gets None here, and
the visits themselves are asked.
"""

from datetime import date

from sqlalchemy import and_, false, true

from desktop.models.facts import EVENT_KINDS, LATEST_KEPT, LATEST_KEPT_OF_KIND
from desktop.services.segments.comparisons import Bounds, Condition, OneOf, Test
from desktop.services.segments.logic import is_not
from desktop.services.segments.sources import FACTS
from desktop.services.segments.spans import Span


class LatestDays:
    """The latest days of one customer's services, of any kind or of one kind."""

    def __init__(self, kind: str | None, as_of: date) -> None:
        self._kind = kind
        self._as_of = as_of
        self._kept = LATEST_KEPT_OF_KIND if kind else LATEST_KEPT

    def times(self, span: Span, bounds: Bounds) -> Condition | None:
        """The number of services in the stretch lies within the bounds."""
        low = self._at_least(bounds.low or 0, span)
        high = None if bounds.high is None else self._at_least(bounds.high + 1, span)
        if low is None or (bounds.high is not None and high is None):
            return None
        return low if high is None else and_(low, is_not(high))

    def latest(self, span: Span, test: Test) -> Condition | None:
        """There is a latest service in the stretch, and its day meets the test."""
        found = self._at_least(1, span)
        if found is None or not self._reaches_today(span):
            return None
        return and_(found, test.on(self._day(1)))

    def maybe_latest(self, kind: str) -> Condition:
        """Only customers for whom the latest service can be of that kind (needed, not enough)."""
        return FACTS.c[f"{kind}_1"] == FACTS.c.service_1

    def _day(self, n: int) -> Condition:
        return FACTS.c[f"{self._kind or 'service'}_{n}"]

    def _reaches_today(self, span: Span) -> bool:
        return span.end is None or span.end >= self._as_of

    def _at_least(self, n: int, span: Span) -> Condition | None:
        if n <= 0:
            return true()
        if span.start and span.start > self._as_of:
            return false()
        if not self._reaches_today(span):
            return self._before(n, span)
        if n <= self._kept:
            day = self._day(n)
            return day.is_not(None) if span.start is None else day >= span.start
        if self._kind is None and span.start is None:
            return FACTS.c.service_count >= n
        return None

    def _before(self, n: int, span: Span) -> Condition | None:
        """Only "ever until that day" can be told, from the first service."""
        if n == 1 and self._kind is None and span.start is None:
            return FACTS.c.first_service <= span.end
        return None


def kind_asked(test: Test) -> str | None:
    """The one kind a test asks for."""
    stored = test.stored() if isinstance(test, OneOf) else ()
    return stored[0] if len(stored) == 1 and stored[0] in EVENT_KINDS else None
