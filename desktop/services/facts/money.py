"""Revenue, payments and what is still owed, per customer."""

from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Subquery, and_, case, cast, func, select

from desktop.models.work import Invoice, Payment
from desktop.services.facts.scope import Scope, total
from desktop.services.facts.services import window_start
from desktop.services.value.lifetime_rules import MILLION, YEARS

SALES = ("invoice", "sales_receipt", "charge")


def _counts(scope: Scope) -> ColumnElement[bool]:
    return and_(
        Invoice.state == "posted",
        # “Is true”, or SQLite would walk the index of days and fetch nearly all invoices by it, in
        # three times the time of reading them as they lie.
        (Invoice.date <= scope.as_of).is_(True),
        scope.has(Invoice.customer_id),
    )


def _gross() -> ColumnElement[int]:
    return Invoice.amount_cents + func.coalesce(Invoice.tax_cents, 0)


def sales(scope: Scope) -> CTE:
    """Invoices of each customer summed up; credits count against revenue."""
    customer = scope.owner(Invoice.customer_id)
    is_recent = Invoice.date > window_start(scope.as_of)
    on_account = Invoice.kind != "sales_receipt"
    owed_since = func.coalesce(Invoice.due_date, Invoice.date)
    return (
        select(
            customer,
            total(Invoice.amount_cents).label("revenue"),
            _total_of(Invoice.amount_cents, is_recent).label("recent"),
            func.count().filter(Invoice.kind.in_(SALES)).label("tickets"),
            func.count().filter(Invoice.kind.in_(SALES), is_recent).label("recent_tickets"),
            _total_of(_gross(), on_account).label("on_account"),
            _total_of(_gross(), on_account & (_gross() < 0)).label("credits"),
            total(Invoice.open_cents).label("stated_open"),
            func.min(owed_since).filter(Invoice.open_cents > 0).label("stated_due"),
        )
        .where(_counts(scope))
        .group_by(customer)
        .cte("sales")
    )


def _total_of(cents: Any, which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(cast(func.sum(cents).filter(which), BigInteger), 0)


def paid(scope: Scope) -> CTE:
    """Payments of each customer summed up; those for sales receipts settle nothing else."""
    settles = case((_for_a_receipt(scope), 0), else_=Payment.amount_cents)
    customer = scope.owner(Payment.customer_id)
    return (
        select(
            customer,
            func.max(Payment.date).label("last_payment"),
            total(settles).label("settled"),
        )
        .where(Payment.date <= scope.as_of, scope.has(Payment.customer_id))
        .group_by(customer)
        .cte("paid")
    )


def _for_a_receipt(scope: Scope) -> ColumnElement[bool]:
    receipt = select(Payment.id).where(
        Invoice.kind == "sales_receipt", scope.has(Payment.customer_id)
    )
    linked = receipt.join_from(Invoice, Payment, Invoice.id == Payment.invoice_id)
    same_paper = receipt.join_from(
        Invoice,
        Payment,
        and_(
            Invoice.customer_id == Payment.customer_id,
            Invoice.date == Payment.date,
            Invoice.number == Payment.number,
        ),
    )
    return Payment.id.in_(linked.union(same_paper))


def balance(sold: Any, received: Any) -> ColumnElement[int]:
    """What is open as the books state it, else what was charged less what was paid."""
    worked_out = case(
        (sold.c.customer_id.is_(None) & received.c.customer_id.is_(None), None),
        else_=func.coalesce(sold.c.on_account, 0) - func.coalesce(received.c.settled, 0),
    )
    return func.coalesce(sold.c.stated_open, worked_out)


def oldest_due(scope: Scope, sold: Any, received: Any) -> Subquery:
    """The due day of the first invoice that payments, oldest first, do not cover.

    Only for customers who owe something and whose books do not state what is open.
    """
    settled = func.coalesce(received.c.settled, 0)
    covered = settled - sold.c.credits
    owing = (
        select(sold.c.customer_id, case((covered > 0, covered), else_=0).label("covered"))
        .outerjoin_from(sold, received, received.c.customer_id == sold.c.customer_id)
        .where(sold.c.stated_open.is_(None), sold.c.on_account > settled)
        .subquery("owing")
    )
    is_charge = and_(_counts(scope), Invoice.kind != "sales_receipt", _gross() > 0)
    # Of other papers nothing is charged, so none of them is the first one open. A condition that
    # left them out would make SQLite look through all invoices for a filter first.
    gross = case((is_charge, _gross()), else_=0)
    charged = func.sum(gross).over(
        partition_by=owing.c.customer_id, order_by=(Invoice.date, Invoice.id)
    )
    charges = (
        select(
            owing.c.customer_id,
            func.coalesce(Invoice.due_date, Invoice.date).label("due"),
            owing.c.covered,
            cast(charged, BigInteger).label("charged"),
            gross.label("gross"),
        )
        # An outer join, so that SQLite begins with the few who owe.
        .outerjoin_from(owing, Invoice, Invoice.customer_id == owing.c.customer_id)
        .subquery("charges")
    )
    first_open = (charges.c.charged > charges.c.covered) & (
        charges.c.charged - charges.c.gross <= charges.c.covered
    )
    return select(charges.c.customer_id, charges.c.due).where(first_open).subquery("oldest_due")


def lifetime_value(sold: Any, millionths: int) -> ColumnElement[int]:
    """What a customer is expected to bring, by the assumptions in force (`lifetime_rules`)."""
    of = YEARS * MILLION
    cents = (2 * func.abs(sold.c.recent, type_=BigInteger) * millionths + of) // (2 * of)
    return case((sold.c.recent < 0, -cents), else_=cents)


def average_ticket(sold: Any) -> ColumnElement[int]:
    """Revenue per sale in whole cents, rounded half up (away from zero)."""
    revenue, tickets = sold.c.revenue, sold.c.tickets
    cents = (2 * func.abs(revenue, type_=BigInteger) + tickets) // (2 * tickets)
    return case((tickets == 0, None), (revenue < 0, -cents), else_=cents)
