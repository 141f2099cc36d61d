"""Payments applied to the oldest open invoices of a customer, and taken back."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from desktop.models.choices import SHARE_BY
from desktop.models.tables import metadata
from desktop.services.days import DayWriter, day_text
from desktop.services.payments.account import (
    INVOICES,
    OLDEST_FIRST,
    PAYMENTS,
    SHARES,
    Share,
    columns_of,
)
from desktop.services.payments.applying import oldest_first, trimmed
from desktop.services.payments.books import accounts
from desktop.services.records.fields import Kind
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import NotAllowedError
from desktop.services.records.words import money_text

APPLIED = "Payments applied to the oldest invoices"
TAKEN_BACK = "Applied payments taken back"
_SHARES: Table = metadata.tables[SHARES]


@whole
def apply_payments(db: Session, customer_id: int, now: Now) -> Saved:
    """Apply what no invoice got yet to the oldest open invoices of a customer.

    The caller refreshes the facts of the touched customers and commits.

    Raises:
        NotAllowedError: nothing is left that an open invoice could get.
    """
    journal = Journal(db, now)
    for _, account in accounts(db, [customer_id], now.today):
        for share in oldest_first(account, now.today).shares:
            journal.add(_SHARES, columns_of(share))
    if not journal.changes:
        raise NotAllowedError(
            "No payment or credit is left that an open invoice of this customer could get. "
            "An invoice is never paid by money that came before its day.",
            where="payments",
        )
    return journal.save(customer_id, APPLIED, customer_id)


@whole
def take_back_applied(db: Session, customer_id: int, now: Now) -> Saved:
    """Take back what the program applied for a customer; what a file told stays.

    Raises:
        NotAllowedError: the program applied nothing.
    """
    journal = Journal(db, now)
    for _, account in accounts(db, [customer_id]):
        for share in account.shares:
            if share.by == OLDEST_FIRST:
                journal.remove(_SHARES, share.id)
    if not journal.changes:
        raise NotAllowedError("No payment of this customer is applied.", where="payments")
    return journal.save(customer_id, TAKEN_BACK, customer_id)


def share_words(shares: Iterable[Share], write_day: DayWriter = day_text) -> str:
    """Parts of payments in words: "$70.00 applied by the program, oldest first, on Mar 4, 2026"."""
    cents = Counter[tuple[date, str]]()
    for one in shares:
        cents[one.applied_on, one.by] += one.cents
    said = []
    for (day, by), amount in sorted(cents.items()):
        when = f", on {write_day(day)}" if by == OLDEST_FIRST else ""
        said.append(f"{money_text(amount)} {SHARE_BY.label(by)}{when}")
    return "; ".join(said)


def shares_in_words(db: Session, customer_id: int) -> dict[tuple[str, int], str]:
    """Of the payments and invoices of a customer what was applied, by kind and number."""
    found: dict[tuple[str, int], str] = {}
    for _, account in accounts(db, [customer_id]):
        shares = [one for one in account.shares if one.cents]
        money = groupby(sorted(shares, key=lambda one: one.money), key=lambda one: one.money)
        for (table, row_id), some in money:
            found["payment" if table == PAYMENTS else "invoice", row_id] = share_words(some)
        paid = sorted(shares, key=lambda one: one.invoice_id)
        for invoice_id, some in groupby(paid, key=lambda one: one.invoice_id):
            found["invoice", invoice_id] = share_words(some)
    return found


def owners_of(journal: Journal, kind: Kind, row_id: int) -> set[int]:
    """Whose account a change of a record can alter: the customer of a payment or an invoice."""
    if kind.table.name not in (PAYMENTS, INVOICES):
        return set()
    row: dict[str, Any] = journal.row(kind.table, row_id)
    return {row["customer_id"]} if row else set()


def take_back_unfit(journal: Journal, owners: Collection[int]) -> None:
    """Lower or remove applied parts that no longer fit, as part of the action that did it."""
    for _, account in accounts(journal.db, owners):
        for share_id, cents in trimmed(account).items():
            if cents:
                journal.change(_SHARES, share_id, {"amount_cents": cents})
            else:
                journal.remove(_SHARES, share_id)
