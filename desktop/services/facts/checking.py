"""Proves that the stored facts still agree with the records."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import (
    CustomerFact,
    CustomerText,
    DueItem,
    FactsState,
    PropertyZone,
    ServiceFact,
)
from desktop.services.facts import zones
from desktop.services.facts.due_items import due_rows
from desktop.services.facts.health import labelled_rows
from desktop.services.facts.keeping import stored_day
from desktop.services.facts.last_known import Concerned, whom_they_concern
from desktop.services.facts.left_out import BROKEN, find, left_out
from desktop.services.facts.scope import Scope
from desktop.services.facts.services import service_rows
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows
from desktop.services.facts.texts import text_rows
from desktop.services.safekeeping.unreadable import Unreadable

Values = tuple[Any, ...]
_ENOUGH = 1_000  # differences; more of them say nothing new


class Difference(NamedTuple):
    """A stored fact that is not what follows from the records; no column: a row too many or few.

    No customer either: what follows could not be worked out.
    """

    table: str
    customer_id: int
    column: str
    stored: Any
    worked_out: Any

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        if not self.customer_id:
            return (
                f"The facts of “{self.table}” cannot be worked out,"
                f" because something cannot be read: {self.worked_out}."
            )
        whose, stored = f"record {self.customer_id} of “{self.table}”", _said(self.stored)
        if not self.column:
            what = "Too many" if self.worked_out is None else "Missing"
            return f"{what}: {whose}."
        return (
            f"In {whose}, “{self.column}” is stored as {stored},"
            f" but {_said(self.worked_out)} follows from the records."
        )


def _said(value: Any) -> str:
    return "nothing" if value is None else f"“{value}”"


def check(db: Session, as_of: date, found: Sequence[Unreadable] | None = None) -> list[Difference]:
    """Work out all facts anew and list where the stored ones differ.

    They are compared for the day they were stored for, or for `as_of` when there are none. Facts
    marked stale promise nothing and are not compared; nor are those of customers of whom a record
    cannot be read, which are the last known ones. Such records are looked for, unless `found`.
    """
    if db.scalar(select(FactsState.stale)):
        return []
    if found is None:
        found = find(db)
    with left_out(db, found):
        differences = _differences(db, Scope(stored_day(db) or as_of))
    if found:
        unknown = whom_they_concern(db, found)
        differences = [one for one in differences if not _is_of(one, unknown)]
    return differences[:_ENOUGH]


def _is_of(one: Difference, unknown: Concerned) -> bool:
    """Whether it is about a customer, or the zone of a property, of whom some record is broken."""
    is_zone = one.table == table_of(PropertyZone).name
    return one.customer_id in (unknown.properties if is_zone else unknown.customers)


Rows = AbstractContextManager[Iterator[Values]]


def _differences(db: Session, scope: Scope) -> list[Difference]:
    linked = PropertyZone.property_id.in_(zones.linked(scope))
    return [
        *_compare(db, CustomerText, lambda: nullcontext(text_rows(db, scope))),
        *_compare(db, ServiceFact, lambda: nullcontext(bare_rows(db, service_rows(scope)))),
        *_compare(db, DueItem, lambda: nullcontext(due_rows(db, scope))),
        *_compare(db, PropertyZone, lambda: nullcontext(_zoned(db, scope)), linked),
        *_compare(db, CustomerFact, lambda: _labelled(db, scope)),
    ]


def _zoned(db: Session, scope: Scope) -> Iterator[Values]:
    return zones.zone_rows(db, scope, zones.in_force(db).rules)


@contextmanager
def _labelled(db: Session, scope: Scope) -> Iterator[Iterator[Values]]:
    with labelled_rows(db, scope) as rows:
        # Their columns come in an order of their own.
        named = [rows.selected_columns[column.name] for column in table_of(CustomerFact).columns]
        yield bare_rows(db, rows.with_only_columns(*named))


def _compare(
    db: Session, entity: type[Base], fresh: Callable[[], Rows], *which: Any
) -> list[Difference]:
    """Compare rows as the driver gives them: what cannot be read as a day stops nothing.

    Should it stop one table even so, the others are still compared.
    """
    table = table_of(entity)
    stored = bare_rows(db, select(table).where(*which).order_by(*table.primary_key))
    try:
        with fresh() as rows:
            return list(islice(_walk(table, stored, rows), _ENOUGH))
    except BROKEN as wrong:
        return [Difference(table.name, 0, "", None, wrong)]


def _walk(table: Table, stored: Iterator[Values], fresh: Iterator[Values]) -> Iterator[Difference]:
    """Walk two row streams in the order of their key, which comes first in a row."""
    key = slice(len(table.primary_key))
    left, right = next(stored, None), next(fresh, None)
    while left is not None or right is not None:
        if left is not None and right is not None and left[key] == right[key]:
            if left != right:
                yield from _cells(table, left, right)
            left, right = next(stored, None), next(fresh, None)
        elif left is not None and (right is None or left[key] < right[key]):
            yield Difference(table.name, left[0], "", left, None)
            left = next(stored, None)
        elif right is not None:
            yield Difference(table.name, right[0], "", None, right)
            right = next(fresh, None)


def _cells(table: Table, stored: Values, fresh: Values) -> Iterator[Difference]:
    for column, ours, theirs in zip(table.columns, stored, fresh, strict=True):
        if ours != theirs:
            yield Difference(table.name, stored[0], column.name, ours, theirs)
