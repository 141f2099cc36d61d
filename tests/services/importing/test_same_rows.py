"""A row of a customer whom an earlier row of the file brings: no change of anything on file."""

import pytest
from sqlalchemy.orm import Session

from tests.services.importing.conftest import Import, WriteCsv, rows

HEADINGS = "Customer,Address,City,Zip,Phone,Email"
AT_SITE = HEADINGS.replace("Address", "Service address")
ANN = "Ann Reyes,12 Oak St,Tyler,75701,903-555-0101,"
SAME = "Same customer as row 2"


@pytest.mark.parametrize(
    ("second", "box"),
    [
        (ANN, "unchanged"),
        ("Ann Reyes,12 Oak St,Tyler,75701,903-555-0101,ann@x.com", "new"),
        ("Ann Reyes,12 Oak St,Tyler,75701,903-555-0177,", "new"),
    ],
)
def test_it_is_new_when_it_brings_more_and_unchanged_when_not(
    bring_in: Import, write_csv: WriteCsv, second: str, box: str
) -> None:
    shown = bring_in(write_csv(HEADINGS, ANN, second)).preview
    assert [(row.box, row.reason) for row in shown.tables[0].rows[1:]] == [("new", ""), (box, SAME)]
    assert shown.boxes["changed"] == 0
    assert sum(shown.boxes.values()) == shown.tables[0].rows_read


def test_its_customer_counts_once_as_new(bring_in: Import, write_csv: WriteCsv) -> None:
    table = bring_in(write_csv(HEADINGS, ANN, ANN + "a@x.com")).preview.tables[0]
    assert (table.new["customers"], table.changed["customers"]) == (1, 0)


def test_of_a_customer_on_file_it_stays_a_change(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HEADINGS, ANN))
    again = bring_in(write_csv(HEADINGS, ANN, ANN + "a@x.com")).preview.tables[0]
    assert [(row.box, row.reason) for row in again.rows[1:]] == [
        ("unchanged", ""),
        ("changed", SAME),
    ]
    assert rows(db, "customers")[0]["email"] == "a@x.com"


def test_the_same_rows_again_change_nothing(bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv(HEADINGS, ANN, ANN + "a@x.com")
    bring_in(path)
    boxes = bring_in(path).preview.boxes
    assert (boxes["new"], boxes["changed"], boxes["unchanged"]) == (0, 0, 2)


def test_another_place_of_the_customer_is_new_and_needs_no_reason(
    bring_in: Import, write_csv: WriteCsv
) -> None:
    lake = "Ann Reyes,90 Lake Rd,Tyler,75701,903-555-0101,"
    table = bring_in(write_csv(AT_SITE, ANN, lake)).preview.tables[0]
    assert [(row.box, row.reason) for row in table.rows[2:]] == [("new", "")]
