"""Finished work: one row per completed visit, and the latest days of each kind per customer."""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, literal, or_, select, union_all

from desktop.models.facts import (
    EVENT_KINDS,
    KIND_BIT,
    LATEST_KEPT,
    LATEST_KEPT_OF_KIND,
    ServiceFact,
)
from desktop.models.work import ServiceLine, Visit
from desktop.services.dates import add_months
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


def service_rows(scope: Scope) -> Select[Any]:
    """The rows of `service_facts`: every completed visit of a customer, whatever its day."""
    bit = case(
        {service: KIND_BIT[kind] for service, kind in KIND_OF_SERVICE.items()},
        value=ServiceLine.service,
        else_=0,
    )
    emergency = case((Visit.emergency.is_(True), KIND_BIT["emergency"]), else_=0)
    customer = scope.owner(Visit.customer_id)
    return (
        select(
            customer,
            Visit.completed_date,
            Visit.id,
            # Each line carries one bit, so the sum of the different ones is all of them together.
            func.coalesce(func.sum(bit.distinct()), 0).bitwise_or(emergency),
            Visit.technician_id,
            Visit.amount_cents,
        )
        .outerjoin_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .where(_finished(), customer.is_not(None), scope.has(Visit.customer_id))
        .group_by(Visit.id)
        .order_by(customer)
    )


def _finished() -> Any:
    return and_(Visit.status == "completed", Visit.completed_date.is_not(None))


def latest(scope: Scope) -> Subquery:
    """First day, number and latest days of all services, per customer."""
    fact = ServiceFact
    numbered = (
        select(
            fact.customer_id,
            fact.day,
            func.row_number()
            .over(partition_by=fact.customer_id, order_by=(fact.day.desc(), fact.visit_id.desc()))
            .label("n"),
        )
        .where(fact.day <= scope.as_of, scope.has(fact.customer_id))
        .subquery()
    )
    days = [
        func.max(numbered.c.day).filter(numbered.c.n == n).label(f"service_{n}")
        for n in range(1, LATEST_KEPT + 1)
    ]
    return (
        select(
            numbered.c.customer_id,
            func.min(numbered.c.day).label("first_service"),
            func.count().label("service_count"),
            *days,
        )
        .group_by(numbered.c.customer_id)
        .subquery("latest")
    )


def latest_of_kinds(scope: Scope) -> Subquery:
    """The latest days of each kind of work, per customer."""
    fact = ServiceFact
    bits = union_all(*(select(literal(bit).label("bit")) for bit in KIND_BIT.values())).subquery(
        "bits"
    )
    numbered = (
        select(
            fact.customer_id,
            bits.c.bit,
            fact.day,
            func.row_number()
            .over(partition_by=(fact.customer_id, bits.c.bit), order_by=fact.day.desc())
            .label("n"),
        )
        .join_from(fact, bits, fact.kinds.bitwise_and(bits.c.bit) != 0)
        .where(fact.day <= scope.as_of, scope.has(fact.customer_id))
        .subquery()
    )
    days = [
        func.max(numbered.c.day)
        .filter(numbered.c.n == n, numbered.c.bit == KIND_BIT[kind])
        .label(f"{kind}_{n}")
        for kind in EVENT_KINDS
        for n in range(1, LATEST_KEPT_OF_KIND + 1)
    ]
    return (
        select(numbered.c.customer_id, *days)
        .where(numbered.c.n <= LATEST_KEPT_OF_KIND)
        .group_by(numbered.c.customer_id)
        .subquery("latest_of_kinds")
    )


def last_inspection(scope: Scope) -> Subquery:
    """The day of the latest test of a system, per customer."""
    fact = ServiceFact
    tested = (
        select(ServiceLine.id)
        .where(ServiceLine.visit_id == fact.visit_id, ServiceLine.service.in_(TESTS_OF_SYSTEMS))
        .exists()
    )
    return (
        select(fact.customer_id, func.max(fact.day).label("last_inspection"))
        .where(
            fact.kinds.bitwise_and(KIND_BIT["inspection"]) != 0,
            fact.day <= scope.as_of,
            scope.has(fact.customer_id),
            tested,
        )
        .group_by(fact.customer_id)
        .subquery("last_inspection")
    )


def frequency(scope: Scope) -> Subquery:
    """How often we came in the last 36 months: a property on a day counts once."""
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
    return (
        select(once.c.customer_id, func.count().label("frequency"))
        .group_by(once.c.customer_id)
        .subquery("frequency")
    )


def planned(scope: Scope) -> Subquery:
    """The next booked day and the number of cancelled visits, per customer."""
    ahead = and_(Visit.status.in_(("booked", "scheduled")), Visit.scheduled_date >= scope.as_of)
    cancelled = Visit.status == "cancelled"
    customer = scope.owner(Visit.customer_id)
    return (
        select(
            customer,
            func.min(case((ahead, Visit.scheduled_date))).label("next_visit"),
            func.sum(case((cancelled, 1), else_=0)).label("visits_cancelled"),
        )
        .where(or_(ahead, cancelled), customer.is_not(None), scope.has(Visit.customer_id))
        .group_by(customer)
        .subquery("planned")
    )


def window_start(as_of: date) -> date:
    """The day before the first one of the last 36 months."""
    return add_months(as_of, -WINDOW_MONTHS)
