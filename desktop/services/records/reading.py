"""Records as plain values: one as its form wants it, and all that belongs to a customer."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport, Note, TripTicket
from desktop.models.customers import Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.office import CustomField
from desktop.models.sketches import Sketch
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, Invoice, OtherTransaction, Payment, Visit
from desktop.services.importing.batch.images import dicts
from desktop.services.records.fields import Field, Kind
from desktop.services.records.forms import SHOWN, kind_of
from desktop.services.records.prepare import custom_field
from desktop.services.records.problems import NotAllowedError
from desktop.services.records.typed import as_shown

Values = dict[str, Any]


class Stored(NamedTuple):
    """One record: its number and the values of its form."""

    id: int
    values: Values


class Records(NamedTuple):
    """All that belongs to a customer; references tell what belongs to what."""

    links: tuple[Stored, ...]
    properties: tuple[Stored, ...]
    sketches: tuple[Stored, ...]
    systems: tuple[Stored, ...]
    assets: tuple[Stored, ...]
    contracts: tuple[Stored, ...]
    visits: tuple[Stored, ...]
    reports: tuple[Stored, ...]
    tickets: tuple[Stored, ...]
    estimates: tuple[Stored, ...]
    invoices: tuple[Stored, ...]
    payments: tuple[Stored, ...]
    others: tuple[Stored, ...]
    contacts: tuple[Stored, ...]
    tasks: tuple[Stored, ...]
    notes: tuple[Stored, ...]


def read(db: Session, kind: str, row_id: int) -> Values:
    """The values of a record, every field of its form; money and numbers are exact.

    Raises:
        NotAllowedError: there is no such record (any more).
    """
    known = kind_of(kind)
    found = _read(db, known, known.table.c.id == row_id)
    if not found:
        raise NotAllowedError(
            f"{known.label} number {row_id} is not there any more.", where=known.name
        )
    return found[0].values


def _read(
    db: Session, kind: Kind, condition: ColumnElement[bool], *order: Any
) -> tuple[Stored, ...]:
    """Records with what stands inside them; one statement per table."""
    table = kind.table
    statement = select(table).where(condition).order_by(*order, table.c.id)
    rows = dicts(db, statement)
    found = {row["id"]: _plain(kind.fields, row) for row in rows}
    for field in kind.fields:
        if field.kind == "custom":
            _add_custom(db, field, found)
        elif field.rows is not None:
            _add_rows(db, field, found)
    return tuple(Stored(row_id, values) for row_id, values in found.items())


def _plain(fields: Iterable[Field], row: Values) -> Values:
    return {
        field.key: as_shown(field, row[field.name]) for field in fields if field.column is not None
    }


def _add_rows(db: Session, field: Field, found: dict[int, Values]) -> None:
    assert field.rows is not None  # noqa: S101 - asked for only where there are rows
    table, parent = field.rows.table, field.rows.parent
    for values in found.values():
        values[field.key] = []
    order = table.c.position if field.rows.ordered else table.c.id
    for row in _of_parents(db, table, parent, found, order):
        plain = _plain(field.fields, row)
        single = field.rows.single
        found[row[parent]][field.key].append(plain[single] if single else plain)


def _add_custom(db: Session, field: Field, found: dict[int, Values]) -> None:
    assert field.rows is not None  # noqa: S101 - asked for only where there are rows
    own = {one.id: one for one in db.scalars(select(CustomField))}
    table, parent = field.rows.table, field.rows.parent
    for values in found.values():
        values[field.key] = {}
    for row in _of_parents(db, table, parent, found, table.c.field_id):
        one = own[row["field_id"]]
        column, typed = custom_field(one.type, one.label, one.choices or ())
        found[row[parent]][field.key][one.key] = as_shown(typed, row[column])


def _of_parents(
    db: Session, table: Any, parent: str, found: dict[int, Values], order: Any
) -> list[Values]:
    statement = select(table).where(table.c[parent].in_(list(found)))
    return dicts(db, statement.order_by(table.c[parent], order, table.c.id)) if found else []


def all_of(db: Session, kind: str) -> tuple[Stored, ...]:
    """All records of a kind, in the order they were entered."""
    return _read(db, kind_of(kind), true())


def children(db: Session, customer_id: int) -> Records:
    """All that belongs to a customer, the newest first where there are days.

    Visits are those billed to the customer, and all of the places that are the customer's still:
    the history of a tank stays with the house.
    """
    found = _Found(customer_id)
    for name, one in CHILDREN.items():
        found.records[name] = _read(db, SHOWN[one.kind], one.whose(found), *one.order)
    return Records(**found.records)


class _Found:
    """The records found so far: those of a later kind belong to them."""

    def __init__(self, customer_id: int) -> None:
        self.customer_id = customer_id
        self.records: dict[str, tuple[Stored, ...]] = {}

    def ids(self, name: str) -> list[int]:
        """The numbers of the records of a kind."""
        return [one.id for one in self.records[name]]

    def places(self) -> list[int]:
        """All places that are or were the customer's."""
        return sorted({link.values["property"] for link in self.records["links"]})

    def places_still(self) -> list[int]:
        """The places that are the customer's still."""
        links = self.records["links"]
        return sorted({one.values["property"] for one in links if one.values["to_date"] is None})


class Child(NamedTuple):
    """A kind of record of a customer: which of them are meant, and their order."""

    kind: str
    whose: Callable[[_Found], ColumnElement[bool]]
    order: tuple[Any, ...] = ()


def _own(entity: Any) -> Callable[[_Found], ColumnElement[bool]]:
    return lambda found: entity.customer_id == found.customer_id


def _own_or_here(entity: Any) -> Callable[[_Found], ColumnElement[bool]]:
    """The customer's, or of a place that is the customer's still."""
    return lambda found: or_(
        entity.customer_id == found.customer_id, entity.property_id.in_(found.places_still())
    )


# Read in this order: each may name those before it.
CHILDREN: Mapping[str, Child] = {
    "links": Child("link", _own(PropertyLink), (PropertyLink.to_date.desc().nulls_first(),)),
    "properties": Child("property", lambda found: Property.id.in_(found.places())),
    "sketches": Child("sketch", lambda found: Sketch.property_id.in_(found.places())),
    "systems": Child("system", lambda found: System.property_id.in_(found.places())),
    "assets": Child("asset", lambda found: Asset.system_id.in_(found.ids("systems"))),
    "contracts": Child("contract", _own(Contract), (Contract.start_date.desc(),)),
    "visits": Child(
        "visit",
        _own_or_here(Visit),
        (Visit.completed_date.desc().nulls_first(), Visit.scheduled_date.desc().nulls_last()),
    ),
    "reports": Child(
        "inspection_report",
        lambda found: InspectionReport.visit_id.in_(found.ids("visits")),
        (InspectionReport.inspection_date.desc(),),
    ),
    "tickets": Child(
        "trip_ticket",
        lambda found: TripTicket.visit_id.in_(found.ids("visits")),
        (TripTicket.collected_on.desc().nulls_last(),),
    ),
    "estimates": Child("estimate", _own(Estimate), (Estimate.issued_on.desc(),)),
    "invoices": Child("invoice", _own(Invoice), (Invoice.date.desc(),)),
    "payments": Child("payment", _own(Payment), (Payment.date.desc(),)),
    "others": Child("other_transaction", _own(OtherTransaction), (OtherTransaction.date.desc(),)),
    "contacts": Child("interaction", _own(Interaction), (Interaction.date.desc(),)),
    "tasks": Child(
        "task", _own_or_here(Task), (Task.done_on.is_not(None), Task.due_date.asc().nulls_last())
    ),
    "notes": Child("note", _own_or_here(Note), (Note.written_on.desc(),)),
}
