"""Records as plain values: one as its form wants it, and all that belongs to a customer."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport, Note, TripTicket
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.office import CustomField
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, Invoice, Payment, Visit
from desktop.services.importing.batch.images import dicts
from desktop.services.records.fields import Field, Kind
from desktop.services.records.forms import KINDS, kind_of
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
    systems: tuple[Stored, ...]
    assets: tuple[Stored, ...]
    contracts: tuple[Stored, ...]
    visits: tuple[Stored, ...]
    reports: tuple[Stored, ...]
    tickets: tuple[Stored, ...]
    estimates: tuple[Stored, ...]
    invoices: tuple[Stored, ...]
    payments: tuple[Stored, ...]
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


def children(db: Session, customer_id: int) -> Records:
    """All that belongs to a customer, the newest first where there are days.

    Visits are those billed to the customer, and all of the places that are the customer's still:
    the history of a tank stays with the house.
    """
    links = _of(db, "link", PropertyLink.customer_id == customer_id, PropertyLink.to_date.desc())
    places = sorted({link.values["property"] for link in links})
    open_places = {one.values["property"] for one in links if one.values["to_date"] is None}
    systems = _of(db, "system", System.property_id.in_(places))
    system_ids = [one.id for one in systems]
    visits = _of(
        db,
        "visit",
        or_(Visit.customer_id == customer_id, Visit.property_id.in_(sorted(open_places))),
        Visit.completed_date.desc(),
        Visit.scheduled_date.desc(),
    )
    visit_ids = [one.id for one in visits]
    mine = customer_id
    return Records(
        links=links,
        properties=_of(db, "property", KINDS["property"].table.c.id.in_(places)),
        systems=systems,
        assets=_of(db, "asset", Asset.system_id.in_(system_ids)),
        contracts=_of(db, "contract", Contract.customer_id == mine, Contract.start_date.desc()),
        visits=visits,
        reports=_of(
            db,
            "inspection_report",
            InspectionReport.visit_id.in_(visit_ids),
            InspectionReport.inspection_date.desc(),
        ),
        tickets=_of(
            db, "trip_ticket", TripTicket.visit_id.in_(visit_ids), TripTicket.collected_on.desc()
        ),
        estimates=_of(db, "estimate", Estimate.customer_id == mine, Estimate.issued_on.desc()),
        invoices=_of(db, "invoice", Invoice.customer_id == mine, Invoice.date.desc()),
        payments=_of(db, "payment", Payment.customer_id == mine, Payment.date.desc()),
        contacts=_of(db, "interaction", Interaction.customer_id == mine, Interaction.date.desc()),
        tasks=_of(
            db,
            "task",
            or_(Task.customer_id == mine, Task.property_id.in_(sorted(open_places))),
            Task.done_on.is_not(None),
            Task.due_date,
        ),
        notes=_of(
            db,
            "note",
            or_(Note.customer_id == mine, Note.property_id.in_(sorted(open_places))),
            Note.written_on.desc(),
        ),
    )


def _of(db: Session, kind: str, condition: ColumnElement[bool], *order: Any) -> tuple[Stored, ...]:
    return _read(db, KINDS[kind], condition, *order)
