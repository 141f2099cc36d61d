"""What cannot be read of one customer stops nobody's facts: the last known ones stay, stale.

Nothing is looked for while all goes well. Where something stops the work, the records that cannot
be read are found, the work is done without them, and whoever they belong to, with everybody at
the same properties, gets the facts of before again, marked as stale.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import String, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.customers import Customer, PropertyLink
from desktop.models.equipment import System
from desktop.models.facts import CustomerFact, CustomerText, DueItem, PropertyZone, ServiceFact
from desktop.services.facts.left_out import BROKEN, find, left_out, owners
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import TOUCHED, batches, insert_rows, present
from desktop.services.facts.touching import lay_out_touched
from desktop.services.safekeeping.unreadable import Unreadable

Made = TypeVar("Made")
Who = Collection[int] | None
Row = tuple[Any, ...]

_OF_CUSTOMERS: tuple[type[Base], ...] = (CustomerText, ServiceFact, DueItem, CustomerFact)
_STALE: dict[type[Base], int] = {
    entity: table_of(entity).columns.keys().index("stale") for entity in (DueItem, CustomerFact)
}
_SYSTEM = table_of(DueItem).columns.keys().index("system_id")
_AT_ONCE = 500
_STOPS = (*BROKEN, DBAPIError)


class Concerned(NamedTuple):
    """Whose facts cannot be worked out, and the properties that they have to do with."""

    customers: frozenset[int]
    properties: frozenset[int]


def keeping_on(db: Session, who: Who, work: Callable[[Who], Made], *, everybody: bool) -> Made:
    """Do the work for the customers named (None: for all), whatever some record holds.

    Where everybody gets another row, those whose facts are stale are looked at first: what was put
    right since is worked out too.

    Raises:
        The error that stopped the work, where no record is to blame.
    """
    stale = _stale(db) if everybody else set()
    found = find(db, stale) if stale else []
    if who is not None:
        who = stale.union(who)
    while True:
        try:
            return _without(db, found, who, work)
        except _STOPS:
            wider = _wider(db, found, who)
            if wider is None:
                raise
            found = wider


def _stale(db: Session) -> set[int]:
    fact = table_of(CustomerFact).c
    return set(db.scalars(select(fact.customer_id).where(fact.stale.is_(True))))


def _wider(db: Session, found: Sequence[Unreadable], who: Who) -> list[Unreadable] | None:
    """More of what cannot be read: near the customers named, then anywhere."""
    if who:
        with present(db, TOUCHED):
            lay_out_touched(db, who)
            near = find(db, select(TOUCHED.c.customer_id))
        if len(near) > len(found):
            return near
    anywhere = find(db)
    return anywhere if len(anywhere) > len(found) else None


def _without(
    db: Session, found: Sequence[Unreadable], who: Who, work: Callable[[Who], Made]
) -> Made:
    """Work without some values; whole, or nothing of it."""
    with db.connection().begin_nested():
        if not found:
            return work(who)
        concerned = whom_they_concern(db, found)
        kept = {one: _rows(db, one, concerned.customers) for one in _OF_CUSTOMERS}
        zoned = _rows(db, PropertyZone, concerned.properties)
        with left_out(db, found):
            made = work(who)
        _put_back(db, concerned, kept)
        _put_zones_back(db, concerned, zoned)
        return made


def whom_they_concern(db: Session, found: Iterable[Unreadable]) -> Concerned:
    """The customers of such records, and all who have to do with their properties."""
    with present(db, TOUCHED):
        lay_out_touched(db, owners(db, found))
        touched = select(TOUCHED.c.customer_id)
        people = frozenset(db.scalars(select(Customer.id).where(Customer.id.in_(touched))))
        links = select(PropertyLink.property_id).where(PropertyLink.customer_id.in_(touched))
        return Concerned(people, frozenset(db.scalars(links)))


def _rows(db: Session, entity: type[Base], numbers: Iterable[int]) -> list[Row]:
    """Rows by the first column of their key, as the driver gives them, in the order of the key."""
    table = table_of(entity)
    first, *_ = key = list(table.primary_key)
    bare = select(*(type_coerce(column, String) for column in table.columns)).order_by(*key)
    return [
        tuple(row)
        for some in batches(sorted(numbers), _AT_ONCE)
        for row in db.execute(bare.where(first.in_(some)))
    ]


def _put_back(db: Session, concerned: Concerned, kept: dict[type[Base], list[Row]]) -> None:
    """Give customers the rows of before; who had none keeps what was worked out. Both are stale."""
    known = concerned.customers.intersection(row[0] for row in kept[CustomerFact])
    systems = set(db.scalars(select(System.id)))
    for entity in _OF_CUSTOMERS:
        fresh = _rows(db, entity, concerned.customers)
        stored = [row for row in kept[entity] if row[0] in known]
        if entity is DueItem:
            stored = [row for row in stored if row[_SYSTEM] in systems]
        wanted = [*stored, *(row for row in fresh if row[0] not in known)]
        _write(db, entity, fresh, list(_marked(entity, wanted)))


def _marked(entity: type[Base], rows: Iterable[Row]) -> Iterator[Row]:
    place = _STALE.get(entity)
    for row in rows:
        yield row if place is None else (*row[:place], True, *row[place + 1 :])


def _put_zones_back(db: Session, concerned: Concerned, kept: Iterable[Row]) -> None:
    before = {row[0]: row for row in kept}
    fresh = _rows(db, PropertyZone, concerned.properties)
    _write(db, PropertyZone, fresh, [before.get(row[0], row) for row in fresh])


def _write(db: Session, entity: type[Base], old: list[Row], new: list[Row]) -> None:
    """Write rows anew where they differ: the stored ones may be read-only, and then they do not."""
    if sorted(old, key=repr) == sorted(new, key=repr):
        return
    table = table_of(entity)
    first = next(iter(table.primary_key))
    for some in batches(sorted({row[0] for row in (*old, *new)}), _AT_ONCE):
        db.execute(table.delete().where(first.in_(some)))
    insert_rows(db, table, new)
