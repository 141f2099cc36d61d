"""Revenue, payments and what is still owed, per customer."""

from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Subquery, and_, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from desktop.models.work import Invoice, Payment, PaymentShare
from desktop.services.dates import add_months
from desktop.services.facts.scope import Scope, total
from desktop.services.facts.services import window_start
from desktop.services.value.lifetime_rules import MILLION, YEARS

SALES = ("invoice", "sales_receipt", "charge")
_YEAR = 12  # months


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
    is_of_a_year = Invoice.date > add_months(scope.as_of, -_YEAR)
    on_account = Invoice.kind != "sales_receipt"
    owed_since = func.coalesce(Invoice.due_date, Invoice.date)
    return (
        select(
            customer,
            total(Invoice.amount_cents).label("revenue"),
            _total_of(Invoice.amount_cents, is_recent).label("recent"),
            _total_of(Invoice.amount_cents, is_of_a_year).label("of_a_year"),
            func.count().filter(Invoice.kind.in_(SALES)).label("tickets"),
            func.count().filter(Invoice.kind.in_(SALES), is_recent).label("recent_tickets"),
            _total_of(_gross(), on_account).label("on_account"),
            # What a receipt was paid with says nothing of the invoices.
            cast(func.sum(Invoice.open_cents).filter(on_account), BigInteger).label("stated_open"),
            func.min(owed_since).filter(on_account, Invoice.open_cents > 0).label("stated_due"),
            _total_of(_gross(), on_account & Invoice.open_cents.is_not(None)).label("stated_gross"),
            func.count().filter(on_account, _is_open_somehow()).label("unsaid"),
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


def _is_open_somehow() -> ColumnElement[bool]:
    """Whether the books say that something is open of an invoice, but not how much."""
    return and_(Invoice.open_cents.is_(None), Invoice.open_as_of.is_not(None), _gross() > 0)


def balance(sold: Any, received: Any) -> ColumnElement[int]:
    """What is open as the books state it, else what was charged less what was paid.

    Where they state some invoices and say of others only that they are open, the money that the
    stated ones do not account for was paid of the others.
    """
    settled = func.coalesce(received.c.settled, 0)
    worked_out = case(
        (sold.c.customer_id.is_(None) & received.c.customer_id.is_(None), None),
        else_=func.coalesce(sold.c.on_account, 0) - settled,
    )
    loose = settled - (sold.c.stated_gross - sold.c.stated_open)
    others = sold.c.on_account - sold.c.stated_gross - case((loose > 0, loose), else_=0)
    stated = sold.c.stated_open + case((and_(sold.c.unsaid > 0, others > 0), others), else_=0)
    return func.coalesce(stated, worked_out)


def oldest_due(scope: Scope, sold: Any, received: Any) -> Subquery:
    """The day since which, at the least, something is open.

    What payments were applied to is paid. Whatever the rest of the money paid, the first invoice
    that it does not cover, those due first taken first, is open or an older one is.
    Only for customers who owe something and whose books do not state all that is open.
    """
    owed = balance(sold, received)
    owing = (
        select(sold.c.customer_id, owed.label("owed"))
        .outerjoin_from(sold, received, received.c.customer_id == sold.c.customer_id)
        .where(or_(sold.c.stated_open.is_(None), sold.c.unsaid > 0), owed > 0)
        .subquery("owing")
    )
    is_charge = and_(_counts(scope), Invoice.kind != "sales_receipt", _gross() > 0)
    unpaid = func.coalesce(Invoice.open_cents, _gross() - _named(scope) - _applied(scope))
    # Of other papers nothing is charged, so none of them is the first one open. A condition that
    # left them out would make SQLite look through all invoices for a filter first.
    rest = case((and_(is_charge, unpaid > 0), unpaid), else_=0)
    due = func.coalesce(Invoice.due_date, Invoice.date)
    theirs = owing.c.customer_id
    in_order = (due, Invoice.date, Invoice.id)
    charged = func.sum(rest).over(partition_by=theirs, order_by=in_order)
    covered = func.sum(rest).over(partition_by=theirs) - owing.c.owed
    charges = (
        select(
            owing.c.customer_id,
            due.label("due"),
            cast(case((covered > 0, covered), else_=0), BigInteger).label("covered"),
            cast(charged, BigInteger).label("charged"),
            rest.label("rest"),
        )
        # An outer join, so that SQLite begins with the few who owe.
        .outerjoin_from(owing, Invoice, Invoice.customer_id == owing.c.customer_id)
        .subquery("charges")
    )
    first_open = (charges.c.charged > charges.c.covered) & (
        charges.c.charged - charges.c.rest <= charges.c.covered
    )
    return select(charges.c.customer_id, charges.c.due).where(first_open).subquery("oldest_due")


def _named(scope: Scope) -> ColumnElement[int]:
    """What payments that name an invoice paid of it."""
    cents = func.coalesce(func.sum(Payment.amount_cents), 0)
    of_it = and_(Payment.invoice_id == Invoice.id, Payment.date <= scope.as_of)
    return select(cast(cents, BigInteger)).where(of_it).correlate(Invoice).scalar_subquery()


def _applied(scope: Scope) -> ColumnElement[int]:
    """What parts of payments and credits paid of an invoice."""
    credit = aliased(Invoice)
    cents = func.coalesce(func.sum(PaymentShare.amount_cents), 0)
    return (
        select(cast(cents, BigInteger))
        .outerjoin_from(PaymentShare, Payment, Payment.id == PaymentShare.payment_id)
        .outerjoin(credit, credit.id == PaymentShare.credit_id)
        .where(
            PaymentShare.invoice_id == Invoice.id,
            func.coalesce(Payment.date, credit.date) <= scope.as_of,
        )
        .correlate(Invoice)
        .scalar_subquery()
    )


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
