"""Counts, counts per node, members and samples."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.services.segments.counting import (
    NodeCount,
    count,
    counts_without,
    live_total,
    member_ids,
    members,
    node_counts,
    sample,
)
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

AS_OF = date(2026, 6, 15)
EVERYONE = from_json({"everyone": True})
RESIDENTIAL = {"field": "customer_type", "op": "is", "value": "Residential"}
NOT_IN_BRYAN = {"field": "city", "op": "is_not", "value": "Bryan"}
QUIET = {
    "event": "service",
    "form": "did_not",
    "window": {"kind": "last", "n": 1, "unit": "years"},
}


@pytest.fixture
def four(add_customer: AddCustomer) -> dict[str, int]:
    return {
        "Ada": add_customer("Ada", "2026-06-01", city="Bryan", customer_type="residential"),
        "Ben": add_customer("Ben", "2020-01-01", city="Tyler", customer_type="residential"),
        "Cora": add_customer("Cora"),
        "Dov": add_customer("Dov", status="inactive", customer_type="residential"),
    }


def test_an_empty_office_has_nobody(db: Session) -> None:
    assert count(db, EVERYONE, AS_OF).count == 0
    assert node_counts(db, EVERYONE, AS_OF) == {(): NodeCount(0)}
    assert sample(db, EVERYONE, AS_OF) == []


def test_everyone_is_every_live_customer(db: Session, four: dict[str, int]) -> None:
    found = count(db, EVERYONE, AS_OF)
    assert (found.count, found.live_total) == (3, 3)
    assert live_total(db) == 3
    assert list(member_ids(db, EVERYONE, AS_OF)) == [four["Ada"], four["Ben"], four["Cora"]]


def test_a_half_typed_rule_is_left_out_and_named(db: Session, four: dict[str, int]) -> None:
    tree = from_json({"all": [RESIDENTIAL, {"field": "city", "op": "is", "value": ""}]})
    found = count(db, tree, AS_OF)
    assert found.count == 2
    assert [(one.path, one.problem.code) for one in found.left_out] == [((1,), "missing_value")]
    assert four


def test_nothing_but_half_typed_rules_selects_nobody(db: Session, four: dict[str, int]) -> None:
    tree = from_json({"none": [{"field": "city", "op": "is"}]})
    assert count(db, tree, AS_OF).count == 0
    assert four


def test_each_node_has_its_own_count_and_its_blanks(db: Session, four: dict[str, int]) -> None:
    tree = from_json({"all": [RESIDENTIAL, {"any": [NOT_IN_BRYAN, QUIET]}, {"all": []}]})
    assert node_counts(db, tree, AS_OF) == {
        (): NodeCount(1),
        (0,): NodeCount(2),
        (1,): NodeCount(2, left=1),
        (1, 0): NodeCount(2, blanks=1),
        (1, 1): NodeCount(2, blanks=1),
    }
    assert four


def test_running_numbers_go_down_an_all_group(db: Session, four: dict[str, int]) -> None:
    half_typed = {"field": "city", "op": "is"}
    some = {"any": [RESIDENTIAL, {"all": [NOT_IN_BRYAN, QUIET]}]}
    either = from_json({"any": [QUIET, RESIDENTIAL]})
    rows = [RESIDENTIAL, half_typed, NOT_IN_BRYAN | {"muted": True}, QUIET, some, NOT_IN_BRYAN]
    found = node_counts(db, from_json({"all": rows}), AS_OF)
    assert {path: one.left for path, one in found.items() if one.left is not None} == {
        (3,): 1, (4,): 1, (4, 1, 1): 2, (5,): 1,
    }  # fmt: skip
    assert found[(5,)].left == found[()].count
    assert not any(one.left for one in node_counts(db, either, AS_OF).values())
    assert four


def test_count_without_each_active_condition(db: Session, four: dict[str, int]) -> None:
    half_typed = {"field": "city", "op": "is"}
    tree = from_json({"all": [RESIDENTIAL, half_typed, NOT_IN_BRYAN, QUIET]})
    assert counts_without(db, tree, AS_OF) == {0: 2, 2: 1, 3: 1}
    assert four


def test_only_an_all_group_of_several_has_counts_without(db: Session, four: dict[str, int]) -> None:
    assert counts_without(db, from_json({"all": [RESIDENTIAL]}), AS_OF) == {}
    assert counts_without(db, from_json({"any": [RESIDENTIAL, QUIET]}), AS_OF) == {}
    assert counts_without(db, EVERYONE, AS_OF) == {}
    assert four


def test_members_come_by_name_with_what_the_list_shows(db: Session, four: dict[str, int]) -> None:
    found = list(members(db, from_json(RESIDENTIAL), AS_OF))
    assert [one.name for one in found] == ["Ada", "Ben"]
    assert (found[0].city, found[0].last_service) == ("Bryan", date(2026, 6, 1))
    assert found[0].customer_id == four["Ada"]


def test_a_sample_is_the_beginning_of_the_members(db: Session, four: dict[str, int]) -> None:
    assert [one.name for one in sample(db, EVERYONE, AS_OF, limit=2)] == ["Ada", "Ben"]
    assert four


def test_another_day_gives_the_answer_of_that_day(db: Session, four: dict[str, int]) -> None:
    quiet = from_json(QUIET)
    assert [one.name for one in members(db, quiet, date(2020, 6, 1))] == ["Ada", "Cora"]
    assert [one.name for one in members(db, quiet, AS_OF)] == ["Ben", "Cora"]
    assert four


def test_a_reading_connection_gives_the_same_answer(office: Office) -> None:
    with office.writing() as db:
        assert count(db, EVERYONE, AS_OF).count == 0
        db.commit()
    with office.reading() as db:
        assert count(db, EVERYONE, AS_OF).live_total == 0


def test_two_kinds_of_records_may_have_a_field_of_the_same_name(db: Session) -> None:
    overdue = {"field": "status", "op": "is", "value": "Overdue"}
    expired = {"field": "status", "op": "is", "value": "Expired"}
    tree = from_json(
        {
            "all": [
                {"records": "due_items", "where": overdue},
                {"records": "contracts", "where": expired},
            ]
        }
    )
    assert count(db, tree, AS_OF).left_out == ()
