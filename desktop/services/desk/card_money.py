"""What a customer owes, and what was offered."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.work import Estimate
from desktop.services.days import DayWriter
from desktop.services.payments.account import OLDEST_FIRST, Account, Charge
from desktop.services.payments.applying import oldest_first
from desktop.services.records.applied import share_words
from desktop.services.records.words import money_text


class InvoiceCard(NamedTuple):
    """An invoice with something still open."""

    invoice_id: int
    number: str
    date: dt.date
    due: dt.date
    total_cents: int
    open_cents: int
    days_late: int  # 0 while it is not late
    note: str  # what payments were applied to it, and by whom


class AppliedCard(NamedTuple):
    """What the program applied to invoices for a customer, and what it could still apply."""

    applied: str  # what it applied, in words; "" when nothing
    can_apply_cents: int
    taken_off_cents: int  # of money that is not applied, taken off the invoices due first


class EstimateCard(NamedTuple):
    """An estimate that nobody has decided about."""

    estimate_id: int
    number: str
    issued_on: dt.date
    amount_cents: int | None
    follow_up_on: dt.date | None
    days: int  # since it was issued
    offered: tuple[str, ...]  # its lines, each with its amount: "Replace aerator, $1,365.00"
    memo: str


def open_invoices(
    account: Account, balance_cents: int | None, as_of: dt.date, write_day: DayWriter
) -> tuple[InvoiceCard, ...]:
    """The open invoices, those due first on top.

    As the books state them; without that, what was applied to an invoice is paid of it, and what
    was not is taken off those due first, so that together they come to the balance.
    """
    got = Counter[int]()
    for share in account.shares:
        got[share.invoice_id] += share.cents
    charges = sorted(account.charges, key=lambda one: (one.due, one.date, one.id))
    left = [(one, _left(one, got[one.id])) for one in charges]
    if _is_all_stated(account):
        left = [(one, cents) for one, cents in left if one.is_stated]
    loose = sum(cents for _, cents in left) - max(balance_cents or 0, 0)
    found = []
    for one, cents in left:
        taken = min(cents, max(loose, 0))
        loose -= taken
        theirs = [share for share in account.shares if share.invoice_id == one.id and share.cents]
        found.append(_invoice(one, cents - taken, as_of, share_words(theirs, write_day)))
    return tuple(one for one in found if one.open_cents)


def _is_all_stated(account: Account) -> bool:
    """Whether the books state what is open; of an invoice they do not name that is nothing."""
    is_stated = any(one.is_stated for one in account.charges)
    return is_stated and not any(one.is_open for one in account.charges)


def _left(one: Charge, got: int) -> int:
    """What is open of an invoice; where the books state it, what they say."""
    return max(one.room - got, 0) if one.stated is None else max(one.stated, 0)


def applied_card(
    account: Account, balance_cents: int | None, as_of: dt.date, write_day: DayWriter
) -> AppliedCard:
    """What is applied for a customer, and what could be."""
    ours = [one for one in account.shares if one.by == OLDEST_FIRST and one.cents]
    owes = (balance_cents or 0) > 0
    taken_off = account.unused() if owes and not _is_all_stated(account) else 0
    return AppliedCard(share_words(ours, write_day), oldest_first(account, as_of).cents, taken_off)


def _invoice(one: Charge, cents: int, as_of: dt.date, note: str) -> InvoiceCard:
    late = max((as_of - one.due).days, 0)
    return InvoiceCard(one.id, one.number, one.date, one.due, one.gross, cents, late, note)


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
            (as_of - one.issued_on).days, _offered(one.lines), one.memo or "",
        )
        for one in db.scalars(statement)
    )  # fmt: skip


def _offered(lines: list[Any] | None) -> tuple[str, ...]:
    """What each line of an estimate says, with its amount where it has one."""
    said = (_line(one) for one in lines or () if isinstance(one, dict))
    return tuple(one for one in said if one)


def _line(one: dict[str, Any]) -> str:
    words = str(one.get("text") or one.get("item") or "")
    try:
        amount = money_text(int(Decimal(str(one.get("amount"))).scaleb(2)))
    except ArithmeticError:  # none, or no number
        amount = ""
    return ", ".join(part for part in (words, amount) if part)
