"""Where the value of a field stands: each source applies a test to its column or sub-select.

All answers are conditions on `customer_facts`, the one table that a segment scans.
"""

from collections.abc import Callable
from datetime import date
from functools import reduce
from math import ceil, floor
from operator import add
from typing import Any, Protocol

from sqlalchemy import Select, String, and_, case, cast, func, select

from desktop.models.customers import Customer, CustomerTag, Zone
from desktop.models.facts import CustomerFact, CustomerText
from desktop.models.hot_zones import HotPoint
from desktop.models.office import CustomValue
from desktop.models.value import BehaviourGroup, LabelDay
from desktop.services.dates import add_days
from desktop.services.office import label_columns
from desktop.services.segments.comparisons import (
    Bounds,
    Column,
    Condition,
    InRanges,
    Known,
    OneOf,
    Test,
)
from desktop.services.segments.spans import born_by
from desktop.services.value import trends
from desktop.services.value.grouping import members

FACTS = CustomerFact.__table__
_CUSTOMERS = Customer.__table__
_TEXTS = CustomerText.__table__
_TAGS = CustomerTag.__table__
_ZONES = Zone.__table__
_CUSTOM = CustomValue.__table__
_HOT = HotPoint.__table__
_LABELS = LabelDay.__table__


class Scope(Protocol):
    """What a source may ask of the context."""

    as_of: date

    def zone_weekdays(self) -> dict[int, tuple[str, ...]]:
        """The service days of each zone."""


Source = Callable[[Test, Scope], Condition]


def _customer_in(chosen: Select[Any]) -> Condition:
    return FACTS.c.customer_id.in_(chosen)


def column(expression: Column) -> Source:
    """A column, of the facts or of an event."""
    return lambda test, _scope: test.on(expression)


def fact(name: str) -> Source:
    """A column of the facts."""
    return column(FACTS.c[name])


def _filled(stored: Column, test: Test) -> Condition:
    """A test on a column of texts, where "" and spaces are no value."""
    return func.trim(stored) != "" if isinstance(test, Known) else test.on(stored)


def choice(name: str) -> Source:
    """A column of the facts that holds the key of a closed list."""
    return lambda test, _scope: _filled(FACTS.c[name], test)


def text(name: str) -> Source:
    """A folded text; a sub-select, so that equality and beginnings use its index."""
    stored = _TEXTS.c[name]
    return lambda test, _scope: _customer_in(
        select(_TEXTS.c.customer_id).where(_filled(stored, test))
    )


def account_no(test: Test, _scope: Scope) -> Condition:
    """The account number; short and plain, so it is compared where it stands."""
    stored = func.nullif(func.lower(func.trim(_CUSTOMERS.c.account_no)), "")
    return _customer_in(select(_CUSTOMERS.c.id).where(test.on(stored)))


def zone(name: str) -> Source:
    """A property of the customer's zone."""
    stored = _ZONES.c[name]
    return lambda test, _scope: FACTS.c.zone_id.in_(select(_ZONES.c.id).where(test.on(stored)))


def hot(pool: str) -> Source:
    """Whether the customer stands in a hot zone of a pool; no value outside the pool."""
    return lambda test, _scope: _customer_in(
        select(_HOT.c.customer_id).where(_HOT.c.pool == pool, test.on(_HOT.c.hot))
    )


def behaviour_group(test: Test, _scope: Scope) -> Condition:
    """The group that the customer was in when groups were found last."""
    return _customer_in(members().where(test.on(BehaviourGroup.__table__.c.name)))


def health_change(test: Test, _scope: Scope) -> Condition:
    """By how many points the health score moved in 90 days."""
    return _moved(test.on)


def health_trend(test: Test, _scope: Scope) -> Condition:
    """Whether the health score went up, down, or neither."""
    return _moved(lambda points: test.on(trends.trend(points)))


def _moved(asked: Callable[[Any], Condition]) -> Condition:
    now = FACTS.alias()
    points = now.c.health_score - _LABELS.c.health_score
    both = select(_LABELS.c.customer_id).join_from(
        _LABELS, now, now.c.customer_id == _LABELS.c.customer_id
    )
    on_day = _LABELS.c.day == trends.COMPARED_DAY
    return _customer_in(both.where(on_day, points.is_not(None), asked(points)))


def season(test: Test, _scope: Scope) -> Condition:
    """The season of the earliest due day."""
    due = FACTS.c.next_due
    return and_(due.is_not(None), test.on(label_columns.season(due)))


RFM_CODE: Column = reduce(add, (cast(FACTS.c[one], String) for one in ("rfm_r", "rfm_f", "rfm_m")))


def rfm_code(test: Test, _scope: Scope) -> Condition:
    """The three scores as one text; no value for the unscored."""
    return test.on(RFM_CODE)


def custom(field_id: int, name: str) -> Source:
    """The value of a custom field."""
    stored = _CUSTOM.c[name]
    holders = select(_CUSTOM.c.customer_id).where(_CUSTOM.c.field_id == field_id)
    condition = _filled if name == "text_key" else _as_it_is
    return lambda test, _scope: _customer_in(holders.where(condition(stored, test)))


def _as_it_is(stored: Column, test: Test) -> Condition:
    return test.on(stored)


def tags(test: Test, _scope: Scope) -> Condition:
    """The tags hung on the customer."""
    carriers = select(_TAGS.c.customer_id)
    if not isinstance(test, OneOf):
        return _customer_in(carriers.where(func.trim(_TAGS.c.tag) != ""))
    if not test.every:
        return _customer_in(carriers.where(_TAGS.c.tag.in_(test.stored())))
    return and_(*(_customer_in(carriers.where(_TAGS.c.tag.in_(group))) for group in test.groups))


def service_days(test: Test, scope: Scope) -> Condition:
    """The days of the week on which the customer's zone is served (few zones: read here)."""
    fitting = [
        zone_id for zone_id, days in scope.zone_weekdays().items() if _has_days(test, set(days))
    ]
    return FACTS.c.zone_id.in_(fitting)


def _has_days(test: Test, days: set[str]) -> bool:
    if not isinstance(test, OneOf):
        return bool(days)
    hits = [bool(days.intersection(group)) for group in test.groups]
    return all(hits) if test.every else any(hits)


def days_since(due: Column) -> Source:
    """Days since a day that has passed; no value while it lies ahead.

    The day is stored, so the number is turned round into days before the as-of date.
    """

    def source(test: Test, scope: Scope) -> Condition:
        if not isinstance(test, InRanges):
            return and_(Known().on(due), due < scope.as_of)
        ranges = InRanges(tuple(_back(b, scope.as_of) for b in test.ranges))
        return and_(due < scope.as_of, ranges.on(due))

    return source


days_past_due = days_since(FACTS.c.oldest_open_due)


def _back(bounds: Bounds, as_of: date) -> Bounds:
    return Bounds(
        low=None if bounds.high is None else add_days(as_of, -floor(bounds.high)),
        high=None if bounds.low is None else add_days(as_of, -ceil(bounds.low)),
    )


def system_age_category(test: Test, scope: Scope) -> Condition:
    """The age class of the system; exactly 5, 15 or 25 years belong to the older class."""
    installed = FACTS.c.system_installed
    younger = [(name, born_by(scope.as_of, years)) for name, years in _AGE_CLASSES]
    return and_(
        installed <= scope.as_of,
        test.on(case(*((installed > limit, name) for name, limit in younger), else_="legacy")),
    )


_AGE_CLASSES = (("new", 5), ("mature", 15), ("aging", 25))


def rfm_total(test: Test, scope: Scope) -> Condition:
    """The three scores added up; no value for the unscored."""
    return column(FACTS.c.rfm_r + FACTS.c.rfm_f + FACTS.c.rfm_m)(test, scope)
