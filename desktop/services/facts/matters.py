"""What is open with a customer: reports to file, estimates without an answer, reminders."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from desktop.models.care import InspectionReport
from desktop.models.customers import PropertyLink
from desktop.models.equipment import System
from desktop.models.facts import DueItem
from desktop.models.work import Estimate, Interaction, Visit
from desktop.services.facts.attempts import ATTEMPTS
from desktop.services.facts.scope import Scope, at
from desktop.services.facts.shadows import table_of

REMINDER = "reminder"  # a word in the purpose of a contact that asks for work that is due
_NOT_RECEIVED = "undeliverable"
_TAKEN = ("booked", "scheduled", "completed")


def reports(scope: Scope) -> Subquery:
    """The day of the oldest inspection of a current property whose report is not filed yet."""
    unfiled = or_(InspectionReport.filed_on.is_(None), InspectionReport.filed_on > scope.as_of)
    return (
        select(
            PropertyLink.customer_id,
            func.min(InspectionReport.inspection_date).label("inspected"),
        )
        .join_from(InspectionReport, System, System.id == InspectionReport.system_id)
        .join(Visit, Visit.id == InspectionReport.visit_id)
        .join(PropertyLink, PropertyLink.property_id == System.property_id)
        .where(
            unfiled,
            InspectionReport.inspection_date <= scope.as_of,
            Visit.status != "voided",
            at(scope.as_of),
            scope.has(PropertyLink.customer_id),
        )
        .group_by(PropertyLink.customer_id)
        .subquery("reports")
    )


def open_estimates(scope: Scope) -> Subquery:
    """Since when the oldest open estimate waits; a later visit to the place has answered it."""
    came = (
        select(Visit.id)
        .where(
            Visit.customer_id == Estimate.customer_id,
            or_(Estimate.property_id.is_(None), Visit.property_id == Estimate.property_id),
            Visit.status == "completed",
            Visit.completed_date > Estimate.issued_on,
            Visit.completed_date <= scope.as_of,
        )
        .exists()
    )
    return (
        select(Estimate.customer_id, func.min(Estimate.issued_on).label("since"))
        .where(
            Estimate.state == "open",
            Estimate.issued_on <= scope.as_of,
            ~came,
            scope.has(Estimate.customer_id),
        )
        .group_by(Estimate.customer_id)
        .subquery("open_estimates")
    )


def reminders(scope: Scope) -> Subquery:
    """The first reminder of a due cycle that still runs, with nothing booked since."""
    item = table_of(DueItem).c
    about = or_(Interaction.asset_id.is_(None), Interaction.asset_id == item.asset_id)
    same_cycle = or_(item.base.is_(None), item.base < Interaction.date)
    waiting = and_(item.status != "not_applicable", item.due.is_not(None), item.booked.is_(False))
    return (
        select(Interaction.customer_id, func.min(Interaction.date).label("since"))
        .join_from(Interaction, table_of(DueItem), item.customer_id == Interaction.customer_id)
        .where(
            func.lower(Interaction.purpose).contains(REMINDER),
            func.coalesce(Interaction.channel, "").in_(ATTEMPTS),
            func.coalesce(Interaction.outcome, "") != _NOT_RECEIVED,
            Interaction.date <= scope.as_of,
            about,
            same_cycle,
            waiting,
            ~_booked_since(scope),
            scope.has(Interaction.customer_id),
        )
        .group_by(Interaction.customer_id)
        .subquery("reminders")
    )


def _booked_since(scope: Scope) -> ColumnElement[bool]:
    """Whether a visit was booked on the day of a reminder or later; no day known: as of now."""
    done_on: Any = case((Visit.status == "completed", Visit.completed_date))
    booked = func.coalesce(Visit.booked_on, done_on, scope.as_of)
    return (
        select(Visit.id)
        .where(
            Visit.customer_id == Interaction.customer_id,
            Visit.status.in_(_TAKEN),
            booked.between(Interaction.date, scope.as_of),
        )
        .exists()
    )
