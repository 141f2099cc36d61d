"""Every operator of every type, walked from the table: countable, sayable, complementary."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.orm import Session

from desktop.services.segments.compile import statement
from desktop.services.segments.context import Context
from desktop.services.segments.operators import (
    OPERATORS,
    SHAPES,
    TYPES,
    Operator,
    operator_for,
    operators_for,
)
from desktop.services.segments.pruning import prune
from desktop.services.segments.sentence import sentence
from desktop.services.segments.tree import from_json
from tests.services.segments.random_offices import Edge, fill, random_world
from tests.services.segments.random_trees import random_rule

AS_OF = date(2026, 6, 15)
EDGE = Edge(AS_OF, 2, "months")
A_FIELD = {
    "text": "city",
    "choice": "customer_type",
    "many": "tags",
    "number": "rfm_m",
    "money": "open_balance",
    "yes_no": "sms_ok",
    "date": "last_service",
}


def each() -> Iterator[tuple[str, Operator]]:
    for type_ in TYPES:
        for operator in operators_for(type_):
            yield type_, operator


PAIRS = [pytest.param(*pair, id=f"{pair[0]}-{pair[1].name}") for pair in each()]


@pytest.fixture
def context(db: Session) -> Context:
    fill(db, random_world(Random(7), EDGE))
    return Context(db, AS_OF)


def rule_with(type_: str, operator: Operator) -> dict[str, object]:
    for seed in range(2000):
        rule = random_rule(Random(seed), EDGE, {A_FIELD[type_]: type_})
        if rule["op"] == operator.name and "blank" not in rule:
            return rule
    raise AssertionError(operator.name)


@pytest.mark.parametrize(("type_", "operator"), PAIRS)
def test_each_operator_counts_and_reads_as_a_sentence(
    context: Context, type_: str, operator: Operator
) -> None:
    node = from_json(rule_with(type_, operator))
    assert not prune(node, context).left_out
    assert context.db.scalars(statement(node, context)).all() is not None
    words = sentence(context, node, AS_OF)
    assert words.startswith(context.fields[A_FIELD[type_]].label)
    assert "…" not in words


@pytest.mark.parametrize(("type_", "operator"), [pair for pair in each() if pair[1].is_negative])
def test_each_negative_operator_is_the_complement_of_its_positive(
    context: Context, type_: str, operator: Operator
) -> None:
    rule = rule_with(type_, operator)
    opposite = rule | {"op": operator.complement_of}
    negative = set(context.db.scalars(statement(from_json(rule), context)))
    positive = set(context.db.scalars(statement(from_json(opposite), context)))
    live = set(context.db.scalars(statement(from_json({"everyone": True}), context)))
    assert negative == live - positive


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS.keys())
def test_the_table_is_sound(operator: Operator) -> None:
    assert operator.shape in SHAPES
    assert set(operator.types) <= set(TYPES)
    if operator.complement_of:
        opposite = OPERATORS[operator.complement_of]
        assert (opposite.types, opposite.shape) == (operator.types, operator.shape)


def test_the_names_are_those_of_the_catalogue() -> None:
    names = """is is_not is_any_of is_none_of contains not_contains starts_with not_starts_with
    ends_with not_ends_with is_known is_unknown has_any_of has_all_of has_none_of lt le gt ge
    between not_between on not_on before on_or_before after on_or_after in_last not_in_last
    in_next more_than_ago at_least_ago exactly_ago between_ago more_than_ahead in_past in_future
    in_period not_in_period month_is anniversary not_anniversary age_ge age_lt age_between"""
    assert set(OPERATORS) == set(names.split())


def test_an_operator_of_another_type_is_none() -> None:
    assert operator_for("ge", "text") is None
    assert operator_for("nonsense", "text") is None


def test_no_operator_is_decided_by_an_if_chain_over_names() -> None:
    """Names stand in tables; a module that compares many of them would drift from the table."""
    folder = Path(__file__).parents[3] / "desktop/services/segments"
    for path in sorted(folder.glob("*.py")):
        compared = re.findall(r'\bop == "(\w+)"', path.read_text(encoding="utf-8"))
        assert len(compared) <= 4, path.name
