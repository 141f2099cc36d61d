"""Who is who, in the cases an owner's lists bring: merged, sold, one household, numbered."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.services import importing
from desktop.services.duplicates import merging
from desktop.services.importing.cells.names import read_name
from desktop.services.importing.cells.sold import is_sold, sold_on
from desktop.services.importing.planning.former import blanks_only
from tests.services.importing.conftest import AS_OF, NOW, Import, WriteCsv, picture

HEADINGS = "Customer,Phone,Address,City,State,Zip,Email,Tank size"
NELL = "Nell Abbott,903-555-0151,18 Willow Bend,Athens,TX,75751,,"
DALE = "Dale Nystrom,903-555-0200,44 Elm St,Athens,TX,75751,,"
SOLD = "Dale Nystrom (SOLD 6/24),903-555-0200,44 Elm St,Athens,TX,75751,,1000"
GUS = "Gus Pratt,903-555-0999,44 Elm St,Athens,TX,75751,,1000"
JUNE = date(2024, 6, 1)


def values(db: Session, customer_id: int) -> dict[str, Any]:
    """A customer as stored."""
    table = Customer.__table__
    return dict(db.execute(select(table).where(table.c.id == customer_id)).mappings().one())


def owners(db: Session) -> list[tuple[str, int, date | None, date | None]]:
    """Who belongs to which place, from when until when."""
    columns = (PropertyLink.property_id, PropertyLink.from_date, PropertyLink.to_date)
    statement = select(Customer.display_name, *columns).join(
        Customer, Customer.id == PropertyLink.customer_id
    )
    return sorted((name, place, start, end) for name, place, start, end in db.execute(statement))


def test_a_row_under_a_merged_name_replaces_nothing(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(HEADINGS, NELL, DALE)
    bring_in(path)
    merging.merge(db, 1, 2, NOW)
    before = picture(db)
    boxes = bring_in(path).preview.boxes
    assert (boxes["changed"], boxes["new"], boxes["unchanged"]) == (0, 0, 2)
    assert picture(db) == before


def test_a_row_under_a_merged_name_fills_blanks(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, NELL, DALE))
    merging.merge(db, 1, 2, NOW)
    more = "Dale Nystrom,903-555-0200/903-555-0777,44 Elm St,Athens,TX,75751,dale@example.com,"
    bring_in(write_csv(HEADINGS, more))
    kept = values(db, 1)
    assert (kept["first_name"], kept["email"]) == ("Nell", "dale@example.com")
    assert kept["line1"] == "18 Willow Bend"
    numbers = select(CustomerPhone.number).where(CustomerPhone.customer_id == 1)
    assert "(903) 555-0777" in list(db.scalars(numbers))


@pytest.mark.parametrize(
    ("stored", "said", "kept"),
    [
        ({}, {}, {}),
        ({"email": None}, {"email": "a@b.co", "first_name": "Dale"}, {"email": "a@b.co"}),
        ({"email": "n@b.co"}, {"email": "a@b.co"}, {}),
        ({"line1": "1 Oak", "zip5": None}, {"line1": "2 Elm", "zip5": "75751"}, {}),
    ],
)
def test_only_blanks_and_no_part_of_a_name_are_filled(
    stored: dict[str, Any], said: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert blanks_only(stored, said) == kept


def test_the_account_of_who_was_merged_away_is_not_claimed_twice(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("Nell Abbott,903-555-0151,7", "Nell B,903-555-0151,8")
    path = write_csv("Customer,Phone,Account no", *lines, name="a.csv")
    bring_in(path, decisions={("a.csv", 3): "new"})
    merging.merge(db, 1, 2, NOW)
    bring_in(write_csv("Customer,Phone,Account no", "Nell Abbott,903-555-0151,8"))
    assert values(db, 1)["account_no"] == "7"


def test_a_household_in_one_file_is_asked_about_but_not_suggested(
    db: Session, write_csv: WriteCsv
) -> None:
    lines = ("Bob Evans,903-555-0300,5 Pine,Athens,TX,75751,,",
             "Linda Evans,903-555-0300,5 Pine,Athens,TX,75751,,")  # fmt: skip
    (table,) = importing.preview(db, [write_csv(HEADINGS, *lines)], AS_OF).tables
    (row,) = table.review
    assert row.reason.startswith("Is this Bob Evans?")
    assert "household" in row.reason
    assert not row.candidates[0].is_suggested


@pytest.mark.parametrize("phone", ["", "903-555-0{n:03d}"])
def test_businesses_at_one_address_are_not_asked_about(
    db: Session, write_csv: WriteCsv, phone: str
) -> None:
    lines = [f"Shop{'abcdefghij'[n]} LLC,{phone.format(n=n)},1 Oak St,Aiken,SC,29801,,"
             for n in range(10)]  # fmt: skip
    assert importing.preview(db, [write_csv(HEADINGS, *lines)], AS_OF).boxes["new"] == 10


@pytest.mark.parametrize("lines", [(SOLD, GUS), (GUS, SOLD)])
@pytest.mark.parametrize("earlier", [(), (DALE,), (NELL,)])
def test_a_sold_place_stays_one_with_both_owners_and_their_days(
    db: Session, bring_in: Import, write_csv: WriteCsv, lines: tuple[str], earlier: tuple[str]
) -> None:
    bring_in(write_csv(HEADINGS, *earlier, NELL, name="first.csv"))
    before = picture(db)
    path = write_csv(HEADINGS, *lines)
    done = bring_in(path)
    places = {place for name, place, *_ in owners(db) if name != "Nell Abbott"}
    assert len(places) == 1
    days = [(name, *when) for name, _, *when in owners(db) if name != "Nell Abbott"]
    assert days == [("Dale Nystrom", None, JUNE), ("Gus Pratt", JUNE, None)]
    again = bring_in(path).preview.boxes
    assert (again["new"], again["changed"]) == (0, 0)
    importing.undo(db, done.batch_id + 1)
    importing.undo(db, done.batch_id)
    assert picture(db) == before


def test_who_is_marked_as_sold_in_one_row_only_keeps_his_place(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, DALE, SOLD))
    assert owners(db) == [("Dale Nystrom", 1, None, None)]


def test_the_next_owner_may_come_in_a_later_file(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, SOLD, name="old.csv"))
    path = write_csv(HEADINGS, GUS, name="new.csv")
    (row,) = importing.preview(db, [path], AS_OF).tables[0].review
    assert "the place was sold" in row.reason
    bring_in(path, decisions={("new.csv", 2): "new"})
    assert owners(db) == [("Dale Nystrom", 1, None, JUNE), ("Gus Pratt", 1, JUNE, None)]
    boxes = bring_in(write_csv(HEADINGS, DALE, name="older.csv")).preview.boxes
    assert (boxes["unchanged"], len(list(db.scalars(select(Property.id))))) == (1, 1)


def test_two_places_on_file_of_one_address_stay_two_and_it_is_said(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, NELL, DALE, name="one.csv"))
    bring_in(write_csv(HEADINGS, GUS, name="two.csv"), decisions={("two.csv", 2): "new"})
    places = owners(db)
    row = bring_in(write_csv(HEADINGS, SOLD)).preview.tables[0].rows[1]
    assert "Gus Pratt has a place of the same address on file" in row.reason
    assert "Nell" not in row.reason
    assert [one[:2] for one in owners(db)] == [one[:2] for one in places]
    again = bring_in(write_csv(HEADINGS, SOLD)).preview.tables[0].rows[1]
    assert (again.box, again.reason) == ("unchanged", "")


def test_who_sold_is_inactive_and_his_name_is_clean(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("First name,Last name,Phone", "Dale (SOLD 6/24),Nystrom,903-555-0200"))
    dale = values(db, 1)
    assert (dale["status"], dale["inactive_reason"]) == ("inactive", "moved_sold")
    assert (dale["display_name"], dale["first_name"], dale["last_name"]) == (
        "Dale Nystrom",
        "Dale",
        "Nystrom",
    )
    assert "SOLD 6/24" in dale["notes"]


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("SOLD 6/24", JUNE),
        ("sold 6/15/24", date(2024, 6, 15)),
        ("Sold in June 2024", JUNE),
        ("SOLD 2024", date(2024, 1, 1)),
        ("SOLD", AS_OF),
        ("sold to Gus Pratt", AS_OF),
        ("SOLD 6/31", AS_OF),
        ("SOLD 13/24", AS_OF),
        ("dog", None),
        ("sold 2 lids", None),
    ],
)
def test_the_day_of_a_sale_is_read_from_the_note(note: str, day: date | None) -> None:
    name = read_name(f"Dale Nystrom ({note})")
    assert is_sold(name) == (day is not None)
    assert day is None or sold_on(name, AS_OF) == day


def test_a_number_behind_a_name_is_kept_beside_it(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, "Pat Roe 1042,,9 Oak,Athens,TX,75751,,",
                       "Pat Roe 1043,,10 Oak,Athens,TX,75751,,"))  # fmt: skip
    one, other = values(db, 1), values(db, 2)
    assert (one["display_name"], one["first_name"], one["company"]) == ("Pat Roe", "Pat", None)
    assert (one["extra"], other["display_name"]) == (
        {"Number of another program": "1042"},
        "Pat Roe",
    )


@pytest.mark.parametrize("text", ["At-Risk", "at-risk", "at_risk"])
def test_at_risk_is_understood_as_the_catalogue_writes_it(text: str) -> None:
    assert choices.LIFECYCLE.key(text) == "at_risk"
