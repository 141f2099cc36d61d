"""Payments applied by hand to the oldest invoices: one line of history, taken back exactly."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.models.work import Invoice, Payment, PaymentShare
from desktop.services import facts
from desktop.services.duplicates import merging
from desktop.services.office.open_file import dump, load
from desktop.services.payments.books import not_fitting
from desktop.services.records import (
    NotAllowedError,
    UndoRefusedError,
    apply_payments,
    change,
    create,
    history,
    remove,
    take_back_applied,
    undo_edit,
)
from desktop.services.records.options import listed
from tests.services.payments.accounts import Rows, books
from tests.services.records.filled import NOW, state

JAN, FEB = date(2026, 1, 5), date(2026, 2, 5)


def enter(db: Session, invoices: Rows, payments: Rows, customer: int = 1) -> None:
    """A customer with his invoices and payments."""
    db.add(Customer(id=customer, display_name=f"Reyes {customer}"))
    db.flush()
    db.add_all(Invoice(customer_id=customer, **one) for one in invoices)
    db.flush()
    db.add_all(Payment(customer_id=customer, **one) for one in payments)
    db.flush()


def bill(number: int, day: date, cents: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "number": str(number), "date": day, "amount_cents": cents} | more


@pytest.fixture
def ana(db: Session) -> Session:
    """Two invoices of $100, and $150 that names none."""
    enter(db, [bill(1, JAN, 100_00), bill(2, FEB, 100_00)], [bill(1, FEB, 150_00)])
    return db


def shares(db: Session) -> list[tuple[int | None, int, int]]:
    columns = (PaymentShare.payment_id, PaymentShare.invoice_id, PaymentShare.amount_cents)
    found = db.execute(select(*columns).order_by(PaymentShare.id))
    return [(payment, invoice, cents) for payment, invoice, cents in found]


def test_the_oldest_is_paid_first_and_history_says_so(ana: Session) -> None:
    saved = apply_payments(ana, 1, NOW)
    assert shares(ana) == [(1, 1, 100_00), (1, 2, 50_00)]
    assert saved.touched == {1}
    (line,) = history(ana, 1)
    assert line.action == "Payments applied to the oldest invoices"
    said = [(one.field, one.new) for one in line.details if one.field in ("Invoice", "Amount")]
    assert said == [("Invoice", "1 of Reyes 1"), ("Amount", "$100.00"),
                    ("Invoice", "2 of Reyes 1"), ("Amount", "$50.00")]  # fmt: skip


def test_every_part_says_that_the_program_applied_it(ana: Session) -> None:
    apply_payments(ana, 1, NOW)
    labels = {(one.kind, one.id): one.label for one in listed(ana, 1)}
    tail = "applied by the program, oldest first, on Nov 22, 2026"
    assert labels["invoice", 2].endswith(f"$50.00 {tail}")
    assert labels["payment", 1].endswith(f"$150.00 {tail}")


def test_nothing_more_can_be_applied_then(ana: Session) -> None:
    apply_payments(ana, 1, NOW)
    with pytest.raises(NotAllowedError, match="No payment or credit is left"):
        apply_payments(ana, 1, NOW)


def test_a_customer_without_anything_has_nothing_to_apply_or_take_back(db: Session) -> None:
    enter(db, [], [])
    with pytest.raises(NotAllowedError, match="No payment or credit is left"):
        apply_payments(db, 1, NOW)
    with pytest.raises(NotAllowedError, match="No payment of this customer is applied"):
        take_back_applied(db, 1, NOW)


def test_taking_back_is_one_line_that_can_be_undone(ana: Session) -> None:
    before = state(ana)
    apply_payments(ana, 1, NOW)
    applied = state(ana)
    taken = take_back_applied(ana, 1, NOW)
    assert state(ana) == before
    assert taken.edit_id is not None
    undo_edit(ana, taken.edit_id, NOW)
    assert state(ana) == applied


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=books())
def test_undo_gives_an_equal_office_and_a_loaded_dump_too(
    db: Session, found: tuple[Rows, Rows]
) -> None:
    with db.begin_nested() as example:
        enter(db, *found)
        before = state(db)
        try:
            saved = apply_payments(db, 1, NOW)
        except NotAllowedError:
            assert state(db) == before
        else:
            assert not_fitting(db, {1}) == []
            undo_edit(db, saved.edit_id or 0, NOW)
            assert state(db) == before
        example.rollback()


def test_a_dump_keeps_what_paid_what(ana: Session) -> None:
    apply_payments(ana, 1, NOW)
    whole = dump(ana, NOW.today)
    assert whole["payment_shares"][0] == {
        "id": "sh1", "payment": "y1", "invoice": "i1", "amount": "100.00", "by": "oldest_first",
        "applied_on": "2026-11-22",
    }  # fmt: skip
    for table in (PaymentShare, Payment, Invoice, Customer):
        for one in ana.scalars(select(table)):
            ana.delete(one)
        ana.flush()
    load(ana, whole)
    assert dump(ana, NOW.today) == whole


@pytest.mark.parametrize(
    ("kind", "values", "left"),
    [
        ("invoice", {"amount": "60"}, [(1, 1, 60_00), (1, 2, 50_00)]),
        ("invoice", {"open": "0"}, [(1, 1, 100_00), (1, 2, 50_00)]),
        ("invoice", {"open": "100"}, [(1, 2, 50_00)]),
        ("invoice", {"state": "voided"}, [(1, 2, 50_00)]),
        ("payment", {"amount": "120"}, [(1, 1, 100_00), (1, 2, 20_00)]),
        ("payment", {"invoice": 1}, []),
        ("payment", {"memo": "by mail"}, [(1, 1, 100_00), (1, 2, 50_00)]),
    ],
)
def test_a_change_takes_back_what_no_longer_fits_and_undo_brings_it_again(
    ana: Session, kind: str, values: dict[str, Any], left: list[tuple[int, int, int]]
) -> None:
    apply_payments(ana, 1, NOW)
    before = state(ana)
    saved = change(ana, kind, 1, values, NOW)
    assert shares(ana) == left
    undo_edit(ana, saved.edit_id or 0, NOW)
    assert state(ana) == before


@pytest.mark.parametrize("kind", ["payment", "invoice"])
def test_what_is_removed_takes_its_parts_along(ana: Session, kind: str) -> None:
    apply_payments(ana, 1, NOW)
    before = state(ana)
    saved = remove(ana, kind, 1, NOW)
    assert len(shares(ana)) == (0 if kind == "payment" else 1)
    undo_edit(ana, saved.edit_id or 0, NOW)
    assert state(ana) == before


def test_an_older_edit_stays_while_payments_stand_on_it(db: Session) -> None:
    enter(db, [bill(1, JAN, 50_00)], [bill(1, FEB, 150_00)])
    edit = change(db, "invoice", 1, {"amount": "100"}, NOW)
    apply_payments(db, 1, NOW)
    before = state(db)
    with pytest.raises(UserError, match="payments were applied to invoices since: Reyes 1"):
        undo_edit(db, edit.edit_id or 0, NOW)
    assert state(db) == before


def test_applying_stays_while_a_later_change_stands_on_it(ana: Session) -> None:
    saved = apply_payments(ana, 1, NOW)
    change(ana, "payment", 1, {"amount": "120"}, NOW)
    with pytest.raises(UndoRefusedError, match="“Payment changed”"):
        undo_edit(ana, saved.edit_id or 0, NOW)


def test_a_merge_is_not_taken_back_under_applied_payments(db: Session) -> None:
    enter(db, [bill(1, JAN, 100_00)], [])
    enter(db, [], [bill(1, FEB, 100_00)], customer=2)
    done = merging.merge(db, 1, 2, NOW.at)
    apply_payments(db, 1, NOW)
    before = state(db)
    with pytest.raises(UserError, match="This merge cannot be taken back"):
        merging.undo_merge(db, done.merge_id)
    assert state(db) == before
    take_back_applied(db, 1, NOW)
    assert merging.undo_merge(db, done.merge_id) >= {1, 2}


def owed(db: Session) -> tuple[int | None, date | None]:
    facts.refresh(db, NOW.today)
    columns = (CustomerFact.open_balance_cents, CustomerFact.oldest_open_due)
    return tuple(db.execute(select(*columns)).one())  # type: ignore[return-value]


def test_what_is_owed_stays_and_follows_the_invoice_that_a_payment_names(ana: Session) -> None:
    assert owed(ana) == (50_00, FEB)
    apply_payments(ana, 1, NOW)
    assert owed(ana) == (50_00, FEB)
    create(ana, "payment", {"customer": 1, "date": FEB, "amount": "20", "invoice": 2}, NOW)
    assert owed(ana) == (30_00, FEB)


def test_days_past_due_follow_what_is_applied(db: Session) -> None:
    """The newer invoice is due first: with both paid in part the older one is open longer."""
    enter(
        db,
        [bill(1, JAN, 100_00, due_date=FEB + timedelta(60)), bill(2, FEB, 100_00)],
        [bill(1, FEB, 100_00)],
    )
    apply_payments(db, 1, NOW)
    assert shares(db) == [(1, 2, 100_00)]
    assert owed(db) == (100_00, FEB + timedelta(60))


def test_a_paid_receipt_says_nothing_of_the_invoices(db: Session) -> None:
    receipt = bill(2, FEB, 80_00, kind="sales_receipt", open_cents=0)
    enter(db, [bill(1, JAN, 100_00), receipt], [bill(1, FEB, 80_00, invoice_id=2)])
    assert owed(db) == (100_00, JAN)


def test_what_the_books_state_is_never_overruled(db: Session) -> None:
    stated = bill(1, JAN, 100_00, open_cents=70_00)
    enter(db, [stated, bill(2, FEB, 50_00)], [bill(1, FEB, 150_00)])
    apply_payments(db, 1, NOW)
    assert shares(db) == [(1, 1, 30_00), (1, 2, 50_00)]
    assert owed(db) == (70_00, JAN)
