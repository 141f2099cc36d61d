"""What was done at a place, for the inspector of a city: services with trip ticket and disposal."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import TripTicket
from desktop.models.customers import Customer, Property
from desktop.models.equipment import Asset, System
from desktop.models.facts import DueItem
from desktop.models.work import DisposalSite, ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.words import address
from desktop.services.records.places import billed

MOST = 36  # lines: what one page holds beside the rest


class Service(NamedTuple):
    """One piece of work; texts are "" where nothing is known."""

    day: date
    service: str
    tank: str
    gallons: int | None
    ticket_no: str
    disposal: str


class SiteHistory(NamedTuple):
    """A place, its tanks, its services newest first; `earlier` are those that have no room."""

    site: str
    county: str
    customer: str
    account_no: str
    tanks: tuple[str, ...]
    services: tuple[Service, ...]
    earlier: int
    next_due: tuple[tuple[str, date], ...]  # each service and its day


def site_history(db: Session, property_id: int, as_of: date) -> SiteHistory | None:
    """The history of a place; None when there is no such place (any more)."""
    facts.for_day(db, as_of)
    place = db.get(Property, property_id)
    if place is None:
        return None
    found = _services(db, property_id, as_of)
    customer_id = billed(db, property_id, as_of)
    customer = db.get(Customer, customer_id) if customer_id else None
    region = " ".join(part for part in (place.state, place.zip5) if part)
    return SiteHistory(
        address(place.line1, place.line2, place.city, region),
        place.county or "",
        customer.display_name if customer else "",
        (customer.account_no or "") if customer else "",
        tuple(_tanks(db, property_id)),
        found[:MOST],
        max(0, len(found) - MOST),
        tuple(_next(db, property_id)),
    )


def _services(db: Session, property_id: int, as_of: date) -> tuple[Service, ...]:
    """Every line of finished work, with the ticket of its visit."""
    ticket = (
        select(func.min(TripTicket.id))
        .where(TripTicket.visit_id == Visit.id)
        .correlate(Visit)
        .scalar_subquery()
    )
    statement = (
        select(
            Visit.completed_date, ServiceLine.service, ServiceLine.gallons, Asset.kind,
            TripTicket.ticket_no, DisposalSite.name, DisposalSite.permit_no,
        )
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .outerjoin(TripTicket, TripTicket.id == ticket)
        .outerjoin(DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .where(
            Visit.property_id == property_id,
            Visit.status == "completed",
            Visit.completed_date <= as_of,
        )
        .order_by(
            Visit.completed_date.desc(), Visit.id.desc(), ServiceLine.position, ServiceLine.id
        )
    )  # fmt: skip
    return tuple(_service(row) for row in db.execute(statement))


def _service(row: Any) -> Service:
    permit = f"permit {row.permit_no}" if row.permit_no else ""
    return Service(
        row.completed_date, c.SERVICE.label(row.service), c.ASSET_KIND.label(row.kind),
        row.gallons, row.ticket_no or "",
        ", ".join(part for part in (row.name, permit) if part),
    )  # fmt: skip


def _tanks(db: Session, property_id: int) -> Iterator[str]:
    """Tanks with their size: "Grease trap, 1,500 gal"."""
    statement = (
        select(Asset.kind, Asset.capacity_gal)
        .join(System, System.id == Asset.system_id)
        .where(
            System.property_id == property_id,
            System.active.is_(True),
            Asset.in_service.is_(True),
            Asset.capacity_gal.is_not(None),
        )
        .order_by(System.id, Asset.id)
    )
    for kind, gallons in db.execute(statement):
        yield f"{c.ASSET_KIND.label(kind)}, {gallons:,} gal"


def _next(db: Session, property_id: int) -> Iterator[tuple[str, date]]:
    """When each service is due again."""
    statement = (
        select(DueItem.service, func.min(DueItem.due))
        .where(
            DueItem.property_id == property_id,
            DueItem.answers.is_(True),
            DueItem.status != "not_applicable",
            DueItem.due.is_not(None),
        )
        .group_by(DueItem.service)
        .order_by(func.min(DueItem.due), DueItem.service)
    )
    for service, due in db.execute(statement):
        if due is not None:  # asked for above; the type of a least one does not say so
            yield c.SERVICE.label(service), due
