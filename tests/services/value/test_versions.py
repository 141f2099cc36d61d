"""Versions of rules: the newest rules, none is changed, and the facts know that they are old."""

from copy import deepcopy
from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.value import RuleVersion
from desktop.services import facts
from desktop.services.value import versions
from desktop.services.value.rfm_map import shipped_body
from tests.services.value.offices import TODAY, Person, codes, fill

WIDER = deepcopy(shipped_body())
WIDER["recency_days"][0]["to"], WIDER["recency_days"][1]["from"] = 100, 101


def test_the_shipped_rules_are_version_1_and_stand_in_no_table(db: Session) -> None:
    found = versions.current(db, "rfm")
    assert (found.version, found.body) == (1, shipped_body())
    assert db.query(RuleVersion).count() == 0


def test_the_newest_version_rules_and_the_older_stay(db: Session) -> None:
    versions.publish(db, "rfm", WIDER, " Wider ", " Ana ", TODAY)
    made = versions.publish(db, "rfm", shipped_body(), "Back", "Ana", TODAY)
    assert versions.current(db, "rfm") == made
    assert [(one.version, one.note) for one in versions.history(db, "rfm")] == [
        (3, "Back"), (2, "Wider"), (1, "As shipped"),
    ]  # fmt: skip


def test_what_rules_already_is_not_published_again(db: Session) -> None:
    with pytest.raises(UserError, match="in force already"):
        versions.publish(db, "rfm", shipped_body(), "", "", TODAY)


def test_a_body_that_does_not_hold_is_not_published(db: Session) -> None:
    with pytest.raises(UserError, match="lack"):
        versions.publish(db, "rfm", {}, "", "", TODAY)
    assert db.query(RuleVersion).count() == 0


def test_there_are_no_rules_of_another_name(db: Session) -> None:
    with pytest.raises(UserError, match="no rules called"):
        versions.current(db, "luck")


def test_publishing_scores_everybody_anew(db: Session) -> None:
    fill(db, [Person(95), Person(101), Person(None)])
    assert codes(db) == ["411", "411", None]
    versions.publish(db, "rfm", WIDER, "", "", TODAY)
    assert not facts.is_current(db, TODAY)
    facts.refresh(db, TODAY, ())
    assert codes(db) == ["511", "411", None]


def test_a_version_is_named_by_number_and_day(db: Session) -> None:
    made = versions.publish(db, "rfm", WIDER, "", "", date(2027, 3, 4))
    assert made.label == "version 2 of Mar 4, 2027"
