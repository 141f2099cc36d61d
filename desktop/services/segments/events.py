"""The events a condition can ask about: which rows they are, on which day, with which attributes.

Every event answers with `Rows`: fresh aliases of its tables, so that the same event can stand
several times in one statement.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import FromClause, and_, case, func, or_, select, true
from sqlalchemy.sql.expression import literal

from desktop.models import choices as c
from desktop.models.choices import Choices
from desktop.models.equipment import Contract
from desktop.models.facts import EVENT_KINDS, KIND_BIT, ServiceFact
from desktop.models.work import (
    Estimate,
    Interaction,
    Invoice,
    Payment,
    ServiceLine,
    Technician,
    Visit,
)
from desktop.services.facts.money import SALES
from desktop.services.facts.services import KIND_OF_SERVICE
from desktop.services.segments import contract_terms
from desktop.services.segments.comparisons import Column, Condition, OneOf, Test
from desktop.services.segments.fields import Field, Option, Options, static
from desktop.services.segments.sources import Scope, Source, column

EVENT_KIND = Choices(
    "kind of service",
    tuple(
        zip(
            EVENT_KINDS,
            ("Pump-out", "Inspection", "Repair", "Emergency", "Installation", "Grease", "Other"),
            strict=True,
        )
    ),
)
DIRECTION = Choices("direction", (("in", "In"), ("out", "Out")))


class Rows(NamedTuple):
    """The rows of one event, before any window: where they stand and how they are read."""

    table: FromClause
    customer_id: Column
    day: Column
    entry: Column  # the later entry of a day has the higher number
    is_event: Condition
    values: Mapping[str, Column]  # the attributes that are one value each
    kinds: Source | None = None  # how a set of kinds is asked
    kind_bits: Column | None = None  # the same as bits, where they are kept
    by_customer: bool = False  # stored in the order of customer and day: ask customer by customer

    @property
    def attributes(self) -> Mapping[str, Source]:
        """How each attribute is asked."""
        asked = {key: column(value) for key, value in self.values.items()}
        return asked | {"kind": self.kinds} if self.kinds else asked


@dataclass(frozen=True)
class Attribute:
    """Something a `where` can ask about an event."""

    key: str
    label: str
    type: str
    options: Options | None = None


@dataclass(frozen=True)
class EventType:
    """One kind of event: its names for the sentence, its attributes, its rows."""

    key: str
    label: str  # "Service"
    noun: str  # "no service in ..."
    plural: str  # "fewer than 2 services"
    category: str
    rows: Callable[[], Rows]
    attributes: tuple[str, ...]


def _technicians(db: Any) -> tuple[Option, ...]:
    rows = db.execute(select(Technician.id, Technician.name).order_by(Technician.name))
    return tuple(Option(key, name) for key, name in rows)


ATTRIBUTES = {
    attribute.key: attribute
    for attribute in (
        Attribute("date", "Date", "date"),
        Attribute("kind", "Kind", "choice", static(EVENT_KIND)),
        Attribute("technician", "Technician", "choice", _technicians),
        Attribute("amount", "Amount", "money"),
        Attribute("method", "Method", "text"),
        Attribute("direction", "Direction", "choice", static(DIRECTION)),
        Attribute("outcome", "Outcome", "choice", static(c.OUTCOME)),
        Attribute("channel", "Channel", "choice", static(c.INTERACTION_CHANNEL)),
        Attribute("tier", "Tier", "choice", static(c.SERVICE_TIER)),
    )
}


def _services() -> Rows:
    fact = ServiceFact.__table__.alias()
    return Rows(
        fact,
        fact.c.customer_id,
        fact.c.day,
        fact.c.visit_id,
        true(),
        {
            "date": fact.c.day,
            "technician": fact.c.technician_id,
            "amount": fact.c.amount_cents,
        },
        kinds=_kind_bits(fact.c.kinds),
        kind_bits=fact.c.kinds,
        by_customer=True,
    )


def _kind_bits(kinds: Column) -> Source:
    """A visit has a set of kinds; "is" means among them."""

    def source(test: Test, _scope: Scope) -> Condition:
        if not isinstance(test, OneOf):
            return kinds != 0
        mask = 0
        for kind in test.stored():
            mask |= KIND_BIT[kind]
        return kinds.bitwise_and(mask) != 0

    return source


def _kind_lines(visit_id: Column, emergency: Column) -> Source:
    """The kinds of a visit that is not done yet: those of its lines."""

    def source(test: Test, _scope: Scope) -> Condition:
        asked = test.stored() if isinstance(test, OneOf) else EVENT_KINDS
        services = [service for service, kind in KIND_OF_SERVICE.items() if kind in asked]
        lines = select(ServiceLine.visit_id).where(ServiceLine.service.in_(services))
        marked = emergency.is_(True) if "emergency" in asked else literal(value=False)
        return or_(visit_id.in_(lines), marked)

    return source


def _visits(day: Callable[[Any], Column], is_event: Callable[[Any], Condition]) -> Rows:
    visit = Visit.__table__.alias()
    when = day(visit.c)
    values = {
        "date": when,
        "technician": visit.c.technician_id,
        "amount": visit.c.amount_cents,
    }
    kinds = _kind_lines(visit.c.id, visit.c.emergency)
    return Rows(visit, visit.c.customer_id, when, visit.c.id, is_event(visit.c), values, kinds)


def _visit_booked() -> Rows:
    return _visits(
        lambda visit: visit.booked_on, lambda visit: visit.status.not_in(("cancelled", "voided"))
    )


def _visit_cancelled() -> Rows:
    """The day a cancellation was made is not on file; the planned day stands for it."""
    return _visits(
        lambda visit: func.coalesce(visit.scheduled_date, visit.booked_on),
        lambda visit: visit.status == "cancelled",
    )


def _estimates(day: Callable[[Any], Column], is_event: Callable[[Any], Condition]) -> Rows:
    estimate = Estimate.__table__.alias()
    when = day(estimate.c)
    values = {"date": when, "amount": estimate.c.amount_cents}
    return Rows(estimate, estimate.c.customer_id, when, estimate.c.id, is_event(estimate.c), values)


def _quote_sent() -> Rows:
    return _estimates(lambda estimate: estimate.issued_on, lambda _: true())


def _quote_accepted() -> Rows:
    return _estimates(
        lambda estimate: func.coalesce(estimate.decided_on, estimate.issued_on),
        lambda estimate: estimate.state == "accepted",
    )


def _invoices() -> Rows:
    sale = Invoice.__table__.alias()
    values = {"date": sale.c.date, "amount": sale.c.amount_cents}
    is_event = and_(sale.c.state == "posted", sale.c.kind.in_(SALES))
    return Rows(
        sale, sale.c.customer_id, sale.c.date, sale.c.id, is_event, values, by_customer=True
    )


def _payments() -> Rows:
    paid = Payment.__table__.alias()
    values = {
        "date": paid.c.date,
        "amount": paid.c.amount_cents,
        "method": func.nullif(func.lower(func.trim(paid.c.method)), ""),
    }
    return Rows(paid, paid.c.customer_id, paid.c.date, paid.c.id, true(), values, by_customer=True)


def _contracts(day: Callable[[Any], Column], is_event: Callable[[Any], Condition]) -> Rows:
    contract = Contract.__table__.alias()
    when = day(contract.c)
    values = {
        "date": when,
        "amount": contract.c.price_cents,
        "tier": contract_terms.tier(contract.c),
    }
    return Rows(
        contract,
        contract.c.customer_id,
        when,
        contract.c.id,
        and_(contract_terms.held(contract.c), is_event(contract.c)),
        values,
    )


def _contract_started() -> Rows:
    return _contracts(
        lambda contract: contract.start_date, lambda contract: contract.renewed_from_id.is_(None)
    )


def _contract_renewed() -> Rows:
    return _contracts(
        lambda contract: contract.start_date,
        lambda contract: contract.renewed_from_id.is_not(None),
    )


def _contract_ended() -> Rows:
    return _contracts(contract_terms.last_day, lambda _: true())


def _contacts(is_event: Callable[[Any], Condition]) -> Rows:
    contact = Interaction.__table__.alias()
    direction = case(
        (contact.c.channel == "call_in", "in"), (contact.c.channel == "call_out", "out")
    )
    values = {
        "date": contact.c.date,
        "direction": direction,
        "outcome": contact.c.outcome,
        "channel": contact.c.channel,
    }
    return Rows(
        contact,
        contact.c.customer_id,
        contact.c.date,
        contact.c.id,
        is_event(contact.c),
        values,
    )


def _by_channel(*channels: str) -> Callable[[], Rows]:
    return lambda: _contacts(lambda contact: contact.channel.in_(channels))


def _by_purpose(word: str) -> Callable[[], Rows]:
    return lambda: _contacts(lambda contact: func.lower(contact.purpose).contains(word))


_VISIT = ("date", "kind", "technician", "amount")
_PRICED = ("date", "amount")
_CONTRACT = ("date", "tier", "amount")
_SENT = ("date", "outcome")
_SAID = ("date", "channel", "outcome")
_WORK, _TALK = "Behavior", "Engagement"

_TABLE = (
    EventType("service", "Service", "service", "services", _WORK, _services, _VISIT),
    EventType("quote_sent", "Estimate sent", "estimate", "estimates", _WORK, _quote_sent, _PRICED),
    EventType(
        "quote_accepted", "Estimate accepted", "accepted estimate", "accepted estimates",
        _WORK, _quote_accepted, _PRICED,
    ),
    EventType("visit_booked", "Visit booked", "booking", "bookings", _WORK, _visit_booked, _VISIT),
    EventType(
        "visit_cancelled", "Visit cancelled", "cancelled visit", "cancelled visits",
        _WORK, _visit_cancelled, _VISIT,
    ),
    EventType("invoice", "Invoice", "invoice", "invoices", _WORK, _invoices, _PRICED),
    EventType(
        "payment", "Payment", "payment", "payments", _WORK, _payments, (*_PRICED, "method")
    ),
    EventType(
        "contract_started", "Contract started", "new contract", "new contracts",
        _WORK, _contract_started, _CONTRACT,
    ),
    EventType(
        "contract_renewed", "Contract renewed", "contract renewal", "contract renewals",
        _WORK, _contract_renewed, _CONTRACT,
    ),
    EventType(
        "contract_ended", "Contract ended", "contract end", "contract ends",
        _WORK, _contract_ended, _CONTRACT,
    ),
    EventType(
        "complaint", "Complaint", "complaint", "complaints", _WORK, _by_purpose("complaint"), _SAID
    ),
    EventType("review", "Review", "review", "reviews", _WORK, _by_purpose("review"), _SAID),
    EventType(
        "referral", "Referral", "referral", "referrals", _WORK, _by_purpose("referral"), _SAID
    ),
    EventType(
        "call", "Call", "call", "calls", _TALK, _by_channel("call_in", "call_out"),
        ("date", "direction", "outcome"),
    ),
    EventType("email_sent", "Email sent", "email", "emails", _TALK, _by_channel("email"), _SENT),
    EventType(
        "sms_sent", "Text message sent", "text message", "text messages",
        _TALK, _by_channel("sms"), _SENT,
    ),
    EventType(
        "letter_sent", "Letter sent", "letter", "letters", _TALK,
        _by_channel("letter", "postcard"), _SENT,
    ),
)  # fmt: skip
EVENTS = {event.key: event for event in _TABLE}


def attribute_fields(event: EventType, rows: Rows | None = None) -> dict[str, Field]:
    """The attributes of an event as fields, so that rules about them read like any other."""
    sources = (rows or event.rows()).attributes
    found = (ATTRIBUTES[key] for key in event.attributes)
    return {
        a.key: Field(a.key, a.label, event.label, a.type, sources[a.key], options=a.options)
        for a in found
    }
