"""The sentence says the conditions in plain words, with the real dates of the day."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Zone
from desktop.models.segments import Segment
from desktop.services.segments.sentence import NOTHING, sentence
from desktop.services.segments.tree import from_json

AS_OF = date(2026, 6, 15)
QUIET = {
    "event": "service",
    "form": "did_not",
    "window": {"kind": "last", "n": 6, "unit": "months"},
}
AEROBIC = {"field": "system_type", "op": "is", "value": "aerobic"}
PUMPED = {"field": "kind", "op": "is", "value": "pumpout"}

SENTENCES: dict[str, dict[str, Any]] = {
    "System type is Aerobic and no service in the last 6 months (16 Dec 2025 to 15 Jun 2026).": {
        "all": [AEROBIC, QUIET]
    },
    "System type is Aerobic and (Mailing city is “Bryan” or not (Tags has any of dog)).": {
        "all": [
            AEROBIC,
            {
                "any": [
                    {"field": "city", "op": "is", "value": " Bryan "},
                    {"not": {"field": "tags", "op": "has_any_of", "value": ["dog"]}},
                ]
            },
        ]
    },
    "At least 2 of (System type is Aerobic; Monetary score is at least 4).": {
        "at_least": 2,
        "of": [AEROBIC, {"field": "rfm_m", "op": "ge", "value": 4}],
    },
    "Open balance is between $1,500.00 and $2,000.50.": {
        "field": "open_balance", "op": "between", "value": 1500, "value2": "2000.50",
    },
    "Tank size is at least 1,000 gallons.": {"field": "tank_gallons", "op": "ge", "value": 1000},
    "Zone is Zone 2.": {"field": "zone", "op": "is", "value": "zone 2"},
    "Contract end is this month (1 Jun 2026 to 30 Jun 2026).": {
        "field": "contract_end", "op": "in_period", "value": "this_month",
    },
    "Last payment is more than 90 days ago (up to 16 Mar 2026).": {
        "field": "last_payment", "op": "more_than_ago", "value": 90, "unit": "days",
    },
    "System installed is at least 25 years old (up to 15 Jun 2001).": {
        "field": "system_installed", "op": "age_ge", "value": 25,
    },
    "Customer since has its anniversary in the next 14 days (15 Jun 2026 to 29 Jun 2026).": {
        "field": "customer_since", "op": "anniversary",
        "window": {"kind": "next", "n": 14, "unit": "days"},
    },
    "Last service is in the month of March or April.": {
        "field": "last_service", "op": "month_is", "value": [3, 4],
    },
    "Text messages allowed is no.": {"field": "sms_ok", "op": "is", "value": False},
    "Phone is unknown.": {"field": "phone", "op": "is_unknown"},
    "At least 3 services where Kind is Pump-out in the last 1 year (16 Jun 2025 to 15 Jun 2026).": {
        "event": "service", "form": "count", "op": "ge", "value": 3, "where": PUMPED,
        "window": {"kind": "last", "n": 1, "unit": "years"},
    },
    "The latest service has Kind is Pump-out.": {
        "event": "service", "form": "latest", "has": PUMPED,
    },
    "At least one call or email ever.": {"event": ["call", "email_sent"]},
    "Not in the segment “Winter list”.": {"segment": "winter", "op": "not_in"},
    "Every customer.": {"everyone": True},
    "Preferred channel is not Email (only where known).": {
        "field": "comm_pref", "op": "is_not", "value": "email", "blank": "exclude",
    },
    NOTHING: {"all": [AEROBIC | {"muted": True}, {"field": "city", "op": "is"}]},
}  # fmt: skip


@pytest.mark.parametrize(("words", "definition"), SENTENCES.items())
def test_the_sentence(db: Session, words: str, definition: dict[str, Any]) -> None:
    db.add(Zone(name="Zone 2"))
    db.add(Segment(uid="winter", name="Winter list", name_key="winter list", kind="static"))
    db.flush()
    assert sentence(db, from_json(definition), AS_OF) == words


def test_the_sentence_says_how_many_blanks_came_in(db: Session) -> None:
    words = sentence(db, from_json({"all": [AEROBIC, QUIET]}), AS_OF, {(1,): 14})
    assert words.endswith("15 Jun 2026; includes 14 never served).")
