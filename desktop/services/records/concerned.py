"""Which customers a change concerns: all who belong, or ever belonged, to what was changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule
from desktop.models.customers import Property, PropertyLink
from desktop.models.folding import fold
from desktop.models.tables import metadata
from desktop.services.importing.batch.images import among, dicts

# References that lead from a record to those it belongs to.
FOLLOWED = frozenset(
    ["customers", "properties", "systems", "assets", "visits", "contracts", "invoices"]
)
# What counts at all places of its customer: who answers for a place, a contract that names none.
AT_ALL_PLACES = frozenset(["customers", "contracts"])
Key = tuple[str, int]


def concerned(db: Session, changes: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """The customers whose facts may differ now."""
    customers: set[int] = set()
    places: set[int] = set()
    wide: set[int] = set()
    waiting: list[Key] = []
    for change in changes:
        waiting += list(_start(change))
        if change["table"] in AT_ALL_PLACES:
            wide |= set(_customers_named(change))
        if change["table"] == CountyRule.__tablename__:
            places |= _in_county(db, change)
    seen: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        name, row_id = key
        if name == "customers":
            customers.add(row_id)
        elif name == "properties":
            places.add(row_id)
        else:
            table = metadata.tables[name]
            for row in dicts(db, select(table).where(table.c.id == row_id)):
                waiting += _references(table, row)
    places |= _links(db, PropertyLink.customer_id, wide, PropertyLink.property_id)
    customers |= _links(db, PropertyLink.property_id, places, PropertyLink.customer_id)
    return frozenset(customers)


def _start(change: Mapping[str, Any]) -> Iterator[Key]:
    table = metadata.tables[change["table"]]
    if table.name == "edits":
        return
    yield table.name, change["row_id"]
    for values in (change["before"], change["after"]):
        yield from _references(table, values or {})


def _customers_named(change: Mapping[str, Any]) -> Iterator[int]:
    if change["table"] == "customers":
        yield change["row_id"]
    for values in (change["before"], change["after"]):
        if values and values.get("customer_id") is not None:
            yield values["customer_id"]


def _references(table: Table, values: Mapping[str, Any]) -> list[Key]:
    return [
        (key.column.table.name, values[column.name])
        for column in table.columns
        if values.get(column.name) is not None
        for key in column.foreign_keys
        if key.column.table.name in FOLLOWED and key.column.table is not table
    ]


def _links(db: Session, by: Any, ids: set[int], wanted: Any) -> set[int]:
    found: set[int] = set()
    for condition in among(by, sorted(ids)):
        found.update(db.scalars(select(wanted).distinct().where(condition)))
    return found


def _in_county(db: Session, change: Mapping[str, Any]) -> set[int]:
    """The places of a county, before and after its rule was changed."""
    row = db.get(CountyRule, change["row_id"])
    named = {row.county} if row else set()
    named |= {
        one["county"] for one in (change["before"], change["after"]) if one and "county" in one
    }
    wanted = {fold(one) for one in named}
    stored = select(Property.county).distinct().where(Property.county.is_not(None))
    spelled = [county for county in db.scalars(stored) if fold(county) in wanted]
    return set(db.scalars(select(Property.id).where(Property.county.in_(spelled))))
