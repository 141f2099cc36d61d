"""The rules of the phrase box: what is corrected, asked, left unused, and never guessed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.services.segments.phrase.counts import with_counts
from desktop.services.segments.phrase.understanding import Understood, understand
from desktop.services.segments.tree import AnyNode, to_json
from tests.services.segments.phrase.conftest import AS_OF, Ask

OVERDUE = {"field": "due_status", "op": "is", "value": "Overdue"}
AEROBIC = {"field": "system_type", "op": "is", "value": "Aerobic"}
VIP = {"field": "value_tier", "op": "is", "value": "VIP"}


def plain(tree: AnyNode | None) -> dict[str, Any] | None:
    return None if tree is None else to_json(tree)


def offered(found: Understood) -> list[dict[str, Any] | None]:
    (question,) = found.questions
    return [plain(one.tree) for one in question.choices]


def test_longest_known_name_wins(ask: Ask) -> None:
    assert plain(ask("do not mail").tree) == {
        "field": "tags",
        "op": "has_any_of",
        "value": ["do not mail"],
    }


@pytest.mark.parametrize("phrase", ["truck 7", "zone 12", "zone 4 customers", "truck seven"])
def test_name_that_differs_in_a_number_is_never_corrected(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert found.tree is None
    assert phrase.split()[1] in found.unused


def test_number_in_words_names_the_zone(ask: Ask) -> None:
    assert plain(ask("zone two").tree) == {"field": "zone", "op": "is", "value": "Zone 2"}


def test_unknown_zone_is_told(ask: Ask) -> None:
    assert ask("zone 12").remark == "There is no “12” among “Zone”."


@pytest.mark.parametrize(
    ("phrase", "corrected"),
    [
        ("residental", "residental"),
        ("in hays conty", "hays conty"),
        ("areobic systems", "areobic"),
        ("not servised in 6 mnths", "servised, mnths"),
        ("tagged gaet code", "gaet code"),
    ],
)
def test_typing_error_is_corrected_and_shown(ask: Ask, phrase: str, corrected: str) -> None:
    (chip,) = ask(phrase).chips
    assert chip.corrected_from == corrected


def test_unknown_words_are_shown_as_unused(ask: Ask) -> None:
    found = ask("aerobic with blue doors in zone 2")
    assert found.unused == ("blue", "doors")
    assert found.tree is not None


@pytest.mark.parametrize("phrase", ["", "   ", "?!", "all customers", "everyone", "blue doors"])
def test_nothing_understood_builds_nothing(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert found.tree is None
    assert not found.chips


@pytest.mark.parametrize(
    "phrase",
    [
        "delete all customers in zone 2",
        "please send a letter to aerobic customers",
        "call everyone in zone 1",
        "email all vip customers",
        "drop table customers",
        "export overdue",
    ],
)
def test_command_builds_nothing_and_says_so(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert found.tree is None
    assert not found.questions
    assert "changes, sends and deletes nothing" in found.remark


def test_description_that_begins_like_a_command_is_understood(ask: Ask) -> None:
    assert ask("calls last month").tree is not None
    assert ask("email ends with gmail.com").tree is not None


def test_and_mixed_with_or_asks_for_the_brackets(ask: Ask) -> None:
    found = ask("aerobic and overdue or vip")
    assert found.tree is None
    assert offered(found) == [
        {"any": [{"all": [AEROBIC, OVERDUE]}, VIP]},
        {"all": [AEROBIC, {"any": [OVERDUE, VIP]}]},
    ]
    assert [one.label for one in found.questions[0].choices] == [
        "(aerobic and overdue) or vip",
        "aerobic and (overdue or vip)",
    ]


def test_chosen_reading_becomes_the_tree(ask: Ask) -> None:
    found = ask("aerobic and overdue or vip", 1)
    assert plain(found.tree) == {"all": [AEROBIC, {"any": [OVERDUE, VIP]}]}
    assert [chip.path for chip in found.chips] == [(0,), (1, 0), (1, 1)]
    assert not found.questions


def test_not_before_an_or_asks(ask: Ask) -> None:
    found = ask("not aerobic or overdue")
    assert found.tree is None
    literal = {"any": [{"field": "system_type", "op": "is_not", "value": "Aerobic"}, OVERDUE]}
    assert offered(found) == [literal, {"none": [AEROBIC, OVERDUE]}]


@pytest.mark.parametrize(
    "phrase",
    ["aerobic, and overdue or vip", "overdue or vip, and aerobic", "aerobic and (overdue or vip)",
     "aerobic and either overdue or vip"],
)  # fmt: skip
def test_comma_bracket_or_either_settles_it(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert not found.questions
    assert {"any": [OVERDUE, VIP]} in (plain(found.tree) or {})["all"]


def test_list_that_ends_with_or_asks(ask: Ask) -> None:
    assert offered(ask("aerobic, overdue or vip")) == [
        {"any": [AEROBIC, OVERDUE, VIP]},
        {"all": [AEROBIC, {"any": [OVERDUE, VIP]}]},
    ]


def test_or_between_values_of_one_field_binds_tightest(ask: Ask) -> None:
    zones = {"field": "zone", "op": "is_any_of", "value": ["Zone 1", "Zone 2"]}
    assert plain(ask("overdue in zone 1 or zone 2").tree) == {"all": [OVERDUE, zones]}


def test_two_values_at_once_of_one_field_are_asked_about(ask: Ask) -> None:
    found = ask("zone 1 and zone 2")
    zones = {"field": "zone", "op": "is_any_of", "value": ["Zone 1", "Zone 2"]}
    assert found.tree is None
    assert offered(found) == [zones]


@pytest.mark.parametrize(
    "phrase",
    ["contracts expiring soon", "unpaid invoices",
     "valuable customers", "serviced lately", "close by", "haven't been in touch in a while",
     "recently paid", "not good", "active", "3 repairs this year", "customers since 2015",
     "quoted then booked", "top 10", "no open balance", "balance 500", "serviced twice"],
)  # fmt: skip
def test_vague_words_ask_and_build_nothing(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert found.tree is None
    assert found.questions
    assert all(one.tree is not None for one in found.questions[0].choices)


def test_rest_of_a_phrase_is_built_while_a_question_is_open(ask: Ask) -> None:
    found = ask("best customers in zone 2")
    zone = {"field": "zone", "op": "is", "value": "Zone 2"}
    assert plain(found.tree) == zone
    assert plain(found.questions[0].choices[0].tree) == {"all": [VIP, zone]}


def test_lost_not_is_never_silent(ask: Ask) -> None:
    found = ask("not purple aerobic")
    assert found.unused == ("not", "purple")
    assert "“not”" in found.remark


def test_lost_time_is_never_silent(ask: Ask) -> None:
    assert "“this month”" in ask("grease trap due this month").remark


def test_not_before_anything_turns_it_round(ask: Ask) -> None:
    found = ask("not spent more than $500 this year")
    assert found.tree is not None
    assert found.tree.negate
    assert not found.unused


@pytest.mark.parametrize(
    ("as_of", "phrase", "start"),
    [
        (date(2026, 6, 15), "not serviced since March", "2026-03-01"),
        (date(2026, 2, 15), "not serviced since March", "2025-03-01"),
        (date(2026, 3, 1), "not serviced since March", "2026-03-01"),
        (date(2026, 6, 15), "serviced in March", "2026-03-01"),
        (date(2026, 6, 15), "serviced since March 4, 2025", "2025-03-04"),
        (date(2026, 6, 15), "serviced since 3/4/2025", "2025-03-04"),
        (date(2026, 6, 15), "serviced since last month", "2026-05-01"),
    ],
)
def test_month_is_the_latest_such_month(
    phrase_db: Session, as_of: date, phrase: str, start: str
) -> None:
    tree = plain(understand(phrase_db, phrase, as_of).tree)
    assert tree is not None
    assert tree["window"]["from"] == start


def test_last_year_is_the_calendar_year_and_the_last_year_rolls(ask: Ask) -> None:
    calendar, rolling = plain(ask("paid last year").tree), plain(ask("paid in the last year").tree)
    assert calendar is not None
    assert rolling is not None
    assert calendar["window"] == {"kind": "period", "name": "last_year"}
    assert rolling["window"] == {"kind": "last", "n": 1, "unit": "years"}


@pytest.mark.parametrize(
    "said", ["18 months", "eighteen months", "18+ months", "over 18 months", "a year and a half"]
)
def test_ways_to_say_a_stretch(ask: Ask, said: str) -> None:
    tree = plain(ask(f"haven't been serviced in {said}").tree)
    assert tree is not None
    assert tree["window"] == {"kind": "last", "n": 18, "unit": "months"}


def test_counts_of_readings_and_of_the_never_served(phrase_db: Session) -> None:
    found = understand(phrase_db, "not serviced in 6 months, aerobic and overdue or vip", AS_OF)
    counted = with_counts(phrase_db, found, AS_OF)
    (chip,) = counted.chips
    assert "includes 1 never served" in chip.said
    assert [one.customers for one in counted.questions[0].choices] == [0, 0]
