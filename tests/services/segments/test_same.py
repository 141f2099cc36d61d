"""Segments that are nearly the same, and the labels of which everyone has exactly one."""

from datetime import date, datetime
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact
from desktop.models.segments import Segment
from desktop.services import facts
from desktop.services.segments import counting, membership, saved
from desktop.services.segments.exclusive import EXCLUSIVE, exclusive_sets
from desktop.services.segments.same import near_duplicates
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer
from tests.services.segments.test_overlap import AS_OF, in_city, listed

NOON = datetime(2026, 6, 15, 12)  # noqa: DTZ001 - stored without a zone
DAY = date(2026, 6, 15)


def test_an_office_without_segments_has_no_near_duplicates(db: Session) -> None:
    assert near_duplicates(db, AS_OF) == ()


def test_nine_of_ten_in_both_is_nearly_the_same(db: Session, add_customer: AddCustomer) -> None:
    people = [add_customer(f"P{n}") for n in range(10)]
    listed(db, "Ten", people)
    listed(db, "Nine", people[:9])
    listed(db, "Eight", people[:8])
    (pair,) = near_duplicates(db, AS_OF)
    assert (pair.first, pair.second, pair.both, pair.either) == ("Nine", "Ten", 9, 10)
    assert pair.share == 90


def test_empty_segments_are_like_nothing(db: Session) -> None:
    listed(db, "One", [])
    listed(db, "Two", [])
    assert near_duplicates(db, AS_OF) == ()


def test_active_segments_are_read_from_the_log_of_members(
    db: Session, add_customer: AddCustomer
) -> None:
    people = [add_customer(f"P{n}", city="Tyler") for n in range(3)]
    facts.mark_stale(db)
    in_city(db, "Tyler")
    listed(db, "The same three", people)
    assert near_duplicates(db, AS_OF) == ()  # not worked out yet
    membership.refresh(db, AS_OF, NOON)
    (pair,) = near_duplicates(db, AS_OF)
    assert (pair.both, pair.either, pair.share) == (3, 3, 100)


def test_a_segment_whose_conditions_changed_since_is_left_out(
    db: Session, add_customer: AddCustomer
) -> None:
    people = [add_customer("Ada", city="Tyler")]
    facts.mark_stale(db)
    segment = in_city(db, "Tyler")
    listed(db, "The same", people)
    membership.refresh(db, AS_OF, NOON)
    node = from_json({"field": "city", "op": "is", "value": "Waco"})
    saved.save(
        db,
        name="Waco",
        node=node,
        kind="active",
        as_of=AS_OF,
        saved_at=NOON,
        segment_id=segment,
    )
    assert near_duplicates(db, AS_OF) == ()


def test_archived_segments_are_not_reported(db: Session, add_customer: AddCustomer) -> None:
    people = [add_customer("Ada")]
    archived = db.get_one(Segment, listed(db, "One", people))
    listed(db, "Two", people)
    archived.archived_on = DAY
    db.flush()
    assert near_duplicates(db, AS_OF) == ()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sets(st.integers(0, 11), min_size=9), min_size=2, max_size=4))
def test_pairs_are_those_of_jaccard(db: Session, lists: list[set[int]]) -> None:
    db.rollback()
    people = [Customer(display_name=f"P{n}") for n in range(12)]
    db.add_all(people)
    db.flush()
    facts.mark_stale(db)
    for n, one in enumerate(lists):
        listed(db, f"S{n}", [people[m].id for m in one])
    alike = {
        (f"S{a}", f"S{b}")
        for (a, one), (b, other) in combinations(enumerate(lists), 2)
        if 10 * len(one & other) >= 9 * len(one | other)
    }
    assert {(pair.first, pair.second) for pair in near_duplicates(db, AS_OF)} == alike


def test_labels_add_up_to_the_live_customers(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", "2026-05-04")
    add_customer("Ben", status="inactive")
    sets = exclusive_sets(db, AS_OF)
    assert tuple(one.key for one in sets) == EXCLUSIVE
    for one in sets:
        assert one.adds_up
        assert sum(part.customers for part in one.parts) == one.live_total == 1


def test_a_value_outside_the_list_does_not_add_up(db: Session, add_customer: AddCustomer) -> None:
    customer = add_customer("Ada")
    facts.refresh(db, AS_OF)
    db.get_one(CustomerFact, customer).lifecycle = "odd"
    db.flush()
    wrong = [one for one in exclusive_sets(db, AS_OF) if not one.adds_up]
    assert [(one.key, one.without, one.several) for one in wrong] == [("lifecycle", 1, 0)]


def test_the_rule_of_a_part_selects_its_customers(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", "2026-05-04")
    add_customer("Ben")
    for one in exclusive_sets(db, AS_OF):
        for part in one.parts:
            assert counting.count(db, part.rule, AS_OF).count == part.customers
