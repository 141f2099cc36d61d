"""The card of a customer: everything the office wants to see when the phone rings."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, CustomerPhone, CustomerTag
from desktop.services import facts
from desktop.services.days import DayWriter, day_text
from desktop.services.desk import broken
from desktop.services.desk.card_due import DueCard, due_cards
from desktop.services.desk.card_money import (
    AppliedCard,
    EstimateCard,
    InvoiceCard,
    applied_card,
    open_estimates,
    open_invoices,
)
from desktop.services.desk.card_places import PlaceCard, places
from desktop.services.desk.card_reports import ReportCard, unfiled
from desktop.services.desk.card_talk import (
    ContactCard,
    NoteCard,
    TaskCard,
    contacts,
    notes,
    tasks,
    warnings,
)
from desktop.services.desk.card_work import ContractCard, VisitCard, booked, contracts, visits
from desktop.services.desk.why import Reason, explain
from desktop.services.desk.why_records import read_records
from desktop.services.desk.words import address
from desktop.services.payments.books import accounts


class PhoneCard(NamedTuple):
    """A number, what kind it is, and whether texts reach it."""

    number: str
    kind: str
    can_text: bool | None


class Who(NamedTuple):
    """The customer as such; texts are ready to be shown."""

    customer_id: int
    account_no: str
    name: str
    company: str
    kind: str
    is_active: bool
    inactive_reason: str
    phones: tuple[PhoneCard, ...]
    email: str
    mail_to: str
    preferred_channel: str
    payment_terms: str
    source: str
    first_seen: date | None
    tags: tuple[str, ...]
    notes: str
    warnings: tuple[str, ...]


class Card(NamedTuple):
    """Everything about one customer on a day; money in cents."""

    as_of: date
    who: Who
    reasons: tuple[Reason, ...]
    due: tuple[DueCard, ...]
    places: tuple[PlaceCard, ...]
    booked: tuple[VisitCard, ...]
    visits: tuple[VisitCard, ...]
    visit_count: int
    contracts: tuple[ContractCard, ...]
    balance_cents: int | None
    lifetime_cents: int | None
    invoices: tuple[InvoiceCard, ...]
    applied: AppliedCard
    estimates: tuple[EstimateCard, ...]
    reports: tuple[ReportCard, ...]
    tasks: tuple[TaskCard, ...]
    notes: tuple[NoteCard, ...]
    contacts: tuple[ContactCard, ...]
    write_day: DayWriter  # how its texts say a day

    def reason(self, label: str) -> Reason:
        """A label with its reason."""
        return next(one for one in self.reasons if one.label == label)

    @property
    def next_due(self) -> DueCard | None:
        """The earliest item that applies and has a day."""
        dated = [one for one in self.due if one.due and one.status != "not_applicable"]
        return min(dated, key=lambda one: one.due or date.max, default=None)


def card(
    db: Session, customer_id: int, as_of: date, write_day: DayWriter = day_text
) -> Card | None:
    """The card of a customer; None when there is no such customer (any more)."""
    facts.for_day(db, as_of)

    def read(told: broken.Told) -> Card | None:
        return _card(db, customer_id, as_of, write_day, told)

    return broken.reading_on(db, customer_id, read)


def _card(
    db: Session, customer_id: int, as_of: date, write_day: DayWriter, told: broken.Told
) -> Card | None:
    records = read_records(db, customer_id, as_of, write_day)
    if records is None:
        return None
    who = who_of(db, records.customer)
    found = places(db, customer_id, as_of)
    grounds = [place.property_id for place in found]
    balance = records.fact.open_balance_cents
    account = dict(accounts(db, [customer_id], as_of))[customer_id]
    return Card(
        as_of=as_of,
        who=who._replace(warnings=(*who.warnings, *told)),
        reasons=explain(records),
        due=due_cards(db, customer_id, as_of),
        places=found,
        booked=booked(db, customer_id, grounds),
        visits=visits(db, customer_id, grounds, as_of),
        visit_count=records.fact.service_count,
        contracts=contracts(db, customer_id, as_of),
        balance_cents=balance,
        lifetime_cents=records.fact.lifetime_revenue_cents,
        invoices=open_invoices(account, balance, as_of, write_day),
        applied=applied_card(account, balance, as_of, write_day),
        estimates=open_estimates(db, customer_id, as_of),
        reports=unfiled(db, customer_id, as_of),
        tasks=tasks(db, customer_id, grounds, as_of),
        notes=notes(db, customer_id, grounds),
        contacts=contacts(db, customer_id, as_of),
        write_day=write_day,
    )


def who_of(db: Session, one: Customer) -> Who:
    """The customer as such."""
    region = " ".join(part for part in (one.state, one.zip5) if part)
    return Who(
        customer_id=one.id,
        account_no=one.account_no or "",
        name=one.display_name,
        company=one.company or "",
        kind=c.CUSTOMER_TYPE.label(one.customer_type),
        is_active=one.status == "active",
        inactive_reason=c.INACTIVE_REASON.label(one.inactive_reason),
        phones=_phones(db, one.id),
        email=one.email or "",
        mail_to=address(one.line1, one.line2, one.city, region),
        preferred_channel=c.CHANNEL.label(one.preferred_channel),
        payment_terms=one.payment_terms or "",
        source=one.source or "",
        first_seen=one.first_seen,
        tags=_tags(db, one.id),
        notes=one.notes or "",
        warnings=warnings(one),
    )


def _phones(db: Session, customer_id: int) -> tuple[PhoneCard, ...]:
    statement = (
        select(CustomerPhone.number, CustomerPhone.kind, CustomerPhone.can_text)
        .where(CustomerPhone.customer_id == customer_id)
        .order_by(CustomerPhone.position)
    )
    return tuple(
        PhoneCard(number, c.PHONE_KIND.label(kind), can_text)
        for number, kind, can_text in db.execute(statement)
    )


def _tags(db: Session, customer_id: int) -> tuple[str, ...]:
    statement = select(CustomerTag.tag).where(CustomerTag.customer_id == customer_id)
    return tuple(db.scalars(statement.order_by(CustomerTag.tag)))
