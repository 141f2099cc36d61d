"""Values that cannot be read or stored as they are: kept and flagged, never lost and never cut."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.imports import ImportFile
from desktop.services import importing
from desktop.services.importing.batch.raw_rows import stored_rows
from desktop.services.importing.batch.report import import_report
from desktop.services.importing.batch.report_text import report_text
from desktop.services.importing.cells.dates import find_order
from desktop.services.importing.cells.lengths import longest
from desktop.services.importing.planning.answers import ANOTHER_SALE, SAME_SALE
from tests.services.importing.conftest import AS_OF, NOW, Import, WriteCsv, rows

SALES = (
    "Transaction List by Customer",
    ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
    "Nell Abbott,,,,,,,",
)
PUMPED = ",03/04/2025,Invoice,1041,Yes,Pump 1000 gal,A/R,390.00"

Show = Callable[..., Any]


@pytest.fixture
def show(db: Session, write_csv: WriteCsv) -> Show:
    """The preview of the one table that some lines make."""

    def run(*lines: str) -> Any:
        return importing.preview(db, [write_csv(*lines)], AS_OF).tables[0]

    return run


def test_a_side_value_that_cannot_be_read_loses_neither_customer_nor_words(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    good = [f"{name},1000,12,6/1/2027" for name in ("Ann Reyes", "Bo Cruz", "Di Fox")]
    path = write_csv("Customer,Tank Size,Lid Depth,Next Due", *good, "Cy Cole,1000/500,deep,ASAP")
    table = bring_in(path).preview.tables[0]
    assert (table.boxes["new"], len(table.problems)) == (4, 3)
    notes = rows(db, "customers")[3]["notes"]
    assert notes.splitlines() == ["Tank Size: 1000/500", "Lid Depth: deep", "Next Due: ASAP"]
    assert bring_in(path).preview.boxes["unchanged"] == 4
    assert rows(db, "customers")[3]["notes"] == notes


def test_the_day_of_done_work_does_not_lie_ahead_and_the_next_one_may(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("Bo Cruz,3/4/2031,1000,", "Di Fox,11/22/2026,1000,6/1/2031")
    path = write_csv("Customer,Last pumped,Tank gallons,Next due", *lines)
    table = bring_in(path).preview.tables[0]
    (problem,) = table.problems
    assert "'3/4/2031' is a day to come" in problem.message
    assert [one["completed_date"] for one in rows(db, "visits")] == [AS_OF]
    assert [one.get("due_override") for one in rows(db, "assets")] == [None, date(2031, 6, 1)]


def test_a_custom_date_may_lie_ahead(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv("Customer,City,Golf card until", "Bo Cruz,Tyler,12/31/28")
    bring_in(path, custom_types={"list.csv": {"Golf card until": "date"}})
    assert rows(db, "custom_values")[0]["day"] == date(2028, 12, 31)


def test_a_report_of_a_day_to_come_brings_the_invoice_but_no_visit(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    ahead = PUMPED.replace("2025", "2028").replace("1041", "1042")
    table = bring_in(write_csv(*SALES, PUMPED, ahead)).preview.tables[0]
    assert [one.row for one in table.problems] == [5]
    assert "no visit is made" in table.problems[0].message
    assert (len(rows(db, "invoices")), len(rows(db, "visits"))) == (2, 1)


def test_an_equal_invoice_is_asked_about_and_equal_payments_are_two(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    paid = ",03/05/2025,Payment,7,Yes,,Bank,4.00"
    path = write_csv(*SALES, PUMPED, PUMPED, paid, paid)
    table = bring_in(path).preview.tables[0]
    (asked,) = table.review
    assert (asked.row, "Row 4 is the same sale: number 1041" in asked.reason) == (5, True)
    assert (len(rows(db, "invoices")), len(rows(db, "payments"))) == (1, 2)
    assert [row.row for row in bring_in(path).preview.tables[0].review] == [5]


@pytest.mark.parametrize(
    "changed", [PUMPED.replace("390", "391"), PUMPED.replace("03/04", "03/05"), "Ray,,,,,,,"]
)
def test_an_invoice_that_differs_is_not_asked_about(changed: str, show: Show) -> None:
    more = (PUMPED,) if changed.startswith("Ray") else ()
    assert show(*SALES, PUMPED, changed, *more).review == []


def test_an_equal_invoice_comes_in_when_the_office_says_so(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(*SALES, PUMPED, PUMPED)
    bring_in(path, repeated={("list.csv", 5): ANOTHER_SALE})
    assert (len(rows(db, "invoices")), len(rows(db, "customers"))) == (2, 1)
    assert bring_in(path).preview.boxes["unchanged"] == 2


def test_a_sale_written_twice_is_unchanged_when_the_office_says_so(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(*SALES, PUMPED, PUMPED)
    table = bring_in(path, repeated={("list.csv", 5): SAME_SALE}).preview.tables[0]
    (twice,) = table.in_box("unchanged")
    assert (twice.row, twice.reason) == (5, "The same sale as row 4")
    assert (table.review, len(rows(db, "invoices"))) == ([], 1)


def test_who_the_customer_is_does_not_say_that_a_sale_is_another(
    bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(*SALES, PUMPED))
    again = write_csv(*SALES, PUMPED, PUMPED)
    table = bring_in(again, decisions={("list.csv", 5): 1}).preview.tables[0]
    assert [row.row for row in table.review] == [5]


@pytest.mark.parametrize("heading", ["Health notes", "Medical notes", "Church", "Race details"])
def test_what_is_nobodys_business_is_not_kept_under_longer_headings(
    heading: str, db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(f"Customer,City,{heading}", "Ann Reyes,Tyler,diabetic")).batch_id
    assert rows(db, "custom_values") == []
    assert "diabetic" not in str(stored_rows(db, batch))


def test_the_note_of_such_a_column_names_what_the_window_has(show: Show) -> None:
    (note,) = [one for one in show("Customer,City,Religion", "Ann,Tyler,x").notes if "left" in one]
    assert "“Keep it all the same”" in note
    assert "Tick" not in note


def test_a_text_longer_than_its_field_is_kept_whole_in_the_notes(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    street, mail = "1 " + "Oak" * 100, f"{'a' * 240}@example.com"
    name = "Ann " + "Reyes" * 50
    path = write_csv(
        "Customer,Street,City,Email", f"{name},{street},Tyler,", f"Bo Cruz,2 Elm,Tyler,{mail}"
    )
    table = bring_in(path).preview.tables[0]
    assert [one.row for one in table.problems] == [2, 2, 3]
    assert "longer than 200 letters" in table.problems[0].message
    first, second = rows(db, "customers")
    assert {name, street} == {line.partition(": ")[2] for line in first["notes"].splitlines()}
    assert (mail in second["notes"], "email" in second) == (True, False)
    for stored in rows(db, "customers"):
        for field, value in stored.items():
            assert not isinstance(value, str) or len(value) <= (longest("customer", field) or 9999)


def test_the_zip_code_is_named_by_its_own_column_with_one_period(show: Show) -> None:
    table = show("Customer,Mailing Street,City,State,Zip", "Bob Smith Jr.,4 Elm St,Tyler,TX,2301")
    (problem,) = table.problems
    assert (problem.column, problem.value) == ("E (Zip)", "2301")
    assert problem.message.endswith("Customer: Bob Smith Jr.")
    assert not problem.message.endswith("..")


def test_a_day_that_is_none_says_nothing_of_the_order_of_dates() -> None:
    assert not find_order(["02/30/2024", "25/12/2024"]).is_mixed
    assert find_order(["2/29/24", "25/12/2024"]).is_mixed


def test_the_question_of_the_order_stands_at_its_first_example(show: Show) -> None:
    table = show("Customer,Last pumped", "Ann,12/25/2024", "Bo,25/12/2024")
    assert (table.problems[0].row, table.problems[0].value) == (3, "25/12/2024")


def test_a_total_that_differs_names_the_row_that_was_refused(show: Show) -> None:
    bad = PUMPED.replace("03/04", "13/13").replace("1041", "1099")
    table = show(*SALES, PUMPED, bad, "Total for Nell Abbott,,,,,,,$999.00")
    assert [check.rows for check in table.checks] == [(5,)]
    assert table.checks[0].sentence.endswith("Look at row 5.")


@pytest.mark.parametrize(
    ("days", "stands_for"),
    [
        (["3/4/2025", "6/1/2024"], date(2025, 3, 4)),
        (["3/4/2025", "6/1/2031"], date(2025, 3, 4)),
        (["", ""], AS_OF),
    ],
)
def test_an_owners_list_stands_for_the_latest_work_in_it(
    days: list[str], stands_for: date, db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    people = [f"{name},Tyler,{day}" for name, day in zip(("Ann", "Bo"), days, strict=True)]
    bring_in(write_csv("Customer,City,Last pumped", *people))
    assert db.scalars(select(ImportFile.data_date)).all() == [stands_for]


def test_the_report_shows_the_time_of_the_office(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv("Customer,City", "Ann,Tyler")).batch_id
    report = import_report(db, batch)
    assert report.imported_at == NOW
    here: datetime = NOW.replace(tzinfo=UTC).astimezone()
    said = report_text(asdict(report))
    assert f"{here:%H:%M}\n" in said
    assert "UTC" not in said
