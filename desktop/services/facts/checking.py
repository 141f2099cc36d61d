"""Proves that the stored facts still agree with the records."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, Table, select
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
from desktop.services.facts.scope import Scope
from desktop.services.facts.services import service_rows
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows
from desktop.services.facts.texts import text_rows

Values = tuple[Any, ...]
_ENOUGH = 1_000  # differences; more of them say nothing new


class Difference(NamedTuple):
    """A stored fact that is not what follows from the records; no column: a row too many or few."""

    table: str
    customer_id: int
    column: str
    stored: Any
    worked_out: Any


def check(db: Session, as_of: date) -> list[Difference]:
    """Work out all facts anew and list where the stored ones differ.

    They are compared for the day they were stored for, or for `as_of` when there are none. Facts
    marked stale promise nothing and are not compared.
    """
    if db.scalar(select(FactsState.stale)):
        return []
    return _differences(db, Scope(stored_day(db) or as_of))[:_ENOUGH]


def _differences(db: Session, scope: Scope) -> list[Difference]:
    found = _compare(db, CustomerText, text_rows(db, scope))
    found += _compare(db, ServiceFact, _rows(db, service_rows(scope)))
    found += _compare_bare(db, DueItem, due_rows(db, scope))
    zoned = zones.zone_rows(db, scope, zones.in_force(db).rules)
    linked = PropertyZone.property_id.in_(zones.linked(scope))
    found += _compare_bare(db, PropertyZone, zoned, linked)
    with labelled_rows(db, scope) as rows:
        # Their columns come in an order of their own.
        named = [rows.selected_columns[column.name] for column in table_of(CustomerFact).columns]
        found += _compare(db, CustomerFact, _rows(db, rows.with_only_columns(*named)))
    return found


def _rows(db: Session, statement: Select[Any]) -> Iterator[Values]:
    return map(tuple, db.connection().execute(statement).yield_per(5_000))


def _compare(db: Session, entity: type[Base], fresh: Iterator[Values]) -> list[Difference]:
    table = table_of(entity)
    stored = _rows(db, select(table).order_by(*table.primary_key))
    return list(islice(_walk(table, stored, fresh), _ENOUGH))


def _compare_bare(
    db: Session, entity: type[Base], fresh: Iterator[Values], *which: Any
) -> list[Difference]:
    """Compare rows that come as the driver takes them."""
    table = table_of(entity)
    stored = bare_rows(db, select(table).where(*which).order_by(*table.primary_key))
    return list(islice(_walk(table, stored, fresh), _ENOUGH))


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
