"""An office with contracts that run out, for the tests of letters."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.records import Now

TODAY = date(2026, 11, 22)
NOW = Now(datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None), TODAY, "pat")


def after(days: int) -> date:
    return TODAY + timedelta(days)


def add(db: Session, row: Any) -> int:
    """Add a record; its number."""
    db.add(row)
    db.flush()
    number: int = row.id
    return number


def ending(db: Session, number: int = 1, days: int = 30, **customer: Any) -> int:
    """An inspection contract of a household that runs out; its number."""
    values = {
        "display_name": f"Reyes, Ana {number}", "first_name": f"Ana {number}",
        "last_name": "Reyes", "account_no": f"{1000 + number}", "status": "active",
        "line1": f"{number} Oak St", "city": "Bryan", "state": "TX", "zip5": "77801",
    } | customer  # fmt: skip
    whose = add(db, Customer(**values))
    place = add(db, Property(line1=f"{number} Oak St", city="Bryan", state="TX", zip5="77801",
                             county="Brazos"))  # fmt: skip
    db.add(PropertyLink(customer_id=whose, property_id=place, role="owner"))
    system = add(db, System(property_id=place, kind="aerobic", make="Hoot", permit_no="17"))
    tank = add(db, Asset(system_id=system, kind="septic_tank", capacity_gal=500))
    visit = add(db, Visit(property_id=place, customer_id=whose, status="completed",
                          completed_date=after(-90)))  # fmt: skip
    db.add(ServiceLine(visit_id=visit, service="INSPECT", asset_id=tank, condition="fair",
                       sludge_in=6))  # fmt: skip
    return add(db, Contract(
        no=f"K-{number}", customer_id=whose, property_id=place, system_id=system,
        kind="inspection_only", start_date=after(days - 364), end_date=after(days),
        visits_per_year=3, price_cents=30_500, billing="prepaid"))  # fmt: skip


def ready(db: Session) -> None:
    """Work out what follows."""
    facts.refresh(db, TODAY)
