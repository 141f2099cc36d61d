"""How the rows of each report become documents: lines, transactions, balances, positions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.services.importing.documents.forms import FORMS
from desktop.services.importing.documents.kinds import KINDS, VENDOR_WORDS, is_vendor, kind_of
from desktop.services.importing.headings.layouts import REPORTS
from desktop.services.importing.preview import Preview
from tests.services.importing.conftest import Import, WriteCsv, rows

LIST = ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount"
DETAIL = (
    ",Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,"
    "Sales price,Amount,Balance"
)
OPEN = ",Date,Transaction type,Num,Term,Due date,Open balance"
CUSTOM = ",Trans #,Type,Date,Num,Name,Memo,Item,Account,Split,Debit,Credit,Account Type"
Read = Callable[..., Preview]


@pytest.fixture
def read(bring_in: Import, write_csv: WriteCsv) -> Read:
    """Import lines of one report."""

    def run(*lines: str, name: str = "report.csv") -> Preview:
        return bring_in(write_csv(*lines, name=name)).preview

    return run


def money(db: Session, table: str = "invoices") -> list[tuple[Any, ...]]:
    """Number, amount and tax of each record."""
    return [(r.get("number"), r.get("amount_cents"), r.get("tax_cents")) for r in rows(db, table)]


def test_every_report_names_a_form_and_the_columns_it_needs() -> None:
    for report in REPORTS:
        assert report.form in FORMS
        assert {*report.needed, *report.never} <= set(report.columns), report.key


@pytest.mark.parametrize("word", sorted(VENDOR_WORDS))
def test_what_goes_to_suppliers_is_no_sale(word: str) -> None:
    assert kind_of(word) == "other"
    assert is_vendor(word.title())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *((k, k) for k in KINDS),
        ("Cash Sale", "sales receipt"),
        ("Invoice (Voided)", "invoice"),
        ("Charge", "other"),
    ],
)
def test_type_words_are_known(word: str, kind: str) -> None:
    assert kind_of(word) == kind


def test_the_lines_of_one_invoice_are_one_document(db: Session, read: Read) -> None:
    shown = read(
        DETAIL, "Nell",
        ",03/04/2025,Invoice,1041,Pumping,Pump 1000 gal,1,345.00,345.00,345.00",
        ",03/05/2025,Invoice,1042,Riser,,1,10.00,10.00,355.00",
        ",03/04/2025,Invoice,1041,Filter,,1,45.00,45.00,400.00",
    )  # fmt: skip
    assert money(db) == [("1041", 39000, None), ("1042", 1000, None)]
    assert shown.boxes["new"] == 3
    first = rows(db, "invoices")[0]["lines"]
    assert [line["item"] for line in first] == ["Pumping", "Filter"]
    assert first[1] == {"item": "Filter", "quantity": "1", "price": "45.00", "amount": "45.00"}


def test_tax_and_percentages_are_no_revenue_and_discounts_are(db: Session, read: Read) -> None:
    read(
        DETAIL, "Nell",
        ",03/04/2025,Invoice,1,Pumping,,1,100.00,100.00,100.00",
        ",03/04/2025,Invoice,1,Senior,,,-5.0%,-5.00,95.00",
        ",03/04/2025,Invoice,1,County,,,7.50%,7.13,102.13",
    )  # fmt: skip
    assert money(db) == [("1", 9500, 713)]


def test_half_a_document_is_refused_whole(db: Session, read: Read) -> None:
    shown = read(
        DETAIL, "Nell",
        ",03/04/2025,Invoice,1,Pumping,,1,100.00,100.00,100.00",
        ",03/04/2025,Invoice,1,Riser,,1,10.00,TBD,",
        ",03/05/2025,Invoice,2,Riser,,1,10.00,10.00,",
    )  # fmt: skip
    assert money(db) == [("2", 1000, None)]
    assert shown.boxes["refused"] == 2
    assert "the same document as row 4" in shown.tables[0].in_box("refused")[0].reason


def test_in_a_report_by_product_the_group_is_the_item(db: Session, read: Read) -> None:
    shown = read(
        ",Transaction date,Transaction type,Num,Customer full name,Description,Quantity,"
        "Sales price,Amount,Balance",
        "Pumping",
        "   1000 gal",
        ",03/04/2025,Invoice,1,Nell,,1,100.00,100.00,100.00",
        "   Total for 1000 gal,,,,,,1,,100.00",
        "Total for Pumping with sub-items,,,,,,1,,100.00",
        "Riser",
        ",03/04/2025,Invoice,1,Nell,,1,10.00,10.00,10.00",
    )
    (invoice,) = rows(db, "invoices")
    assert [line["item"] for line in invoice["lines"]] == ["Pumping:1000 gal", "Riser"]
    assert [c["display_name"] for c in rows(db, "customers")] == ["Nell"]
    assert all(check.agrees for check in shown.tables[0].checks)


def test_the_sales_report_then_the_list_finds_the_tax(db: Session, read: Read) -> None:
    detail = (DETAIL, "Nell", ",03/04/2025,Invoice,1,Pumping,,1,100.00,100.00,100.00")
    listed = (LIST, "Nell", ",03/04/2025,Invoice,1,Yes,,A/R,108.25")
    read(*detail)
    read(*listed)
    assert money(db) == [("1", 10000, 825)]
    assert read(*detail).boxes["changed"] == read(*listed).boxes["changed"] == 0


def test_an_altered_invoice_is_a_change_and_no_second_one(db: Session, read: Read) -> None:
    read(LIST, "Nell", ",03/04/2025,Invoice,1,Yes,,A/R,108.25")
    shown = read(LIST, "Nell", ",03/04/2025,Invoice,1,Yes,,A/R,120.00")
    assert money(db) == [("1", 12000, None)]
    changes = shown.tables[0].in_box("changed")[0].changes
    assert (10825, 12000) in [(change.old, change.new) for change in changes]


@pytest.mark.parametrize("word", ["Invoice", "Sales Receipt"])
def test_a_corrected_day_is_a_change_of_the_sale_its_visit_and_payment(
    word: str, db: Session, read: Read
) -> None:
    line = f",03/04/2025,{word},7,Yes,Pump 1000 gal,A/R,325.00"
    read(LIST, "Nell", line)
    before = {name: len(rows(db, name)) for name in ("invoices", "payments", "visits")}
    corrected = line.replace("03/04", "03/14")
    for box in ("changed", "unchanged"):
        assert read(LIST, "Nell", corrected).tables[0].boxes[box] == 1
    assert {name: len(rows(db, name)) for name in before} == before
    days = [str(rows(db, "invoices")[0]["date"]), str(rows(db, "visits")[0]["completed_date"])]
    days += [str(one["date"]) for one in rows(db, "payments")]
    assert set(days) == {"2025-03-14"}


@pytest.mark.parametrize(
    "lines",
    [
        (",03/14/2025,Invoice,7,Yes,,A/R,325.00", ",03/04/2025,Invoice,7,Yes,,A/R,325.00"),
        (",03/14/2025,Invoice,7,Yes,,A/R,400.00",),
        (",03/14/2025,Credit Memo,7,Yes,,A/R,-325.00",),
    ],
    ids=["both days in the file", "another amount", "another type"],
)
def test_another_sale_of_the_number_is_a_second_one(
    lines: tuple[str, ...], db: Session, read: Read
) -> None:
    read(LIST, "Nell", ",03/04/2025,Invoice,7,Yes,,A/R,325.00")
    read(LIST, "Nell", *lines)
    assert len(rows(db, "invoices")) == 2


def test_a_dash_is_zero_where_the_column_writes_it_so_and_else_refused(
    db: Session, read: Read
) -> None:
    dash = ",03/04/2025,Invoice,7,Yes,Warranty,A/R,-"
    read(LIST, "Nell", dash, ",03/05/2025,Invoice,8,Yes,,A/R,85.00")
    assert [one["amount_cents"] for one in rows(db, "invoices")] == [0, 8500]
    other = read(LIST, "Ray", dash, ",03/05/2025,Invoice,9,Yes,,A/R,0.00", name="b.csv")
    assert [row.row for row in other.tables[0].in_box("refused")] == [3]


def test_a_quantity_is_no_money_and_keeps_its_fraction(db: Session, read: Read) -> None:
    read(DETAIL, "Nell", ",03/04/2025,Invoice,1,Hauling,,1.125,8.00,9.00,")
    assert rows(db, "invoices")[0]["lines"][0]["quantity"] == "1.125"


def test_a_report_of_one_item_takes_no_line_away(db: Session, read: Read) -> None:
    lines = (
        ",03/04/2025,Invoice,1,Pumping,,1,100.00,100.00,",
        ",03/04/2025,Invoice,1,Riser,,1,9,9,",
    )
    read(DETAIL, "Nell", *lines)
    assert read(DETAIL, "Nell", lines[1]).boxes["unchanged"] == 1
    assert money(db) == [("1", 10900, None)]


def test_one_number_may_belong_to_two_customers_and_one_check_pay_twice(
    db: Session, read: Read
) -> None:
    sale = ",03/04/2025,Invoice,1,Yes,,A/R,10.00"
    checks = [",03/05/2025,Payment,77,Yes,,Bank,4.00", ",03/05/2025,Payment,77,Yes,,Bank,6.00"]
    read(LIST, "Nell", sale, *checks, "Total for Nell,,,,,,,$20.00", "Ray", sale)
    assert (len(rows(db, "invoices")), len(rows(db, "payments"))) == (2, 2)


def test_two_equal_payments_without_a_number_stay_two(db: Session, read: Read) -> None:
    lines = (LIST, "Nell", *[",03/05/2025,Payment,,Yes,,Bank,4.00"] * 2)
    read(*lines)
    assert read(*lines).boxes["unchanged"] == 2
    assert len(rows(db, "payments")) == 2


def test_a_charge_that_is_not_posted_is_kept_and_never_counts(db: Session, read: Read) -> None:
    shown = read(
        LIST, "Nell",
        ",03/04/2025,Charge,5,No,Monthly,,35.00",
        ",03/04/2025,Statement Charge,6,Yes,,A/R,12.00",
    )  # fmt: skip
    assert [r["type"] for r in rows(db, "other_transactions")] == ["Charge", "Statement Charge"]
    assert not shown.totals.revenue
    assert not shown.totals.paid
    assert rows(db, "invoices") == rows(db, "payments") == []


def test_nobody_becomes_a_customer_by_a_bill(db: Session, read: Read) -> None:
    heading = "Date,Transaction type,Num,Posting (Y/N),Name,Memo,Account name,Split,Amount"
    shown = read(
        heading,
        "03/04/2025,Bill,9,Yes,Diesel Co,,A/P,Fuel,90.00",
        "03/04/2025,Invoice,1,Yes,Nell,,A/R,Sales,10.00",
        "03/04/2025,Check,2,Yes,Nell,Refund,Bank,-Split-,3.00",
    )
    assert [c["display_name"] for c in rows(db, "customers")] == ["Nell"]
    assert "Diesel Co is no customer" in shown.tables[0].in_box("left_out")[-1].reason
    assert [r["type"] for r in rows(db, "other_transactions")] == ["Check"]


def test_open_balances_enrich_and_an_older_day_never_wins(db: Session, read: Read) -> None:
    read(LIST, "Nell", ",03/04/2025,Invoice,1,Yes,,A/R,100.00")
    row = ",03/04/2025,Invoice,1,Net 30,04/03/2025,{}"
    read('"As of June 1, 2026"', OPEN, "Nell", row.format("40.00"))
    read('"As of May 1, 2026"', OPEN, "Nell", row.format("70.00"))
    (invoice,) = rows(db, "invoices")
    assert (invoice["amount_cents"], invoice["open_cents"]) == (10000, 4000)
    assert (invoice["due_date"], invoice["open_as_of"]) == (date(2025, 4, 3), date(2026, 6, 1))


def test_an_invoice_known_by_its_balance_gets_its_amount_later(db: Session, read: Read) -> None:
    read(OPEN, "Nell", ",03/04/2025,Invoice,1,Net 30,04/03/2025,40.00")
    assert money(db) == [("1", 4000, None)]
    read(DETAIL, "Nell", ",03/04/2025,Invoice,1,Pumping,,1,100.00,100.00,100.00")
    assert money(db) == [("1", 10000, None)]
    assert rows(db, "invoices")[0]["open_cents"] == 4000


def test_the_running_balance_is_never_what_is_open(db: Session, read: Read) -> None:
    heading = ",Date,Transaction Type,Num,Due Date,Amount,Open Balance,Balance"
    read(heading, "Nell", ",03/04/2025,Invoice,1,04/03/2025,100.00,40.00,999.00")
    assert [(i["amount_cents"], i["open_cents"]) for i in rows(db, "invoices")] == [(10000, 4000)]


def test_an_unused_payment_in_a_list_of_balances_is_said(db: Session, read: Read) -> None:
    shown = read(OPEN, "Nell", ",03/04/2025,Payment,88,,,-25.00")
    assert rows(db, "payments") == []
    assert "25.00 of this payment" in shown.tables[0].in_box("left_out")[-1].reason


POSITIONS = ",Date,Transaction type,Memo/Description,Transaction number,Amount"


def test_a_payment_above_one_invoice_is_linked_to_it(db: Session, read: Read) -> None:
    read(
        POSITIONS, "Nell",
        ",03/19/2025,Payment,,,390.00", ",03/04/2025,Invoice,,1041,390.00",
        ",03/20/2025,Payment,,,30.00", ",03/06/2025,Invoice,,1042,20.00",
        ",03/07/2025,Invoice,,1043,10.00",
    )  # fmt: skip
    links = [payment.get("invoice_id") for payment in rows(db, "payments")]
    assert links == [1, None]


def test_an_invoice_paid_twice_is_one_invoice(db: Session, read: Read) -> None:
    invoice = ",03/04/2025,Invoice,,1041,390.00"
    paid = [",03/19/2025,Payment,,,90.00", invoice, ",03/20/2025,Payment,,,300.00", invoice]
    shown = read(POSITIONS, "Nell", *paid)
    assert len(rows(db, "invoices")) == 1
    assert [payment["invoice_id"] for payment in rows(db, "payments")] == [1, 1]
    assert shown.boxes["new"] == 4


def test_the_same_payment_with_and_without_its_number_is_one(db: Session, read: Read) -> None:
    read(POSITIONS, "Nell", ",03/19/2025,Payment,,,390.00")
    read(LIST, "Nell", ",03/19/2025,Payment,2207,Yes,,Bank,390.00")
    assert money(db, "payments") == [("2207", 39000, None)]


@pytest.mark.parametrize(
    ("said", "state"),
    [("Pending", "open"), ("Closed", "accepted"), ("Rejected", "declined"), ("", "open")],
)
def test_an_estimate_brings_its_state(said: str, state: str, db: Session, read: Read) -> None:
    heading = ",Date,Transaction Type,Num,Memo/Description,Amount,Status"
    read(heading, "Nell", f",03/04/2025,Estimate,E-9,Riser,85.00,{said}")
    assert [(e["state"], e["amount_cents"]) for e in rows(db, "estimates")] == [(state, 8500)]


def test_a_transaction_is_its_sides_together(db: Session, read: Read) -> None:
    shown = read(
        CUSTOM,
        ',"364,134",Invoice,03/04/2022,611,Nell,,,1200 · Accounts Receivable,-SPLIT-,108.25,,'
        "Accounts Receivable",
        ',"364,134",Invoice,03/04/2022,611,Nell,Pump 1000 gal,Pumping,4000 · Income,'
        "1200 · Accounts Receivable,,100.00,Income",
        ',"364,134",Invoice,03/04/2022,611,Nell,,Tax,2200 · Sales Tax Payable,'
        "1200 · Accounts Receivable,,8.25,Other Current Liability",
        ',"364,135",Payment,03/09/2022,77,Nell,,,1499 · Undeposited Funds,1200,108.25,,Bank',
        ',"364,135",Payment,03/09/2022,77,Nell,,,1200 · Accounts Receivable,1499,,108.25,'
        "Accounts Receivable",
        ',"364,136",Check,03/09/2022,9,Diesel Co,,,Bank,Fuel,,90.00,Bank',
        ',"364,136",Check,03/09/2022,9,Diesel Co,,,Fuel,Bank,90.00,,Expense',
    )
    assert money(db) == [("611", 10000, 825)]
    assert money(db, "payments") == [("77", 10825, None)]
    assert (shown.boxes["new"], shown.boxes["left_out"]) == (5, 3)


def test_a_journal_names_the_number_once_and_ends_with_a_sum(db: Session, read: Read) -> None:
    shown = read(
        ",Trans #,Type,Date,Num,Name,Memo,Account,Debit,Credit",
        ",12,Invoice,03/04/2022,611,Nell,,1200 · Accounts Receivable,100.00,",
        ",,,,,Nell,Pump,4000 · Income,,100.00",
        ",,,,,,,,100.00,100.00",
        "TOTAL,,,,,,,,100.00,100.00",
    )
    assert money(db) == [("611", 10000, None)]
    assert all(check.agrees for check in shown.tables[0].checks)
    assert "sum of the transaction" in shown.tables[0].in_box("left_out")[1].reason


@pytest.mark.parametrize("memo", ["Voided", "VOID: pump 1000 gal"])
def test_a_void_invoice_is_kept_as_void_and_proves_no_visit(
    memo: str, db: Session, read: Read
) -> None:
    read(LIST, "Nell", ",03/04/2025,Invoice,7,Yes,,A/R,325.00")
    read(LIST, "Nell", f",03/04/2025,Invoice,7,Yes,{memo},A/R,0.00")
    assert [(i["state"], i["amount_cents"]) for i in rows(db, "invoices")] == [("voided", 0)]
    assert rows(db, "visits") == []


def test_a_sales_receipt_is_paid_once_by_either_report(db: Session, read: Read) -> None:
    read(DETAIL, "Nell", ",03/04/2025,Sales Receipt,7,Riser,,1,100.00,100.00,")
    read(LIST, "Nell", ",03/04/2025,Sales Receipt,7,Yes,,Bank,108.25")
    assert money(db) == [("7", 10000, 825)]
    assert money(db, "payments") == [("7", 10825, None)]
    assert rows(db, "payments")[0]["invoice_id"] == 1


def test_an_empty_report_brings_nothing(read: Read) -> None:
    shown = read(LIST)
    assert (shown.boxes["new"], shown.boxes["left_out"]) == (0, 1)


def test_an_answer_counts_for_all_rows_of_a_name(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    people = ("Customer,Phone,Email", "Ana,9035550151,a@x.org", "Ana,9035550199,b@x.org")
    bring_in(write_csv(*people, name="a.csv"), decisions={("a.csv", 3): "new"})
    path: Path = write_csv(LIST, "Ana", *[",03/05/2025,Payment,,Yes,,Bank,4.00"] * 2, name="b.csv")
    assert bring_in(path).preview.boxes["review"] == 2
    assert bring_in(path, decisions={("b.csv", 3): 2}).preview.boxes["new"] == 2
    assert {payment["customer_id"] for payment in rows(db, "payments")} == {2}
