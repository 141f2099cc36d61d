"""Every kind of part makes a tree that the condition language accepts."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.segments.checks import check
from desktop.services.segments.context import Context
from desktop.services.segments.sentence import sentence
from desktop.services.value.chosen import KINDS, tree
from tests.services.value.offices import TODAY, note

DAYS = {"before_day": date(2026, 9, 30), "after_day": date(2026, 10, 31)}
EXAMPLES: dict[str, dict[str, Any]] = {
    "cell": {"recency": 5, "frequency": 1},
    "code": {"code": "543"},
    "tile": {"key": "lost", "on_cycle": False},
    "unscored": {},
    "band": {"dimension": "money", "score": 3},
    "label": {"dimension": "customer_type", "value": None},
    "cross": {"segment": "lost", "dimension": "health_colour", "value": "red"},
    "points": {"low": 60, "high": 69},
    "trend": {"way": "down"},
    "cap": {"key": "complaint"},
    "matrix_cell": DAYS | {"dimension": "lifecycle", "before": "new", "after": "active"},
    "served": {"month": date(2026, 10, 1)},
    "rfm_segment": {"key": "cant_lose"},
    "tier": {"key": "vip"},
    "lifecycle": {"key": "at_risk"},
    "colour": {"key": "red"},
    "grade": {"key": "A"},
    "card": {"key": "recovery"},
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "region"])  # of segments
def test_every_part_can_be_opened_and_reads_as_a_sentence(db: Session, kind: str) -> None:
    note(db, [])
    made = tree(kind, **EXAMPLES[kind])
    assert check(made, Context(db, TODAY)).errors == ()
    assert sentence(db, made, TODAY)


def test_there_is_no_part_of_another_name() -> None:
    with pytest.raises(UserError, match="no part of a picture"):
        tree("donut")
