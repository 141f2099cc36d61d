"""Every system and tank that a customer answers for, as one row each."""

from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, System
from desktop.services.care.items import TANKS
from desktop.services.facts.places import ROLES
from desktop.services.facts.scope import Scope, at, ranked
from desktop.services.facts.staging import bare_rows


class Ground(NamedTuple):
    """A system of a customer's property, with one of its tanks or without any.

    Values are as the driver gives them, days too.
    """

    customer_id: int
    property_id: int
    system_id: int
    asset_id: int | None
    asset_kind: str | None
    first_use: Any
    installed: Any
    asset_installed: Any
    override: Any
    override_set_on: Any
    whole_override: Any  # of the inspection of the system
    whole_set_on: Any
    # From here on what many have in common, the system's first.
    kind: str
    use: str | None
    people: int | None
    disposal: bool
    county: str | None
    maintained_by: str | None
    customer_active: bool
    system_active: bool
    whole_number: int | None
    whole_unit: str | None
    gallons: int | None
    own_number: int | None
    own_unit: str | None
    in_service: bool | None


TANK, TANK_KIND, KIND, UNIT, GALLONS = (
    Ground._fields.index(name)
    for name in ("asset_id", "asset_kind", "kind", "whole_unit", "gallons")
)
of_system = itemgetter(Ground._fields.index("customer_id"), Ground._fields.index("system_id"))


@lru_cache(maxsize=2)
def ground_rows(scope: Scope) -> Any:
    """The columns of `Ground`, by customer, system and tank."""
    return (
        select(
            PropertyLink.customer_id,
            PropertyLink.property_id,
            System.id,
            Asset.id,
            Asset.kind,
            System.first_use_date,
            System.install_date,
            Asset.install_date,
            Asset.due_override,
            Asset.due_override_set_on,
            System.due_override,
            System.due_override_set_on,
            System.kind,
            Property.use,
            Property.household_size,
            func.coalesce(Property.garbage_disposal == "yes", False),
            Property.county,
            System.maintained_by,
            Customer.status == "active",
            System.active,
            System.custom_interval,
            System.custom_interval_unit,
            Asset.capacity_gal,
            Asset.custom_interval,
            Asset.custom_interval_unit,
            Asset.in_service,
        )
        .join_from(PropertyLink, Customer, Customer.id == PropertyLink.customer_id)
        .join(Property, Property.id == PropertyLink.property_id)
        .join(System, System.property_id == Property.id)
        .outerjoin(Asset, and_(Asset.system_id == System.id, Asset.kind.in_(TANKS)))
        .where(at(scope.as_of), scope.has(PropertyLink.customer_id))
        .order_by(PropertyLink.customer_id, System.id, Asset.id)
    )


def answering(db: Session, scope: Scope) -> dict[int, int]:
    """Whom the office asks about a property, where several customers are linked to it.

    An active customer before others, then by role, then whom the office knows longest.
    """
    found: dict[int, tuple[int, int]] = {}
    for place, rank, customer in bare_rows(db, _shared(scope)):
        found[place] = min(found.get(place, (rank, customer)), (rank, customer))
    return {place: customer for place, (_, customer) in found.items()}


@lru_cache(maxsize=2)
def _shared(scope: Scope) -> Select[Any]:
    """The links of the properties that have several, with the rank of each."""
    link = PropertyLink
    shared = select(link.property_id).group_by(link.property_id).having(func.count() > 1)
    if scope.touched:
        places = select(link.property_id).where(scope.has(link.customer_id))
        shared = shared.where(link.property_id.in_(places))
    rank = case((Customer.status == "active", 0), else_=len(ROLES)) + ranked(link.role, ROLES)
    return (
        select(link.property_id, rank, link.customer_id)
        .join(Customer, Customer.id == link.customer_id)
        .where(at(scope.as_of), link.property_id.in_(shared))
    )
