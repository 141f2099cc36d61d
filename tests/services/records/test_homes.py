"""What belongs to a customer beside work: houses entered by hand, sketches, the books of others."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.work import OtherTransaction
from desktop.services.desk.paper import paper_rows
from desktop.services.office.search import find_places
from desktop.services.records import (
    InvalidError,
    children,
    create,
    enter_property,
    history,
    house_sold,
)
from desktop.services.records.options import LISTED, OFFICE, listed, office_lists
from tests.services.records.filled import NOW, home, state, undone_is_as_before

PLACE = {"line1": "7 Elm St", "city": "Bryan"}


def test_a_house_entered_on_a_card_belongs_to_the_customer(db: Session) -> None:
    owner = create(db, "customer", {"display_name": "Reyes, Ana"}, NOW).id
    before = state(db)
    saved = enter_property(db, PLACE, NOW, owner)
    (link,) = children(db, owner).links
    assert (link.values["property"], link.values["role"]) == (saved.id, "owner")
    assert owner in saved.touched
    assert undone_is_as_before(db, saved, before)


def test_a_house_that_is_on_file_already_is_doubted(db: Session) -> None:
    home(db)
    saved = enter_property(db, {"line1": "12 Oak St", "city": "Bryan"}, NOW)
    assert saved.doubts[0].startswith("12 Oak St was on file already for Reyes, Ana")


def test_nothing_is_linked_to_a_house_that_cannot_be_entered(db: Session) -> None:
    owner = create(db, "customer", {"display_name": "Reyes, Ana"}, NOW).id
    with pytest.raises(InvalidError, match="Street is missing"):
        enter_property(db, {"city": "Bryan"}, NOW, owner)
    assert children(db, owner).links == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [("oak", 1), ("12 oak bry", 1), ("ak", 0), ("elm", 0), ("", 0), ("100%", 0)],
)
def test_a_house_is_found_by_the_words_of_its_address(db: Session, text: str, found: int) -> None:
    place = home(db)["property"]
    hits = find_places(db, text)
    assert [(one.customer_id, one.name, one.place) for one in hits] == [
        (place, "12 Oak St, Bryan", "Reyes, Ana")
    ] * found


def test_a_sketch_stays_with_the_house(db: Session) -> None:
    ids = home(db)
    values = {"property": ids["property"], "note": "9 ft behind the porch"}
    create(db, "sketch", values, NOW)
    sold = house_sold(db, ids["property"], date(2026, 11, 20), {"display_name": "Buyer"}, NOW)
    assert [one.values["note"] for one in children(db, sold.id).sketches] == [values["note"]]


def test_a_sketch_says_or_shows_something(db: Session) -> None:
    ids = home(db)
    with pytest.raises(InvalidError, match="Fill in “Where the lids are” or “Picture”"):
        create(db, "sketch", {"property": ids["property"]}, NOW)
    with pytest.raises(InvalidError, match="is not a picture"):
        create(db, "sketch", {"property": ids["property"], "picture": "no base64!"}, NOW)


def test_what_other_books_say_is_listed_and_cannot_be_entered(db: Session) -> None:
    owner = home(db)["customer"]
    db.add(OtherTransaction(customer_id=owner, type="Charge", number="7", date=NOW.today,
                            amount_cents=5_000, open_cents=1_000, memo="Late fee"))  # fmt: skip
    db.flush()
    found = [one.label for one in listed(db, owner) if one.kind == "other_transaction"]
    assert found == ["Nov 22, 2026, Charge, 7, $50.00, $10.00 open, Late fee"]
    with pytest.raises(UserError, match="no kind of record called"):
        create(db, "other_transaction", {"customer": owner}, NOW)


def test_every_kind_of_record_has_its_place_in_a_list(db: Session) -> None:
    create(db, "technician", {"name": "Ray", "licence_no": "MP 1"}, NOW)
    create(db, "county_rule", {"county": "Brazos", "inspection_interval_months": 3}, NOW)
    assert [one.label for one in office_lists(db, NOW.today)] == [
        "Ray, MP 1",
        "Brazos, inspection every 3 months, never checked, check it again",
    ]
    assert not {kind for kind, _name, _label in LISTED} & set(OFFICE)


@pytest.mark.parametrize(("checked", "again"), [("11/22/2025", False), ("11/21/2025", True)])
def test_a_county_is_to_be_checked_again_after_365_days(
    db: Session, checked: str, *, again: bool
) -> None:
    create(db, "county_rule", {"county": "Brazos", "checked_on": checked}, NOW)
    (line,) = office_lists(db, NOW.today)
    assert line.label.endswith("check it again") is again
    assert [row.what for row in paper_rows(db, "counties", NOW.today)] == ["Brazos"] * again


def test_the_history_says_who(db: Session) -> None:
    owner = create(db, "customer", {"display_name": "Reyes"}, NOW._replace(user="maria")).id
    create(db, "note", {"customer": owner, "written_on": NOW.today, "text": "x"}, NOW)
    assert [line.user for line in history(db, owner)] == ["", "maria"]
