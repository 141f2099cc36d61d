"""Fills the tables of facts: for everyone, for the customers a change touched, for another day."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import CustomerFact, CustomerText, FactsState, ServiceFact
from desktop.services.facts.customer import customer_rows
from desktop.services.facts.scope import Scope
from desktop.services.facts.services import service_rows
from desktop.services.facts.shadows import drop_shadows, make_shadows, needs_shadows, table_of
from desktop.services.facts.texts import text_rows

Item = TypeVar("Item")

_TOUCHED_AT_ONCE = 500
_TEXTS_AT_ONCE = 5_000
_WHOLE_FROM = 20_000  # touched customers, from which on working out all of them is no slower


def refresh(db: Session, as_of: date, customer_ids: Collection[int] | None = None) -> None:
    """Bring the facts up to date for everyone, or only for the customers a change touched.

    Facts marked stale are always worked out for everyone. When only the day has moved, texts and
    finished work stay as they are.
    """
    db.flush()
    state = _state(db)
    sound = state is not None and not state.stale
    everyone = [Scope(as_of)]
    touched = _scopes(as_of, customer_ids) if sound else everyone
    for scope in touched:
        _fill_texts(db, scope)
        _fill_services(db, scope)
    same_day = state is not None and state.as_of == as_of
    for scope in touched if sound and same_day else everyone:
        _fill_customers(db, scope)
    _remember(db, as_of)


def for_day(db: Session, as_of: date) -> None:
    """Make the facts that this connection sees true for a day.

    A connection that must not change the office gets tables of its own laid over the stored ones
    until it goes back to the pool; the writing one brings the stored ones up to date.
    """
    if is_current(db, as_of):
        return
    if not needs_shadows(db):
        refresh(db, as_of)
        return
    drop_shadows(db)
    state = _state(db)
    if state is not None and not state.stale:
        if state.as_of == as_of:
            return
        make_shadows(db, CustomerFact, FactsState)
    else:
        make_shadows(db, CustomerText, ServiceFact, CustomerFact, FactsState)
        _fill_texts(db, Scope(as_of))
        _fill_services(db, Scope(as_of))
    _fill_customers(db, Scope(as_of))
    _remember(db, as_of)


def is_current(db: Session, as_of: date) -> bool:
    """Whether the facts that this connection sees are true for a day."""
    state = _state(db)
    return state is not None and not state.stale and state.as_of == as_of


def mark_stale(db: Session) -> None:
    """Ask for everything to be worked out anew before the facts are next used."""
    db.execute(update(table_of(FactsState)).values(stale=True))


def stored_day(db: Session) -> date | None:
    """The day the stored facts are true for; None when they promise nothing."""
    state = _state(db)
    return state.as_of if state is not None and not state.stale else None


def _state(db: Session) -> Row[Any] | None:
    return db.execute(select(table_of(FactsState))).first()


def _remember(db: Session, as_of: date) -> None:
    db.execute(delete(table_of(FactsState)))
    db.execute(insert(table_of(FactsState)), [{"id": 1, "as_of": as_of, "stale": False}])


def _scopes(as_of: date, customer_ids: Collection[int] | None) -> list[Scope]:
    if customer_ids is None or len(customer_ids) >= _WHOLE_FROM:
        return [Scope(as_of)]
    return [Scope(as_of, ids) for ids in _batches(sorted(set(customer_ids)), _TOUCHED_AT_ONCE)]


def _fill_texts(db: Session, scope: Scope) -> None:
    table = _emptied(db, CustomerText, scope)
    for rows in _batches(text_rows(db, scope), _TEXTS_AT_ONCE):
        db.execute(insert(table), list(rows))


def _fill_services(db: Session, scope: Scope) -> None:
    table = _emptied(db, ServiceFact, scope)
    columns = ["customer_id", "day", "visit_id", "kinds", "technician_id", "amount_cents"]
    db.execute(insert(table).from_select(columns, service_rows(scope)))


def _fill_customers(db: Session, scope: Scope) -> None:
    table = _emptied(db, CustomerFact, scope)
    rows = customer_rows(scope)
    db.execute(insert(table).from_select(rows.selected_columns.keys(), rows))


def _emptied(db: Session, entity: type[Base], scope: Scope) -> Table:
    table = table_of(entity)
    db.execute(delete(table).where(scope.has(table.c.customer_id)))
    return table


def _batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
