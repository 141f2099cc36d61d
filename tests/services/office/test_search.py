"""Finding a customer: by phone, name, street or account number, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.database import Office
from desktop.services import facts
from desktop.services.office.search import MATCHES, Hit, find
from tests.services.desk.desk_office import FEW, TODAY, add


def person(db: Session, name: str, phone: str = "", street: str = "", **values: object) -> int:
    customer = add(db, Customer(display_name=name, **{"status": "active"} | values))
    if phone:
        db.add(CustomerPhone(customer_id=customer, number=phone))
    if street:
        place = add(db, Property(line1=street, city="Bryan"))
        db.add(PropertyLink(customer_id=customer, property_id=place, role="owner"))
    return customer


def search(db: Session, text: str) -> list[Hit]:
    facts.refresh(db, TODAY)
    return find(db, text)


@pytest.fixture
def people(db: Session) -> Session:
    """Three people who are easily taken for each other."""
    person(db, "Reyes, Ana", "(979) 555-0100", "14210 FM 2818", account_no="1001")
    person(db, "Ortiz, Reyes", "(903) 555-1001", "7 Elm St", account_no="2002")
    person(db, "O'Brien-Núñez, José", "979.555.0177", "8 Oak Dr", account_no="K-3")
    return db


@pytest.mark.parametrize(
    ("text", "names", "by"),
    [
        ("reyes", ["Reyes, Ana", "Ortiz, Reyes"], "name_begins"),
        ("ana rey", ["Reyes, Ana"], "name"),
        ("  REYES,ana ", ["Reyes, Ana"], "name_begins"),
        ("nunez", ["O'Brien-Núñez, José"], "other"),
        ("o’brien", ["O'Brien-Núñez, José"], "name_begins"),
        ("0177", ["O'Brien-Núñez, José"], "phone"),
        ("555-01", ["O'Brien-Núñez, José", "Reyes, Ana"], "phone"),
        ("+1 (979) 555-0100", ["Reyes, Ana"], "phone"),
        ("1001", ["Reyes, Ana", "Ortiz, Reyes"], "account"),
        ("k-3", ["O'Brien-Núñez, José"], "account"),
        ("14210", ["Reyes, Ana"], "street"),
        ("14210 fm", ["Reyes, Ana"], "street"),
        ("oak bryan", ["O'Brien-Núñez, José"], "street"),
        ("reyes 2818", ["Reyes, Ana"], "other"),
        ("nobody", [], ""),
    ],
)
def test_customers_are_found_best_first(
    people: Session, text: str, names: list[str], by: str
) -> None:
    hits = search(people, text)
    assert [hit.name for hit in hits] == names
    assert (hits[0].matched_by if hits else "") == by


def test_a_hit_shows_the_number_that_was_looked_for(db: Session) -> None:
    customer = person(db, "Reyes, Ana", "(979) 555-0100", "14210 FM 2818")
    add(db, CustomerPhone(customer_id=customer, position=1, number="(903) 555-7777"))
    (hit,) = search(db, "7777")
    assert (hit.phone, hit.place, hit.is_active) == ("(903) 555-7777", "14210 FM 2818, Bryan", True)


def test_who_is_inactive_comes_after_and_is_marked(db: Session) -> None:
    person(db, "Abel", status="inactive")
    person(db, "Abel Zed")
    assert [(hit.name, hit.is_active) for hit in search(db, "abel")] == [
        ("Abel Zed", True), ("Abel", False),
    ]  # fmt: skip


def test_who_was_merged_is_not_found_again(db: Session) -> None:
    kept = person(db, "Abel")
    person(db, "Abel", merged_into_id=kept)
    assert [hit.customer_id for hit in search(db, "abel")] == [kept]


def test_an_empty_office_has_nobody(db: Session) -> None:
    assert search(db, "reyes") == []


HOSTILE = ("%", "_", "\\", "'", '"', "😀", "x" * 10_000, "a " * 5_000, "\x00", "\ud800", "1" * 500)


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_text_finds_nobody_and_breaks_nothing(db: Session, text: str) -> None:
    person(db, "Reyes, Ana", "(979) 555-0100")
    assert [hit.name for hit in search(db, text)] in ([], ["Reyes, Ana"])


@pytest.mark.parametrize("sign", ["%", "_"])
def test_a_sign_of_the_database_is_a_plain_sign(db: Session, sign: str) -> None:
    person(db, "Reyes, Ana")
    odd = person(db, f"100{sign} Clean")
    assert [hit.customer_id for hit in search(db, f"0{sign}")] == [odd]


def test_no_more_are_told_than_asked_for_and_always_the_same(db: Session) -> None:
    ids = [person(db, "Same Name") for _ in range(5)]
    facts.refresh(db, TODAY)
    assert [hit.customer_id for hit in find(db, "same", limit=3)] == ids[:3]


@FEW
@given(text=st.text(max_size=20))
def test_any_text_is_answered(office: Office, text: str) -> None:
    with office.writing() as db:
        person(db, "Reyes, Ana", "(979) 555-0100")
        assert all(hit.matched_by in MATCHES for hit in search(db, text))
        db.rollback()
