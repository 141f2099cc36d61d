"""Statement, columns in memory and naive judge agree on random trees over random offices."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models.database import Office
from desktop.services.segments.compile import statement
from desktop.services.segments.context import Context
from desktop.services.segments.counting import node_counts
from desktop.services.segments.pruning import prune, walk
from desktop.services.segments.tree import AnyNode, from_json, to_json
from desktop.services.segments.vectors.answers import VectorAnswers
from desktop.services.segments.vectors.keeping import Kept, answers_over
from tests import naive_segments as naive
from tests.naive_segments import Json, World
from tests.services.segments.random_offices import fill, random_edge, random_world
from tests.services.segments.random_trees import random_tree

TREES_PER_OFFICE = 10
SEEDS = st.integers(0, 2**48)
QUICK = settings(
    max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
LONG = settings(QUICK, max_examples=2000)


@contextmanager
def filled(office: Office, world: World) -> Iterator[Context]:
    with office.writing() as db:
        fill(db, world)
        yield Context(db, world.as_of)
        db.rollback()


def compiled(context: Context, tree: Json) -> set[int]:
    node = from_json(tree)
    assert not prune(node, context).left_out, tree
    return set(context.db.scalars(statement(node, context)))


def in_memory(told: VectorAnswers, node: AnyNode) -> set[int]:
    return set(told.live_ids(told.of(node)).tolist())


def judge_seed(office: Office, seed: int) -> None:
    random = Random(seed)
    edge = random_edge(random)
    world = random_world(random, edge)
    with filled(office, world) as context:
        told = answers_over(context, Kept())
        for _ in range(TREES_PER_OFFICE):
            tree = random_tree(random, edge)
            expected = naive.members(world, tree)
            assert compiled(context, tree) == expected, json.dumps(tree)
            assert in_memory(told, from_json(tree)) == expected, json.dumps(tree)
        for _, node in walk(from_json(tree)):
            if prune(node, context).node is not None:
                assert in_memory(told, node) == compiled(context, to_json(node)), to_json(node)


@QUICK
@given(seed=SEEDS)
def test_statement_and_columns_agree_with_the_naive_judge(shared_office: Office, seed: int) -> None:
    judge_seed(shared_office, seed)


@pytest.mark.long
@LONG
@given(seed=SEEDS)
def test_statement_and_columns_agree_on_many_more(shared_office: Office, seed: int) -> None:
    judge_seed(shared_office, seed)


def laws_world(seed: int) -> tuple[World, Json, Json]:
    random = Random(seed)
    edge = random_edge(random)
    world = random_world(random, edge)
    first, second = (random_tree(random, edge, 1) for _ in range(2))
    return world, first | {"muted": False}, second | {"muted": False}


FEW = settings(QUICK, max_examples=50)


@FEW
@given(seed=SEEDS)
def test_not_is_the_exact_complement(shared_office: Office, seed: int) -> None:
    world, tree, _ = laws_world(seed)
    if not naive.is_active(tree):
        return
    live = {person.number for person in world.people if person.live}
    with filled(shared_office, world) as context:
        inside = compiled(context, tree)
        assert compiled(context, {"not": tree}) == live - inside
        assert compiled(context, {"none": [tree]}) == live - inside


@FEW
@given(seed=SEEDS)
def test_all_is_the_intersection_and_any_the_union(shared_office: Office, seed: int) -> None:
    world, first, second = laws_world(seed)
    if not (naive.is_active(first) and naive.is_active(second)):
        return
    with filled(shared_office, world) as context:
        left, right = compiled(context, first), compiled(context, second)
        assert compiled(context, {"all": [first, second]}) == left & right
        assert compiled(context, {"any": [first, second]}) == left | right


@FEW
@given(seed=SEEDS)
def test_a_muted_condition_is_as_good_as_deleted(shared_office: Office, seed: int) -> None:
    world, first, second = laws_world(seed)
    with filled(shared_office, world) as context:
        muted = {"all": [first, second | {"muted": True}]}
        assert compiled(context, muted) == compiled(context, {"all": [first]})


@FEW
@given(seed=SEEDS)
def test_did_not_is_a_count_of_zero(shared_office: Office, seed: int) -> None:
    random = Random(seed)
    edge = random_edge(random)
    world = random_world(random, edge)
    where = {"field": "kind", "op": "is", "value": "Repair"}
    window = {"kind": "last", "n": edge.n, "unit": edge.unit}
    event = {"event": "service", "window": window} | random.choice(({}, {"where": where}))
    with filled(shared_office, world) as context:
        none = compiled(context, event | {"form": "count", "op": "eq", "value": 0})
        assert compiled(context, event | {"form": "did_not"}) == none


@FEW
@given(seed=SEEDS)
def test_the_count_of_each_node_is_the_count_of_that_node_alone(
    shared_office: Office, seed: int
) -> None:
    world, tree, _ = laws_world(seed)
    with filled(shared_office, world) as context:
        counts = node_counts(context.db, from_json(tree), world.as_of)
        for path, node in walk(from_json(tree)):
            if path in counts:
                assert counts[path].count == len(compiled(context, to_json(node)))
            else:
                assert not naive.is_active(to_json(node))
