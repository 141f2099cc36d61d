"""What the due items of a customer say together: the worst status, and the days that count."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from desktop.models.facts import DueItem
from desktop.services.care.due import STATUSES
from desktop.services.dates import add_months
from desktop.services.facts.scope import Scope, any_of
from desktop.services.facts.shadows import table_of

RANKS = {status: place for place, status in enumerate(STATUSES)}
INSPECTIONS = ("INSPECT", "ANNUAL_INSP")
NEVER_PUMPED_MONTHS = 60


def owed(scope: Scope) -> Subquery:
    """One row per customer with due items.

    `oldest` and `latest` are due days of what the customer owes: not ours by contract, not
    booked, not postponed (domain 5.1).
    """
    item = table_of(DueItem).c
    applies = item.status != "not_applicable"
    is_past, long_ago = item.due < scope.as_of, add_months(scope.as_of, -NEVER_PUMPED_MONTHS)
    pumped_long_ago = or_(item.base.is_(None), item.base <= long_ago)
    aerobic = and_(
        item.service == "INSPECT",
        or_(applies, item.why_not == "never_ours"),
    )
    inspected = item.base_from == "visit"
    theirs = and_(
        applies,
        item.owed_by == "customer",
        item.booked.is_(False),
        item.postponed_until.is_(None),
    )
    return (
        select(
            item.customer_id,
            func.min(case(RANKS, value=item.status)).label("rank"),
            func.min(case((applies, item.due))).label("next_due"),
            func.min(case((applies & item.service.in_(INSPECTIONS), item.due))).label(
                "next_inspection"
            ),
            func.min(case((theirs, item.due))).label("oldest"),
            func.max(case((theirs, item.due))).label("latest"),
            func.max(case((and_(theirs, is_past), item.due))).label("latest_overdue"),
            any_of(item.stale.is_(True)).label("stale"),
            any_of(item.status == "overdue").label("overdue"),
            any_of(item.status == "due").label("due"),
            any_of(item.status == "unknown").label("unknown"),
            any_of(and_(item.service == "GREASE", item.status.in_(("overdue", "due")))).label(
                "trap"
            ),
            any_of(and_(applies, item.service == "PUMP", pumped_long_ago)).label("never_pumped"),
            func.min(case((and_(aerobic, inspected), item.base))).label("inspected"),
            any_of(and_(aerobic, func.coalesce(~inspected, True))).label("never_inspected"),
            any_of(and_(aerobic, item.owed_by == "customer")).label("without_contract"),
        )
        .where(scope.has(item.customer_id))
        .group_by(item.customer_id)
        .subquery("owed")
    )


def due_status(found: Any) -> ColumnElement[str]:
    """The worst status of all items; without any nothing applies."""
    return case(
        *((found.c.rank == rank, status) for status, rank in RANKS.items()),
        else_="not_applicable",
    )
