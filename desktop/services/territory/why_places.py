"""In which zone each property lies, and why: of all properties, or of those of one customer."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Property, PropertyLink, Zone
from desktop.models.facts import PropertyZone
from desktop.services.territory.zoning import Found, explain


class ZonedPlace(NamedTuple):
    """A property, its zone, what put it there, and that in words."""

    property: str
    site: str
    zone: str | None
    source: str  # a key of `choices.ZONE_BY`
    detail: str | None
    why: str


def zoned_places(db: Session, customer_id: int | None = None) -> list[ZonedPlace]:
    """The properties that anybody is linked to, or only those of one customer."""
    chosen = (
        select(Property, PropertyZone, Zone.name)
        .join(PropertyZone, PropertyZone.property_id == Property.id)
        .outerjoin(Zone, Zone.id == PropertyZone.zone_id)
        .order_by(Property.id)
    )
    if customer_id is not None:
        own = select(PropertyLink.property_id).where(PropertyLink.customer_id == customer_id)
        chosen = chosen.where(Property.id.in_(own))
    return [_zoned(*row) for row in db.execute(chosen)]


def _zoned(place: Property, found: PropertyZone, zone: str | None) -> ZonedPlace:
    site = ", ".join(filter(None, (place.line1, place.city)))
    why = explain(Found(found.zone_id, found.by, found.detail), zone or "")
    return ZonedPlace(place.open_id, site, zone, found.by, found.detail, why)
