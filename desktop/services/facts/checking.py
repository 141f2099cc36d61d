"""Proves that the stored facts still agree with the records."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import CustomerFact, CustomerText, FactsState, ServiceFact
from desktop.services.facts.customer import customer_rows
from desktop.services.facts.keeping import stored_day
from desktop.services.facts.scope import Scope
from desktop.services.facts.services import service_rows
from desktop.services.facts.shadows import table_of
from desktop.services.facts.texts import text_rows

Values = dict[str, Any]
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
    return list(islice(_differences(db, Scope(stored_day(db) or as_of)), _ENOUGH))


def _differences(db: Session, scope: Scope) -> Iterator[Difference]:
    yield from _compare(
        CustomerText,
        ("customer_id",),
        _stored(db, CustomerText, "customer_id"),
        text_rows(db, scope),
    )
    names = [column.name for column in table_of(ServiceFact).columns]
    yield from _compare(
        ServiceFact,
        ("customer_id", "day", "visit_id"),
        _stored(db, ServiceFact, "customer_id", "day", "visit_id"),
        (dict(zip(names, row, strict=True)) for row in _rows(db, _in_order(service_rows(scope)))),
    )
    yield from _compare(
        CustomerFact,
        ("customer_id",),
        _stored(db, CustomerFact, "customer_id"),
        (dict(row._mapping) for row in _rows(db, customer_rows(scope))),  # noqa: SLF001 - public by SQLAlchemy's word
    )


def _in_order(rows: Select[Any]) -> Select[Any]:
    customer, day, visit, *_ = rows.selected_columns
    return rows.order_by(None).order_by(customer, day, visit)


def _stored(db: Session, entity: type[Base], *key: str) -> Iterator[Values]:
    table = table_of(entity)
    rows = select(table).order_by(*(table.c[name] for name in key))
    return (dict(row._mapping) for row in _rows(db, rows))  # noqa: SLF001 - as above


def _rows(db: Session, statement: Select[Any]) -> Iterable[Any]:
    return db.execute(statement).yield_per(5_000)


def _compare(
    entity: type[Base], key: tuple[str, ...], stored: Iterator[Values], fresh: Iterator[Values]
) -> Iterator[Difference]:
    """Walk two row streams in the order of their key."""
    table = table_of(entity).name
    left, right = next(stored, None), next(fresh, None)
    while left is not None or right is not None:
        ours = None if left is None else tuple(left[name] for name in key)
        theirs = None if right is None else tuple(right[name] for name in key)
        if left is not None and right is not None and ours == theirs:
            yield from _cells(table, left, right)
            left, right = next(stored, None), next(fresh, None)
        elif left is not None and (theirs is None or (ours is not None and ours < theirs)):
            yield Difference(table, left["customer_id"], "", left, None)
            left = next(stored, None)
        elif right is not None:
            yield Difference(table, right["customer_id"], "", None, right)
            right = next(fresh, None)


def _cells(table: str, stored: Values, fresh: Values) -> Iterator[Difference]:
    for column, value in stored.items():
        if value != fresh[column]:
            yield Difference(table, stored["customer_id"], column, value, fresh[column])
