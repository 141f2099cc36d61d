"""Rules across the fields of one record, and what is only doubtful and said beside success."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.work import Invoice, Visit
from desktop.services.days import day_text
from desktop.services.records.fields import Kind, columns_of
from desktop.services.records.problems import FieldError
from desktop.services.records.words import name_of

Values = dict[str, Any]
FUTURE = "DQ-FUTURE"
NEGATIVE_SALES = ("credit", "refund")


class Case(NamedTuple):
    """A record as it would be stored; `row_id` is None for a new one."""

    db: Session
    kind: Kind
    values: Values  # by column
    row_id: int | None
    today: date

    def label(self, column: str) -> str:
        """What the form calls a column."""
        return columns_of(self.kind.fields)[column].label

    def key(self, column: str) -> str:
        """The field of a column."""
        return columns_of(self.kind.fields)[column].key


# Days and minutes of which the second may not lie before the first.
IN_ORDER = {
    "link": (("from_date", "to_date"),),
    "contract": (("start_date", "end_date"),),
    "visit": (("arrival_minute", "departure_minute"),),
    "inspection_report": (
        ("inspection_date", "filed_on"),
        ("inspection_date", "copy_to_owner_on"),
    ),
    "trip_ticket": (("collected_on", "deposited_on"),),
    "estimate": (("issued_on", "decided_on"),),
    "invoice": (("date", "due_date"),),
    "task": (("created_on", "done_on"),),
    "system": (("install_date", "first_use_date"),),
}
# Values that say something only together.
_EVERY = ("custom_interval", "custom_interval_unit")
TOGETHER = {"asset": (_EVERY,), "system": (_EVERY,)}
# Of these at least one is needed.
ONE_OF = {
    "visit": ("property_id", "customer_id"),
    "contract": ("property_id", "system_id"),
    "note": ("customer_id", "property_id"),
    "sketch": ("note", "picture"),
}
# Days of what has happened: one that is still to come is doubtful.
HAPPENED = {
    "visit": ("completed_date",),
    "inspection_report": ("inspection_date", "filed_on", "copy_to_owner_on"),
    "trip_ticket": ("collected_on", "deposited_on"),
    "invoice": ("date",),
    "payment": ("date",),
    "interaction": ("date",),
    "task": ("done_on",),
    "note": ("written_on",),
    "sketch": ("drawn_on",),
    "estimate": ("issued_on", "decided_on"),
}
_MIXED_LOAD = 0.05  # of the gallons; a larger difference wants a word


def wrong(case: Case) -> Iterator[FieldError]:
    """What cannot be saved."""
    yield from _in_order(case)
    yield from _together(case)
    yield from _one_of(case)
    yield from _unique(case)
    if case.kind.name in _OWN:
        yield from _OWN[case.kind.name](case)


def doubts(case: Case) -> Iterator[str]:
    """What can be saved and should be looked at."""
    for column in HAPPENED.get(case.kind.name, ()):
        day = case.values.get(column)
        if day is not None and day > case.today:
            yield (
                f"{case.label(column)}: {day_text(day)} is in the future, so it does not count "
                f"until then ({FUTURE})."
            )
    given, received = case.values.get("gallons_collected"), case.values.get("gallons_received")
    explained = case.values.get("discrepancy_note")
    if given and received is not None and not explained:
        yield from _differ(given, received)


def idle(case: Case, lines: list[Values] | None) -> Iterator[str]:
    """A finished visit without work; `lines` None are those that stand there already."""
    nothing = case.row_id is None if lines is None else not lines
    if case.values.get("status") == "completed" and nothing:
        yield "This visit names no work, so no due day moves."


def _differ(given: int, received: int) -> Iterator[str]:
    if abs(received - given) > given * _MIXED_LOAD:
        yield "The gallons received differ by more than 5%; say why."


def _in_order(case: Case) -> Iterator[FieldError]:
    for first, second in IN_ORDER.get(case.kind.name, ()):
        one, two = case.values.get(first), case.values.get(second)
        if one is not None and two is not None and two < one:
            said = f"{case.label(second)} lies before {case.label(first).lower()}."
            yield FieldError(case.key(second), said)


def _together(case: Case) -> Iterator[FieldError]:
    for pair in TOGETHER.get(case.kind.name, ()):
        missing = [one for one in pair if case.values.get(one) is None]
        if len(missing) == 1:
            yield FieldError(case.key(missing[0]), f"{case.label(missing[0])} is missing.")


def _one_of(case: Case) -> Iterator[FieldError]:
    columns = ONE_OF.get(case.kind.name, ())
    if columns and all(case.values.get(one) is None for one in columns):
        named = " or ".join(f"“{case.label(one)}”" for one in columns)
        yield FieldError(case.key(columns[0]), f"Fill in {named}.")


def _unique(case: Case) -> Iterator[FieldError]:
    table = case.kind.table
    for column in table.columns:
        alone = any(index.unique and list(index.columns) == [column] for index in table.indexes)
        value = case.values.get(column.name)
        if value is None or not (alone or column.unique) or column.name == "uid":
            continue
        other = case.db.scalar(
            select(table.c.id).where(column == value, table.c.id != (case.row_id or 0))
        )
        if other is not None:
            said = f"{case.label(column.name)} “{value}” is taken: "
            said += f"{name_of(case.db, table.name, other)}."
            yield FieldError(case.key(column.name), said)


def _customer(case: Case) -> Iterator[FieldError]:
    if case.values.get("inactive_reason") and case.values.get("status") != "inactive":
        yield FieldError("inactive_reason", "Only an inactive customer has a reason for it.")


def _link(case: Case) -> Iterator[FieldError]:
    """One current `bill_to` per property, and nobody twice in the same role at the same time."""
    values = case.values
    if values.get("property_id") is None:
        return
    overlaps = (
        select(PropertyLink.id, PropertyLink.customer_id)
        .where(
            PropertyLink.property_id == values["property_id"],
            PropertyLink.role == (values.get("role") or "owner"),
            PropertyLink.id != (case.row_id or 0),
        )
        .order_by(PropertyLink.id)
    )
    first, last = values.get("from_date"), values.get("to_date")
    if first is not None:
        overlaps = overlaps.where(or_(PropertyLink.to_date.is_(None), PropertyLink.to_date > first))
    if last is not None:
        overlaps = overlaps.where(
            or_(PropertyLink.from_date.is_(None), PropertyLink.from_date < last)
        )
    for _, customer in case.db.execute(overlaps):
        same = customer == values.get("customer_id")
        if same or values.get("role") == "bill_to":
            who = name_of(case.db, "customers", customer).removeprefix("customer ")
            yield FieldError("role", f"{who} has this role there at the same time already.")
            return


def _visit(case: Case) -> Iterator[FieldError]:
    if case.values.get("status") == "completed" and case.values.get("completed_date") is None:
        yield FieldError("completed_date", "A completed visit needs the day it was done.")


def _contract(case: Case) -> Iterator[FieldError]:
    yield from _system_at(case, case.values.get("property_id"))
    if case.values.get("renewed_from_id") == case.row_id and case.row_id is not None:
        yield FieldError("renewed_from", "A contract cannot follow itself.")


def _report(case: Case) -> Iterator[FieldError]:
    visit_id = case.values.get("visit_id")
    if visit_id is not None:
        place = case.db.scalar(select(Visit.property_id).where(Visit.id == visit_id))
        yield from _system_at(case, place)


def _system_at(case: Case, place: int | None) -> Iterator[FieldError]:
    system = case.values.get("system_id")
    if system is None or place is None:
        return
    if case.db.scalar(select(System.property_id).where(System.id == system)) != place:
        yield FieldError("system", "This system is at another property.")


def _invoice(case: Case) -> Iterator[FieldError]:
    amount = case.values.get("amount_cents")
    if amount is not None and amount < 0 and case.values.get("kind") not in NEGATIVE_SALES:
        yield FieldError("amount", "A negative amount is a credit or a refund; choose that kind.")


def _payment(case: Case) -> Iterator[FieldError]:
    amount, invoice = case.values.get("amount_cents"), case.values.get("invoice_id")
    if amount is not None and amount <= 0:
        yield FieldError("amount", "A payment is more than $0.00; give money back as a refund.")
    if invoice is not None:
        owner = case.db.scalar(select(Invoice.customer_id).where(Invoice.id == invoice))
        if owner != case.values.get("customer_id"):
            yield FieldError("invoice", "This invoice belongs to another customer.")


def _set_by_hand(case: Case) -> Iterator[FieldError]:
    if case.values.get("due_override") and not case.values.get("due_override_set_on"):
        yield FieldError("due_override_set_on", "Say on which day the due day was set.")


_OWN: dict[str, Callable[[Case], Iterator[FieldError]]] = {
    "customer": _customer,
    "link": _link,
    "visit": _visit,
    "contract": _contract,
    "inspection_report": _report,
    "invoice": _invoice,
    "payment": _payment,
    "asset": _set_by_hand,
    "system": _set_by_hand,
}


def wrong_tanks(db: Session, place: int | None, lines: list[Values]) -> Iterator[FieldError]:
    """The lines of a visit whose tank lies at another property."""
    if place is None:
        return
    named = {line["asset_id"] for line in lines if line.get("asset_id") is not None}
    here = select(Asset.id).join(System, System.id == Asset.system_id)
    known = set(db.scalars(here.where(System.property_id == place, Asset.id.in_(named))))
    for number, line in enumerate(lines):
        if line.get("asset_id") is not None and line["asset_id"] not in known:
            yield FieldError(f"lines.{number}.asset", "This tank is at another property.")
