"""The letter to a new owner: what lies there, what was done, what runs on."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, PropertyLink
from desktop.models.equipment import Contract
from desktop.services.outreach.noting import note_letters
from desktop.services.outreach.welcome import House, Welcome, welcome, welcome_piece
from tests.services.outreach.letter_office import NOW, TODAY, add, after, ending, ready


def sold(db: Session, days: int = 5, **customer: Any) -> int:
    """A house with a contract that runs on was sold so many days ago; who has it now."""
    ending(db, 1)
    link = db.scalars(select(PropertyLink)).one()
    link.to_date = after(-days)
    values = {"display_name": "Newcomer, Nora", "line1": "1 Oak St", "city": "Bryan",
              "state": "TX", "zip5": "77801", "status": "active"} | customer  # fmt: skip
    new = add(db, Customer(**values))
    add(db, PropertyLink(property_id=link.property_id, customer_id=new, role="owner",
                         from_date=after(-days)))  # fmt: skip
    ready(db)
    return new


def letter_to(db: Session, customer: int) -> Welcome:
    found = welcome(db, customer, TODAY)
    assert found is not None
    return found


def house_of(db: Session, customer: int) -> House:
    (house,) = letter_to(db, customer).houses
    return house


def test_it_says_what_lies_there_and_what_was_done(db: Session) -> None:
    house = house_of(db, sold(db))
    assert (house.site, house.since) == ("1 Oak St, Bryan, TX 77801", after(-5))
    assert house.systems == ("Aerobic Hoot, permit 17",)
    assert house.tanks == ("Septic tank, 500 gal",)
    assert [(one.day, one.service) for one in house.services] == [
        (after(-90), "Aerobic inspection")
    ]
    assert "Aerobic inspection" in dict(house.next_due)


def test_a_contract_of_the_previous_owner_is_named_as_such(db: Session) -> None:
    house = house_of(db, sold(db))
    (said,) = house.contracts
    assert said.startswith("The contract K-1 (Inspection only) of the previous owner runs until ")
    assert not house.wants_contract


def test_an_own_contract_is_told_and_without_any_one_is_offered(db: Session) -> None:
    new = sold(db)
    one = db.scalars(select(Contract)).one()
    one.customer_id = new
    db.flush()
    said = ("Your contract K-1 (Inspection only) runs until 12/22/2026.",)
    assert house_of(db, new).contracts == said
    one.cancel_date = TODAY
    db.flush()
    assert (house_of(db, new).contracts, house_of(db, new).wants_contract) == ((), True)


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (60, True), (61, False)])
def test_it_is_written_for_sixty_days(db: Session, days: int, is_new: bool) -> None:  # noqa: FBT001 - a case
    assert (welcome(db, sold(db, days), TODAY) is not None) is is_new


def test_nobody_else_gets_one(db: Session) -> None:
    sold(db)
    old = db.scalars(select(Contract.customer_id)).one()
    assert welcome(db, old, TODAY) is None
    assert welcome(db, 999, TODAY) is None


def test_who_wants_no_mail_is_held_back(db: Session) -> None:
    assert letter_to(db, sold(db, do_not_mail=True)).held == "Does not want mail"


def test_it_is_noted_once(db: Session) -> None:
    new = sold(db)
    piece = welcome_piece(letter_to(db, new))
    assert piece.note == "Welcome letter: 1 Oak St, Bryan, TX 77801"
    saved = note_letters(db, [piece], NOW)
    assert saved.touched == {new}
