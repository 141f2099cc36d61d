"""Owners' lists as they are: remarks, totals, voids, repeats, and lists without headings."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.documents import frame
from desktop.services.importing.headings import headless, tables
from desktop.services.importing.kinds import Grid, Row, Table
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

HISTORY = "Customer,Date,Service,Amount,Invoice #,Notes"


def table(*lines: str, chosen: int | None = None) -> Table:
    """The table in lines whose cells are separated by |."""
    grid = Grid("l.csv", None, [Row(n, line.split("|")) for n, line in enumerate(lines, 1)])
    options = tables.Options(heading_rows={} if chosen is None else {"l.csv": chosen})
    return tables.recognise_table(grid, options)


@pytest.mark.parametrize("name", ["None", "NA", "Null"])
def test_a_customer_may_be_called_like_a_blank(
    db: Session, bring_in: Import, write_csv: WriteCsv, name: str
) -> None:
    bring_in(write_csv("Name,Phone,Company", f"{name},903-555-0101,none"))
    (customer,) = rows(db, "customers")
    assert (customer["display_name"], customer.get("company")) == (name, None)


def test_a_last_name_may_be_null(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    bring_in(write_csv("First,Last,Phone", "Jennifer,Null,903-555-0101"))
    assert rows(db, "customers")[0]["display_name"] == "Jennifer Null"


def test_words_below_the_total_are_a_note_and_records_are_none() -> None:
    found = table(
        "Name|Phone|Town", "Ann A|903-555-1000|Waco", "TOTAL|1|", "call Bob about lids||",
        "Null|903-555-1003|Waco",
    )  # fmt: skip
    assert [row.number for row in found.rows] == [2, 5]
    assert (found.left_out[3], found.left_out[4]) == (frame.TOTAL, frame.NOTE)


@pytest.mark.parametrize("said", ["call Evans re: lids", "ask Joe about it", "two more to come"])
def test_words_that_read_like_a_remark_are_asked_about(
    db: Session, write_csv: WriteCsv, said: str
) -> None:
    path = write_csv("Customer,Phone,Town", "Ann A,903-555-1000,Waco", f"{said},,")
    (asked,) = importing.preview(db, [path], AS_OF).tables[0].review
    assert (asked.row, asked.what) == (3, said)


def test_a_remark_may_be_a_customer_all_the_same(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,Phone,Town", "Ann A,903-555-1000,Waco", "Call Center,,")
    bring_in(path, decisions={("list.csv", 3): "new"})
    assert [one["display_name"] for one in rows(db, "customers")] == ["Ann A", "Call Center"]


def test_a_colon_in_a_list_of_last_names_makes_no_job(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Last,First,Phone", "Smith: barn,Bo,903-555-0101"))
    assert "barn" in rows(db, "customers")[0]["display_name"]


def test_a_list_of_invoices_makes_invoices_and_no_visits(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("Ann A,1,1/2/2025,150.00", "Bob B,2,1/3/2025,830.00")
    bring_in(write_csv("Customer,Invoice #,Date,Amount", *lines))
    found = [(one["number"], one["date"], one["amount_cents"]) for one in rows(db, "invoices")]
    assert found == [("1", date(2025, 1, 2), 15000), ("2", date(2025, 1, 3), 83000)]
    assert rows(db, "visits") == []


def test_a_row_that_repeats_its_invoice_counts_once_and_is_said(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    again = "3/4/2025,Pump,$325.00,101,"
    shown = bring_in(write_csv(HISTORY, f"Nell Abbott,{again}", f'"Abbott, Nell",{again}')).preview
    (invoice,) = rows(db, "invoices")
    assert (invoice["amount_cents"], len(invoice["lines"])) == (32500, 1)
    said = [one.message for one in shown.tables[0].problems]
    assert said == ["Row 3: it repeats row 2 of invoice 101; counted once."]


def test_a_void_row_makes_no_visit_and_a_void_invoice(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HISTORY, "Void Vic,5/24/2025,Pump,0,109,VOID"))
    assert rows(db, "visits") == []
    assert [one["state"] for one in rows(db, "invoices")] == ["voided"]


def test_an_amount_below_zero_is_a_credit_and_no_visit(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(HISTORY, "Nell Abbott,5/20/2025,Repair float,(85.00),103,"))
    (credit,) = rows(db, "invoices")
    assert (credit["kind"], credit["amount_cents"]) == ("credit", -8500)
    assert rows(db, "visits") == []


def test_an_amount_below_zero_without_an_invoice_makes_nothing_of_money(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,Service date,Price", "Ann A,3/4/2025,-85.00")
    shown = bring_in(path).preview
    assert "makes no visit" in shown.tables[0].problems[0].message
    assert rows(db, "visits") == rows(db, "invoices") == []


@pytest.mark.parametrize(
    ("total", "agrees"),
    [("Total,,,$9.00,,", False), ("Total,,,$420.00,,", True), (",,,$420,,", True)],
)
def test_the_total_of_a_list_is_checked(
    db: Session, write_csv: WriteCsv, total: str, agrees: object
) -> None:
    path = write_csv(HISTORY, "Ann A,3/4/2025,Pump,325,1,", "Bo C,3/5/2025,Pump,95,2,", total)
    (shown,) = importing.preview(db, [path], AS_OF).tables
    assert [check.agrees for check in shown.checks] == [agrees]
    assert [row.reason for row in shown.in_box("left_out")] == [frame.HEADING, frame.TOTAL]


def test_a_subtotal_stands_for_the_rows_since_the_last_one(
    db: Session, write_csv: WriteCsv
) -> None:
    path = write_csv(
        HISTORY,
        "Ann A,3/4/2025,Pump,325,1,",
        "Subtotal,,,325,,",
        "Bo C,3/5/2025,Pump,95,2,",
        "Subtotal,,,95,,",
        "Total,,,420,,",
    )
    checks = importing.preview(db, [path], AS_OF).tables[0].checks
    assert [check.agrees for check in checks] == [True, True, True]


def test_a_column_that_differs_from_visit_to_visit_is_kept_with_each(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("Ann A,3/4/2025,Pump,2", "Ann A,3/4/2026,Pump,3", "Ann A,3/4/2024,Pump,2")
    path = write_csv("Customer,Service date,Service,Truck", *lines)
    bring_in(path)
    notes = [one["notes"] for one in rows(db, "service_lines")]
    assert notes == ["Truck: 2", "Truck: 3", "Truck: 2"]
    assert rows(db, "custom_fields") == []
    assert importing.preview(db, [path], AS_OF).boxes["unchanged"] == 3


def test_another_tank_size_of_the_same_place_is_said_and_kept_with_the_visit(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("D Four,6/25/2025,1250", "D Four,6/26/2025,1000", "D Four,6/27/2025,1250")
    shown = bring_in(write_csv("Customer,Last pumped,Tank size", *lines)).preview
    assert [one["capacity_gal"] for one in rows(db, "assets")] == [1250]
    assert rows(db, "service_lines")[1]["notes"] == "Tank size: 1,000"
    (problem,) = shown.tables[0].problems
    assert problem.message == (
        "Row 3: Tank size is 1,000, but 1,250 in row 2. It was kept with the visit only."
    )


def test_a_sale_of_a_list_counts_once_for_its_item(db: Session, write_csv: WriteCsv) -> None:
    path = write_csv(HISTORY, "Ann A,3/4/2025,Pump,325,1,", "Bo C,3/5/2025,Pump,325,2,")
    (service,) = importing.preview(db, [path], AS_OF).services
    assert service.documents == 2


BARE = ("Bob Smith|903-555-1000|12 Elm St|Waco", "Ann Roe|903-555-1001|13 Elm St|Tyler")


def test_a_list_without_headings_keeps_its_first_customer() -> None:
    found = table(*BARE)
    assert (found.heading_row, [row.number for row in found.rows]) == (0, [1, 2])
    assert [c.target for c in tables.table_mapping(found).columns] == [
        "display_name", "phone", "mail_line1", "mail_city",
    ]  # fmt: skip


def test_that_a_list_has_no_headings_can_be_chosen() -> None:
    found = table("Oak|12", "Elm|13", chosen=0)
    assert (found.headings, len(found.rows)) == (("Name", "Column B"), 2)


@pytest.mark.parametrize(
    ("values", "heading"),
    [("903-555-1000", "Phone"), ("(903) 555-1000 x2", "Phone"), ("a@x.com", "Email"),
     ("3/4/2025", "Date"), ("75751-0012", "Zip"), ("$1,250.00", "Amount"), ("12 Elm St", "Address"),
     ("PO Box 7", "Address"), ("TX", "State"), ("Ann Roe", "Name"), ("12", "Column A")],
)  # fmt: skip
def test_the_values_name_a_column(values: str, heading: str) -> None:
    assert headless.headings(Grid("l.csv", None, [Row(1, [values])])) == (heading,)


@pytest.mark.parametrize("heading", ["911 Address", "Phone 1", "2024", "Year 1 pump", ""])
def test_a_heading_does_not_tell_of_a_record(heading: str) -> None:
    assert not headless.tells(heading)


def test_an_invoice_whose_amount_cannot_be_read_is_said_and_not_made(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    shown = bring_in(write_csv(HISTORY, "Ann A,3/4/2025,Pump,TBD,104,")).preview
    assert "Row 2: invoice 104 has no amount and was not made." in [
        one.message for one in shown.tables[0].problems
    ]
    assert rows(db, "invoices") == []
