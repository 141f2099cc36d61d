"""A house is sold: who leaves, who comes, what ends and what stays."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import Postponement
from desktop.models.customers import PropertyLink
from desktop.models.tasks import Task
from desktop.services.records import (
    AlreadyThereError,
    Booking,
    DueKey,
    InvalidError,
    NotAllowedError,
    Stop,
    Work,
    book_visit,
    children,
    complete_visit,
    create,
    history,
    house_sold,
    postpone,
    read,
    remove,
    sign_contract,
)
from tests.services.records.filled import NOW, TODAY, home, state, undone_is_as_before

DAY = date(2026, 11, 20)
BUYER = {"display_name": "Buyer, Bo"}


def links(db: Session, place: int) -> list[tuple[int, str, date | None, date | None]]:
    statement = select(PropertyLink).where(PropertyLink.property_id == place)
    found = db.scalars(statement.order_by(PropertyLink.id))
    return [(one.customer_id, one.role, one.from_date, one.to_date) for one in found]


def test_the_old_owner_leaves_and_the_new_one_comes_from_the_day(db: Session) -> None:
    ids = home(db)
    before = state(db)
    saved = house_sold(db, ids["property"], "11/20/2026", BUYER, NOW)
    assert links(db, ids["property"]) == [
        (ids["customer"], "owner", None, DAY),
        (saved.id, "owner", DAY, None),
    ]
    old, new = read(db, "customer", ids["customer"]), read(db, "customer", saved.id)
    assert (old["status"], old["inactive_reason"]) == ("inactive", "moved_sold")
    assert (new["status"], new["first_seen"], new["line1"]) == ("active", DAY, "12 Oak St")
    assert saved.touched == {ids["customer"], saved.id}
    assert undone_is_as_before(db, saved, before)


def test_both_find_the_sale_in_their_history(db: Session) -> None:
    ids = home(db)
    saved = house_sold(db, ids["property"], DAY, BUYER, NOW)
    for customer in (ids["customer"], saved.id):
        assert history(db, customer)[0].action == "House sold"


def test_the_history_of_the_tank_stays_with_the_house(db: Session) -> None:
    ids = home(db)
    complete_visit(db, Stop("11/1", (Work("PUMP", ids["asset"]),), ids["property"]), NOW)
    saved = house_sold(db, ids["property"], DAY, BUYER, NOW)
    found = children(db, saved.id)
    assert [len(found.visits), len(found.systems), len(found.assets)] == [1, 1, 1]
    assert len(children(db, ids["customer"]).visits) == 1


def test_who_has_another_place_stays_active(db: Session) -> None:
    ids = home(db)
    second = create(db, "property", {"line1": "5 Elm St"}, NOW).id
    create(db, "link", {"customer": ids["customer"], "property": second}, NOW)
    house_sold(db, ids["property"], DAY, BUYER, NOW)
    assert read(db, "customer", ids["customer"])["status"] == "active"


def test_all_roles_of_the_old_owner_end_and_those_of_others_stay(db: Session) -> None:
    ids = home(db)
    link = {"customer": ids["customer"], "property": ids["property"], "role": "bill_to"}
    create(db, "link", link, NOW)
    tenant = create(db, "customer", {"display_name": "Tenant"}, NOW).id
    create(db, "link", link | {"customer": tenant, "role": "occupant"}, NOW)
    house_sold(db, ids["property"], DAY, BUYER, NOW)
    open_roles = [(who, role) for who, role, _, until in links(db, ids["property"]) if not until]
    assert open_roles[0] == (tenant, "occupant")
    assert [role for _, role in open_roles] == ["occupant", "owner"]


def test_reminders_tasks_and_bookings_of_the_old_owner_end(db: Session) -> None:
    ids = home(db)
    place, owner = ids["property"], ids["customer"]
    other = create(db, "customer", {"display_name": "Other"}, NOW).id
    tasks = {"call": owner, "house": None, "other": other}
    for text, customer in tasks.items():
        values = {"text": text, "customer": customer, "property": place, "kind": "follow_up"}
        create(db, "task", values, NOW)
    create(db, "task", {"text": "gate", "property": place, "kind": "data"}, NOW)
    create(db, "task", {"text": "anywhere", "customer": owner}, NOW)
    visit = book_visit(db, Booking(place, (Work("PUMP"),), "12/1/2026"), NOW).id
    house_sold(db, place, DAY, BUYER, NOW)
    still = set(db.scalars(select(Task.text).where(Task.done_on.is_(None))))
    assert still == {"other", "gate"}
    assert "call\nNot needed: house sold Nov 20, 2026" in set(db.scalars(select(Task.text)))
    assert read(db, "visit", visit)["status"] == "cancelled"


@pytest.mark.parametrize(("reason", "left"), [("declined", 0), ("wet_ground", 1)])
def test_only_the_owners_own_reasons_to_postpone_go(db: Session, reason: str, left: int) -> None:
    ids = home(db)
    postpone(db, DueKey(ids["system"], "PUMP", TODAY, ids["asset"]), reason, "3/1/2027", NOW)
    house_sold(db, ids["property"], DAY, BUYER, NOW)
    assert len(db.scalars(select(Postponement.id)).all()) == left


def test_a_running_contract_is_left_and_said(db: Session) -> None:
    ids = home(db, kind="aerobic")
    values = {"customer": ids["customer"], "system": ids["system"], "kind": "inspection_only"}
    contract = sign_contract(db, values, NOW).id
    saved = house_sold(db, ids["property"], DAY, BUYER, NOW)
    assert saved.doubts[0].startswith("1 contract of the old owner runs on here")
    assert read(db, "contract", contract)["cancel_date"] is None


def test_a_house_is_sold_once_on_a_day(db: Session) -> None:
    ids = home(db)
    house_sold(db, ids["property"], DAY, BUYER, NOW)
    before = state(db)
    with pytest.raises(AlreadyThereError, match="Buyer, Bo since Nov 20, 2026"):
        house_sold(db, ids["property"], DAY, {"display_name": "Third"}, NOW)
    with pytest.raises(AlreadyThereError):
        house_sold(db, ids["property"], "11/1/2026", None, NOW)
    assert state(db) == before


def test_a_house_can_be_sold_again_later(db: Session) -> None:
    ids = home(db)
    second = house_sold(db, ids["property"], "2/29/2024", BUYER, NOW).id
    third = house_sold(db, ids["property"], DAY, {"display_name": "Third"}, NOW).id
    leap = date(2024, 2, 29)
    assert links(db, ids["property"]) == [
        (ids["customer"], "owner", None, leap),
        (second, "owner", leap, DAY),
        (third, "owner", DAY, None),
    ]


def test_a_sale_to_an_old_customer_brings_them_back(db: Session) -> None:
    ids = home(db)
    gone = {"display_name": "Back", "status": "inactive", "inactive_reason": "moved_sold"}
    back = create(db, "customer", gone, NOW).id
    house_sold(db, ids["property"], DAY, back, NOW)
    found = read(db, "customer", back)
    assert (found["status"], found["inactive_reason"]) == ("active", None)


def test_the_new_owner_may_be_unknown_yet_and_come_later(db: Session) -> None:
    ids = home(db)
    house_sold(db, ids["property"], DAY, None, NOW)
    assert [until for *_, until in links(db, ids["property"])] == [DAY]
    buyer = house_sold(db, ids["property"], "11/22/2026", BUYER, NOW).id
    assert links(db, ids["property"])[-1][0] == buyer


def test_a_house_without_an_owner_can_be_bought(db: Session) -> None:
    place = create(db, "property", {"line1": "9 Ash St"}, NOW).id
    saved = house_sold(db, place, DAY, BUYER, NOW)
    assert links(db, place) == [(saved.id, "owner", DAY, None)]


@pytest.mark.parametrize(
    ("day", "owner", "said"),
    [
        ("11/23/2026", BUYER, "Nov 23, 2026 is still to come; enter the sale then."),
        ("", BUYER, "The day of the sale is missing."),
        ("2/30/2026", BUYER, "Sold on: “2/30/2026” is not a day of the calendar."),
        (DAY, {}, "Name is missing."),
        (DAY, {"display_name": "B", "zip5": "1"}, "ZIP: “1” is not a ZIP code of five digits."),
    ],
)
def test_a_sale_that_cannot_be_leaves_nothing(db: Session, day: Any, owner: Any, said: str) -> None:
    ids = home(db)
    before = state(db)
    with pytest.raises(InvalidError) as refused:
        house_sold(db, ids["property"], day, owner, NOW)
    assert refused.value.message == said
    assert state(db) == before


def test_nobody_sells_to_themselves_and_nothing_is_sold_that_is_not_there(db: Session) -> None:
    ids = home(db)
    with pytest.raises(InvalidError, match="This customer is the owner already"):
        house_sold(db, ids["property"], DAY, ids["customer"], NOW)
    with pytest.raises(NotAllowedError, match="Property number 99 is not there any more"):
        house_sold(db, 99, DAY, BUYER, NOW)
    buyer = create(db, "customer", BUYER, NOW).id
    remove(db, "customer", buyer, NOW)
    with pytest.raises(NotAllowedError, match="Customer number"):
        house_sold(db, ids["property"], DAY, buyer, NOW)
