"""Edits of the tree: each gives back a new tree, and nothing gets lost on the way."""

from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.segments.edits import (
    EditError,
    Path,
    depth,
    duplicate,
    group_with,
    insert_at,
    move,
    node_at,
    path_of,
    remove_at,
    replace_at,
    set_at,
    ungroup,
    wrap_in_group,
)
from desktop.services.segments.pruning import walk
from desktop.services.segments.tree import AnyNode, Event, Group, Not, Rule


def rule(name: str) -> Rule:
    return Rule(field=name, id=name)


A, B, C = rule("a"), rule("b"), rule("c")
INNER = Group(combinator="any", children=(B, C), id="inner")
TREE = Group(children=(A, INNER), id="root")


def names(node: AnyNode) -> list[str]:
    return [one.field for _, one in walk(node) if isinstance(one, Rule)]


def test_a_path_leads_to_its_node() -> None:
    assert node_at(TREE, (1, 0)) is B
    assert node_at(TREE, ()) is TREE


def test_a_path_leads_into_an_event() -> None:
    event = Event(event=("service",), where=A)
    assert node_at(Group(children=(event,)), (0, "where")) is A


def test_replacing_leaves_the_rest_as_it_was() -> None:
    changed = replace_at(TREE, (1, 0), rule("x"))
    assert names(changed) == ["a", "x", "c"]
    assert names(TREE) == ["a", "b", "c"]


def test_an_emptied_group_stays() -> None:
    changed = remove_at(remove_at(TREE, (1, 1)), (1, 0))
    assert node_at(changed, (1,)) == INNER.with_(children=())


def test_removing_what_stands_under_not_takes_the_not_along() -> None:
    assert remove_at(Group(children=(A, Not(child=B))), (1, 0)) == Group(children=(A,))


def test_insert_puts_the_node_before_the_place() -> None:
    assert names(insert_at(TREE, (1, 1), rule("x"))) == ["a", "b", "x", "c"]


@pytest.mark.parametrize(
    ("source", "target", "order"),
    [
        ((0,), (2,), ["b", "c", "a"]),
        ((0,), (1, 1), ["b", "a", "c"]),
        ((1, 1), (0,), ["c", "a", "b"]),
        ((1, 0), (1, 2), ["a", "c", "b"]),
    ],
)
def test_move_puts_the_node_where_the_drop_line_was(
    source: Path, target: Path, order: list[str]
) -> None:
    assert names(move(TREE, source, target)) == order


def test_a_group_cannot_go_into_itself() -> None:
    with pytest.raises(EditError, match="into itself"):
        move(TREE, (1,), (1, 0))


def test_a_locked_condition_cannot_be_moved_or_changed() -> None:
    locked = replace_at(TREE, (0,), A.with_(locked=True))
    with pytest.raises(EditError, match="locked"):
        move(locked, (0,), (2,))
    with pytest.raises(EditError, match="locked"):
        set_at(locked, (0,), muted=True)
    assert set_at(locked, (0,), locked=False) == TREE


def test_wrap_then_ungroup_is_no_change() -> None:
    assert ungroup(wrap_in_group(TREE, (0,)), (0,)) == TREE


def test_dropping_on_a_rule_groups_the_two() -> None:
    flat = Group(children=(A, B, C))
    paired = Group(combinator="any", children=(B, A))
    assert group_with(flat, (0,), (1,)) == Group(children=(paired, C))


def test_a_copy_stands_behind_with_new_ids() -> None:
    numbers = count(1)
    changed = duplicate(TREE, (1,), lambda: f"new{next(numbers)}")
    assert names(changed) == ["a", "b", "c", "b", "c"]
    assert path_of(changed, "new2") == (2, 0)
    assert path_of(changed, "b") == (1, 0)


def test_depth_counts_the_levels_of_groups() -> None:
    assert (depth(A), depth(TREE)) == (0, 2)


def test_a_place_that_is_gone_is_said_so() -> None:
    with pytest.raises(EditError, match="any more"):
        node_at(TREE, (5,))


TREES: st.SearchStrategy[AnyNode] = st.recursive(
    st.sampled_from("abcdef").map(rule),
    lambda inner: st.lists(inner, max_size=3).map(lambda some: Group(children=tuple(some))),
    max_leaves=12,
)


@given(tree=TREES.filter(lambda tree: isinstance(tree, Group)), data=st.data())
def test_no_move_ever_loses_or_doubles_a_rule(tree: Group, data: st.DataObject) -> None:
    places = [path for path, _ in walk(tree)]
    source = data.draw(st.sampled_from(places))
    groups = [path for path, node in walk(tree) if isinstance(node, Group)]
    group = data.draw(st.sampled_from(groups))
    place = data.draw(st.integers(0, len(getattr(node_at(tree, group), "children", ()))))
    try:
        moved = move(tree, source, (*group, place))
    except EditError:
        assert not source or (*group, place)[: len(source)] == source
        return
    assert Counter(names(moved)) == Counter(names(tree))
