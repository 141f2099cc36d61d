"""Matching of rows with the office and with earlier rows of the same file."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.services import importing
from desktop.services.duplicates import merging
from desktop.services.importing.planning.alike import MOST, Alike
from desktop.services.importing.planning.plan import RowResult
from tests.services.importing.conftest import AS_OF, NOW, Import, WriteCsv

HEADINGS = "Customer,Phone,Address,City,State,Zip,Account no"
REYES = '"Reyes, Robert",(903) 555-0151,12 Oak St,Tyler,TX,75701,1001'


def review(db: Session, write_csv: WriteCsv, *lines: str) -> list[RowResult]:
    """The rows that are asked about."""
    path = write_csv(HEADINGS, *lines, name="b.csv")
    return list(importing.preview(db, [path], AS_OF).tables[0].review)


def test_a_proposal_has_a_score_and_reasons(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    (row,) = review(db, write_csv, "Bob Reyes,(903) 555-0151,,,,,")
    (one,) = row.candidates
    assert (one.customer_id, one.score >= 75) == (1, True)
    assert one.reasons == (
        "first name nearly the same: Bob / Robert",
        "same last name",
        "same phone (903) 555-0151",
    )
    assert row.reason.startswith("Probably Reyes, Robert: ")


def test_a_household_is_asked_about_but_not_suggested(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    (row,) = review(db, write_csv, "Tom Reyes,(903) 555-0151,12 Oak St,Tyler,TX,75701,")
    assert row.candidates[0].score < 75
    assert row.reason.startswith("Is this Reyes, Robert?")


def test_the_most_likely_comes_first_and_five_are_enough(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = [f"Robert{n} Reyes,(903) 555-0151,12 Oak St,Tyler,TX,75701," for n in "abcdefg"]
    decisions = {("list.csv", row): "new" for row in range(2, 10)}
    bring_in(write_csv(HEADINGS, REYES, *lines), decisions=decisions)
    (row,) = review(db, write_csv, "Bob Reyes,(903) 555-0151,12 Oak St,Tyler,TX,75701,")
    scores = [one.score for one in row.candidates]
    assert (len(scores), row.candidates[0].customer_id) == (MOST, 1)
    assert scores == sorted(scores, reverse=True)


def test_exact_keys_link_by_themselves_and_nothing_is_compared(
    db: Session, bring_in: Import, write_csv: WriteCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(write_csv(HEADINGS, REYES))
    monkeypatch.setattr(Alike, "candidates", None)
    assert review(db, write_csv, REYES, "R. Reyes,(903) 555-0151,,,,,1001") == []


def test_jr_and_sr_are_two_customers(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    shared = "(903) 555-0151,12 Oak St,Tyler,TX,75701,"
    bring_in(write_csv(HEADINGS, f"Juan Reyes Jr,{shared}"))
    assert review(db, write_csv, f"Juan Reyes Sr,{shared}") == []


def test_rows_of_one_file_that_share_a_phone_are_compared(db: Session, write_csv: WriteCsv) -> None:
    (row,) = review(db, write_csv, REYES, "Bob Reyes,903-555-0151,,,,,")
    assert row.row == 3
    assert "same phone (903) 555-0151" in row.reason


def test_rows_of_one_file_that_share_only_a_town_are_not(db: Session, write_csv: WriteCsv) -> None:
    assert review(db, write_csv, REYES, "Roberta Reyes,,99 Elm St,Tyler,TX,75701,") == []


def test_a_merged_customer_is_found_under_the_one_who_stayed(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(HEADINGS, REYES, "Bob Reyes,(430) 555-0909,9 Elm,Waco,TX,76701,1002")
    bring_in(path)
    merging.merge(db, 1, 2, NOW)
    boxes = bring_in(path).preview.boxes
    assert (boxes["new"], boxes["review"]) == (0, 0)
    assert len(list(db.scalars(select(Customer.id)))) == 2
