"""Where a customer is served, and what lies in the ground there."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select

from desktop.models.customers import Property, PropertyLink
from desktop.models.equipment import Asset, System
from desktop.services.facts.reaching import complete, gaps
from desktop.services.facts.scope import Scope, at, ranked

ROLES = {"owner": 0, "bill_to": 1, "occupant": 2, "manager": 3}
MAIN_TANKS = ("septic_tank", "trash_tank")
TRAPS = ("grease_trap", "grit_trap")
BUSINESS_CUSTOMERS = ("commercial", "government")
BUSINESS_USES = ("commercial", "food_service")


def main_property(link_holds: ColumnElement[bool], scope: Scope, *columns: Any) -> Subquery:
    """The property that stands for a customer, with the columns asked for."""
    numbered = (
        select(
            PropertyLink.customer_id,
            *columns,
            func.row_number()
            .over(
                partition_by=PropertyLink.customer_id,
                order_by=(ranked(PropertyLink.role, ROLES), PropertyLink.property_id),
            )
            .label("n"),
        )
        .join_from(PropertyLink, Property, Property.id == PropertyLink.property_id)
        .where(link_holds, scope.has(PropertyLink.customer_id))
        .subquery()
    )
    kept = [column for column in numbered.c if column.key != "n"]
    return select(*kept).where(numbered.c.n == 1).subquery("main_property")


def current_main(scope: Scope) -> Subquery:
    """The main property on the day, and its drive time."""
    site = (Property.line1, Property.city, Property.state, Property.zip5)
    return main_property(
        at(scope.as_of),
        scope,
        Property.id.label("property_id"),
        Property.drive_minutes,
        complete(*site).label("site_complete"),
        gaps(*site).label("site_gaps"),
    )


def grounds(scope: Scope) -> Subquery:
    """What the systems of all current properties say together, per customer."""
    kind = case((System.active.is_(True), System.kind))
    return (
        select(
            PropertyLink.customer_id,
            _any(Property.use.in_(BUSINESS_USES)).label("business_use"),
            _any(Property.seasonal == "vacation").label("vacation"),
            _any(kind.in_(TRAPS)).label("trap"),
            _any(kind == "aerobic").label("aerobic"),
            _any(kind == "advanced").label("advanced"),
            _any(kind == "conventional").label("conventional"),
            func.min(case((System.active.is_(True), System.install_date))).label("installed"),
            func.max(case((System.active.is_(True), Asset.capacity_gal))).label("gallons"),
        )
        .join_from(PropertyLink, Property, Property.id == PropertyLink.property_id)
        .outerjoin(System, System.property_id == Property.id)
        .outerjoin(
            Asset,
            and_(
                Asset.system_id == System.id,
                Asset.kind.in_(MAIN_TANKS),
                Asset.in_service.is_(True),
            ),
        )
        .where(at(scope.as_of), scope.has(PropertyLink.customer_id))
        .group_by(PropertyLink.customer_id)
        .subquery("grounds")
    )


def _any(condition: Any) -> Any:
    return func.max(case((condition, 1), else_=0))


def system_type(customer_type: Any, found: Subquery) -> ColumnElement[str]:
    """The kind of system that decides, most demanding first (domain 5.3)."""
    return case(
        (customer_type.in_(BUSINESS_CUSTOMERS), "commercial_grease"),
        (found.c.business_use == 1, "commercial_grease"),
        (found.c.trap == 1, "commercial_grease"),
        (found.c.aerobic == 1, "aerobic"),
        (found.c.advanced == 1, "advanced"),
        (found.c.conventional == 1, "conventional"),
        else_="unknown",
    )
