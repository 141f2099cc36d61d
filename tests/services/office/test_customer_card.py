"""The card of a customer: everything there is, and nothing breaks where nothing is."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, CustomerTag, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.work import ServiceLine, Technician, Visit
from desktop.services.office.customer_card import LAST_VISITS, Phone, customer_card

TODAY = date(2026, 11, 22)


def someone(db: Session) -> Customer:
    customer = Customer(display_name="Reyes, Ana", status="active")
    db.add(customer)
    db.flush()
    return customer


def place(db: Session, customer: Customer, until: date | None = None) -> Property:
    home = Property(line1="14210 FM 2818", city="Bryan", state="TX", zip5="77807")
    db.add(home)
    db.flush()
    db.add(PropertyLink(customer_id=customer.id, property_id=home.id, role="owner", to_date=until))
    db.flush()
    return home


def test_there_is_no_card_without_a_customer(db: Session) -> None:
    assert customer_card(db, 1, TODAY) is None


def test_a_bare_customer_has_a_bare_card(db: Session) -> None:
    card = customer_card(db, someone(db).id, TODAY)
    assert card is not None
    assert (card.name, card.mail_to, card.phones, card.places, card.visits) == (
        "Reyes, Ana",
        "",
        (),
        (),
        (),
    )


def test_phones_come_in_the_order_to_call_them(db: Session) -> None:
    customer = someone(db)
    for position, number in ((1, "903-555-0002"), (0, "903-555-0001")):
        db.add(CustomerPhone(customer_id=customer.id, position=position, number=number))
    db.add(CustomerTag(customer_id=customer.id, tag="dog"))
    db.flush()
    card = customer_card(db, customer.id, TODAY)
    assert card is not None
    assert card.phones == (Phone("903-555-0001", ""), Phone("903-555-0002", ""))
    assert card.tags == ("dog",)


def test_a_place_tells_what_lies_in_the_ground(db: Session) -> None:
    customer = someone(db)
    system = System(
        property_id=place(db, customer).id,
        kind="aerobic",
        make="Clearstream",
        install_date=date(2019, 5, 1),
        active=True,
    )
    db.add(system)
    db.flush()
    db.add(Asset(system_id=system.id, kind="trash_tank", capacity_gal=1250))
    db.flush()
    card = customer_card(db, customer.id, TODAY)
    assert card is not None
    assert card.places[0].address == "14210 FM 2818, Bryan, TX 77807"
    assert card.places[0].systems == ("Aerobic, Clearstream, 1,250 gal, installed 2019",)


def test_a_place_that_was_sold_is_gone(db: Session) -> None:
    customer = someone(db)
    place(db, customer, until=TODAY)
    card = customer_card(db, customer.id, TODAY)
    assert card is not None
    assert card.places == ()


def test_the_latest_finished_visits_come_first(db: Session) -> None:
    customer = someone(db)
    worker = Technician(name="Hank")
    db.add(worker)
    db.flush()
    for days in range(10):
        visit = Visit(
            customer_id=customer.id,
            status="completed" if days else "cancelled",
            completed_date=TODAY - timedelta(days=days),
            technician_id=worker.id,
            amount_cents=9_500,
        )
        db.add(visit)
        db.flush()
        db.add(ServiceLine(visit_id=visit.id, service="PUMP"))
    db.flush()
    card = customer_card(db, customer.id, TODAY)
    assert card is not None
    assert len(card.visits) == LAST_VISITS
    assert card.visits[0] == (TODAY - timedelta(days=1), "Pump-out", "Hank", 9_500)


def test_only_contracts_that_run_are_shown(db: Session) -> None:
    customer = someone(db)
    for end in (TODAY, TODAY - timedelta(days=1)):
        db.add(
            Contract(
                customer_id=customer.id,
                kind="inspection_only",
                start_date=date(2024, 1, 1),
                end_date=end,
            )
        )
    db.flush()
    card = customer_card(db, customer.id, TODAY)
    assert card is not None
    assert [contract.end for contract in card.contracts] == [TODAY]
