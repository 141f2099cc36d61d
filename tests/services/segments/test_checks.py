"""The checks before saving: each error and warning of the catalogue, and none without cause."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.segments import Segment
from desktop.services.segments.checks import check
from desktop.services.segments.context import Context
from desktop.services.segments.tree import from_json

AS_OF = date(2026, 6, 15)
RESIDENTIAL = {"field": "customer_type", "op": "is", "value": "residential"}
COMMERCIAL = {"field": "customer_type", "op": "is", "value": "Commercial"}
WINDOW = {"kind": "last", "n": 6, "unit": "months"}
SERVICE = {"event": "service", "form": "did", "window": WINDOW}


def deep(levels: int) -> dict[str, Any]:
    return RESIDENTIAL if levels == 0 else {"all": [deep(levels - 1)]}


ERRORS = {
    "missing value": ({"field": "city", "op": "is"}, "missing_value"),
    "only spaces": ({"field": "city", "op": "is", "value": "  "}, "missing_value"),
    "no operator yet": ({"field": "city"}, "missing_value"),
    "unknown field": ({"field": "shoe_size", "op": "is", "value": 1}, "unknown_field"),
    "later field": ({"field": "predicted_churn", "op": "is", "value": "New"}, "unknown_field"),
    "unknown event": ({"event": "portal_login"}, "unknown_field"),
    "operator of another type": (
        {"field": "city", "op": "ge", "value": 1},
        "operator_not_valid",
    ),
    "value gone from its list": (
        {"field": "zone", "op": "is", "value": "Zone 9"},
        "unknown_value",
    ),
    "segment gone": ({"segment": "g99"}, "unknown_value"),
    "limits the wrong way round": (
        {"field": "open_balance", "op": "between", "value": 9, "value2": 1},
        "wrong_way_round",
    ),
    "days the wrong way round": (
        SERVICE | {"window": {"kind": "dates", "from": "2026-02-01", "to": "2026-01-01"}},
        "wrong_way_round",
    ),
    "window of 0": (SERVICE | {"window": WINDOW | {"n": 0}}, "too_small"),
    "window below 0": (SERVICE | {"window": WINDOW | {"n": -1}}, "too_small"),
    "window with a fraction": (SERVICE | {"window": WINDOW | {"n": 1.5}}, "not_whole"),
    "window without a unit": (SERVICE | {"window": {"kind": "last", "n": 1}}, "missing_value"),
    "count below 0": (SERVICE | {"form": "count", "op": "ge", "value": -1}, "too_small"),
    "count without a number": (SERVICE | {"form": "count", "op": "ge"}, "missing_value"),
    "latest without a has": (SERVICE | {"form": "latest"}, "missing_value"),
    "rule about another event": (
        SERVICE | {"where": {"field": "direction", "op": "is", "value": "In"}},
        "unknown_field",
    ),
    "segment inside an event": (SERVICE | {"where": {"segment": "g1"}}, "not_allowed_here"),
    "deeper than 6": (deep(7), "too_deep"),
    "more than 100": ({"any": [RESIDENTIAL] * 101}, "too_many"),
    "nothing active": ({"all": []}, "nothing_active"),
    "all muted": ({"all": [RESIDENTIAL | {"muted": True}]}, "nothing_active"),
    "not a date": ({"field": "last_service", "op": "on", "value": "soon"}, "value_not_valid"),
    "not a number": ({"field": "rfm_m", "op": "is", "value": "many"}, "value_not_valid"),
    "a NUL in a text": ({"field": "city", "op": "is", "value": "a\x00b"}, "value_not_valid"),
}


@pytest.mark.parametrize(("definition", "code"), ERRORS.values(), ids=ERRORS.keys())
def test_errors_stop_the_saving(db: Session, definition: dict[str, Any], code: str) -> None:
    errors = check(from_json(definition), Context(db, AS_OF)).errors
    assert code in {found.code for found in errors}
    assert all(found.message.endswith(".") for found in errors)


WARNINGS = {
    "at least 0": (SERVICE | {"form": "count", "op": "ge", "value": 0}, "always_true"),
    "A or not A": ({"any": [RESIDENTIAL, {"not": RESIDENTIAL}]}, "always_true"),
    "A or its negative": ({"any": [RESIDENTIAL, RESIDENTIAL | {"op": "is_not"}]}, "always_true"),
    "two values of one choice": ({"all": [RESIDENTIAL, COMMERCIAL]}, "never_true"),
    "exact duplicate": ({"any": [RESIDENTIAL, RESIDENTIAL | {"id": "x"}]}, "duplicate"),
    "too few": ({"at_least": 3, "of": [RESIDENTIAL, COMMERCIAL]}, "too_few"),
    "done in the future": (
        SERVICE | {"window": {"kind": "next", "n": 1, "unit": "months"}},
        "future_event",
    ),
}


@pytest.mark.parametrize(("definition", "code"), WARNINGS.values(), ids=WARNINGS.keys())
def test_warnings_let_it_be_saved(db: Session, definition: dict[str, Any], code: str) -> None:
    checked = check(from_json(definition), Context(db, AS_OF))
    assert not checked.errors
    assert [found.code for found in checked.warnings] == [code]


FINE = {
    "a rule": RESIDENTIAL,
    "everyone": {"everyone": True},
    "six levels": deep(6),
    "either of two values": {"any": [RESIDENTIAL, COMMERCIAL]},
    "a count of 0": SERVICE | {"form": "count", "op": "eq", "value": 0},
    "0 as one end": {
        "field": "last_service", "op": "between_ago", "value": 0, "value2": 3, "unit": "days",
    },
    "two kinds of one visit": SERVICE
    | {
        "where": {
            "all": [
                {"field": "kind", "op": "is", "value": "Repair"},
                {"field": "kind", "op": "is", "value": "Pump-out"},
            ]
        }
    },
}  # fmt: skip


@pytest.mark.parametrize("definition", FINE.values(), ids=FINE.keys())
def test_what_is_in_order_is_not_remarked_on(db: Session, definition: dict[str, Any]) -> None:
    checked = check(from_json(definition), Context(db, AS_OF))
    assert checked == ((), ())


def test_the_path_names_the_faulty_rule(db: Session) -> None:
    node = from_json({"all": [RESIDENTIAL, {"any": [{"field": "city", "op": "is"}]}]})
    assert [found.path for found in check(node, Context(db, AS_OF)).errors] == [(1, 0)]


def test_a_circle_is_refused_with_its_path_even_through_a_muted_part(db: Session) -> None:
    uses_b = {"all": [RESIDENTIAL, {"segment": "b", "muted": True}]}
    db.add(Segment(uid="a", name="A", name_key="a", definition=RESIDENTIAL))
    db.add(Segment(uid="b", name="B", name_key="b", definition={"segment": "a"}))
    db.flush()
    errors = check(from_json(uses_b), Context(db, AS_OF), saving="a", name="A").errors
    assert [found.code for found in errors] == ["circle"]
    assert "“A” → “B” → “A”" in errors[0].message
