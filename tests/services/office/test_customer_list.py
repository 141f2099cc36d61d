"""The customer list: search, filters, order, values, rows; for nobody, one, and many."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact, CustomerText
from desktop.models.folding import fold
from desktop.services.office import customer_list
from desktop.services.office.customer_columns import COLUMNS
from desktop.services.office.customer_list import Filter, Query, ids, rows, value_counts
from tests.fact_rows import fact_row

KEYS = [column.key for column in COLUMNS]
PEOPLE = (
    # id, name, city, last service, open cents
    (1, "Reyes, Ana", "Tyler", date(2025, 3, 4), 0),
    (2, "Smith, Bill", "Lindale", date(2020, 1, 1), 12_500),
    (3, "Ana's Café", None, None, None),
    (4, "smith, Carol", "tyler", date(2026, 1, 31), -500),
)


def add(db: Session, *people: tuple[int, str, str | None, date | None, int | None]) -> None:
    for number, name, city, last, owed in people:
        customer = {"id": number, "display_name": name, "city": city, "status": "active"}
        texts = {"customer_id": number, "name": fold(name), "city": fold(city) or None}
        texts["search"] = fold(f"{name} {city or ''} 903555{number:04d}")
        facts = fact_row(
            customer_id=number,
            live=True,
            system_type="aerobic",
            service_tier="on_demand",
            contract_status="none",
            value_tier="vip",
            service_count=number * 5,
            service_1=last,
            open_balance_cents=owed,
        )
        db.execute(insert(Customer), [{**customer, "account_no": str(10**number)}])
        db.execute(insert(CustomerText), [texts])
        db.execute(insert(CustomerFact), [facts])


@pytest.fixture
def people(db: Session) -> Session:
    add(db, *PEOPLE)
    return db


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_an_answer_for_every_column(db: Session, key: str) -> None:
    assert ids(db, Query("ana", sort=key)) == []
    assert value_counts(db, key, Query()) == []
    assert rows(db, [], KEYS) == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_everybody(people: Session, key: str, *, descending: bool) -> None:
    assert sorted(ids(people, Query(sort=key, descending=descending))) == [1, 2, 3, 4]


@pytest.mark.parametrize("key", KEYS)
def test_every_column_counts_everybody_and_filters_by_what_it_counted(
    people: Session, key: str
) -> None:
    found = value_counts(people, key, Query())
    assert sum(value.customers for value in found) == 4
    for value in found:
        narrowed = Query(filters=(Filter(key, values=(value.key,)),))
        assert len(ids(people, narrowed)) == value.customers


def test_names_are_ordered_without_regard_to_case(people: Session) -> None:
    assert ids(people, Query()) == [3, 1, 2, 4]


def test_blanks_come_last_in_both_directions(people: Session) -> None:
    assert ids(people, Query(sort="last_service"))[-1] == 3
    assert ids(people, Query(sort="last_service", descending=True)) == [4, 1, 2, 3]


def test_account_numbers_are_ordered_as_numbers(people: Session) -> None:
    assert ids(people, Query(sort="account_no")) == [1, 2, 3, 4]


def test_every_word_must_be_found(people: Session) -> None:
    assert ids(people, Query("smith tyler")) == [4]
    assert ids(people, Query("SMITH")) == [2, 4]
    assert ids(people, Query("café")) == [3]
    assert ids(people, Query("smith nowhere")) == []


def test_a_name_that_begins_with_the_word_comes_first(people: Session) -> None:
    assert ids(people, Query("ana")) == [3, 1]


@pytest.mark.parametrize("typed", ["(903) 555-0002", "903-555-0002", "+1 903.555.0002"])
def test_phones_are_found_however_they_are_written(people: Session, typed: str) -> None:
    assert ids(people, Query(typed)) == [2]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "50% off", "a_b"])
def test_signs_of_the_query_language_are_only_signs(people: Session, typed: str) -> None:
    assert len(ids(people, Query(typed))) == (1 if typed == "'" else 0)


def test_a_customer_without_facts_is_shown_and_found_by_name(db: Session) -> None:
    db.execute(insert(Customer), [{"id": 1, "display_name": "Ana", "status": "active"}])
    assert ids(db, Query("ana")) == [1]
    assert rows(db, [1], ["name", "last_service"]) == [("Ana", None)]


def test_ranges_include_both_ends(people: Session) -> None:
    days = Filter("last_service", low=date(2020, 1, 1), high=date(2025, 3, 4))
    assert ids(people, Query(filters=(days,))) == [1, 2]
    assert ids(people, Query(filters=(Filter("open_balance", low=1),))) == [2]


def test_filters_of_several_columns_hold_together(people: Session) -> None:
    query = Query(filters=(Filter("city", values=("tyler",)), Filter("name", contains="SMI")))
    assert ids(people, query) == [4]


def test_the_check_list_ignores_its_own_filter_and_heeds_the_others(people: Session) -> None:
    own, other = Filter("city", values=("lindale",)), Filter("name", contains="smith")
    found = value_counts(people, "city", Query(filters=(own, other)))
    assert [(value.key, value.customers) for value in found] == [("lindale", 1), ("tyler", 1)]


def test_blanks_stand_last_in_the_check_list(people: Session) -> None:
    last = value_counts(people, "city", Query())[-1]
    assert last == customer_list.ValueCount(None, "(Blanks)", 1)


def test_numbers_in_the_check_list_stand_in_the_order_of_numbers(people: Session) -> None:
    found = value_counts(people, "service_count", Query())
    assert [value.label for value in found] == ["5", "10", "15", "20"]


def test_rows_come_in_the_order_asked_for_and_a_missing_one_is_blank(people: Session) -> None:
    found = rows(people, [4, 99, 1], ["name", "city"])
    assert found == [("smith, Carol", "tyler"), (None, None), ("Reyes, Ana", "Tyler")]


def test_a_filter_that_narrows_nothing_is_not_kept() -> None:
    query = Query().with_filter(Filter("city", contains="ty"))
    assert query.with_filter(Filter("city")) == Query()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(typed=st.text(max_size=12), sort=st.sampled_from(KEYS), descending=st.booleans())
def test_any_text_in_any_order_gives_a_part_of_everybody(
    people: Session, typed: str, sort: str, *, descending: bool
) -> None:
    found = ids(people, Query(typed, sort=sort, descending=descending))
    assert len(set(found)) == len(found)
    assert set(found) <= {1, 2, 3, 4}
