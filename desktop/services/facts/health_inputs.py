"""What the measures of health look at, per customer: sums over the records of one kind each.

Decisions where the records have no field of their own: a complaint or a notice of violation is a
task of that kind, open until it is done; a contact about a complaint says that one was settled; a
welcome, an education piece, or the offer of a contract is a contact whose purpose says so, a
contract signed counts as offered; an attempt has a response where lifecycle says so too.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    union,
)

from desktop.models.care import InspectionReport, TripTicket
from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import KIND_BIT, TESTED_BIT, DueItem, ServiceFact
from desktop.models.tasks import Task
from desktop.models.work import DisposalSite, Estimate, Interaction, ServiceLine, Visit
from desktop.services.dates import add_days, add_months
from desktop.services.facts.attempts import ATTEMPTS, RESPONSES
from desktop.services.facts.contact import REACHED
from desktop.services.facts.reaching import complete, phones
from desktop.services.facts.scope import Scope, any_of, at
from desktop.services.facts.shadows import table_of
from desktop.services.facts.wear import RATINGS

YEAR, TWO_YEARS, TROUBLE_MONTHS, RATED_MONTHS = 12, 24, 18, 36
_DAY_LETTERS = len("2026-11-22")
WON_DAYS = 90
_WELCOME = ("welcome", "education")
_OFFER, _COMPLAINT = "contract", "complaint"
_REFUSED = ("declined", "opt_out")
_TROUBLE = KIND_BIT["repair"] | KIND_BIT["emergency"]


def late(scope: Scope) -> Subquery:
    """The earliest due day of work that is not booked."""
    item = table_of(DueItem).c
    waits = and_(item.status != "not_applicable", item.booked.is_(False))
    return (
        select(item.customer_id, func.min(item.due).label("late_since"))
        .where(waits, scope.has(item.customer_id))
        .group_by(item.customer_id)
        .subquery("health_late")
    )


def work(scope: Scope) -> Subquery:
    """Visits for trouble, and to traps."""
    fact = table_of(ServiceFact).c
    year, since = (add_months(scope.as_of, -months) for months in (YEAR, TROUBLE_MONTHS))
    trap = and_(fact.kinds.bitwise_and(KIND_BIT["grease"]) != 0, fact.day > year)
    ticketed = and_(trap, fact.visit_id.in_(_complete_tickets()))
    return (
        select(
            fact.customer_id,
            _count(fact.kinds.bitwise_and(_TROUBLE) != 0).label("troubles"),
            _count(trap).label("waste_visits"),
            _count(ticketed).label("tickets"),
        )
        .where(
            fact.day > since,
            fact.day <= scope.as_of,
            fact.kinds.bitwise_and(_TROUBLE | KIND_BIT["grease"]) != 0,
            scope.has(fact.customer_id),
        )
        .group_by(fact.customer_id)
        .subquery("health_work")
    )


def _complete_tickets() -> Any:
    """Visits with a ticket of which all that the office enters is filled (domain 2.6)."""
    return (
        select(TripTicket.visit_id)
        .join(DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .where(
            TripTicket.visit_id.is_not(None),
            TripTicket.collected_on.is_not(None),
            TripTicket.generator_signed.is_(True),
            TripTicket.waste_kind.is_not(None),
            TripTicket.gallons_collected.is_not(None),
            TripTicket.trap_volume_gal.is_not(None),
            TripTicket.technician_id.is_not(None),
            TripTicket.deposited_on.is_not(None),
            TripTicket.gallons_received.is_not(None),
            _filled(TripTicket.received_by),
            _filled(DisposalSite.permit_no),
        )
    )


def inspected(scope: Scope, who: Select[Any]) -> Subquery:
    """Aerobic inspections of the last 12 months: a system on a visit counts once."""
    fact = table_of(ServiceFact).c
    once = (
        select(fact.customer_id, fact.visit_id, func.coalesce(Asset.system_id, 0).label("system"))
        .join_from(table_of(ServiceFact), ServiceLine, ServiceLine.visit_id == fact.visit_id)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .where(
            fact.kinds.bitwise_and(TESTED_BIT) != 0,
            fact.day > add_months(scope.as_of, -YEAR),
            fact.day <= scope.as_of,
            ServiceLine.service == "INSPECT",
            scope.among(fact.customer_id, who),
        )
        .distinct()
        .subquery()
    )
    return (
        select(once.c.customer_id, func.count().label("inspected"))
        .group_by(once.c.customer_id)
        .subquery("health_inspected")
    )


def rated(scope: Scope) -> Subquery:
    """The worst rating of the last day in 36 months on which anything was rated."""
    fact = table_of(ServiceFact).c
    # Day and rating as one text, of which the largest is wanted: a third of the time of ranking.
    dated = cast(fact.day, String) + cast(case(RATINGS, value=ServiceLine.condition), String)
    latest = func.max(dated)
    return (
        select(
            fact.customer_id, cast(func.substr(latest, _DAY_LETTERS + 1), Integer).label("rating")
        )
        .join_from(table_of(ServiceFact), ServiceLine, ServiceLine.visit_id == fact.visit_id)
        .where(
            fact.day > add_months(scope.as_of, -RATED_MONTHS),
            fact.day <= scope.as_of,
            ServiceLine.condition.is_not(None),
            scope.has(fact.customer_id),
        )
        .group_by(fact.customer_id)
        .subquery("health_rated")
    )


def talks(scope: Scope) -> Subquery:
    """What the contacts of the last 24 months say."""
    talk, purpose = Interaction, func.lower(func.coalesce(Interaction.purpose, ""))
    # By a bare column SQLite would walk all contacts channel by channel, and sort them after.
    day = func.coalesce(talk.date, None)
    tried = func.coalesce(talk.channel, "").in_(ATTEMPTS)
    recent = talk.date >= add_days(scope.as_of, -WON_DAYS)
    refused = func.coalesce(talk.outcome, "").in_(_REFUSED)
    heard = or_(talk.channel == "call_in", talk.outcome.in_(REACHED))
    complains = purpose.contains(_COMPLAINT, autoescape=True)
    arrived = and_(tried, func.coalesce(talk.outcome, "") != "undeliverable")
    welcome = or_(*(purpose.contains(word, autoescape=True) for word in _WELCOME))
    return (
        select(
            talk.customer_id,
            _count(tried).label("attempts"),
            _count(and_(tried, talk.outcome.in_(RESPONSES))).label("responses"),
            any_of(and_(recent, heard, ~refused, ~complains)).label("won"),
            any_of(and_(recent, tried)).label("tried"),
            any_of(and_(arrived, welcome)).label("welcomed"),
            any_of(and_(arrived, purpose.contains(_OFFER, autoescape=True))).label("offered"),
            any_of(and_(talk.date > add_months(scope.as_of, -YEAR), complains)).label("settled"),
        )
        .where(
            day > add_months(scope.as_of, -TWO_YEARS),
            day <= scope.as_of,
            scope.has(talk.customer_id),
        )
        .group_by(talk.customer_id)
        .subquery("health_talks")
    )


def matters(scope: Scope) -> Subquery:
    """Complaints and notices of violation: open ones, and complaints closed within 12 months."""
    customer: Any = Task.customer_id
    done, day = Task.done_on, scope.as_of
    is_open = or_(done.is_(None), done > day)
    closed = and_(done <= day, done > add_months(day, -YEAR))
    complaint = Task.kind == "complaint"
    return (
        select(
            customer,
            any_of(and_(complaint, is_open)).label("complaint_open"),
            any_of(and_(complaint, closed)).label("complaint_closed"),
            any_of(and_(Task.kind == "violation", is_open)).label("violation"),
        )
        .where(
            Task.kind.in_(("complaint", "violation")),
            or_(Task.created_on.is_(None), Task.created_on <= day),
            customer.is_not(None),
            scope.has(customer),
        )
        .group_by(customer)
        .subquery("health_matters")
    )


def offers(scope: Scope) -> Subquery:
    """Customers who signed a contract, or got an estimate that names one."""
    signed = func.coalesce(Contract.signed_date, Contract.start_date) <= scope.as_of
    named = func.lower(func.coalesce(Estimate.memo, "")).contains(_OFFER, autoescape=True)
    both = union(
        select(Contract.customer_id).where(signed, scope.has(Contract.customer_id)),
        select(Estimate.customer_id).where(
            Estimate.issued_on <= scope.as_of, named, scope.has(Estimate.customer_id)
        ),
    ).subquery()
    return select(both.c.customer_id).subquery("health_offers")


def defects(scope: Scope) -> Subquery:
    """Customers at whose place the latest inspection of a system found something inoperative."""
    report = InspectionReport
    place = func.rank().over(partition_by=report.system_id, order_by=report.inspection_date.desc())
    latest = (
        select(report.system_id, cast(report.results, Text).label("results"), place.label("place"))
        .join(Visit, Visit.id == report.visit_id)
        .where(report.inspection_date <= scope.as_of, Visit.status != "voided")
    )
    if scope.touched:
        latest = latest.where(report.system_id.in_(_systems(scope)))
    found = latest.subquery()
    return (
        select(PropertyLink.customer_id)
        .join_from(found, System, System.id == found.c.system_id)
        .join(PropertyLink, PropertyLink.property_id == System.property_id)
        .where(
            found.c.place == 1,
            found.c.results.contains('"inoperative"', autoescape=True),
            System.active.is_(True),
            at(scope.as_of),
            scope.has(PropertyLink.customer_id),
        )
        .distinct()
        .subquery("health_defects")
    )


def _systems(scope: Scope) -> Any:
    return (
        select(System.id)
        .join(PropertyLink, PropertyLink.property_id == System.property_id)
        .where(scope.has(PropertyLink.customer_id))
    )


def kinds(scope: Scope) -> Subquery:
    """Customers at whose place the kind of a system in use is known."""
    return (
        select(PropertyLink.customer_id)
        .join_from(PropertyLink, System, System.property_id == PropertyLink.property_id)
        .where(
            at(scope.as_of),
            System.active.is_(True),
            System.kind != "unknown",
            scope.has(PropertyLink.customer_id),
        )
        .distinct()
        .subquery("health_kinds")
    )


def called(scope: Scope) -> Subquery:
    """Customers with a telephone number."""
    numbers = phones(scope)
    return select(numbers.c.customer_id).subquery("health_phones")


def address_complete() -> ColumnElement[bool]:
    """Whether mail has a whole address: the customer's own, else that of the main property."""
    none = ~or_(*map(_filled, (Customer.line1, Customer.city, Customer.zip5)))
    own = complete(Customer.line1, Customer.city, Customer.state, Customer.zip5)
    site = complete(Property.line1, Property.city, Property.state, Property.zip5)
    return case((none, func.coalesce(site, False)), else_=own)


def _filled(text: Any) -> ColumnElement[bool]:
    return func.trim(func.coalesce(text, "")) != ""


def _count(condition: Any) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


PARTS = (late, work, rated, talks, matters, offers, defects, kinds, called)
