"""Payments of files that do not say what they paid: applied only when asked, and undone exactly."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.models.work import Invoice
from desktop.services import facts, importing
from desktop.services.importing.batch.report import import_report
from desktop.services.importing.headings import profiles
from desktop.services.importing.planning.plan import Applying
from desktop.services.office.open_file import dump
from desktop.services.payments.books import not_fitting
from desktop.services.records import apply_payments, take_back_applied
from tests.services.importing.conftest import AS_OF, Import, left_as_it_was, picture, rows
from tests.services.records.filled import NOW as BY_HAND

HEADS = (
    "!TRNS|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|DOCNUM|DUEDATE",
    "!SPL|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|DOCNUM",
    "!ENDTRNS",
)
AR, BANK, SALES = "Accounts Receivable", "Undeposited Funds", "Pumping"
SIDES = {"INVOICE": (AR, SALES), "PAYMENT": (BANK, AR), "CREDIT MEMO": (AR, SALES)}
Block = tuple[str, str, int, str]  # kind, day, cents, number


def iif(folder: Path, *blocks: Block, name: str = "books.iif", who: str = "Reyes, Ana") -> Path:
    """An IIF file with these transactions."""
    lines = list(HEADS)
    for kind, day, cents, number in blocks:
        account, other = SIDES[kind]
        money = cents / 100
        lines += [
            f"TRNS|{kind}|{day}|{account}|{who}|{money:.2f}|{number}|",
            f"SPL|{kind}|{day}|{other}|{who}|{-money:.2f}|{number}",
            "ENDTRNS",
        ]
    path = folder / name
    path.write_text("\n".join(lines).replace("|", "\t"))
    return path


BILLS: tuple[Block, ...] = (
    ("INVOICE", "1/5/2026", 100_00, "1"),
    ("INVOICE", "2/5/2026", 200_00, "2"),
)
MONEY: tuple[Block, ...] = (
    ("PAYMENT", "2/10/2026", 150_00, "c1"),
    ("CREDIT MEMO", "2/12/2026", -30_00, "m1"),
    ("PAYMENT", "1/1/2026", 50_00, "c0"),
)


def shares(db: Session) -> list[tuple[int | None, int | None, int, int]]:
    """What pays what: payment, credit, invoice, cents."""
    return [
        (one.get("payment_id"), one.get("credit_id"), one["invoice_id"], one["amount_cents"])
        for one in rows(db, "payment_shares")
    ]


def test_it_is_off_but_says_what_it_would_do(db: Session, bring_in: Import, tmp_path: Path) -> None:
    done = bring_in(iif(tmp_path, *BILLS, *MONEY))
    assert done.preview.applying == Applying(
        wanted=False, money=2, invoices=2, cents=180_00, left_cents=50_00
    )
    assert shares(db) == []


def test_when_asked_the_oldest_is_paid_first(db: Session, bring_in: Import, tmp_path: Path) -> None:
    done = bring_in(iif(tmp_path, *BILLS, *MONEY), apply_payments=True)
    assert shares(db) == [(1, None, 1, 100_00), (1, None, 2, 50_00), (None, 3, 2, 30_00)]
    assert {one["by"] for one in rows(db, "payment_shares")} == {"oldest_first"}
    assert {one["applied_on"] for one in rows(db, "payment_shares")} == {AS_OF}
    told = dict(import_report(db, done.batch_id).totals)
    assert told["Applied to invoices"] == "$180.00"
    assert told["Fits no open invoice"] == "$50.00"


def test_the_choice_is_remembered_and_twice_brings_nothing(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    path = iif(tmp_path, *BILLS, *MONEY)
    bring_in(path, apply_payments=True)
    before = picture(db)
    again = bring_in(path).preview
    assert again.applying == Applying(wanted=True, left_cents=50_00)
    assert (again.boxes["new"], again.boxes["changed"]) == (0, 0)
    assert picture(db) == before
    (profile,) = profiles.list_profiles(db)
    assert profile.choices.apply_payments
    assert profiles.import_text(db, profiles.export_text(db, profile.name))


def test_the_choice_is_forgotten_when_it_is_taken_off(bring_in: Import, tmp_path: Path) -> None:
    path = iif(tmp_path, *BILLS)
    bring_in(path, apply_payments=True)
    bring_in(iif(tmp_path, *MONEY), apply_payments=True)
    bring_in(path, apply_payments=False)
    assert bring_in(iif(tmp_path, *MONEY), apply_payments=False).preview.applying.wanted is False
    assert bring_in(path).preview.applying.wanted is False


def test_undo_takes_back_what_was_applied_and_nothing_else(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    path = iif(tmp_path, *BILLS, *MONEY)
    bring_in(path)
    before = picture(db)
    batch = bring_in(path, apply_payments=True).batch_id
    result = importing.undo(db, batch)
    assert result.removed == {"payment_shares": 3}
    assert result.touched == {1}
    assert picture(db) == before


def test_an_import_stays_while_payments_applied_by_hand_stand_on_it(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    empty = dump(db, AS_OF)
    batch = bring_in(iif(tmp_path, *BILLS, *MONEY)).batch_id
    apply_payments(db, 1, BY_HAND)
    with pytest.raises(importing.UndoRefusedError, match="has a later applied payment"):
        importing.undo(db, batch)
    take_back_applied(db, 1, BY_HAND)
    importing.undo(db, batch)
    assert dump(db, AS_OF) == empty


def test_an_undo_that_would_leave_too_much_applied_is_refused(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    """The second import says that nothing of the invoice was paid, and a third that it is."""
    bring_in(iif(tmp_path, *BILLS[:1], ("PAYMENT", "2/10/2026", 100_00, "c1")))
    stated = open_invoices(tmp_path, "100.00")
    first = bring_in(stated).batch_id
    second = bring_in(open_invoices(tmp_path, "0.00", day="February 28, 2026")).batch_id
    apply_payments(db, 1, BY_HAND)
    before = picture(db)
    with pytest.raises(UserError, match="payments were applied to invoices since: Reyes, Ana"):
        importing.undo(db, second)
    assert picture(db) == before
    assert first < second


def open_invoices(folder: Path, cents: str, day: str = "February 20, 2026") -> Path:
    """A list of QuickBooks Online with what is open of invoice 1."""
    path = folder / f"invoice-list-{cents}.csv"
    path.write_text(
        "Sample Septic Co\nInvoice List by Date\n"
        f"As of {day}\n\n"
        "Date,Transaction type,Num,Name,Memo,Due date,Amount,Open balance\n"
        f'01/05/2026,Invoice,1,"Reyes, Ana",,01/05/2026,100.00,{cents}\n'
    )
    return path


@pytest.mark.parametrize(("said", "left"), [("0.00", 100_00), ("30.00", 70_00), ("100.00", 0)])
def test_what_the_books_state_later_is_the_truth(
    db: Session, bring_in: Import, tmp_path: Path, said: str, left: int
) -> None:
    bring_in(iif(tmp_path, *BILLS[:1], ("PAYMENT", "2/10/2026", 100_00, "c1")), apply_payments=True)
    before = picture(db)
    done = bring_in(open_invoices(tmp_path, said))
    assert [cents for *_, cents in shares(db)] == [left]
    assert done.preview.applying.taken_back_cents == 100_00 - left
    told = dict(import_report(db, done.batch_id).totals).get("Applied before, taken back")
    assert told == (f"${100 - left // 100}.00" if left < 100_00 else None)
    importing.undo(db, done.batch_id)
    assert picture(db) == before


def test_the_rows_of_a_report_tell_which_invoices_one_payment_paid(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    path = tmp_path / "received.csv"
    path.write_text(
        "Sample Septic Co\nInvoices and Received Payments\nAll Dates\n\n"
        ",Date,Transaction type,Memo/Description,Transaction number,Amount\n"
        "Nell Abbott,,,,,\n"
        ",03/19/2025,Payment,,,490.00\n"
        ",03/04/2025,Invoice,,1041,390.00\n"
        ",03/05/2025,Invoice,,1042,100.00\n"
    )
    first = bring_in(path)
    assert shares(db) == [(1, None, 1, 390_00), (1, None, 2, 100_00)]
    assert {one["by"] for one in rows(db, "payment_shares")} == {"told"}
    again = bring_in(path).preview
    assert (again.boxes["new"], again.boxes["changed"]) == (0, 0)
    assert first.preview.applying == Applying()
    importing.undo(db, first.batch_id)
    assert rows(db, "payment_shares") == []


CENTS = st.integers(1, 5).map(lambda number: number * 50_00)
DAYS = st.integers(1, 9).map(lambda day: f"1/{day}/2026")
BLOCKS = st.lists(
    st.tuples(st.sampled_from(("INVOICE", "PAYMENT", "CREDIT MEMO")), DAYS, CENTS),
    max_size=7,
).map(
    lambda found: [
        (kind, day, -cents if kind == "CREDIT MEMO" else cents, f"n{number}")
        for number, (kind, day, cents) in enumerate(found)
    ]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS, seed=st.randoms(use_true_random=False))
def test_any_file_in_any_order_applies_the_same_and_is_undone_exactly(
    db: Session, bring_in: Import, tmp_path: Path, blocks: list[Block], seed: object
) -> None:
    other = list(blocks)
    seed.shuffle(other)  # type: ignore[attr-defined] # a random generator
    found = []
    for some in (blocks, other):
        with left_as_it_was(db):
            before = picture(db)
            done = bring_in(iif(tmp_path, *some), apply_payments=True)
            assert not_fitting(db, done.touched) == []
            found.append(named(db))
            applying = done.preview.applying
            assert sum(cents for *_, cents in found[-1]) == applying.cents
            importing.undo(db, done.batch_id)
            assert picture(db) == before
    assert found[0] == found[1]


def named(db: Session) -> list[tuple[str, str, int]]:
    """What pays what, by the numbers of the papers."""
    number = {one["id"]: one["number"] for one in rows(db, "payments")}
    paper = {row.id: row.number for row in db.execute(select(Invoice.id, Invoice.number))}
    return sorted(
        (number[payment] if payment else str(paper[credit or 0]), str(paper[invoice]), cents)
        for payment, credit, invoice, cents in shares(db)
    )


def test_the_sample_payment_of_quickbooks_fits_no_invoice(
    db: Session, bring_in: Import, shared_data: Path
) -> None:
    folder = shared_data / "quickbooks/iif"
    done = bring_in(folder / "kit-receive-payment.iif", apply_payments=True)
    assert done.preview.applying == Applying(wanted=True, left_cents=500_00)
    assert shares(db) == []


def test_a_transaction_list_pays_its_own_invoices(
    db: Session, bring_in: Import, shared_data: Path
) -> None:
    folder = shared_data / "quickbooks/layout-examples"
    done = bring_in(folder / "qbo-new-transaction-list-by-customer.csv", apply_payments=True)
    applying = done.preview.applying
    assert applying == Applying(wanted=True, money=2, invoices=2, cents=510_00)
    assert [cents for *_, cents in shares(db)] == [390_00, 120_00]
    assert all(one["applied_on"] == date(2026, 11, 22) for one in rows(db, "payment_shares"))


def marked(folder: Path) -> Path:
    """A paid invoice of $100, one of $200 that is not, and payments of $150."""
    path = iif(folder, *BILLS, MONEY[0])
    lines = path.read_text().splitlines()
    lines[0] += "\tPAID"
    paid = {3: "Y", 6: "N", 9: ""}
    path.write_text("\n".join(line + "\t" + paid.get(at, "") for at, line in enumerate(lines)))
    return path


def test_one_paid_invoice_does_not_hide_one_that_is_open(
    db: Session, bring_in: Import, tmp_path: Path
) -> None:
    done = bring_in(marked(tmp_path), apply_payments=True)
    assert shares(db) == [(1, None, 1, 100_00), (1, None, 2, 50_00)]
    facts.refresh(db, AS_OF, done.touched)
    columns = (CustomerFact.open_balance_cents, CustomerFact.oldest_open_due)
    assert tuple(db.execute(select(*columns)).one()) == (150_00, date(2026, 2, 5))
    before = picture(db)
    again = bring_in(marked(tmp_path)).preview
    assert (again.boxes["new"], again.boxes["changed"]) == (0, 0)
    assert picture(db) == before
