"""The account of one customer as plain values: what was charged, what came in, what paid what."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from desktop.models.work import PaymentShare

Row = Mapping[str, Any]
Key = tuple[str, int]  # the table "payments" or, of a credit, "invoices"; and the number of the row
PAYMENTS, INVOICES = "payments", "invoices"
SHARES = PaymentShare.__tablename__
OLDEST_FIRST, TOLD = "oldest_first", "told"
WITHOUT_END = dt.date.max  # the day of an account with what is dated ahead


class Charge(NamedTuple):
    """A sale on account. `room` is what may be paid of it by payments that name no invoice.

    Where the books state what is open, no more than the rest was paid.
    """

    id: int
    date: dt.date
    due: dt.date
    number: str
    gross: int
    room: int
    stated: int | None  # what the books state as open
    is_open: bool  # they say that some of it is, but not how much

    @property
    def is_stated(self) -> bool:
        """Whether the books say what is open of it."""
        return self.stated is not None


class Money(NamedTuple):
    """A payment that names no invoice, or a credit."""

    key: Key
    date: dt.date
    number: str
    cents: int


class Share(NamedTuple):
    """A part of some money that pays a part of an invoice; `id` 0 is not written yet."""

    id: int
    money: Key
    invoice_id: int
    cents: int
    by: str
    applied_on: dt.date


class Account(NamedTuple):
    """One customer: charges, money that may pay them, and the shares on record."""

    charges: tuple[Charge, ...]
    money: tuple[Money, ...]
    shares: tuple[Share, ...]

    def unused(self) -> int:
        """The cents that no share uses yet."""
        used = Counter[Key]()
        for one in self.shares:
            used[one.money] += one.cents
        return sum(max(one.cents - used[one.key], 0) for one in self.money)


def account_of(
    invoices: Iterable[Row], payments: Iterable[Row], shares: Iterable[Row], as_of: dt.date
) -> Account:
    """The account of one customer out of his rows; what lies after the day is left aside."""
    every = list(invoices)
    posted = [one for one in every if one["state"] == "posted" and one["date"] <= as_of]
    paid = [one for one in payments if one["date"] <= as_of]
    named = Counter[int]()
    for one in paid:
        if (invoice_id := one.get("invoice_id")) is not None:
            named[invoice_id] += one["amount_cents"]
    receipts = {(one["date"], one.get("number")) for one in every if one["kind"] == "sales_receipt"}
    money = [
        Money((PAYMENTS, one["id"]), one["date"], one.get("number") or "", one["amount_cents"])
        for one in paid
        if one.get("invoice_id") is None and (one["date"], one.get("number") or "") not in receipts
    ]
    credits_ = [_credit(one) for one in posted if one["kind"] == "credit"]
    charges = [
        _charge(one, named[one["id"]])
        for one in posted
        if one["kind"] not in ("sales_receipt", "credit") and gross_of(one) > 0
    ]
    everything = [*money, *(one for one in credits_ if one.cents > 0)]
    return Account(tuple(charges), tuple(everything), tuple(map(share_of, shares)))


def gross_of(invoice: Row) -> int:
    """What an invoice comes to, sales tax included."""
    return int(invoice["amount_cents"]) + int(invoice.get("tax_cents") or 0)


def _charge(invoice: Row, named: int) -> Charge:
    gross, stated = gross_of(invoice), invoice.get("open_cents")
    return Charge(
        id=invoice["id"],
        date=invoice["date"],
        due=invoice.get("due_date") or invoice["date"],
        number=invoice.get("number") or "",
        gross=gross,
        room=max(gross - max(stated or 0, 0) - named, 0),
        stated=stated,
        is_open=stated is None and invoice.get("open_as_of") is not None,
    )


def _credit(invoice: Row) -> Money:
    """A credit as money; what the books state as still open of it was not used."""
    left = abs(invoice.get("open_cents") or 0)
    cents = max(-gross_of(invoice) - left, 0)
    return Money((INVOICES, invoice["id"]), invoice["date"], invoice.get("number") or "", cents)


def share_of(row: Row) -> Share:
    """A stored share."""
    is_payment = row["payment_id"] is not None
    key = (PAYMENTS, row["payment_id"]) if is_payment else (INVOICES, row["credit_id"])
    return Share(
        row["id"], key, row["invoice_id"], row["amount_cents"], row["by"], row["applied_on"]
    )


def columns_of(share: Share) -> dict[str, Any]:
    """A new share as the table wants it."""
    table, row_id = share.money
    return {
        "payment_id": row_id if table == PAYMENTS else None,
        "credit_id": row_id if table == INVOICES else None,
        "invoice_id": share.invoice_id,
        "amount_cents": share.cents,
        "by": share.by,
        "applied_on": share.applied_on,
    }
