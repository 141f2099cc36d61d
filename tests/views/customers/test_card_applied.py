"""Payments applied to invoices from the card, marked as the program's work, and taken back."""

from datetime import timedelta

from PySide6.QtWidgets import QPushButton
from sqlalchemy import delete, func, select, update

from desktop.models.work import Invoice, Payment, PaymentShare
from desktop.services.after_change import bring_up_to_date
from desktop.views.customers.card import CardView
from desktop.views.importing.work import utc_now
from tests.views.customers.hands import text_of
from tests.views.people import TODAY
from tests.views.sample_office import Wait

MARK = "$60.00 applied by the program, oldest first, on"


def owes(card: CardView) -> None:
    """The customer of the card owes $100 on an invoice and paid $60 that names none."""
    assert card.card is not None
    who = card.card.who.customer_id
    long_ago = TODAY - timedelta(90)
    with card.context.office.writing.begin() as db:
        db.execute(delete(Payment).where(Payment.customer_id == who))
        theirs = update(Invoice).where(Invoice.customer_id == who)
        db.execute(theirs.values(state="voided", open_cents=None))
        bill = {"number": "77", "date": long_ago, "amount_cents": 100_00}
        db.add(Invoice(customer_id=who, **bill))
        db.add(Payment(customer_id=who, date=TODAY, amount_cents=60_00))
        db.flush()
        bring_up_to_date(db, TODAY, utc_now(), [who])


def press(card: CardView, words: str) -> None:
    found = [one for one in card.findChildren(QPushButton) if one.text() == words]
    found[0].click()


def shares(card: CardView) -> int:
    with card.context.office.reading() as db:
        return db.scalar(select(func.count()).select_from(PaymentShare)) or 0


def test_payments_are_applied_and_taken_back_by_a_button(card: CardView, settled: Wait) -> None:
    owes(card)
    card.refresh()
    settled()
    shown = text_of(card)
    assert "Payments and credits of $60.00 name no invoice; here they are taken off" in shown
    press(card, "Apply $60.00 to oldest invoices")
    settled()
    shown = text_of(card)
    assert shown.count(MARK) == 2
    assert "$40.00 open" in shown
    assert "name no invoice" not in shown
    press(card, "Take back")
    settled()
    assert MARK not in text_of(card)
    assert shares(card) == 0
