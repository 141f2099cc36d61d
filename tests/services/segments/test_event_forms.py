"""Every form of an event condition: what is missing in it, what it says, and that it comes back."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.services.segments import counting
from desktop.services.segments.checks import check
from desktop.services.segments.context import Context
from desktop.services.segments.edits import with_form
from desktop.services.segments.sentence import sentence
from desktop.services.segments.tree import (
    FORM_PARTS,
    FORMS,
    DefinitionError,
    Event,
    from_json,
    to_json,
)

AS_OF = date(2026, 6, 15)
TWO_YEARS = {"kind": "last", "n": 24, "unit": "months"}
LAST_YEAR = {"window": {"kind": "period", "name": "last_year"}}
THIS_YEAR = {"window": {"kind": "period", "name": "this_year"}}
REPAIR = {"field": "kind", "op": "is", "value": "Repair"}
# form: its parts, and the sentence
WHOLE: dict[str, tuple[dict[str, Any], str]] = {
    "did": ({}, "At least one service ever."),
    "did_not": ({}, "No service ever."),
    "count": ({"op": "ge", "value": 3}, "At least 3 services."),
    "sum": (
        {"attr": "amount", "op": "ge", "value": 1500},
        "Amount of all services together is at least $1,500.00.",
    ),
    "avg": (
        {"attr": "amount", "op": "between", "value": 10, "value2": 20},
        "Average amount of services is between $10.00 and $20.00.",
    ),
    "min": (
        {"attr": "amount", "op": "lt", "value": 5},
        "Lowest amount of services is below $5.00.",
    ),
    "max": (
        {"attr": "amount", "op": "eq", "value": 5},
        "Highest amount of services is exactly $5.00.",
    ),
    "distinct": (
        {"attr": "technician", "op": "ge", "value": 2},
        "Number of different values of technician over services is at least 2.",
    ),
    "distinct_days": (
        {"op": "lt", "value": 2},
        "Services on fewer than 2 different days.",
    ),
    "first": (
        {"window": TWO_YEARS},
        "The very first service in the last 24 months (16 Jun 2024 to 15 Jun 2026).",
    ),
    "latest": ({"has": REPAIR}, "The latest service has Kind is Repair."),
    "sequence": (
        {"then": "payment", "within": 2, "unit": "weeks"},
        "At least one service, followed by payment within 2 weeks.",
    ),
    "not_followed": (
        {
            "then": "service",
            "then_where": REPAIR,
            "within": 1,
            "unit": "months",
            "count_open": True,
        },
        (
            "A service not followed by service where Kind is Repair within 1 month"
            " (deadlines still running count too)."
        ),
    ),
    "stopped": (
        {"window": TWO_YEARS, "quiet": 6, "unit": "months"},
        (
            "At least one service in the last 24 months (16 Jun 2024 to 15 Jun 2026),"
            " but none in its last 6 months."
        ),
    ),
    "resumed": (
        {"recent": 1, "gap": 3, "unit": "years"},
        "A service in the last 1 year, none in the 3 years before, and one earlier.",
    ),
    "regular": (
        {"periods": 4, "length": 1, "unit": "years", "times": 1, "min_periods": 3},
        "At least 1 services in 3 or more of the last 4 stretches of 1 year.",
    ),
    "compare": (
        {"a": LAST_YEAR, "b": THIS_YEAR, "change": {"op": "lt"}},
        (
            "Fewer services this year (1 Jan 2026 to 31 Dec 2026)"
            " than last year (1 Jan 2025 to 31 Dec 2025)."
        ),
    ),
    "ratio": (
        {"over": "call", "op": "ge", "value": 0.5},
        "Services divided by calls is at least 0.5.",
    ),
}


def condition(form: str, **changes: Any) -> dict[str, Any]:
    parts = WHOLE[form][0] | changes
    return {"event": "service", "form": form} | {k: v for k, v in parts.items() if v is not None}


def test_every_form_is_told_here() -> None:
    assert set(WHOLE) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_condition_is_said_checked_and_read_back(db: Session, form: str) -> None:
    node = from_json(condition(form))
    assert sentence(db, node, AS_OF) == WHOLE[form][1]
    assert not check(node, Context(db, AS_OF)).errors
    assert from_json(to_json(node)) == node


@pytest.mark.parametrize(
    ("form", "part"),
    [
        (form, part)
        for form, parts in FORM_PARTS.items()
        for part in parts
        if part not in ("value2", "then_where", "count_open", "over_where", "event_b", "change")
    ],
)
def test_a_missing_part_is_named_and_never_counted(db: Session, form: str, part: str) -> None:
    errors = check(from_json(condition(form, **{part: None})), Context(db, AS_OF)).errors
    assert errors, (form, part)


@pytest.mark.parametrize(
    ("form", "changes", "message"),
    [
        ("sum", {"attr": "technician"}, "“Technician” is not an amount."),
        ("sum", {"attr": "method"}, "These events have no “method”."),
        ("avg", {"value": 20, "value2": 10}, "The first value is above the second; swap them."),
        ("sequence", {"within": 0}, "The number of weeks must be 1 or more."),
        ("sequence", {"then": "rain"}, "There is no event called “rain”."),
        ("stopped", {"quiet": 24}, "The quiet part must be shorter than the window."),
        ("regular", {"min_periods": 5}, "There are only 4 periods to look at."),
        ("regular", {"periods": 121, "min_periods": 1}, "At most 120 periods can be looked at."),
        ("compare", {"change": None}, "Choose how many times."),
        ("ratio", {"value": "half"}, "“half” is not a number that can be used."),
        ("count", {"value": 1.5}, "How many times must be a whole number."),
    ],
)
def test_limits_are_refused_with_a_sentence(
    db: Session, form: str, changes: dict[str, Any], message: str
) -> None:
    errors = check(from_json(condition(form, **changes)), Context(db, AS_OF)).errors
    assert message in [found.message for found in errors]


STRETCHES = ("within", "quiet", "recent", "gap", "length")


@pytest.mark.parametrize("unit", ["days", "years"])
@pytest.mark.parametrize("given", ["1,000", 3000, 10**12])
@pytest.mark.parametrize(
    ("form", "part"),
    [(form, part) for form, parts in FORM_PARTS.items() for part in parts if part in STRETCHES],
)
def test_however_long_a_stretch_is_there_is_an_answer(
    db: Session, form: str, part: str, given: object, unit: str
) -> None:
    db.add(Customer(display_name="Ana"))
    db.flush()
    asked = condition(form, **{part: given, "unit": unit, "window": {"kind": "all"}})
    assert counting.count(db, from_json(asked), AS_OF).count == 0


def test_a_number_typed_with_a_comma_is_a_number(db: Session) -> None:
    lately = {"window": {"kind": "last", "n": "1,000", "unit": "days"}}
    node = from_json({"any": [condition("did") | lately, {"rank": "rfm_m", "n": "1,000"}]})
    assert not check(node, Context(db, AS_OF)).errors
    assert counting.count(db, node, AS_OF).count == 0


def test_a_deadline_longer_than_the_window_warns(db: Session) -> None:
    soon = condition("sequence", window={"kind": "last", "n": 5, "unit": "days"})
    warnings = check(from_json(soon), Context(db, AS_OF)).warnings
    assert [found.code for found in warnings] == ["long_deadline"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"n": 0}, "How many must be 1 or more."),
        ({"n": 101, "percent": True}, "There are no more than 100 percent."),
        ({"rank": "city"}, "Customers cannot be ranked by “Mailing city”."),
        ({"rank": "luck"}, "There is no field called “luck”."),
    ],
)
def test_a_ranking_has_limits_too(db: Session, changes: dict[str, Any], message: str) -> None:
    node = from_json({"rank": "lifetime_revenue", "n": 10} | changes)
    assert [found.message for found in check(node, Context(db, AS_OF)).errors] == [message]


def test_a_ranking_in_words(db: Session) -> None:
    node = from_json({"rank": "lifetime_revenue", "end": "bottom", "n": 20, "percent": True})
    assert sentence(db, node, AS_OF) == "In the bottom 20 percent by Lifetime revenue."


def test_a_change_must_be_one_we_know() -> None:
    with pytest.raises(DefinitionError, match="not one we know"):
        from_json(condition("compare", change={"op": "wild"}))


def test_another_form_drops_what_it_has_no_use_for() -> None:
    event = from_json(condition("sequence") | {"note": "why", "where": REPAIR})
    assert isinstance(event, Event)
    plain = with_form(event, "count")
    assert (plain.then, plain.within, plain.note, plain.where) == ((), None, "why", event.where)
