"""The built-in segments: whole, sound, right on the edge days, and judged twice."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.models.segments import Segment, SegmentVersion
from desktop.services.office import open_file
from desktop.services.segments import builtin_rows, saved
from desktop.services.segments.builtin import BUILTINS, BY_KEY, Builtin
from desktop.services.segments.checks import check
from desktop.services.segments.context import Context
from desktop.services.segments.tree import from_json
from tests import naive_segments as naive
from tests.naive_segments import World, back
from tests.services.segments.random_offices import TYPES, Edge, random_edge, random_world
from tests.services.segments.test_against_naive import FEW, compiled, filled

DAYS = (date(2026, 6, 15), date(2024, 2, 29))
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ITEM = {
    "service": "Pump-out", "status": "Overdue", "owed_by": "The customer", "booked": False,
    "due": None, "days_overdue": None, "postponed_until": None,
}  # fmt: skip


def test_all_thirty_are_there() -> None:
    assert set(EXAMPLES) == set(BY_KEY)
    plain = [f"B{n}" for n in range(1, 31) if n != 29]
    assert sorted(BY_KEY) == sorted([*plain, "B29a", "B29b", "B29c", "B29d"])
    assert len({one.name.casefold() for one in BUILTINS}) == len(BUILTINS)


@pytest.mark.parametrize("one", BUILTINS, ids=lambda one: one.key)
def test_each_is_sound_and_says_what_it_is_for(db: Session, one: Builtin) -> None:
    checked = check(from_json(one.tree), Context(db, DAYS[0]))
    assert (checked.errors, checked.warnings) == ((), ())
    assert one.about.endswith(".")
    assert one.use.endswith(".")


@FEW
@given(seed=st.integers(0, 2**48))
def test_statement_and_judge_agree_on_all_of_them(shared_office: Office, seed: int) -> None:
    random = Random(seed)
    world = random_world(random, random_edge(random))
    with filled(shared_office, world) as context:
        for one in BUILTINS:
            assert compiled(context, one.tree) == naive.members(world, one.tree), one.key


def ago(n: int, unit: str = "days") -> Any:
    """A value that depends on the day: so long ago, or ahead below 0."""
    return lambda day: back(day, n, unit)


def item(**values: Any) -> dict[str, Any]:
    return ITEM | values


LONG_AGO = {"contract_status": "None", "last_service": ago(12, "months")}
# key: what puts a customer in, and what is one step beside it.
EXAMPLES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "B1": ([{"items": [item(), item(status="Due")]}], [{"items": [item()]}, {"items": []}]),
    "B2": ([{"due_status": "Overdue"}], [{"due_status": "Due"}]),
    "B3": (
        [{"unrenewed_end": ago(0)}, {"unrenewed_end": ago(-60)}],
        [{"unrenewed_end": ago(1)}, {"unrenewed_end": ago(-61)}, {"unrenewed_end": None}],
    ),
    "B4": (
        [{"rfm_m": 4, "rfm_r": 2}],
        [{"rfm_m": 3, "rfm_r": 2}, {"rfm_m": 4, "rfm_r": 3}, {"rfm_m": None, "rfm_r": None}],
    ),
    "B5": (
        [
            {"aerobic_inspected": ago(90), "aerobic_never_inspected": False},
            {"aerobic_inspected": None, "aerobic_never_inspected": True},
        ],
        [{"aerobic_inspected": ago(89), "aerobic_never_inspected": False}],
    ),
    "B6": ([{"hot_zone": True}], [{"hot_zone": False}, {"hot_zone": None}]),
    "B7": (
        [{"first_service": ago(0)}, {"first_service": ago(29)}],
        [{"first_service": ago(30)}, {"first_service": None}],
    ),
    "B8": (
        [{"last_service": ago(18, "months")}, {"last_service": ago(36, "months")}],
        [{"last_service": lambda day: back(day, 18, "months") + timedelta(1)}],
    ),
    "B9": (
        [LONG_AGO | {"items": [item(days_overdue=n)]} for n in (1, 730)],
        [
            LONG_AGO | {"items": [item(days_overdue=731)]},
            LONG_AGO | {"items": [item(days_overdue=1, owed_by="Us, by contract")]},
            LONG_AGO | {"items": [item(days_overdue=1, booked=True)]},
            LONG_AGO | {"items": [item(days_overdue=1)], "contract_status": "Active"},
            LONG_AGO | {"items": [item(days_overdue=1)], "last_service": ago(11, "months")},
        ],
    ),
    "B10": (
        [{"hot_zone_due": True, "items": [item()]}],
        [{"hot_zone_due": True, "items": [item(booked=True)]}, {"hot_zone_due": False}],
    ),
    "B11": (
        [{"items": [item(service="Grease trap cleaning", status="Due")]}],
        [{"items": [item(), item(service="Grease trap cleaning", status="Upcoming")]}],
    ),
    "B12": ([{"unfiled_inspection": ago(1)}], [{"unfiled_inspection": None}]),
    "B13": ([{"open_estimate": ago(30)}], [{"open_estimate": ago(29)}]),
    "B14": ([{"aerobic_without_contract": True}], [{"aerobic_without_contract": False}]),
    "B15": ([{"relationship": "Lapsed contract"}], [{"relationship": "Contract"}]),
    "B16": ([{"relationship": "One-time"}], [{"relationship": "None"}]),
    "B17": (
        [{"lifecycle": "Loyal", "service_tier": "On-Demand"}],
        [{"lifecycle": "Active", "service_tier": "On-Demand"}],
    ),
    "B18": (
        [{"initial_policy_end": ago(0)}, {"initial_policy_end": ago(-90)}],
        [{"initial_policy_end": ago(-91)}, {"initial_policy_end": ago(1)}],
    ),
    "B19": ([{"repeat_service": True}], [{"repeat_service": False}]),
    "B20": ([{"degradation": True}], [{"degradation": False}]),
    "B21": ([{"high_risk_component": True}], [{"high_risk_component": False}]),
    "B22": ([{"system_age_category": "Aging"}], [{"system_age_category": "Mature"}]),
    "B23": ([{"never_pumped": True}], [{"never_pumped": False}]),
    "B24": ([{"items": [item(), item(status="Unknown")]}], [{"items": [item()]}]),
    "B25": ([{"value_tier": "VIP"}], [{"value_tier": "Standard"}]),
    "B26": ([{"bad_address": True}], [{"bad_address": False}]),
    "B27": ([{"no_contact": True}], [{"no_contact": False}]),
    "B28": ([{"unanswered_reminder": ago(30)}], [{"unanswered_reminder": ago(29)}]),
    "B29a": ([{"next_due": date(2026, 3, 1)}], [{"next_due": date(2026, 2, 28)}]),
    "B29b": ([{"next_due": date(2026, 8, 31)}], [{"next_due": date(2026, 9, 1)}]),
    "B29c": ([{"next_due": date(2026, 11, 30)}], [{"next_due": date(2026, 12, 1)}]),
    "B29d": ([{"next_due": date(2028, 2, 29)}], [{"next_due": None}]),
    "B30": ([{"lifecycle": "Prospect"}], [{"lifecycle": "Lead"}]),
}


def world_of(key: str, day: date) -> tuple[World, set[int]]:
    inside, outside = EXAMPLES[key]
    people, wanted = [], set()
    for number, values in enumerate([*inside, *outside], 1):
        drawn = random_world(Random(number), Edge(day, 1, "days")).people[0]
        drawn.number, drawn.live, drawn.happenings = number, True, []
        drawn.values |= {name: _at(v, day) for name, v in values.items()}
        drawn.records["due_items"] = list(drawn.values.pop("items", []))
        people.append(drawn)
        wanted |= {number} if number <= len(inside) else set()
    return World(day, people, TYPES), wanted


def _at(value: Any, day: date) -> Any:
    return value(day) if callable(value) else value


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("key", EXAMPLES)
def test_the_edge_is_where_the_reference_puts_it(key: str, day: date) -> None:
    world, wanted = world_of(key, day)
    assert naive.members(world, BY_KEY[key].tree) == wanted


def test_brought_in_once_with_a_version_each(db: Session) -> None:
    builtin_rows.bring_in(db, NOON)
    builtin_rows.bring_in(db, NOON)
    assert db.scalar(select(func.count()).select_from(Segment)) == len(BUILTINS)
    assert db.scalar(select(func.count()).select_from(SegmentVersion)) == len(BUILTINS)
    assert [row.builtin for row in saved.list_segments(db, DAYS[0], counted=False)] == list(BY_KEY)


def test_a_changed_tree_becomes_a_new_version(db: Session) -> None:
    builtin_rows.bring_in(db, NOON)
    row = db.scalars(select(Segment).where(Segment.builtin_key == "B2")).one()
    row.definition = {"everyone": True}
    builtin_rows.bring_in(db, NOON)
    assert (row.version, builtin_rows.are_brought_in(db)) == (2, True)


def test_a_name_that_the_office_took_first_stays_with_the_office(db: Session) -> None:
    own = saved.save(
        db, name="vip", node=from_json({"everyone": True}), kind="active", as_of=DAYS[0],
        saved_at=NOON,
    )  # fmt: skip
    builtin_rows.bring_in(db, NOON)
    assert saved.find(db, "VIP") == own
    assert saved.find(db, "VIP (built in)") is not None


def test_a_built_in_segment_cannot_be_changed_renamed_or_deleted(db: Session) -> None:
    builtin_rows.bring_in(db, NOON)
    vip = saved.by_name(db, "VIP")
    for attempt in (
        lambda: saved.rename(db, vip, "Best"),
        lambda: saved.delete(db, vip),
        lambda: saved.save(
            db, name="VIP", node=from_json({"everyone": True}), kind="active", as_of=DAYS[0],
            saved_at=NOON, segment_id=vip,
        ),
    ):  # fmt: skip
        with pytest.raises(UserError, match="built in"):
            attempt()


def test_one_that_this_version_does_not_know_becomes_the_offices_own(db: Session) -> None:
    builtin_rows.bring_in(db, NOON)
    row = db.scalars(select(Segment).where(Segment.builtin_key == "B2")).one()
    row.builtin_key, row.uid = "B99", "builtin-B99"
    db.flush()
    builtin_rows.bring_in(db, NOON)
    assert saved.get(db, row.id).builtin is None
    assert builtin_rows.are_brought_in(db)


def test_the_open_file_leaves_them_out_but_keeps_what_refers_to_them(db: Session) -> None:
    builtin_rows.bring_in(db, NOON)
    uses = {"segment": builtin_rows.open_id("B25"), "op": "in"}
    saved.save(
        db, name="Mine", node=from_json(uses), kind="active", as_of=DAYS[0],
        saved_at=NOON + timedelta(1),
    )  # fmt: skip
    assert [one["definition"] for one in open_file.dump(db, DAYS[0])["segments"]] == [uses]
