"""Two or three segments laid over each other: the regions add up and select whom they count."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.segments import Segment, StaticMember
from desktop.services import facts
from desktop.services.segments import counting, saved
from desktop.services.segments.overlap import overlap, region_tree
from desktop.services.segments.tree import Everyone, from_json
from tests.services.segments.conftest import AddCustomer

AS_OF = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def in_city(db: Session, city: str, name: str = "") -> int:
    node = from_json({"field": "city", "op": "is", "value": city})
    return saved.save(db, name=name or city, node=node, kind="active", as_of=AS_OF, saved_at=NOON)


def listed(db: Session, name: str, members: list[int]) -> int:
    segment = Segment(name=name, name_key=name.lower(), kind="static", as_of=AS_OF, version=1)
    db.add(segment)
    db.flush()
    db.add_all(StaticMember(segment_id=segment.id, customer_id=one) for one in members)
    db.flush()
    return segment.id


def test_two_segments_have_four_regions(db: Session, add_customer: AddCustomer) -> None:
    ada, ben = add_customer("Ada"), add_customer("Ben")
    add_customer("Cora")
    told = overlap(db, [listed(db, "One", [ada, ben]), listed(db, "Two", [ben])], AS_OF)
    assert {region.inside: region.customers for region in told.regions} == {
        (True, True): 1,
        (True, False): 1,
        (False, True): 0,
        (False, False): 1,
    }
    in_all = sum(region.customers for region in told.regions if all(region.inside))
    assert (told.sizes, told.together, in_all, told.live_total) == ((2, 1), 2, 1, 3)


def test_customers_who_are_not_live_are_in_no_region(
    db: Session, add_customer: AddCustomer
) -> None:
    gone = add_customer("Ada", status="inactive")
    told = overlap(db, [listed(db, "One", [gone]), listed(db, "Two", [gone])], AS_OF)
    assert told.live_total == told.together == 0


def test_regions_are_named_by_what_they_are_in(db: Session) -> None:
    told = overlap(db, [in_city(db, name) for name in ("Rye", "Tyler", "Waco")], AS_OF)
    assert told.words((True, True, True)) == "In “Rye”, “Tyler” and “Waco”"
    assert told.words((True, False, False)) == "In “Rye”, not in “Tyler” or “Waco”"
    assert told.words((False, False, False)) == "In none of “Rye”, “Tyler” and “Waco”"


@pytest.mark.parametrize("number", [0, 1, 4])
def test_only_two_or_three_segments_are_compared(db: Session, number: int) -> None:
    segments = [in_city(db, "Tyler", f"Tyler {n}") for n in range(number)]
    with pytest.raises(UserError, match="two or three"):
        overlap(db, segments, AS_OF)


def test_a_segment_is_not_compared_with_itself(db: Session) -> None:
    segment = in_city(db, "Tyler")
    with pytest.raises(UserError, match="different"):
        overlap(db, [segment, segment], AS_OF)


def test_a_definition_that_cannot_be_read_is_named(db: Session) -> None:
    broken = Segment(name="Old", name_key="old", kind="active", definition={"odd": 1}, version=1)
    db.add(broken)
    db.flush()
    with pytest.raises(UserError, match="“Old” cannot be read"):
        overlap(db, [in_city(db, "Tyler"), broken.id], AS_OF)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sets(st.integers(0, 7)), min_size=2, max_size=3))
def test_every_customer_is_in_exactly_one_region(db: Session, lists: list[set[int]]) -> None:
    db.rollback()
    people = [Customer(display_name=f"P{n}") for n in range(8)]
    db.add_all(people)
    db.flush()
    facts.mark_stale(db)
    ids = [person.id for person in people]
    segments = [listed(db, f"S{n}", [ids[m] for m in one]) for n, one in enumerate(lists)]
    told = overlap(db, segments, AS_OF)
    assert told.live_total == len(ids)
    for region in told.regions:
        expected = {
            ids[n]
            for n in range(8)
            if all((n in one) == is_in for one, is_in in zip(lists, region.inside, strict=True))
        }
        tree = region_tree(told.open_ids, region.inside)
        assert set(counting.member_ids(db, tree, AS_OF)) == expected
        assert region.customers == len(expected)
    assert told.sizes == tuple(len(one) for one in lists)


def test_a_region_of_everyone_and_a_part_is_the_part(
    db: Session, add_customer: AddCustomer
) -> None:
    add_customer("Ada", city="Tyler")
    everyone = saved.save(
        db, name="All", node=Everyone(), kind="active", as_of=AS_OF, saved_at=NOON
    )
    told = overlap(db, [everyone, in_city(db, "Tyler")], AS_OF)
    assert [region.customers for region in told.regions] == [1, 0, 0, 0]
