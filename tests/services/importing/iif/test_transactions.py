"""Transactions of an IIF file: what each type makes, and blocks that cannot be right."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing import iif
from desktop.services.importing.documents.kinds import KINDS
from desktop.services.importing.headings.tables import table_mapping
from desktop.services.importing.iif import guesses, labels
from desktop.services.importing.iif.blocks import find_blocks
from desktop.services.importing.iif.grammar import read_iif, records
from desktop.services.importing.readers import parse
from desktop.services.importing.records import Parsed
from tests.services.importing.conftest import AS_OF
from tests.services.importing.iif.conftest import WriteIif, read

TRNS = "!TRNS|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|DOCNUM|MEMO|DUEDATE|PAID|PAYMETH"
SPL = "!SPL|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|DOCNUM|MEMO|QNTY|PRICE|INVITEM|EXTRA"
HEADS = (TRNS, SPL, "!ENDTRNS")
END = "ENDTRNS"
RECEIVABLE = "1200 · Accounts Receivable"


def header(
    kind: str = "INVOICE", account: str = RECEIVABLE, money: str = "20", number: str = "7"
) -> str:
    return f"TRNS|{kind}|3/4/2025|{account}|Reyes, Ana|{money}|{number}|Pump|4/3/2025|N|Check"


def line(money: str = "-20", account: str = "Sales", item: str = "Pumping", extra: str = "") -> str:
    return f"SPL||3/4/2025|{account}||{money}||1000 gal|-2|10|{item}|{extra}"


def outcomes(parsed: Parsed) -> set[tuple[str, str]]:
    return {(outcome.box, outcome.reason) for outcome in parsed.outcomes.values()}


def test_an_invoice_has_lines_with_their_signs_turned_round(write_iif: WriteIif) -> None:
    tax = line("-1.65", "Sales Tax Payable", "Tax", "AUTOSTAX")
    parsed = read(write_iif(*HEADS, header(money="21.65"), line(), tax, END))
    (invoice,) = parsed.documents
    assert (invoice.kind, invoice.number, invoice.date) == ("invoice", "7", date(2025, 3, 4))
    assert (invoice.amount, invoice.tax) == (Decimal("21.65"), Decimal("1.65"))
    assert (invoice.due, invoice.rows, invoice.open) == (date(2025, 4, 3), (4, 5, 6, 7), None)
    assert invoice.name.display == "Reyes, Ana"
    work, taxed = invoice.lines
    assert (work.item, work.memo, work.kind) == ("Pumping", "1000 gal", "")
    assert (work.quantity, work.price, work.amount) == (Decimal(2), Decimal(10), Decimal("20.00"))
    assert taxed.kind == "tax"


@pytest.mark.parametrize(
    ("written", "account", "money", "kind"),
    [
        ("PAYMENT", "Undeposited Funds", "20", "payment"),
        ("CASH SALE", "Undeposited Funds", "20", "sales receipt"),
        ("CREDIT MEMO", RECEIVABLE, "-20", "credit memo"),
        ("CASH REFUND", "Checking", "-20", "refund"),
        ("CCARD REFUND", "Visa", "-20", "refund"),
        ("ESTIMATE", "Estimates", "20", "estimate"),
        ("ESTIMATES", "Estimates", "20", "estimate"),
        ("STMT CHG", RECEIVABLE, "20", "other"),
        ("GENERAL JOURNAL", RECEIVABLE, "20", "other"),
    ],
)
def test_each_type_makes_its_document(
    write_iif: WriteIif, written: str, account: str, money: str, kind: str
) -> None:
    other = str(-int(money))
    parsed = read(write_iif(*HEADS, header(written, account, money), line(other), END))
    (document,) = parsed.documents
    assert (document.kind, document.amount) == (kind, Decimal(money))
    assert document.type_word == written
    assert parsed.outcomes == {}


def test_a_payment_knows_its_check_and_method(write_iif: WriteIif) -> None:
    split = line("-20", RECEIVABLE, "")
    (payment,) = read(write_iif(*HEADS, header("PAYMENT", "Bank"), split, END)).documents
    assert (payment.number, payment.method, payment.lines) == ("7", "Check", ())


def test_every_type_we_make_is_a_kind_of_document() -> None:
    kinds = {made.kind for made in labels.TRANSACTIONS.values()} - {""}
    assert kinds - {"other"} <= set(KINDS)


@pytest.mark.parametrize("written", [k for k, v in labels.TRANSACTIONS.items() if not v.kind])
def test_what_is_no_sale_is_left_out_and_counted(write_iif: WriteIif, written: str) -> None:
    parsed = read(write_iif(*HEADS, header(written), line(), END))
    named = labels.TRANSACTIONS[written].singular
    assert outcomes(parsed) == {("left_out", f"Not a sale to a customer: {named}")}
    assert f"Left out: 1 {named}." in parsed.table.notes


def test_an_unknown_type_is_left_out_under_its_name(write_iif: WriteIif) -> None:
    parsed = read(write_iif(*HEADS, header("WISH"), line(), END))
    said = "Not a sale to a customer: transaction of the type WISH"
    assert outcomes(parsed) == {("left_out", said)}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((header(), line("-15"), END), "Lines 4–6: transaction does not add up (20.00 and −15.00)"),
        ((header(), line()), "Lines 4–5: transaction without its end (ENDTRNS is missing)."),
        ((header(money=""), line(""), END), "Lines 4–6: transaction without an amount."),
        ((header(money="TBD"), line(), END), "Lines 4–6: line 4, AMOUNT: 'TBD' is not an amount."),
        ((header().replace("3/4/2025", "2/30/2025"), line(), END), "line 4, DATE: '2/30/2025'"),
        ((header().replace("3/4/2025", "0/0/0"), line(), END), "transaction without a date"),
        ((line(),), "Line 4: a line of a transaction without its beginning (TRNS)."),
    ],
)  # fmt: skip
def test_a_block_that_cannot_be_right_is_refused_by_its_lines(
    write_iif: WriteIif, lines: tuple[str, ...], said: str
) -> None:
    parsed = read(write_iif(*HEADS, *lines))
    assert parsed.documents == []
    assert {box for box, _ in outcomes(parsed)} == {"refused"}
    assert len(parsed.outcomes) == len(lines)
    assert said in parsed.problems[0].message


def test_a_block_before_its_heading_is_refused(write_iif: WriteIif) -> None:
    parsed = read(write_iif(header(), line(), "ENDTRNS", *HEADS))
    assert "before its heading" in parsed.problems[0].message


def test_a_bad_block_does_not_stop_the_next(write_iif: WriteIif) -> None:
    parsed = read(write_iif(*HEADS, header(), header(number="8"), line(), END))
    assert [document.number for document in parsed.documents] == ["8"]


def test_the_same_transaction_twice_comes_in_once(write_iif: WriteIif) -> None:
    block = (header(), line(), END)
    parsed = read(write_iif(*HEADS, *block, *block))
    assert len(parsed.documents) == 1
    assert outcomes(parsed) == {("left_out", "The same transaction as lines 4–6")}


def test_two_sales_without_a_number_are_two(write_iif: WriteIif) -> None:
    block = (header(number=""), line(), END)
    assert len(read(write_iif(*HEADS, *block, *block)).documents) == 2


def test_an_invoice_that_is_not_paid_is_open_with_an_amount_that_nobody_says(
    write_iif: WriteIif,
) -> None:
    (invoice,) = read(write_iif(*HEADS, header(), line(), END)).documents
    assert (invoice.open, invoice.open_as_of) == (None, date(2025, 3, 4))


def test_a_paid_invoice_has_nothing_open_on_the_day_of_the_export(write_iif: WriteIif) -> None:
    day = ("!HDR|PROD|DATE", "HDR|QuickBooks|8/2/2025")
    paid = header().replace("|N|", "|Y|")
    (invoice,) = read(write_iif(*day, *HEADS, paid, line(), END)).documents
    assert (invoice.open, invoice.open_as_of) == (Decimal(0), date(2025, 8, 2))


def test_a_voided_invoice_is_void(write_iif: WriteIif) -> None:
    void = header(money="0").replace("Pump", "VOID: Pump")
    assert read(write_iif(*HEADS, void, line("0"), END)).documents[0].is_void


def test_a_journal_entry_belongs_to_each_customer_on_the_receivables(write_iif: WriteIif) -> None:
    parsed = read(
        write_iif(
            "!ACCNT|NAME|ACCNTTYPE", "ACCNT|Owed|AR", *HEADS,
            "TRNS|GENERAL JOURNAL|3/4/2025|Bad debt||30|1|Write-off", "SPL||3/4/2025|Owed|Ann|-10",
            "SPL||3/4/2025|Owed|Bob|-20", "ENDTRNS",
        )
    )  # fmt: skip
    assert [(d.name.display, d.amount, d.all_rows) for d in parsed.documents] == [
        ("Ann", Decimal(-10), (6, 7, 9)),
        ("Bob", Decimal(-20), (8,)),
    ]


def test_a_sale_to_nobody_is_left_out(write_iif: WriteIif) -> None:
    nobody = header("CASH SALE", "Bank").replace("Reyes, Ana", "")
    parsed = read(write_iif(*HEADS, nobody, line(), END))
    assert {box for box, _ in outcomes(parsed)} == {"left_out"}


def test_items_and_accounts_of_the_lists_tell_the_lines_apart(write_iif: WriteIif) -> None:
    lists = (
        "!INVITEM|NAME|INVITEMTYPE", "INVITEM|Senior|DISC", "INVITEM|County|COMPTAX",
        "!ACCNT|NAME|ACCNTTYPE|EXTRA", "ACCNT|2200|OCLIAB|SALESTAX",
    )  # fmt: skip
    lines = (line("-25"), line("5", item="Senior"), line("-1", item="County"), line("-1", "2200"))
    parsed = read(write_iif(*lists, *HEADS, header(money="22"), *lines, END))
    assert [one.kind for one in parsed.documents[0].lines] == ["", "discount", "tax", "tax"]


@pytest.mark.parametrize(
    ("account", "other", "money", "kind"),
    [
        ("Paypal", "Other Income", "20", "sales receipt"),
        ("Checking", "Accounts Receivable", "20", "payment"),
        ("Accounts Receivable", "Sales", "20", "invoice"),
        ("Accounts Receivable", "Sales", "-20", "credit memo"),
        ("Checking", "Sales", "-20", "refund"),
    ],
)
def test_without_a_type_the_accounts_are_asked_only_with_consent(
    write_iif: WriteIif, account: str, other: str, money: str, kind: str
) -> None:
    lines = (header("", account, money), line(str(-int(money)), other), END)
    parsed = read(write_iif(*HEADS, *lines))
    asked = guesses.with_consent(parsed, ())
    assert asked.documents == []
    assert {(box, kind in reason) for box, reason in outcomes(asked)} == {("review", True)}
    allowed = guesses.with_consent(asked, [parsed.table.key])
    assert [(one.kind, one.amount) for one in allowed.documents] == [(kind, Decimal(money))]
    assert allowed.outcomes == {}
    assert guesses.with_consent(allowed, ()).documents == []


def test_accounts_that_do_not_tell_are_reviewed(write_iif: WriteIif) -> None:
    parsed = read(write_iif(*HEADS, header("", "Rent"), line("-20", "Loan"), END))
    assert outcomes(parsed) == {("review", guesses.UNKNOWN)}


def test_cells_one_column_too_far_right_are_moved_back(write_iif: WriteIif) -> None:
    parsed = read(
        write_iif(
            "!TRNS|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|ADDR1|ADDR2|DUEDATE", SPL,
            "TRNS|INVOICE|3/4/2025|Accounts Receivable|Ann|20|N|Ann||4/3/2025", line(), "ENDTRNS",
        )
    )  # fmt: skip
    assert parsed.documents[0].due == date(2025, 4, 3)
    assert "one column too far to the right" in parsed.problems[0].message


RECORDS = st.lists(st.sampled_from([*HEADS, "", header(), line(), END, "CUST|A", "ENDGRP"]))


@given(RECORDS)
def test_every_line_of_a_transaction_is_in_one_block_or_a_stray(lines: list[str]) -> None:
    text = "\n".join([*lines, "!END"]).replace("|", "\t")
    grid = read_iif("a.iif", text.encode())
    found = find_blocks(records(grid))
    placed = [row for block in found.blocks for row in block.rows]
    placed += [record.number for record in found.strays]
    wanted = [r.number for r in records(grid) if r.kind in labels.TRANSACTION_RECORDS]
    assert sorted(placed) == wanted


LINES = st.lists(
    st.sampled_from(
        [
            *HEADS, "", header(), header(""), header("CHECK"), header(number=""), line(), line("5"),
            END, "ENDGRP", "!CUST|NAME|NOTEPAD", "CUST|Ann|1/2/2020: a", "CUST||x", "VEND|Joe",
            "!TODO|REFNUM|DESC", "TODO|1|Call", "TODO|2|", "!HDR|PROD", "HDR|x", "!INVITEM|NAME",
        ]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_every_line_of_any_file_ends_in_exactly_one_place(lines: list[str]) -> None:
    text = "\n".join(["!HDR|PROD", *lines, "END"]).replace("|", "\t")
    table = iif.customer_table(read_iif("a.iif", text.encode()))
    parsed = parse(table, table_mapping(table), AS_OF)
    places = [
        *table.left_out,
        *parsed.outcomes,
        *(customer.row for customer in parsed.customers),
        *(task.row for task in parsed.tasks),
        *(row for one in (*parsed.documents, *parsed.guessed) for row in one.all_rows),
    ]
    assert sorted(places) == [row.number for row in table.grid.rows]
