"""D01 to D15 of the condition catalogue: each phrase gives exactly the tree of the table."""

from typing import Any

import pytest

from desktop.services.segments.tree import from_json, to_json
from tests.services.segments.phrase.conftest import Ask

AEROBIC = {"field": "system_type", "op": "is", "value": "Aerobic"}


def last(n: int, unit: str) -> dict[str, Any]:
    return {"kind": "last", "n": n, "unit": unit}


def systems(rule: dict[str, Any]) -> dict[str, Any]:
    return {"records": "systems", "match": "any", "where": {"all": [rule]}}


NOT_SERVED = {"event": "service", "form": "did_not"}
TABLE: dict[str, tuple[str, dict[str, Any]]] = {
    "D01": (
        "customers who haven't been serviced in 6+ months with aerobic systems",
        {"all": [AEROBIC, NOT_SERVED | {"window": last(6, "months")}]},
    ),
    "D02": (
        "aerobic in zone 2",
        {"all": [AEROBIC, {"field": "zone", "op": "is", "value": "Zone 2"}]},
    ),
    "D03": ("no service in the last year", NOT_SERVED | {"window": last(1, "years")}),
    "D04": (
        "contract ends this month",
        {"field": "contract_end", "op": "in_period", "value": "this_month"},
    ),
    "D05": (
        "3 or more pump-outs in 5 years",
        {
            "event": "service",
            "form": "count",
            "window": last(5, "years"),
            "where": {"field": "kind", "op": "is", "value": "Pump-out"},
            "op": "ge",
            "value": 3,
        },
    ),
    "D06": (
        "tanks installed between 1995 and 2005",
        systems(
            {"field": "installed", "op": "between", "value": "1995-01-01", "value2": "2005-12-31"}
        ),
    ),
    "D07": ("no phone number", {"field": "phone", "op": "is_unknown"}),
    "D08": (
        "vip but not in hays county",
        {
            "all": [
                {"field": "value_tier", "op": "is", "value": "VIP"},
                {"field": "zone", "op": "is_not", "value": "Hays County"},
            ]
        },
    ),
    "D09": (
        "quoted this quarter, then booked within two weeks",
        {
            "event": "quote_sent",
            "form": "sequence",
            "window": {"kind": "period", "name": "this_quarter"},
            "then": "visit_booked",
            "within": 2,
            "unit": "weeks",
        },
    ),
    "D10": (
        "last paid more than 90 days ago",
        {
            "event": "payment",
            "form": "latest",
            "has": {"field": "date", "op": "more_than_ago", "value": 90, "unit": "days"},
        },
    ),
    "D11": (
        "system older than fifteen years and no contract",
        {
            "all": [
                systems(
                    {"field": "installed", "op": "more_than_ago", "value": 15, "unit": "years"}
                ),
                {"field": "contract_status", "op": "is", "value": "None"},
            ]
        },
    ),
    "D12": (
        "grese trap customers tagged dog",
        {
            "all": [
                {"field": "system_type", "op": "is", "value": "Commercial/Grease Trap"},
                {"field": "tags", "op": "has_any_of", "value": ["dog"]},
            ]
        },
    ),
    "D13": (
        "customer anniversary in the next 14 days",
        {
            "field": "customer_since",
            "op": "anniversary",
            "window": {"kind": "next", "n": 14, "unit": "days"},
        },
    ),
}


@pytest.mark.parametrize("row", TABLE)
def test_phrase_of_the_table_gives_its_tree(ask: Ask, row: str) -> None:
    phrase, tree = TABLE[row]
    found = ask(phrase)
    assert found.tree == from_json(tree)
    assert not found.questions
    assert not found.unused
    assert not found.remark


def test_d12_shows_its_typing_error_as_corrected(ask: Ask) -> None:
    chips = ask(TABLE["D12"][0]).chips
    assert [chip.corrected_from for chip in chips] == ["grese trap", None]
    assert chips[0].said == "System type is Commercial/Grease Trap"


def test_d14_builds_the_first_half_and_offers_the_day_of_the_list(ask: Ask) -> None:
    found = ask("in the spring mailing 2026 list and not serviced since then")
    assert found.tree is not None
    assert to_json(found.tree) == {"segment": "spring", "op": "in"}
    (question,) = found.questions
    (offered,) = question.choices
    assert "then" in question.text.lower()
    assert "Mar 2, 2026" in offered.label
    since = NOT_SERVED | {"window": {"kind": "dates", "from": "2026-03-02"}}
    assert offered.tree == from_json({"all": [{"segment": "spring"}, since]})


def test_d15_asks_what_best_means_and_builds_nothing(ask: Ask) -> None:
    found = ask("best customers")
    assert found.tree is None
    (question,) = found.questions
    assert [to_json(one.tree) for one in question.choices if one.tree] == [
        {"field": "value_tier", "op": "is", "value": "VIP"},
        {"field": "rfm_m", "op": "ge", "value": 4},
        {"rank": "lifetime_revenue", "end": "top", "n": 20, "percent": True},
    ]


def test_example_of_the_research_works_by_phrase(ask: Ask) -> None:
    found = ask("system type is Aerobic and last service more than 180 days ago")
    late = {"field": "last_service", "op": "more_than_ago", "value": 180, "unit": "days"}
    assert found.tree == from_json({"all": [AEROBIC, late]})
    assert not found.unused
