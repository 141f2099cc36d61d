"""When a letter to the new owner of a house is offered."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, PropertyLink
from desktop.models.work import Interaction
from desktop.services import facts
from desktop.services.desk.card import card
from desktop.services.desk.next_action import next_actions
from tests.services.desk.desk_office import TODAY, add, after, house


def sold_to(db: Session, day: date, **customer: object) -> int:
    """A house with a tank that changes hands on a day; who has it since."""
    home = house(db, due=after(10))
    for link in db.scalars(select(PropertyLink).where(PropertyLink.property_id == home.place)):
        link.to_date = day
    new = add(db, Customer(display_name="New", status="active", **customer))
    add(db, PropertyLink(property_id=home.place, customer_id=new, role="owner", from_date=day))
    return new


def is_offered(db: Session, customer_id: int) -> bool:
    facts.refresh(db, TODAY)
    found = card(db, customer_id, TODAY)
    assert found is not None
    return "new_owner" in [action.key for action in next_actions(found)]


@pytest.mark.parametrize(("days", "expected"), [(0, True), (60, True), (61, False)])
def test_a_letter_is_offered_for_sixty_days(db: Session, days: int, expected: bool) -> None:  # noqa: FBT001 - a case
    assert is_offered(db, sold_to(db, TODAY - timedelta(days))) is expected


@pytest.mark.parametrize(
    ("channel", "expected"),
    [("letter", False), ("postcard", False), ("email", False), ("call_in", True)],
)
def test_it_is_offered_until_something_is_written(
    db: Session,
    channel: str,
    expected: bool,  # noqa: FBT001 - a case
) -> None:
    day = TODAY - timedelta(5)
    new = sold_to(db, day)
    add(db, Interaction(customer_id=new, date=day, channel=channel))
    assert is_offered(db, new) is expected


def test_nobody_is_written_to_who_gets_no_mail(db: Session) -> None:
    assert not is_offered(db, sold_to(db, TODAY - timedelta(5), do_not_mail=True))
