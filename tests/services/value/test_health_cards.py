"""Cards, grades, colours, guard rails and trends at each of their edges."""

from typing import Any

import pytest
from sqlalchemy import Integer, create_engine, literal, null, select

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services.value import health_cards, health_rules
from desktop.services.value.health_cards import CARDS


def asked(expression: Any) -> Any:
    with create_engine("sqlite://").connect() as connection:
        return connection.scalar(select(expression))


def number(value: int | None) -> Any:
    return null().cast(Integer) if value is None else literal(value, Integer)


@pytest.mark.parametrize(
    ("lifecycle", "system_type", "contract", "card"),
    [
        ("lapsed", "commercial_grease", "active", "recovery"),
        ("at_risk", "aerobic", "active", "recovery"),
        ("new", "commercial_grease", "active", "onboarding"),
        ("active", "commercial_grease", "active", "commercial"),
        ("loyal", "aerobic", "active", "aerobic_contract"),
        ("loyal", "aerobic", "expired", "established"),
        ("active", "conventional", "active", "established"),
        ("active", "unknown", "none", "established"),
        ("lead", "aerobic", "active", "none"),
        ("prospect", "commercial_grease", "none", "none"),
        ("inactive", "aerobic", "active", "none"),
    ],
)
def test_the_first_card_whose_condition_holds_is_taken(
    lifecycle: str, system_type: str, contract: str, card: str
) -> None:
    made = health_cards.card(literal(lifecycle), literal(system_type), literal(contract))
    assert asked(made) == card


@pytest.mark.parametrize(
    ("score", "grade", "colour"),
    [
        (100, "A", "green"), (90, "A", "green"), (89, "B", "green"), (80, "B", "green"),
        (79, "C", "yellow"), (70, "C", "yellow"), (69, "D", "yellow"), (60, "D", "yellow"),
        (59, "F", "red"), (0, "F", "red"), (None, "not_rated", "not_rated"),
    ],
)  # fmt: skip
def test_grades_and_colours_begin_at_their_edges(
    score: int | None, grade: str, colour: str
) -> None:
    assert asked(health_cards.grade(number(score))) == grade
    assert asked(health_cards.colour(number(score), null())) == colour


@pytest.mark.parametrize(
    ("cap", "score", "colour"),
    [
        ("complaint", 95, "yellow"),
        ("complaint", 60, "yellow"),
        ("complaint", 59, "red"),
        ("inoperative", 80, "yellow"),
        ("violation", 100, "red"),
        ("violation", 60, "red"),
        ("violation", None, "not_rated"),
    ],
)
def test_a_guard_rail_holds_the_colour_down_and_never_lifts_it(
    cap: str, score: int | None, colour: str
) -> None:
    assert asked(health_cards.colour(number(score), literal(cap))) == colour


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (80, 75, "▲ up 5 points in 90 days"),
        (80, 76, "Steady over 90 days"),
        (70, 75, "▼ down 5 points in 90 days"),
        (71, 75, "Steady over 90 days"),
        (71, None, "No score 90 days ago to compare with"),
        (None, 71, "No score 90 days ago to compare with"),
    ],
)
def test_a_trend_begins_at_five_points_and_says_so_in_words(
    now: int | None, before: int | None, words: str
) -> None:
    assert health_cards.trend_words(health_cards.trend(now, before)) == words


def test_the_shipped_weights_pass_their_own_check_and_name_every_card() -> None:
    body = health_rules.shipped_body()
    health_rules.check(body)
    assert set(body["cards"]) == {card.key for card in CARDS} == set(c.HEALTH_CARD) - {"none"}


def _with(card: str, **weights: Any) -> dict[str, Any]:
    body = health_rules.shipped_body()
    body["cards"][card] |= weights
    return body


def _without_established() -> dict[str, Any]:
    body = health_rules.shipped_body()
    del body["cards"]["established"]
    return body


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "cards"),
        ({"cards": []}, "cards"),
        (health_rules.shipped_body() | {"more": 1}, "cards"),
        (_without_established(), "cards.established"),
        ({"cards": health_rules.shipped_body()["cards"] | {"gold": {}}}, "cards.gold"),
        ({"cards": health_rules.shipped_body()["cards"] | {"recovery": 5}}, "cards.recovery"),
        (_with("recovery", TIM=31), "cards.recovery"),
        (_with("recovery", TIM=29), "cards.recovery"),
        (_with("recovery", XYZ=0), "cards.recovery.XYZ"),
        (_with("recovery", TIM=30.0), "cards.recovery.TIM"),
        (_with("recovery", TIM=True), "cards.recovery.TIM"),
        (_with("recovery", TIM=-1, WIN=61), "cards.recovery.TIM"),
    ],
)
def test_weights_that_do_not_hold_together_are_refused_with_their_place(
    body: dict[str, Any], where: str
) -> None:
    with pytest.raises(UserError) as refused:
        health_rules.check(body)
    assert refused.value.where == where


def test_a_measure_without_weight_is_not_part_of_the_card() -> None:
    read = dict(health_rules.read(_with("recovery", TIM=0, REL=45)))
    assert "TIM" not in dict(read["recovery"])
