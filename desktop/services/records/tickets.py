"""What is known of a trip ticket before it is entered: it follows from the visit."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.equipment import Asset
from desktop.models.work import ServiceLine, Visit

# The kind of waste, by the service that brought it up; the first that fits.
WASTE = {"GREASE": "grease", "GRIT": "grit", "PUMP": "septage"}


def begun(db: Session, visit_id: int) -> dict[str, Any]:
    """What the form of the ticket of a visit begins with; nothing when the visit is gone."""
    visit = db.get(Visit, visit_id)
    if visit is None:
        return {}
    work = db.execute(
        select(ServiceLine.service, ServiceLine.gallons, Asset.capacity_gal)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .where(ServiceLine.visit_id == visit_id, ServiceLine.service.in_(WASTE))
        .order_by(ServiceLine.position, ServiceLine.id)
    ).all()
    values: dict[str, Any] = {
        "visit": visit.id,
        "collected_on": visit.completed_date,
        "technician": visit.technician_id,
        "truck": visit.truck_id,
    }
    if work:
        services = {one.service for one in work}
        values["waste_kind"] = next(waste for key, waste in WASTE.items() if key in services)
        values["gallons_collected"] = sum(one.gallons or 0 for one in work) or None
        values["trap_volume_gal"] = sum(one.capacity_gal or 0 for one in work) or None
    return values
