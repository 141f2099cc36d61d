"""Every system and tank that a customer answers for, as one row each."""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, System
from desktop.services.care.items import TANKS
from desktop.services.facts.places import ROLES
from desktop.services.facts.scope import Scope, at, ranked


class Ground(NamedTuple):
    """A system of a customer's property, with one of its tanks or without any.

    Values are as the driver gives them, days too.
    """

    customer_id: int
    property_id: int
    answers: bool
    system_id: int
    asset_id: int | None
    asset_kind: str | None
    first_use: Any
    installed: Any
    asset_installed: Any
    override: Any
    override_set_on: Any
    # From here on what many have in common, the system's first.
    kind: str
    use: str | None
    people: int | None
    disposal: bool
    county: str | None
    maintained_by: str | None
    customer_active: bool
    system_active: bool
    gallons: int | None
    own_number: int | None
    own_unit: str | None
    in_service: bool | None


@lru_cache(maxsize=2)
def ground_rows(scope: Scope) -> Select[Any]:
    """The columns of `Ground`, by customer, system and tank."""
    links = _links(scope)
    return (
        select(
            links.c.customer_id,
            links.c.property_id,
            links.c.place == 1,
            System.id,
            Asset.id,
            Asset.kind,
            System.first_use_date,
            System.install_date,
            Asset.install_date,
            Asset.due_override,
            Asset.due_override_set_on,
            System.kind,
            Property.use,
            Property.household_size,
            func.coalesce(Property.garbage_disposal == "yes", False),
            Property.county,
            System.maintained_by,
            Customer.status == "active",
            System.active,
            Asset.capacity_gal,
            Asset.custom_interval,
            Asset.custom_interval_unit,
            Asset.in_service,
        )
        .join_from(links, Customer, Customer.id == links.c.customer_id)
        .join(Property, Property.id == links.c.property_id)
        .join(System, System.property_id == Property.id)
        .outerjoin(Asset, and_(Asset.system_id == System.id, Asset.kind.in_(TANKS)))
        .where(scope.has(links.c.customer_id))
        .order_by(links.c.customer_id, System.id, Asset.id)
    )


def _links(scope: Scope) -> Any:
    """Who is linked to which property on the day; place 1 is the one whom the office asks."""
    places = select(PropertyLink.property_id).where(scope.has(PropertyLink.customer_id))
    rank = func.min(
        case((Customer.status == "active", 0), else_=len(ROLES)) + ranked(PropertyLink.role, ROLES)
    )
    once = (
        select(PropertyLink.customer_id, PropertyLink.property_id, rank.label("rank"))
        .join_from(PropertyLink, Customer, Customer.id == PropertyLink.customer_id)
        .where(at(scope.as_of))
        .group_by(PropertyLink.customer_id, PropertyLink.property_id)
    )
    if scope.touched:
        once = once.where(PropertyLink.property_id.in_(places))
    linked = once.subquery()
    place = func.row_number().over(
        partition_by=linked.c.property_id, order_by=(linked.c.rank, linked.c.customer_id)
    )
    return select(linked.c.customer_id, linked.c.property_id, place.label("place")).subquery()
