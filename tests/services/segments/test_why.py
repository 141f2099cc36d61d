"""Why and why not: the same answers as the members, with the customer's own values."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerTag
from desktop.models.database import Office
from desktop.models.segments import Segment, SegmentPin, StaticMember
from desktop.models.work import Invoice, Payment
from desktop.services import facts
from desktop.services.segments import counting, edits
from desktop.services.segments.catalogue import FIELDS
from desktop.services.segments.context import Context
from desktop.services.segments.own_values import own_value
from desktop.services.segments.tree import from_json
from desktop.services.segments.why import Verdict, flat, why, why_saved
from tests.services.segments.random_offices import fill, random_edge, random_world
from tests.services.segments.random_trees import random_tree

AS_OF = date(2026, 6, 15)
SOME = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@pytest.fixture
def ana(db: Session) -> int:
    customer = Customer(display_name="Ana Reyes", city="Bryan", preferred_channel="email")
    db.add(customer)
    db.flush()
    db.add(CustomerTag(customer_id=customer.id, tag="Gate code"))
    db.add(Invoice(customer_id=customer.id, date=date(2026, 5, 1), amount_cents=30_050))
    db.add(Payment(customer_id=customer.id, date=date(2026, 5, 2), amount_cents=10_000))
    db.flush()
    facts.refresh(db, AS_OF)
    return customer.id


def told(db: Session, definition: dict[str, Any], customer: int) -> Verdict:
    found = why(db, from_json(definition), customer, AS_OF).tree
    assert found is not None
    return found


@given(seed=st.integers(0, 2**48))
@SOME
def test_the_answer_for_each_customer_is_that_of_the_members(
    shared_office: Office, seed: int
) -> None:
    random = Random(seed)
    edge = random_edge(random)
    world = random_world(random, edge)
    with shared_office.writing() as db:
        fill(db, world)
        tree = from_json(random_tree(random, edge))
        members = set(counting.member_ids(db, tree, world.as_of))
        for person in world.people:
            answer = why(db, tree, person.number, world.as_of)
            assert answer.is_in == (person.number in members)
        db.rollback()


@given(seed=st.integers(0, 2**48))
@SOME
def test_a_condition_alone_keeps_out_whoever_is_in_once_it_is_switched_off(
    shared_office: Office, seed: int
) -> None:
    random = Random(seed)
    edge = random_edge(random)
    world = random_world(random, edge)
    with shared_office.writing() as db:
        fill(db, world)
        tree = from_json(random_tree(random, edge))
        person = world.people[0].number
        answer = why(db, tree, person, world.as_of)
        assert answer.tree is not None
        for verdict in flat(answer.tree):
            muted = edits.replace_at(
                tree, verdict.path, edits.node_at(tree, verdict.path).with_(muted=True)
            )
            came = why(db, muted, person, world.as_of).is_in
            out = verdict.holds is not None and not answer.is_in
            assert verdict.alone == (out and came), verdict
        db.rollback()


def test_without_the_only_condition_that_does_not_hold_she_would_be_in(
    db: Session, ana: int
) -> None:
    bryan, tyler = ({"field": "city", "op": "is", "value": city} for city in ("Bryan", "Tyler"))
    assert [one.alone for one in told(db, {"all": [bryan, tyler]}, ana).below] == [False, True]
    assert [one.alone for one in told(db, {"none": [bryan, tyler]}, ana).below] == [True, False]
    both = told(db, {"all": [bryan, tyler, tyler]}, ana)
    assert not any(one.alone for one in both.below)


def test_of_whom_a_pin_took_out_no_condition_alone_keeps_out(db: Session, ana: int) -> None:
    tree = {"all": [{"field": "city", "op": "is", "value": one} for one in ("Bryan", "Tyler")]}
    db.add(Segment(id=1, uid="a", name="A", name_key="a", definition=tree))
    db.flush()
    db.add(SegmentPin(segment_id=1, customer_id=ana, is_in=False))
    db.flush()
    found = why_saved(db, "a", ana, AS_OF).tree
    assert found is not None
    assert not any(one.alone for one in flat(found))


def test_each_condition_has_its_own_answer_and_value(db: Session, ana: int) -> None:
    city = {"field": "city", "op": "is", "value": "Bryan"}
    tags = {"field": "tags", "op": "has_any_of", "value": ["dog"]}
    verdict = told(db, {"all": [city, tags]}, ana)
    assert (verdict.words, verdict.holds) == ("All of these", False)
    assert [(one.holds, one.own) for one in verdict.below] == [
        (True, "Bryan"),
        (False, "Gate code"),
    ]
    assert verdict.below[0].words == "Mailing city is “Bryan”"


def test_events_records_rank_and_segments_say_what_is_on_file(db: Session, ana: int) -> None:
    db.add(Segment(uid="vip", name="VIP", name_key="vip", definition={"everyone": True}))
    db.flush()
    tree = {
        "any": [
            {"event": "payment", "form": "sum", "attr": "amount", "op": "ge", "value": 50},
            {"event": "service", "form": "did"},
            {"records": "systems", "match": "any"},
            {"rank": "lifetime_revenue", "n": 1},
            {"segment": "vip"},
        ]
    }
    assert [one.own for one in told(db, tree, ana).below] == [
        "1 payment on file, the last on 2 May 2026",
        "none on file",
        "no systems on file",
        "$300.50",
        "in “VIP”",
    ]


def test_muted_and_half_typed_conditions_are_named_as_left_out(db: Session, ana: int) -> None:
    city = {"field": "city", "op": "is", "value": "Bryan"}
    verdict = told(db, {"all": [city | {"muted": True}, {"field": "zone", "op": "is"}, city]}, ana)
    assert [one.holds for one in verdict.below] == [None, None, True]
    assert verdict.below[0].own == verdict.below[1].own == "left out of the count"


def test_a_pin_or_a_list_decides_beside_the_conditions(db: Session, ana: int) -> None:
    db.add(Segment(id=1, uid="a", name="A", name_key="a", definition={"everyone": True}))
    db.add(Segment(id=2, uid="b", name="B", name_key="b", kind="static"))
    db.flush()
    db.add(SegmentPin(segment_id=1, customer_id=ana, is_in=False))
    db.add(StaticMember(segment_id=2, customer_id=ana))
    db.flush()
    out, listed = (why_saved(db, name, ana, AS_OF) for name in ("a", "b"))
    assert (out.is_in, out.remark) == (False, "Taken out by hand.")
    assert out.tree is not None
    assert (listed.is_in, listed.remark, listed.tree) == (True, "On the kept list.", None)


def test_an_inactive_customer_is_in_no_segment(db: Session, ana: int) -> None:
    db.get_one(Customer, ana).status = "inactive"
    db.flush()
    facts.refresh(db, AS_OF)
    answer = why(db, from_json({"everyone": True}), ana, AS_OF)
    assert (answer.is_in, answer.remark) == (
        False,
        "The customer is inactive, and so in no segment.",
    )


@pytest.mark.parametrize("key", FIELDS)
def test_every_field_has_a_value_to_show(db: Session, ana: int, key: str) -> None:
    assert own_value(FIELDS[key], ana, Context(db, AS_OF))
