"""Finished work, one row per completed visit; how often we came, and what is planned."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, or_, select

from desktop.models.facts import KIND_BIT, TESTED_BIT
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.rules import Rules
from desktop.services.dates import add_days, add_months
from desktop.services.facts.scope import Scope

KIND_OF_SERVICE = {
    "PUMP": "pumpout",
    "INSPECT": "inspection",
    "ANNUAL_INSP": "inspection",
    "RE_INSPECTION": "inspection",
    "REPAIR": "repair",
    "EMERGENCY": "emergency",
    "INSTALL": "installation",
    "GREASE": "grease",
    "GRIT": "grease",
    "LOCATE": "other",
    "CHLORINE": "other",
    "OTHER": "other",
}
TESTS_OF_SYSTEMS = ("INSPECT", "ANNUAL_INSP")  # a look for a house sale is no such test
WINDOW_MONTHS = 36  # of frequency and money in RFM, and of revenue_3y


@lru_cache(maxsize=2)
def service_rows(scope: Scope) -> Select[Any]:
    """The rows of `service_facts`: every completed visit of a customer, whatever its day."""
    bit = case(
        {service: KIND_BIT[kind] for service, kind in KIND_OF_SERVICE.items()},
        value=ServiceLine.service,
        else_=0,
    )
    emergency = case((Visit.emergency.is_(True), KIND_BIT["emergency"]), else_=0)
    tested = case((ServiceLine.service.in_(TESTS_OF_SYSTEMS), TESTED_BIT), else_=0)
    customer = scope.owner(Visit.customer_id)
    return (
        select(
            customer,
            Visit.completed_date,
            Visit.id,
            # Each line carries one bit, so the sum of the different ones is all of them together.
            func.coalesce(func.sum(bit.distinct()), 0)
            .bitwise_or(emergency)
            .bitwise_or(func.max(tested)),
            Visit.technician_id,
            Visit.amount_cents,
        )
        .outerjoin_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .where(_finished(), customer.is_not(None), scope.has(Visit.customer_id))
        .group_by(Visit.id)
        .order_by(customer, Visit.completed_date, Visit.id)
    )


def _finished() -> Any:
    return and_(Visit.status == "completed", Visit.completed_date.is_not(None))


def frequency(scope: Scope) -> Subquery:
    """How often we came in the last 36 months and years: a property on a day counts once."""
    customer = scope.owner(Visit.customer_id)
    once = (
        select(customer, Visit.property_id, Visit.completed_date)
        .where(
            customer.is_not(None),
            _finished(),
            Visit.completed_date > window_start(scope.as_of),
            Visit.completed_date <= scope.as_of,
            scope.has(Visit.customer_id),
        )
        .distinct()
        .subquery()
    )
    year, year_before = add_months(scope.as_of, -12), add_months(scope.as_of, -24)
    return (
        select(
            once.c.customer_id,
            func.count().label("frequency"),
            func.sum(case((once.c.completed_date > year, 1), else_=0)).label("last_year"),
            func.sum(
                case((once.c.completed_date.between(add_days(year_before, 1), year), 1), else_=0)
            ).label("year_before"),
        )
        .group_by(once.c.customer_id)
        .subquery("frequency")
    )


def planned(scope: Scope, rules: Rules) -> Subquery:
    """The next booked day, the visits still to come and those cancelled, per customer.

    A booking without a day is still to come, and one whose day passed a week ago at most.
    """
    open_ = Visit.status.in_(("booked", "scheduled"))
    since = add_days(scope.as_of, -rules.booked_days)
    to_come = and_(open_, or_(Visit.scheduled_date.is_(None), Visit.scheduled_date >= since))
    ahead = and_(open_, Visit.scheduled_date >= scope.as_of)
    cancelled = Visit.status == "cancelled"
    customer = scope.owner(Visit.customer_id)
    return (
        select(
            customer,
            func.min(case((ahead, Visit.scheduled_date))).label("next_visit"),
            func.sum(case((cancelled, 1), else_=0)).label("visits_cancelled"),
            func.sum(case((to_come, 1), else_=0)).label("open_visits"),
        )
        .where(or_(open_, cancelled), customer.is_not(None), scope.has(Visit.customer_id))
        .group_by(customer)
        .subquery("planned")
    )


def window_start(as_of: date) -> date:
    """The day before the first one of the last 36 months."""
    return add_months(as_of, -WINDOW_MONTHS)
