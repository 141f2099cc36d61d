"""The history of a place: every service once, with its ticket, on what one page holds."""

from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.work import DisposalSite, ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.site_history import MOST, site_history
from tests.services.desk.desk_office import TODAY, House, add, after, house


def emptied(db: Session, home: House, days: int) -> int:
    made = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                         completed_date=after(days)))  # fmt: skip
    db.add(ServiceLine(visit_id=made, service="GREASE", asset_id=home.tank, gallons=900))
    return made


def test_a_place_that_is_gone_has_no_history(db: Session) -> None:
    assert site_history(db, 1, TODAY) is None


def test_a_service_stands_beside_its_ticket_and_its_disposal(db: Session) -> None:
    home = house(db)
    site = add(db, DisposalSite(name="Plant", permit_no="P-1"))
    visit = emptied(db, home, -10)
    for ticket in ("T-1", "T-2"):  # two of one visit: the service is told once
        add(db, TripTicket(ticket_no=ticket, visit_id=visit, disposal_site_id=site))
    emptied(db, home, 1)  # still to come
    facts.refresh(db, TODAY)
    found = site_history(db, home.place, TODAY)
    assert found is not None
    (one,) = found.services
    assert (one.day, one.service, one.gallons) == (after(-10), "Grease trap cleaning", 900)
    assert (one.ticket_no, one.disposal) == ("T-1", "Plant, permit P-1")
    assert found.customer == "Reyes, Ana"


def test_it_keeps_to_what_one_page_holds(db: Session) -> None:
    home = house(db)
    for days in range(MOST + 5):
        emptied(db, home, -days)
    facts.refresh(db, TODAY)
    found = site_history(db, home.place, TODAY)
    assert found is not None
    assert (len(found.services), found.earlier) == (MOST, 5)
