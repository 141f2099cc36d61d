"""Duplicates in the office: found with reasons, told apart for good, shown side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.errors import CancelledError, UserError
from desktop.services import duplicates
from desktop.services.duplicates import finding, merging
from desktop.services.importing.planning.comparable import comparable
from desktop.services.likeness import Rarity
from desktop.services.office import customer_list
from tests.services.duplicates.test_merging import NOW


def add(db: Session, *names: str, phone: str = "", line1: str | None = None) -> list[int]:
    """Customers of these names, all with the same phone and address."""
    made = [Customer(display_name=name, line1=line1, zip5="75701") for name in names]
    db.add_all(made)
    db.flush()
    if phone:
        db.add_all(CustomerPhone(customer_id=one.id, number=phone) for one in made)
    db.flush()
    return [one.id for one in made]


@pytest.mark.parametrize("names", [(), ("Reyes, Ana",), ("Reyes, Ana", "Young, Zeb")])
def test_nothing_is_found_where_nothing_is_double(db: Session, names: tuple[str, ...]) -> None:
    add(db, *names)
    assert duplicates.find(db) == []


def test_a_pair_comes_with_names_score_and_reasons(db: Session) -> None:
    a, b = add(db, "Reyes, Robert", "Bob Reyes", phone="(903) 555-0151")
    (pair,) = duplicates.find(db)
    assert pair[:4] == (a, b, "Reyes, Robert", "Bob Reyes")
    assert pair.score >= 75
    assert "same phone (903) 555-0151" in pair.reasons


def test_two_called_different_are_not_asked_about_again(db: Session) -> None:
    a, b = add(db, "Reyes, Ana", "Anna Reyes", phone="(903) 555-0151")
    duplicates.not_same(db, b, a)
    duplicates.not_same(db, a, b)
    assert duplicates.find(db) == []
    duplicates.same_after_all(db, a, b)
    assert len(duplicates.find(db)) == 1


def test_who_was_merged_away_is_neither_found_nor_listed_nor_counted(db: Session) -> None:
    a, b = add(db, "Reyes, Ana", "Anna Reyes", phone="(903) 555-0151")
    merging.merge(db, a, b, NOW)
    assert duplicates.find(db) == []
    assert customer_list.ids(db, customer_list.Query()) == [a]
    assert customer_list.total(db) == 1


def test_the_most_likely_come_first_and_no_more_than_wanted(db: Session) -> None:
    add(db, "Reyes, Ana", "Reyes, Tom", "Anna Reyes", phone="(903) 555-0151", line1="12 Oak St")
    pairs = duplicates.find(db)
    assert [pair.score for pair in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert duplicates.find(db, limit=1) == pairs[:1]


def test_the_search_can_be_stopped(db: Session) -> None:
    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    add(db, "Reyes, Ana")
    with pytest.raises(CancelledError):
        duplicates.find(db, stop)


def test_one_phone_for_all_and_huge_names_do_no_harm(db: Session) -> None:
    add(db, *(f"Q{n:03d}, Ann" for n in range(300)), "x" * 200, phone="(903) 555-0151")
    assert len(duplicates.find(db)) < 300 * 8


def test_two_customers_side_by_side(db: Session) -> None:
    a, b = add(db, "Reyes, Ana", "Anna Reyes", phone="(903) 555-0151")
    lines = {line.label: line for line in duplicates.compare(db, a, b)}
    assert lines["Name"] == ("Name", "Reyes, Ana", "Anna Reyes")
    assert (lines["Name"].differs, lines["Phones"].differs) == (True, False)
    assert "Company" not in lines


@pytest.mark.parametrize("ask", [duplicates.not_same, duplicates.compare])
def test_what_is_not_two_customers_is_refused(db: Session, ask: object) -> None:
    (a,) = add(db, "Reyes, Ana")
    with pytest.raises(UserError):
        ask(db, a, a)  # type: ignore[operator]


NAMES = st.sampled_from(["Ana Reyes", "Anna Reyes", "Reyes, Tom", "Hill Farms", "", "Jr."])


@given(names=st.lists(NAMES, max_size=6))
def test_every_pair_is_told_once_the_smaller_number_first(names: list[str]) -> None:
    people = {n: comparable(name, phones=["9035550151"]) for n, name in enumerate(names, 1)}
    rarity = Rarity(people.values())
    found = [(a, b) for a, b, _ in finding.alike(people, rarity, lambda _done, _total: None)]
    assert len(found) == len(set(found))
    assert all(a < b for a, b in found)


def test_two_houses_of_one_street_are_not_suggested(db: Session) -> None:
    add(db, "Pat Roe", line1="9 Oak")
    add(db, "Pat Roe", line1="10 Oak")
    assert all(pair.score < 75 for pair in duplicates.find(db))
