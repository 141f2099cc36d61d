"""The words behind a score, a name and a tier."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.desk.why import Reason, reasons
from desktop.services.value import rfm_reason, tiers, versions
from desktop.services.value.bands import Range, band_labels, label_of
from desktop.services.value.rfm_map import ACTIONS, shipped_body
from tests.fact_rows import fact_row
from tests.services.value.offices import TODAY, Person, by_fifths, fill, note, scored


def label(db: Session, name: str) -> Reason:
    return next(one for one in reasons(db, 1, TODAY) if one.label == name)


def fact(**values: Any) -> CustomerFact:
    return CustomerFact(**fact_row(customer_id=1, live=True, **values))


def test_a_score_tells_its_days_visits_and_money() -> None:
    one = fact(
        rfm_r=5, rfm_f=3, rfm_m=4, service_1=date(2026, 10, 19), visits_3y=3,
        revenue_3y_cents=124_000,
    )  # fmt: skip
    assert rfm_reason.words(one, TODAY) == (
        "R 5: last visit 34 days ago (Oct 19, 2026); F 3: 3 visits in 36 months; "
        "M 4: $1,240.00 in 36 months"
    )


@pytest.mark.parametrize(("day", "ago"), [(22, "last visit today"), (21, "last visit 1 day ago")])
def test_one_and_none_read_as_they_are_said(day: int, ago: str) -> None:
    one = fact(rfm_r=5, rfm_f=1, rfm_m=1, service_1=date(2026, 11, day), visits_3y=1)
    said = rfm_reason.words(one, TODAY)
    assert ago in said
    assert "F 1: 1 visit in 36 months; M 1: $0.00" in said


def test_the_card_names_the_bands_and_the_version_of_the_rules(db: Session) -> None:
    fill(db, [Person(91, 4, -500)])
    found = label(db, "rfm")
    assert (found.key, found.words.split("; ")[2]) == ("441", "M 1: -$5.00 in 36 months")
    assert dict(found.facts) == {
        "Recency 4": "91 to 180 days",
        "Frequency 4": "4 or 5 visits",
        "Money 1": "Under $200.00",
        "Rules": "RFM rules version 1 of Nov 22, 2026",
    }


def test_rules_by_fifths_say_so(db: Session) -> None:
    by_fifths(db)
    fill(db, [Person(10)])
    rules = label(db, "rfm_segment")
    assert dict(rules.facts)["Rules"].endswith("by percentile (fifths of our own customers)")
    assert band_labels(db)["recency", 5] == "0 to 10 days"
    assert band_labels(db)["recency", 4] == "Nobody"


def test_the_never_served_have_no_score_and_a_reason(db: Session) -> None:
    note(db, [Person(None)])
    assert label(db, "rfm").value == "Unscored"
    assert label(db, "rfm_segment").words == "No finished visit yet"


def test_on_cycle_says_that_nothing_is_due() -> None:
    one = fact(rfm_segment="lost", on_cycle=True, due_status="current")
    assert rfm_reason.segment_words(one).startswith("On cycle: nothing is due yet")
    late = fact(rfm_segment="lost", due_status="overdue")
    assert rfm_reason.segment_words(late) == f"{ACTIONS['lost']} (due status overdue)"


@pytest.mark.parametrize(
    ("scores", "code", "words"),
    [
        ((None, None), "NONE", "No finished visit yet"),
        ((1, 5), "M5", "$2,000.00 or more in 36 months"),
        ((4, 4), "F4-M4", "4 or 5 visits and $1,000.00 to $1,999.99 in 36 months"),
        ((1, 4), "F1", "0 or 1 visits in 36 months"),
        ((2, 4), "REST", "Neither of the others"),
    ],
)
def test_a_tier_tells_the_first_rule_that_holds(
    db: Session, scores: tuple[int | None, int | None], code: str, words: str
) -> None:
    f, m = scores
    one = fact(rfm_r=f and 3, rfm_f=f, rfm_m=m)
    assert tiers.reason(one, rfm_reason.in_force(db)) == (code, words)


def test_the_words_follow_the_rules_in_force(db: Session) -> None:
    body = shipped_body()
    body["money_cents"][0]["from"], body["money_cents"][1]["to"] = 300_000, 299_999
    versions.publish(db, "rfm", body, "", "", TODAY)
    assert band_labels(db)["money", 5] == "$3,000.00 or more"


@pytest.mark.parametrize(
    ("dimension", "band", "words"),
    [
        ("recency", Range(0, 0), "0 days"),
        ("recency", Range(1, 1), "1 day"),
        ("recency", Range(0, None), "0 days or more"),
        ("frequency", Range(3, 3), "3 visits"),
        ("frequency", Range(4, 7), "4 to 7 visits"),
        ("money", Range(None, None), "Any amount"),
        ("money", Range(-500, 99), "-$5.00 to $0.99"),
        ("money", Range(5, 4), "Nobody"),
    ],
)
def test_a_band_reads_as_it_is_said(dimension: str, band: Range, words: str) -> None:
    assert label_of(dimension, band) == words


def test_scores_of_one_customer_are_all_that_is_listed(db: Session) -> None:
    note(db, [Person(5, 2, 70_000)])
    (one,) = scored(db)
    names = [name for name, _ in rfm_reason.scored(one, rfm_reason.in_force(db))]
    assert names == ["Recency 5", "Frequency 2", "Money 3"]
