"""Fills the tables of facts: for everyone, for the customers a change touched, for another day."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Delete, Insert, Row, Select, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.customers import Customer
from desktop.models.facts import (
    CustomerFact,
    CustomerText,
    DueItem,
    FactsState,
    PropertyZone,
    RfmEdge,
    ServiceFact,
)
from desktop.services.facts import fifths, last_known, zones
from desktop.services.facts.due_items import due_rows
from desktop.services.facts.health import invoices_came_or_went, labelled_rows
from desktop.services.facts.rewriting import rewrite
from desktop.services.facts.scope import Scope
from desktop.services.facts.services import service_rows
from desktop.services.facts.shadows import drop_shadows, make_shadows, needs_shadows, table_of
from desktop.services.facts.staging import TOUCHED, insert_rows, present, run
from desktop.services.facts.texts import text_rows
from desktop.services.facts.touching import lay_out_touched
from desktop.services.territory.zoning import ZoneRules
from desktop.services.value.kept import compared_day

_OF_RECORDS = (CustomerText, ServiceFact, PropertyZone)
_OF_A_DAY = (DueItem, CustomerFact, FactsState)
_WHOLE_FROM = 20_000  # touched customers, from which on labels of everybody are no slower


def refresh(
    db: Session, as_of: date, customer_ids: Collection[int] | None = None
) -> frozenset[int]:
    """Bring the facts up to date for everyone, or only for the customers a change touched.

    Returns who else is another one now: the customers whose zone follows from zones that changed;
    everybody, when the first invoice of the office came or the last one went.

    Whoever else has to do with the properties of these is touched too. After a record is deleted,
    or moved to another customer or property, those of before are to be named as well. A change of
    the rules (`county_rules`, settings `care.*`) touches everybody: see `mark_stale`.

    Facts marked stale are always worked out for everyone. When only the day has moved, texts and
    finished work stay as they are. Who has a record that cannot be read keeps the last known ones.
    """
    db.flush()
    state = _state(db)
    everybody = not customer_ids or state is None or state.stale or state.as_of != as_of
    bring = partial(_bring, db, as_of)
    return last_known.keeping_on(db, customer_ids, bring, everybody=everybody)


def _bring(db: Session, as_of: date, customer_ids: Collection[int] | None) -> frozenset[int]:
    state, zoned = _state(db), zones.in_force(db)
    moved: frozenset[int] = frozenset()
    if state is None or state.stale or customer_ids is None:
        zones.fill(db, Scope(as_of), zoned.rules)
        _fill_all(db, Scope(as_of))
    else:
        same_day = state.as_of == as_of and len(customer_ids) < _WHOLE_FROM
        if state.zones_key != zoned.key:
            moved = zones.move_customers(db, zones.fill(db, Scope(as_of), zoned.rules))
        if customer_ids and invoices_came_or_went(db, as_of):
            moved, same_day = frozenset(db.scalars(select(Customer.id))), False
        if customer_ids:
            _fill_touched(db, as_of, customer_ids, zoned.rules, same_day=same_day)
        if not same_day:
            _fill_day(db, Scope(as_of))
    _remember(db, as_of, zoned.key)
    return moved


def relabel(db: Session, as_of: date) -> frozenset[int]:
    """Work out anew what follows from the rules of labels, where no record has changed."""
    state = _state(db)
    if state is None or state.stale:
        return refresh(db, as_of)
    last_known.keeping_on(db, (), partial(_relabel, db, as_of), everybody=True)
    _remember(db, as_of, state.zones_key)
    return frozenset()


def _relabel(db: Session, as_of: date, put_right: Collection[int] | None) -> None:
    if put_right:
        _fill_touched(db, as_of, put_right, zones.in_force(db).rules, same_day=False)
    _fill_day(db, Scope(as_of))


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
    if state is None or state.stale or state.as_of != as_of:
        _lay_over(db, as_of)
        _remember(db, as_of, state and state.zones_key)


def _lay_over(db: Session, as_of: date) -> None:
    last_known.keeping_on(db, None, lambda _: _lay_all_over(db, as_of), everybody=True)


def _lay_all_over(db: Session, as_of: date) -> None:
    """Lay facts of a day over the stored ones; where these are true, only what a day changes."""
    scope, state = Scope(as_of), _state(db)
    if state is not None and not state.stale:
        make_shadows(db, *_OF_A_DAY, RfmEdge)
        _fill_day(db, scope)
        return
    make_shadows(db, *_OF_RECORDS, *_OF_A_DAY, RfmEdge)
    zones.fill(db, scope, zones.in_force(db).rules)
    _fill_all(db, scope)


@contextmanager
def aside(db: Session, as_of: date, customer_ids: Collection[int] | None = None) -> Iterator[None]:
    """Lay the facts of another day over the stored ones for a while, on whichever connection.

    With customers named, only theirs and those of their neighbours are there. Nothing may be
    written meanwhile but what is no fact.
    """
    drop_shadows(db)
    try:
        if customer_ids is None:
            _lay_over(db, as_of)
        else:
            lay_over = partial(_lay_some_over, db, as_of)
            last_known.keeping_on(db, customer_ids, lay_over, everybody=False)
        yield
    finally:
        drop_shadows(db)


def _lay_some_over(db: Session, as_of: date, customer_ids: Collection[int] | None) -> None:
    edges = fifths.found(db, Scope(as_of))  # of everybody, so before only some are laid over
    make_shadows(db, *_OF_RECORDS, *_OF_A_DAY, RfmEdge)
    fifths.keep(db, edges)
    rules = zones.in_force(db).rules
    _fill_touched(db, as_of, customer_ids or (), rules, same_day=True)


def is_current(db: Session, as_of: date) -> bool:
    """Whether the facts that this connection sees are true for a day."""
    state = _state(db)
    return state is not None and not state.stale and state.as_of == as_of


def compare_anew(db: Session) -> None:
    """Tell trends from the day that is nearest to 90 days ago, now that other days are kept."""
    state = _state(db)
    if state is not None:
        day = compared_day(db, state.as_of)
        db.execute(update(table_of(FactsState)).values(compared_day=day))


def mark_stale(db: Session) -> None:
    """Ask for everything to be worked out anew before the facts are next used."""
    db.execute(update(table_of(FactsState)).values(stale=True))


def stored_day(db: Session) -> date | None:
    """The day the stored facts are true for; None when they promise nothing."""
    state = _state(db)
    return state.as_of if state is not None and not state.stale else None


def _state(db: Session) -> Row[Any] | None:
    return db.execute(select(table_of(FactsState))).first()


def _remember(db: Session, as_of: date, zones_key: str | None) -> None:
    state = {"id": 1, "as_of": as_of, "stale": False, "zones_key": zones_key}
    state["compared_day"] = compared_day(db, as_of)
    db.execute(delete(table_of(FactsState)))
    db.execute(insert(table_of(FactsState)), [state])


def _fill_all(db: Session, scope: Scope) -> None:
    _fill_texts(db, scope)
    _fill_services(db, scope)
    _fill_day(db, scope)


def _fill_day(db: Session, scope: Scope) -> None:
    """Work out what changes with the day: what is due, and the wide row that sums it up."""
    _fill(db, DueItem, scope, due_rows(db, scope))
    if not scope.touched:
        fifths.keep(db, fifths.found(db, scope))
    _fill_customers(db, scope)


def _fill_touched(
    db: Session,
    as_of: date,
    customer_ids: Collection[int],
    rules: ZoneRules | None,
    *,
    same_day: bool,
) -> None:
    scope = Scope(as_of, touched=True)
    with present(db, TOUCHED):
        lay_out_touched(db, customer_ids)
        zones.fill(db, scope, rules)
        _fill_texts(db, scope)
        _fill_services(db, scope)
        if same_day:
            _fill_day(db, scope)


def _fill_texts(db: Session, scope: Scope) -> None:
    _fill(db, CustomerText, scope, text_rows(db, scope))


def _fill(db: Session, entity: type[Base], scope: Scope, rows: Iterator[tuple[Any, ...]]) -> None:
    if scope.touched:
        made = list(rows)  # before the stored ones go: what is broken falls back to them
        insert_rows(db, _emptied(db, entity, scope), made)
    else:
        rewrite(db, table_of(entity), rows)


def _fill_services(db: Session, scope: Scope) -> None:
    table = _emptied(db, ServiceFact, scope)
    run(db, _from_select(table, tuple(table.columns.keys()), service_rows(scope)))


def _fill_customers(db: Session, scope: Scope) -> None:
    table = _emptied(db, CustomerFact, scope)
    with labelled_rows(db, scope) as rows:
        run(db, _from_select(table, tuple(rows.selected_columns.keys()), rows))


def _emptied(db: Session, entity: type[Base], scope: Scope) -> Table:
    table = table_of(entity)
    run(db, _deletion(table, scope))
    return table


# The same statement again is half of the time of a few touched customers: SQLAlchemy need not
# walk through hundreds of expressions to find that it knows them.
@lru_cache(maxsize=8)
def _deletion(table: Table, scope: Scope) -> Delete:
    return delete(table).where(scope.has(table.c.customer_id))


@lru_cache(maxsize=8)
def _from_select(table: Table, names: tuple[str, ...], rows: Select[Any]) -> Insert:
    return insert(table).from_select(names, rows)
