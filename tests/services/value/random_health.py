"""What health asks beside the plain records of a random office."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport, TripTicket
from desktop.models.customers import Customer, Property
from desktop.models.tasks import Task
from desktop.models.work import DisposalSite, Estimate, Interaction, ServiceLine, Technician, Visit
from tests.services.facts.random_office import Maker


def fill(maker: Maker, db: Session) -> None:
    """Add places on the map, results of inspections, tickets, complaints, notices, welcomes."""
    r, people = maker.random, list(db.scalars(select(Customer.id)))
    for place in db.scalars(select(Property)):
        place.lat, place.lon = maker.maybe(30.6), maker.maybe(-96.3)
    for report in db.scalars(select(InspectionReport)):
        report.results = maker.maybe({"alarms": "inoperative"}, {"alarms": "operational"})
    for estimate in db.scalars(select(Estimate)):
        estimate.memo = maker.maybe("Contract, yearly")
    for talk in db.scalars(select(Interaction)):
        talk.purpose = maker.maybe("Welcome packet", "Contract offer", "Complaint", "education")
    for _ in range(r.randint(0, 2) if people else 0):
        kind = r.choice(("violation", "complaint"))
        done = r.choice((None, maker.day()))
        db.add(
            Task(customer_id=r.choice(people), kind=kind, text="x", created_on=maker.maybe_day(),
                 done_on=done)
        )  # fmt: skip
    _tickets(maker, db)
    db.flush()


def _tickets(maker: Maker, db: Session) -> None:
    db.add_all((DisposalSite(id=1, name="Plant", permit_no="77"), DisposalSite(id=2, name="Pit")))
    db.add(Technician(id=1, name="Ray"))
    db.flush()
    visits = db.scalars(
        select(Visit.id)
        .join(ServiceLine, ServiceLine.visit_id == Visit.id)
        .where(ServiceLine.service.in_(("GREASE", "GRIT")))
        .distinct()
        .order_by(Visit.id)
    ).all()
    for visit in visits:
        if maker.random.random() < 0.7:
            db.add(_ticket(maker, visit))


def _ticket(maker: Maker, visit: int) -> TripTicket:
    one = TripTicket(
        ticket_no=f"T{visit}", visit_id=visit, collected_on=maker.as_of, waste_kind="grease",
        gallons_collected=900, trap_volume_gal=1000, technician_id=1, generator_signed=True,
        disposal_site_id=1, deposited_on=maker.as_of, gallons_received=0, received_by="Jo",
    )  # fmt: skip
    spoilt = maker.random.choice(
        (None, None, None, "collected_on", "waste_kind", "gallons_received", "generator_signed")
    )
    if spoilt:
        setattr(one, spoilt, None)
    if maker.random.random() < 0.2:
        one.disposal_site_id, one.received_by = maker.maybe(2), maker.maybe("Jo", " ")
    return one
