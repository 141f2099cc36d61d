"""A customer at a glance: what there is, and nothing breaks where nothing is."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, PropertyLink
from desktop.models.work import Invoice, Visit
from desktop.services import facts
from desktop.services.desk.glance import Glance, glances
from tests.services.desk.desk_office import TODAY, add, after, house


def of(db: Session, customer_id: int) -> Glance:
    found = glances(db, [customer_id], TODAY)[customer_id]
    assert found is not None
    return found


def test_nobody_is_asked_for() -> None:
    assert glances(Session(), [], TODAY) == {}


def test_there_is_nothing_to_see_of_a_number_that_nobody_has(db: Session) -> None:
    assert glances(db, [1], TODAY) == {1: None}


def test_a_bare_customer_is_bare(db: Session) -> None:
    seen = of(db, add(db, Customer(display_name="Reyes, Ana", status="active")))
    assert (seen.who.name, seen.who.mail_to, seen.who.phones) == ("Reyes, Ana", "", ())
    assert (seen.places, seen.last_visit, seen.open_cents) == ((), None, None)


def test_phones_come_in_the_order_to_call_them(db: Session) -> None:
    customer = house(db).customer
    for position, number in ((1, "903-555-0002"), (0, "903-555-0001")):
        db.add(CustomerPhone(customer_id=customer, position=position, number=number))
    assert [phone.number for phone in of(db, customer).who.phones] == [
        "903-555-0001",
        "903-555-0002",
    ]


def test_a_place_that_was_sold_is_gone(db: Session) -> None:
    customer = house(db).customer
    assert of(db, customer).places == ("1 Oak, Bryan",)
    link = db.query(PropertyLink).one()
    link.to_date = TODAY
    assert of(db, customer).places == ()


def test_the_last_finished_visit_counts_and_none_of_the_future(db: Session) -> None:
    customer = house(db).customer
    days: tuple[tuple[str, date], ...] = (
        ("completed", after(-9)),
        ("completed", after(-3)),
        ("cancelled", after(-1)),
        ("completed", TODAY + timedelta(1)),
    )
    for status, day in days:
        add(db, Visit(customer_id=customer, status=status, completed_date=day))
    assert of(db, customer).last_visit == after(-3)


def test_what_is_open_is_as_the_facts_have_it(db: Session) -> None:
    customer = house(db).customer
    add(db, Invoice(customer_id=customer, date=after(-9), amount_cents=9_500))
    facts.refresh(db, TODAY)
    assert of(db, customer).open_cents == 9_500
