"""The kinds of records of a customer that a condition can ask about, as data."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Integer, case, cast, exists, func, or_, select

from desktop.models import choices as c
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import DueItem
from desktop.models.value import LabelDay, LabelledDay
from desktop.services.facts.scope import at
from desktop.services.segments import contract_terms
from desktop.services.segments.fields import Field, Options, static
from desktop.services.segments.sources import Source, column, days_since
from desktop.services.value import health_cards

OWED_BY = c.Choices("owed by", (("us", "Us, by contract"), ("customer", "The customer")))
CONTRACT_STATE = c.Choices(
    "state of a contract",
    (("active", "Active"), ("expired", "Expired"), ("ahead", "Not begun yet")),
)
INSPECTIONS = ("INSPECT", "ANNUAL_INSP")


class RecordRows(NamedTuple):
    """The rows of one kind of record: fresh aliases, so that it can stand several times."""

    table: FromClause
    customer_id: ColumnElement[Any]
    attributes: Mapping[str, Source]


class RecordKind(NamedTuple):
    """One kind of record: its names on screen and in sentences, what can be asked, its rows."""

    key: str
    label: str
    noun: str
    plural: str
    category: str
    attributes: tuple["Asked", ...]
    rows: Callable[[date], RecordRows]


class Asked(NamedTuple):
    """Something that can be asked about a record."""

    key: str
    label: str
    type: str
    options: Options | None = None
    unit: str | None = None


def _due_items(_as_of: date) -> RecordRows:
    item = DueItem.__table__.alias()
    attributes = {
        "service": column(item.c.service),
        "status": column(item.c.status),
        "due": column(item.c.due),
        "days_overdue": days_since(item.c.due),
        "owed_by": column(item.c.owed_by),
        "booked": column(item.c.booked),
        "postponed_until": column(item.c.postponed_until),
    }
    return RecordRows(item, item.c.customer_id, attributes)


def _systems(as_of: date) -> RecordRows:
    """What is in use at the customer's properties on the day, each system once."""
    earlier = PropertyLink.__table__.alias()
    link = PropertyLink.__table__
    doubled = exists().where(
        earlier.c.customer_id == link.c.customer_id,
        earlier.c.property_id == link.c.property_id,
        earlier.c.id < link.c.id,
        or_(earlier.c.from_date.is_(None), earlier.c.from_date <= as_of),
        or_(earlier.c.to_date.is_(None), earlier.c.to_date > as_of),
    )
    found = (
        select(
            link.c.customer_id,
            System.kind.label("type"),
            System.install_date.label("installed"),
            _tank_size().label("gallons"),
            func.nullif(func.lower(func.trim(System.make)), "").label("manufacturer"),
            _inspection(func.max(case((DueItem.base_from == "visit", DueItem.base)))).label(
                "last_inspection"
            ),
            _inspection(func.min(DueItem.due)).label("next_inspection"),
        )
        .select_from(link.join(System.__table__, System.property_id == link.c.property_id))
        .where(at(as_of), System.active.is_(True), ~doubled)
        .subquery()
    )
    asked = ("type", "installed", "gallons", "manufacturer", "last_inspection", "next_inspection")
    return RecordRows(found, found.c.customer_id, {key: column(found.c[key]) for key in asked})


def _tank_size() -> Any:
    """The largest tank in use."""
    size = select(func.max(Asset.capacity_gal)).where(
        Asset.system_id == System.id, Asset.in_service.is_(True)
    )
    return size.correlate(System).scalar_subquery()


def _inspection(day: ColumnElement[Any]) -> Any:
    """A day of the system's inspections, as the due items have it."""
    found = select(day).where(
        DueItem.system_id == System.id, DueItem.service.in_(INSPECTIONS), DueItem.answers
    )
    return found.correlate(System).scalar_subquery()


def _contracts(as_of: date) -> RecordRows:
    """Every contract on file that was not called off before it began."""
    contract = Contract.__table__
    ended = or_(contract.c.end_date < as_of, contract.c.cancel_date <= as_of)
    state = case((contract.c.start_date > as_of, "ahead"), (ended, "expired"), else_="active")
    found = (
        select(
            contract.c.customer_id,
            contract_terms.tier(contract.c).label("tier"),
            contract.c.start_date.label("starts"),
            contract_terms.last_day(contract.c).label("ends"),
            state.label("status"),
            contract.c.price_cents.label("price"),
        )
        .where(contract_terms.held(contract.c))
        .subquery()
    )
    asked = ("tier", "starts", "ends", "status", "price")
    return RecordRows(found, found.c.customer_id, {key: column(found.c[key]) for key in asked})


def _labels(_as_of: date) -> RecordRows:
    """The labels of days that are kept whole: of one that is being laid down nothing is asked."""
    begun = select(LabelledDay.day).where(~LabelledDay.done)
    kept = select(LabelDay.__table__).where(LabelDay.day.not_in(begun)).subquery()
    asked = (
        "day", "lifecycle", "rfm", "rfm_segment", "rfm_version", "value_tier",
        "health_card", "health_score", "health_colour", "health_version",
    )  # fmt: skip
    known = {key: column(kept.c[key]) for key in asked}
    score = kept.c.health_score
    known["health_grade"] = lambda test, _scope: test.on(health_cards.grade(score))
    for place, key in enumerate(("rfm_r", "rfm_f", "rfm_m"), 1):
        known[key] = column(cast(func.substr(kept.c.rfm, place, 1), Integer))
    return RecordRows(kept, kept.c.customer_id, known)


_TABLE = (
    RecordKind(
        "systems", "Systems in use", "system", "systems", "Equipment",
        (
            Asked("type", "Type", "choice", static(c.SYSTEM_KIND)),
            Asked("installed", "Installed", "date"),
            Asked("gallons", "Tank size", "number", unit="gallons"),
            Asked("manufacturer", "Manufacturer", "text"),
            Asked("last_inspection", "Last inspection", "date"),
            Asked("next_inspection", "Next inspection due", "date"),
        ),
        _systems,
    ),
    RecordKind(
        "contracts", "Contracts", "contract", "contracts", "Customer properties",
        (
            Asked("tier", "Tier", "choice", static(c.SERVICE_TIER)),
            Asked("starts", "Starts", "date"),
            Asked("ends", "Ends", "date"),
            Asked("status", "Status", "choice", static(CONTRACT_STATE)),
            Asked("price", "Price", "money"),
        ),
        _contracts,
    ),
    RecordKind(
        "due_items", "Due items", "due item", "due items", "Equipment",
        (
            Asked("service", "Service", "choice", static(c.SERVICE)),
            Asked("status", "Status", "choice", static(c.DUE_STATUS)),
            Asked("due", "Due", "date"),
            Asked("days_overdue", "Days overdue", "number", unit="days"),
            Asked("owed_by", "Owed by", "choice", static(OWED_BY)),
            Asked("booked", "Booked", "yes_no"),
            Asked("postponed_until", "Postponed until", "date"),
        ),
        _due_items,
    ),
    RecordKind(
        "labels", "Labels kept of a past day", "label kept", "labels kept", "Value",
        (
            Asked("day", "Day", "date"),
            Asked("lifecycle", "Lifecycle stage", "choice", static(c.LIFECYCLE)),
            Asked("rfm", "RFM code", "text"),
            Asked("rfm_r", "Recency score", "number"),
            Asked("rfm_f", "Frequency score", "number"),
            Asked("rfm_m", "Monetary score", "number"),
            Asked("rfm_segment", "RFM segment", "choice", static(c.RFM_SEGMENT)),
            Asked("rfm_version", "Version of the RFM rules", "number"),
            Asked("value_tier", "Value tier", "choice", static(c.VALUE_TIER)),
            Asked("health_card", "Health card", "choice", static(c.HEALTH_CARD)),
            Asked("health_score", "Health score", "number"),
            Asked("health_grade", "Health grade", "choice", static(c.HEALTH_GRADE)),
            Asked("health_colour", "Health color", "choice", static(c.HEALTH_COLOUR)),
            Asked("health_version", "Version of the health weights", "number"),
        ),
        _labels,
    ),
)  # fmt: skip
RECORDS = {kind.key: kind for kind in _TABLE}


def record_fields(key: str, rows: RecordRows | None = None) -> dict[str, Field]:
    """What can be asked about a kind of record, as fields; none for a kind not known."""
    kind = RECORDS.get(key)
    if kind is None:
        return {}
    sources = (rows or kind.rows(date.min)).attributes
    return {
        a.key: Field(a.key, a.label, kind.label, a.type, sources[a.key], a.unit, options=a.options)
        for a in kind.attributes
    }
