"""Trees are changed by the ids of their nodes."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.segments.tree import Event, Group, Not, Rule, from_json, to_json
from desktop.views.segments import places
from desktop.views.segments.actions import ACTIONS

CITY = {"field": "city", "op": "is", "value": "Athens"}
leaves = st.sampled_from(["city", "email", "phone"]).map(lambda key: Rule(field=key, op="is_known"))
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda kind, below: Group(combinator=kind, children=tuple(below)),
        st.sampled_from(["all", "any", "none"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


def ids(tree: Any) -> list[str]:
    return [node.id or "" for node in places.walk(tree)]


@given(trees)
def test_a_prepared_tree_has_a_group_at_the_root_and_unique_ids(tree: Any) -> None:
    ready = places.prepared(tree)
    assert all(ids(ready))
    assert len(set(ids(ready))) == len(ids(ready))
    assert places.prepared(ready) == ready


def test_a_not_is_shown_as_a_row_turned_round() -> None:
    ready = places.prepared(Not(child=Rule(field="city", op="is", negate=True)))
    assert not ready.children[0].negate
    ready = places.prepared(Not(child=Rule(field="city", op="is")))
    assert ready.children[0].negate


def test_conditions_about_an_event_stand_in_a_group() -> None:
    data = {"event": "service", "where": {"field": "kind", "op": "is", "value": "Repair"}}
    event = places.prepared(from_json(data)).children[0]
    assert isinstance(event, Event)
    assert isinstance(event.where, Group)


@given(trees, st.data())
def test_a_move_keeps_every_node_and_can_be_taken_back(tree: Any, data: st.DataObject) -> None:
    ready = places.prepared(tree)
    moved = data.draw(st.sampled_from(ids(ready)))
    groups: Sequence[Group] = [n for n in places.walk(ready) if isinstance(n, Group)]
    into = data.draw(st.sampled_from(groups))
    place = data.draw(st.integers(0, len(into.children)))
    after = places.move(ready, moved, into.id or "", place)
    assert sorted(ids(after)) == sorted(ids(ready))
    came_from = places.group_above(ready, moved)
    if came_from and after is not ready:
        now = places.group_above(after, moved)
        assert now is not None
        same_group = now[0].id == came_from[0].id and now[1] <= came_from[1]
        back = came_from[1] + (1 if same_group else 0)
        assert places.move(after, moved, came_from[0].id or "", back) == ready


@given(trees, st.data())
def test_every_action_leaves_a_tree_with_unique_ids(tree: Any, data: st.DataObject) -> None:
    ready = places.prepared(tree)
    node = data.draw(st.sampled_from(ids(ready)))
    for action in ACTIONS:
        after, focus = action.do(ready, node)
        assert len(set(ids(after))) == len(ids(after))
        assert focus in ids(after)
        assert from_json(to_json(after)) == after


def test_the_last_condition_of_a_where_takes_the_where_along() -> None:
    data = {"event": "service", "where": {"all": [CITY | {"field": "kind"}]}}
    ready = places.prepared(from_json(data))
    event = ready.children[0]
    assert isinstance(event, Event)
    assert isinstance(event.where, Group)
    after = places.remove(ready, event.where.children[0].id or "").children[0]
    assert isinstance(after, Event)
    assert after.where is None
