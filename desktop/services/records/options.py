"""What a form offers where a field names another record: the records of one customer, by name."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, Property, Zone
from desktop.models.office import CustomField
from desktop.models.work import DisposalSite, Technician, Truck
from desktop.services.care.counties import is_checked
from desktop.services.days import day_text
from desktop.services.records.applied import shares_in_words
from desktop.services.records.fields import Field
from desktop.services.records.prepare import custom_field
from desktop.services.records.reading import Records, Stored, all_of, children

NAMED: tuple[Any, ...] = (Zone, Technician, Truck, DisposalSite)


class Offer(NamedTuple):
    """One record that may be chosen."""

    id: int
    label: str


class Offers(NamedTuple):
    """The records by table, and the office's own fields of a customer by key."""

    records: Mapping[str, tuple[Offer, ...]]
    own: Mapping[str, Field]


def offers(db: Session, customer_id: int | None) -> Offers:
    """What the forms about a customer offer; without one only what belongs to the office."""
    found: dict[str, tuple[Offer, ...]] = {
        entity.__tablename__: _named(db, entity) for entity in NAMED
    }
    if customer_id is not None:
        found |= _of_customer(db, customer_id)
    return Offers(found, own_fields(db))


def own_fields(db: Session) -> dict[str, Field]:
    """The office's own fields of customers, by key."""
    return {
        one.key: custom_field(one.type, one.label, one.choices or ())[1]
        for one in db.scalars(select(CustomField).order_by(CustomField.id))
    }


def customer_name(db: Session, customer_id: int) -> str:
    """The name of a customer; "" when there is none."""
    found = select(Customer.display_name).where(Customer.id == customer_id)
    return db.scalar(found) or ""


def property_name(db: Session, property_id: int) -> str:
    """The address of a property; "" when there is none."""
    row = db.execute(
        select(Property.line1, Property.city).where(Property.id == property_id)
    ).first()
    return _joined(*row) if row else ""


def _named(db: Session, entity: Any) -> tuple[Offer, ...]:
    rows = select(entity.id, entity.name).order_by(func.lower(entity.name), entity.id)
    return tuple(Offer(*row) for row in db.execute(rows))


def _of_customer(db: Session, customer_id: int) -> dict[str, tuple[Offer, ...]]:
    records = children(db, customer_id)
    places = {one.id: place_label(one) for one in records.properties}
    return {
        "customers": (Offer(customer_id, customer_name(db, customer_id)),),
        "properties": _offers(records.properties, place_label),
        "systems": _offers(records.systems, lambda one: _system(one, places)),
        "assets": _offers(records.assets, asset_label),
        "contracts": _offers(records.contracts, contract_label),
        "visits": _offers(records.visits, visit_label),
        "invoices": _offers(records.invoices, _invoice),
    }


def _offers(rows: Iterable[Stored], label: Callable[[Stored], str]) -> tuple[Offer, ...]:
    return tuple(Offer(one.id, label(one)) for one in rows)


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


def place_label(one: Stored) -> str:
    """A property: "12 Oak St, Tyler"."""
    return _joined(one.values["line1"], one.values["city"]) or f"Property {one.id}"


def _system(one: Stored, places: Mapping[int, str]) -> str:
    kind = c.SYSTEM_KIND.label(one.values["kind"])
    return _joined(kind, one.values["make"], places.get(one.values["property"], ""))


def asset_label(one: Stored) -> str:
    """A tank: "Septic tank, 1,250 gal"."""
    gallons = one.values["capacity_gal"]
    return _joined(c.ASSET_KIND.label(one.values["kind"]), f"{gallons:,} gal" if gallons else "")


def contract_label(one: Stored) -> str:
    """A contract: "C-12, Inspection only, from Mar 1, 2026"."""
    start = f"from {day_text(one.values['start_date'])}"
    return _joined(one.values["no"], c.CONTRACT_KIND.label(one.values["kind"]), start)


def visit_label(one: Stored) -> str:
    """A visit: "Mar 4, 2025, Pump-out"; one that was not made says how it stands."""
    values = one.values
    day = values["completed_date"] or values["scheduled_date"]
    services = dict.fromkeys(c.SERVICE.label(line["service"]) for line in values["lines"])
    status = "" if values["status"] == "completed" else c.VISIT_STATUS.label(values["status"])
    return _joined(day_text(day) if day else "No day", *services, status)


def _invoice(one: Stored) -> str:
    return _joined(one.values["number"], day_text(one.values["date"]))


class Listed(NamedTuple):
    """One record in the list of everything: its kind, its number, and what it is called."""

    kind: str
    id: int
    label: str


def _dated(text: str, day: str) -> Callable[[Stored], str]:
    def label(one: Stored) -> str:
        when = one.values[day]
        said = " ".join(str(one.values[text] or "").split())
        return f"{day_text(when)}: {said}" if when else said

    return label


def _money(day: str, number: str) -> Callable[[Stored], str]:
    def label(one: Stored) -> str:
        amount = one.values["amount"]
        cents = f"${amount:,.2f}" if amount is not None else ""
        when = one.values[day]
        return _joined(day_text(when) if when else "", one.values[number], cents)

    return label


def _other(one: Stored) -> str:
    """A charge, a check, a journal entry: all that is known, for it cannot be opened."""
    values = one.values
    amount, still = (
        "" if values[key] is None else f"${values[key]:,.2f}" for key in ("amount", "open")
    )
    return _joined(
        day_text(values["date"]), values["type"], values["number"], amount,
        f"{still} open" if still else "", values["memo"],
    )  # fmt: skip


def _contact(one: Stored) -> str:
    values = one.values
    outcome = c.OUTCOME.label(values["outcome"])
    return _joined(
        day_text(values["date"]), c.INTERACTION_CHANNEL.label(values["channel"]), outcome,
        values["note"],
    )  # fmt: skip


def _sketch(one: Stored) -> str:
    values = one.values
    drawn = day_text(values["drawn_on"]) if values["drawn_on"] else ""
    return _joined(" ".join((values["note"] or "").split()), drawn) or "Picture"


def _link(one: Stored) -> str:
    values = one.values
    since = f"from {day_text(values['from_date'])}" if values["from_date"] else ""
    until = f"until {day_text(values['to_date'])}" if values["to_date"] else ""
    return _joined(c.LINK_ROLE.label(values["role"]), since, until)


LISTED: tuple[tuple[str, str, Callable[[Stored], str]], ...] = (
    ("property", "properties", place_label),
    ("link", "links", _link),
    ("sketch", "sketches", _sketch),
    ("system", "systems", lambda one: _system(one, {})),
    ("asset", "assets", asset_label),
    ("contract", "contracts", contract_label),
    ("visit", "visits", visit_label),
    ("inspection_report", "reports", lambda one: day_text(one.values["inspection_date"])),
    ("trip_ticket", "tickets", _dated("ticket_no", "collected_on")),
    ("estimate", "estimates", _money("issued_on", "no")),
    ("invoice", "invoices", _money("date", "number")),
    ("payment", "payments", _money("date", "number")),
    ("other_transaction", "others", _other),
    ("interaction", "contacts", _contact),
    ("task", "tasks", _dated("text", "due_date")),
    ("note", "notes", _dated("text", "written_on")),
)


def listed(db: Session, customer_id: int) -> tuple[Listed, ...]:
    """Everything on file about a customer, kind by kind."""
    records: Records = children(db, customer_id)
    applied = shares_in_words(db, customer_id)
    return tuple(
        Listed(kind, one.id, _joined(label(one), applied.get((kind, one.id))))
        for kind, name, label in LISTED
        for one in getattr(records, name)
    )


def _named_with(*keys: str) -> Callable[[Stored, date], str]:
    return lambda one, _as_of: _joined(*(one.values[key] for key in keys))


def _county(one: Stored, as_of: date) -> str:
    months = one.values["inspection_interval_months"]
    checked = one.values["checked_on"]
    return _joined(
        one.values["county"], f"inspection every {months} months" if months else "",
        f"checked on {day_text(checked)}" if checked else "never checked",
        "" if is_checked(checked, as_of) else "check it again",
    )  # fmt: skip


# What belongs to the office as a whole, and how each record is called.
OFFICE: Mapping[str, Callable[[Stored, date], str]] = {
    "technician": _named_with("name", "licence_type", "licence_no"),
    "truck": _named_with("name", "registration_no"),
    "disposal_site": _named_with("name", "permit_no"),
    "county_rule": _county,
}


def office_lists(db: Session, as_of: date) -> tuple[Listed, ...]:
    """The records of the office itself, kind by kind."""
    return tuple(
        Listed(kind, one.id, label(one, as_of))
        for kind, label in OFFICE.items()
        for one in all_of(db, kind)
    )
