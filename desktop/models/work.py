"""What was done, by whom, and what it cost: visits, people, trucks, estimates, sales, contact."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Numeric, String, Text, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Base, Record, RowId, choice, reference, sparse_index, uid_index

OPEN = ("booked", "scheduled")  # of a visit that is still to come
# Written out, because SQLite takes an index over some rows only for the very same condition.
_OPEN = [literal_column(f"'{status}'", String) for status in OPEN]
_OPEN_ROWS = Column("status", String).in_(_OPEN)
_OF_A_TANK = Column("asset_id", RowId).is_not(None)


class Technician(Record):
    """Someone who drives out."""

    __tablename__ = "technicians"
    __open_name__ = "technicians"
    __letter__ = "t"
    __table_args__ = (uid_index("technicians"),)

    name: Mapped[str] = mapped_column(String(120), unique=True)
    licence_type: Mapped[str | None] = mapped_column(String(80))
    licence_no: Mapped[str | None] = mapped_column(String(80))
    licence_expiry: Mapped[dt.date | None]


class Truck(Record):
    """A pump truck and what it holds."""

    __tablename__ = "trucks"
    __open_name__ = "trucks"
    __letter__ = "u"
    __table_args__ = (uid_index("trucks"),)

    name: Mapped[str] = mapped_column(String(80))
    registration_no: Mapped[str | None] = mapped_column(String(80))
    capacity_gal: Mapped[int | None]


class DisposalSite(Record):
    """Where a load may be dumped, and at what price."""

    __tablename__ = "disposal_sites"
    __open_name__ = "disposal_sites"
    __letter__ = "d"
    __table_args__ = (uid_index("disposal_sites"),)

    name: Mapped[str] = mapped_column(String(120))
    permit_no: Mapped[str | None] = mapped_column(String(80))
    operator: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(300))
    waste_kinds: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    price_per_1000_gal_cents: Mapped[int | None] = mapped_column(BigInteger)


class Visit(Record):
    """A truck at a property on a day, planned or done."""

    __tablename__ = "visits"
    __open_name__ = "visits"
    __letter__ = "v"
    __table_args__ = (
        uid_index("visits"),
        sparse_index("visits", "callback_of_id"),
        # All that visits of a month are counted by; the day first, so that it is never taken for
        # the way to the visits of a customer.
        Index("ix_visits_done", "completed_date", "customer_id", "property_id", "status"),
        Index("ix_visits_open", "scheduled_date", sqlite_where=_OPEN_ROWS),
    )

    property_id: Mapped[int | None] = reference("properties")
    customer_id: Mapped[int | None] = reference("customers")
    status: Mapped[str] = choice(c.VISIT_STATUS, default="booked")
    booked_on: Mapped[dt.date | None]
    scheduled_date: Mapped[dt.date | None]
    time_window: Mapped[str | None] = mapped_column(String(40))
    completed_date: Mapped[dt.date | None]
    technician_id: Mapped[int | None] = reference("technicians", index=False)
    truck_id: Mapped[int | None] = reference("trucks", index=False)
    emergency: Mapped[bool | None]
    callback_of_id: Mapped[int | None] = reference("visits", index=False)
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    arrival_minute: Mapped[int | None]
    departure_minute: Mapped[int | None]
    exception_code: Mapped[str | None] = mapped_column(String(40))
    recovery_date: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(Text)


IS_OPEN = Visit.status.in_(_OPEN)


class ServiceLine(Base):
    """One piece of work during a visit."""

    __tablename__ = "service_lines"
    # The latest work of every tank is found in this order without looking at the lines themselves.
    # Not those without a tank: in an office from QuickBooks that is every line.
    __table_args__ = (
        Index("ix_service_lines_work", "asset_id", "service", "visit_id", sqlite_where=_OF_A_TANK),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    visit_id: Mapped[int] = reference("visits", on_delete="CASCADE")
    position: Mapped[int] = mapped_column(default=0)
    service: Mapped[str] = choice(c.SERVICE)
    asset_id: Mapped[int | None] = reference("assets", index=False)
    gallons: Mapped[int | None]
    condition: Mapped[str | None] = choice(c.CONDITION)
    sludge_in: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    scum_in: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    effluent_level: Mapped[str | None] = mapped_column(String(40))
    grease_percent: Mapped[int | None]  # floating grease and solids, of the wetted height
    parts: Mapped[str | None] = mapped_column(String(300))
    notes: Mapped[str | None] = mapped_column(Text)


class Estimate(Record):
    """A price offered and not yet work."""

    __tablename__ = "estimates"
    __open_name__ = "estimates"
    __letter__ = "e"
    __table_args__ = (uid_index("estimates"), sparse_index("estimates", "property_id"))

    customer_id: Mapped[int] = reference("customers")
    property_id: Mapped[int | None] = reference("properties", index=False)
    no: Mapped[str | None] = mapped_column(String(40))
    issued_on: Mapped[dt.date]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    lines: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = choice(c.ESTIMATE_STATE, default="open")
    decided_on: Mapped[dt.date | None]
    follow_up_on: Mapped[dt.date | None]
    decline_reason: Mapped[str | None] = mapped_column(String(200))
    memo: Mapped[str | None] = mapped_column(Text)


class Invoice(Record):
    """A sale or a credit. `amount` is without sales tax and negative for credits and refunds."""

    __tablename__ = "invoices"
    __open_name__ = "invoices"
    __letter__ = "i"
    __table_args__ = (
        uid_index("invoices"),
        sparse_index("invoices", "property_id"),
        Index(None, "customer_id", "date"),
        Index("ix_invoices_months", "date", "state", "amount_cents", "kind"),  # months of money
    )

    customer_id: Mapped[int] = reference("customers", index=False)
    property_id: Mapped[int | None] = reference("properties", index=False)
    visit_id: Mapped[int | None] = reference("visits")
    kind: Mapped[str] = choice(c.INVOICE_KIND, default="invoice")
    state: Mapped[str] = choice(c.INVOICE_STATE, default="posted")
    number: Mapped[str | None] = mapped_column(String(40))
    date: Mapped[dt.date]
    due_date: Mapped[dt.date | None]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    tax_cents: Mapped[int | None] = mapped_column(BigInteger)
    total_cents: Mapped[int | None] = mapped_column(BigInteger)  # as a file stated it, with tax
    open_cents: Mapped[int | None] = mapped_column(BigInteger)
    open_as_of: Mapped[dt.date | None]  # the day on which so much was open
    lines: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    memo: Mapped[str | None] = mapped_column(Text)


class Payment(Record):
    """Money that came in; `amount` is positive."""

    __tablename__ = "payments"
    __open_name__ = "payments"
    __letter__ = "y"
    __table_args__ = (uid_index("payments"), Index(None, "customer_id", "date"))

    customer_id: Mapped[int] = reference("customers", index=False)
    invoice_id: Mapped[int | None] = reference("invoices")
    number: Mapped[str | None] = mapped_column(String(40))
    date: Mapped[dt.date]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str | None] = mapped_column(String(60))
    memo: Mapped[str | None] = mapped_column(Text)


class PaymentShare(Record):
    """A part of a payment, or of a credit, that pays a part of an invoice; `amount` is positive.

    A payment with `invoice_id` pays that invoice as a whole and has no shares.
    """

    __tablename__ = "payment_shares"
    __open_name__ = "payment_shares"
    __letter__ = "sh"
    __table_args__ = (uid_index("payment_shares"), sparse_index("payment_shares", "credit_id"))

    payment_id: Mapped[int | None] = reference("payments", on_delete="CASCADE")
    credit_id: Mapped[int | None] = reference("invoices", index=False, on_delete="CASCADE")
    invoice_id: Mapped[int] = reference("invoices", on_delete="CASCADE")
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    by: Mapped[str] = choice(c.SHARE_BY)
    applied_on: Mapped[dt.date]


class OtherTransaction(Record):
    """What another program books for a customer and is neither sale, payment nor estimate.

    It is kept to be looked up; it never counts as revenue or as money that came in.
    """

    __tablename__ = "other_transactions"
    __open_name__ = "other_transactions"
    __letter__ = "o"
    __table_args__ = (
        uid_index("other_transactions"),
        sparse_index("other_transactions", "property_id"),
        Index(None, "customer_id", "date"),
    )

    customer_id: Mapped[int] = reference("customers", index=False)
    property_id: Mapped[int | None] = reference("properties", index=False)
    type: Mapped[str] = mapped_column(String(60))
    number: Mapped[str | None] = mapped_column(String(40))
    date: Mapped[dt.date]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    open_cents: Mapped[int | None] = mapped_column(BigInteger)
    open_as_of: Mapped[dt.date | None]
    memo: Mapped[str | None] = mapped_column(Text)


class ServiceItem(Record):
    """What an item, or words in a memo, mean: a service, a service contract, or no visit.

    Items are looked up by their whole name; words are patterns, tried in the order of `position`.
    """

    __tablename__ = "service_items"
    __open_name__ = "service_items"
    __letter__ = "w"
    __table_args__ = (uid_index("service_items"),)

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    match: Mapped[str] = choice(c.SERVICE_MATCH, default="item")
    service: Mapped[str] = choice(c.SERVICE_MEANING)
    position: Mapped[int] = mapped_column(default=0)


class Campaign(Record):
    """A mailing or a round of calls."""

    __tablename__ = "campaigns"
    __open_name__ = "campaigns"
    __letter__ = "m"
    __table_args__ = (uid_index("campaigns"),)

    name: Mapped[str] = mapped_column(String(120))
    channel: Mapped[str | None] = choice(c.INTERACTION_CHANNEL)
    created_on: Mapped[dt.date | None]
    message: Mapped[str | None] = mapped_column(Text)


class Interaction(Record):
    """One contact with a customer, in or out."""

    __tablename__ = "interactions"
    __open_name__ = "interactions"
    __letter__ = "n"
    __table_args__ = (
        uid_index("interactions"),
        sparse_index("interactions", "asset_id"),
        Index(None, "customer_id", "date"),
        Index(None, "channel", "date", "customer_id"),  # "calls in the last 90 days" at once
    )

    customer_id: Mapped[int] = reference("customers", index=False)
    date: Mapped[dt.date]
    channel: Mapped[str] = choice(c.INTERACTION_CHANNEL)
    purpose: Mapped[str | None] = mapped_column(String(80))
    campaign_id: Mapped[int | None] = reference("campaigns")
    asset_id: Mapped[int | None] = reference("assets", index=False)
    outcome: Mapped[str | None] = choice(c.OUTCOME)
    user: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(Text)
