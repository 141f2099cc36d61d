"""What a form offers where a field names another record: the records of one customer, by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, Zone
from desktop.models.office import CustomField
from desktop.models.work import DisposalSite, Technician, Truck
from desktop.services.records.fields import Field
from desktop.services.records.prepare import custom_field
from desktop.services.records.reading import Records, Stored, children
from desktop.services.records.words import day_text

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


def _contact(one: Stored) -> str:
    values = one.values
    outcome = c.OUTCOME.label(values["outcome"])
    return _joined(
        day_text(values["date"]), c.INTERACTION_CHANNEL.label(values["channel"]), outcome,
        values["note"],
    )  # fmt: skip


def _link(one: Stored) -> str:
    values = one.values
    since = f"from {day_text(values['from_date'])}" if values["from_date"] else ""
    until = f"until {day_text(values['to_date'])}" if values["to_date"] else ""
    return _joined(c.LINK_ROLE.label(values["role"]), since, until)


LISTED: tuple[tuple[str, str, Callable[[Stored], str]], ...] = (
    ("property", "properties", place_label),
    ("link", "links", _link),
    ("system", "systems", lambda one: _system(one, {})),
    ("asset", "assets", asset_label),
    ("contract", "contracts", contract_label),
    ("visit", "visits", visit_label),
    ("inspection_report", "reports", lambda one: day_text(one.values["inspection_date"])),
    ("trip_ticket", "tickets", _dated("ticket_no", "collected_on")),
    ("estimate", "estimates", _money("issued_on", "no")),
    ("invoice", "invoices", _money("date", "number")),
    ("payment", "payments", _money("date", "number")),
    ("interaction", "contacts", _contact),
    ("task", "tasks", _dated("text", "due_date")),
    ("note", "notes", _dated("text", "written_on")),
)


def listed(db: Session, customer_id: int) -> tuple[Listed, ...]:
    """Everything on file about a customer, kind by kind."""
    records: Records = children(db, customer_id)
    return tuple(
        Listed(kind, one.id, label(one))
        for kind, name, label in LISTED
        for one in getattr(records, name)
    )
