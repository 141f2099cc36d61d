"""What a customer owes, and what was offered."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.work import Estimate, Invoice


class InvoiceCard(NamedTuple):
    """An invoice with something still open."""

    invoice_id: int
    number: str
    date: dt.date
    due: dt.date
    total_cents: int
    open_cents: int
    days_late: int  # 0 while it is not late


class EstimateCard(NamedTuple):
    """An estimate that nobody has decided about."""

    estimate_id: int
    number: str
    issued_on: dt.date
    amount_cents: int | None
    follow_up_on: dt.date | None
    days: int  # since it was issued


def open_invoices(
    db: Session, customer_id: int, balance_cents: int | None, as_of: dt.date
) -> tuple[InvoiceCard, ...]:
    """The open invoices, oldest first.

    As the books state them; without that, payments settle the oldest first, so what makes up the
    balance are the newest ones.
    """
    statement = (
        select(Invoice)
        .where(
            Invoice.customer_id == customer_id,
            Invoice.state == "posted",
            Invoice.kind != "sales_receipt",
            Invoice.date <= as_of,
        )
        .order_by(Invoice.date.desc(), Invoice.id.desc())
    )
    charges = [one for one in db.scalars(statement) if _total(one) > 0]
    if any(one.open_cents is not None for one in charges):
        found = [(one, one.open_cents or 0) for one in charges]
    else:
        found = _newest(charges, balance_cents or 0)
    return tuple(_invoice(one, cents, as_of) for one, cents in reversed(found) if cents > 0)


def _total(one: Invoice) -> int:
    return one.amount_cents + (one.tax_cents or 0)


def _newest(charges: list[Invoice], left: int) -> list[tuple[Invoice, int]]:
    found = []
    for one in charges:
        cents = min(left, _total(one))
        found.append((one, cents))
        left -= cents
    return found


def _invoice(one: Invoice, cents: int, as_of: dt.date) -> InvoiceCard:
    due = one.due_date or one.date
    late = max((as_of - due).days, 0)
    return InvoiceCard(one.id, one.number or "", one.date, due, _total(one), cents, late)


def open_estimates(db: Session, customer_id: int, as_of: dt.date) -> tuple[EstimateCard, ...]:
    """The open estimates, newest first."""
    statement: Any = (
        select(Estimate)
        .where(
            Estimate.customer_id == customer_id,
            Estimate.state == "open",
            Estimate.issued_on <= as_of,
        )
        .order_by(Estimate.issued_on.desc(), Estimate.id.desc())
    )
    return tuple(
        EstimateCard(
            one.id, one.no or "", one.issued_on, one.amount_cents, one.follow_up_on,
            (as_of - one.issued_on).days,
        )
        for one in db.scalars(statement)
    )  # fmt: skip
