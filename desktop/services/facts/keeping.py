"""Fills the tables of facts: for everyone, for the customers a change touched, for another day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import CustomerFact, CustomerText, FactsState, ServiceFact
from desktop.services.facts.customer import customer_rows
from desktop.services.facts.scope import Scope
from desktop.services.facts.services import service_rows
from desktop.services.facts.shadows import drop_shadows, make_shadows, needs_shadows, table_of
from desktop.services.facts.staging import TOUCHED, insert_rows, present
from desktop.services.facts.texts import text_rows

_WHOLE_FROM = 20_000  # touched customers, from which on working out all of them is no slower


def refresh(db: Session, as_of: date, customer_ids: Collection[int] | None = None) -> None:
    """Bring the facts up to date for everyone, or only for the customers a change touched.

    Facts marked stale are always worked out for everyone. When only the day has moved, texts and
    finished work stay as they are.
    """
    db.flush()
    state = _state(db)
    if state is None or state.stale or customer_ids is None or len(customer_ids) >= _WHOLE_FROM:
        _fill_all(db, Scope(as_of))
    else:
        same_day = state.as_of == as_of
        if customer_ids:
            _fill_touched(db, as_of, customer_ids, same_day=same_day)
        if not same_day:
            _fill_customers(db, Scope(as_of))
    _remember(db, as_of)


def for_day(db: Session, as_of: date) -> None:
    """Make the facts that this connection sees true for a day.

    A connection that must not change the office gets tables of its own laid over the stored ones
    until it goes back to the pool; the writing one brings the stored ones up to date.
    """
    if is_current(db, as_of):
        return
    if not needs_shadows(db):
        refresh(db, as_of, ())
        return
    drop_shadows(db)
    state = _state(db)
    if state is None or state.stale:
        make_shadows(db, CustomerText, ServiceFact, CustomerFact, FactsState)
        _fill_all(db, Scope(as_of))
    elif state.as_of == as_of:
        return
    else:
        make_shadows(db, CustomerFact, FactsState)
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


def _fill_all(db: Session, scope: Scope) -> None:
    _fill_texts(db, scope)
    _fill_services(db, scope)
    _fill_customers(db, scope)


def _fill_touched(
    db: Session, as_of: date, customer_ids: Collection[int], *, same_day: bool
) -> None:
    scope = Scope(as_of, touched=True)
    with present(db, TOUCHED):
        insert_rows(db, TOUCHED, [(customer_id,) for customer_id in set(customer_ids)])
        _fill_texts(db, scope)
        _fill_services(db, scope)
        if same_day:
            _fill_customers(db, scope)


def _fill_texts(db: Session, scope: Scope) -> None:
    insert_rows(db, _emptied(db, CustomerText, scope), text_rows(db, scope))


def _fill_services(db: Session, scope: Scope) -> None:
    table = _emptied(db, ServiceFact, scope)
    db.execute(insert(table).from_select(table.columns.keys(), service_rows(scope)))


def _fill_customers(db: Session, scope: Scope) -> None:
    table = _emptied(db, CustomerFact, scope)
    with customer_rows(db, scope) as rows:
        db.execute(insert(table).from_select(rows.selected_columns.keys(), rows))


def _emptied(db: Session, entity: type[Base], scope: Scope) -> Table:
    table = table_of(entity)
    db.execute(delete(table).where(scope.has(table.c.customer_id)))
    return table
