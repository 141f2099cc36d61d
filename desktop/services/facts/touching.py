"""Whom a change touches beside those whom it names: everybody at the same properties."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, or_, select, union
from sqlalchemy.orm import Session

from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import DueItem
from desktop.models.work import ServiceLine, Visit
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import TOUCHED, insert_rows

_AT_ONCE = 500
_TOUCHED = select(TOUCHED.c.customer_id)


def lay_out_touched(db: Session, customer_ids: Collection[int]) -> None:
    """Fill `TOUCHED`: the customers named, and all who have to do with their properties.

    A tank emptied for the tenant is emptied for the owner too.
    """
    insert_rows(db, TOUCHED, [(customer_id,) for customer_id in set(customer_ids)])
    places = list(db.scalars(_of_places()))
    others = {
        person
        for start in range(0, len(places), _AT_ONCE)
        for person in _people(db, places[start : start + _AT_ONCE])
    }
    insert_rows(db, TOUCHED, [(one,) for one in others.difference(db.scalars(_TOUCHED))])


@lru_cache(maxsize=1)
def _of_places() -> CompoundSelect[Any]:
    return union(*_places())


def _places() -> list[Select[Any]]:
    """Properties linked, visited, under contract, or called for by the items stored so far."""
    item = table_of(DueItem).c
    parts = (
        select(System.property_id)
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .join(Asset, Asset.id == ServiceLine.asset_id)
        .join(System, System.id == Asset.system_id)
    )
    systems = select(System.property_id).join_from(
        Contract, System, System.id == Contract.system_id
    )
    by_customer = (
        (select(PropertyLink.property_id), PropertyLink.customer_id),
        (select(Visit.property_id), Visit.customer_id),
        (parts, Visit.customer_id),
        (select(Contract.property_id), Contract.customer_id),
        (systems, Contract.customer_id),
        (select(item.property_id), item.customer_id),
    )
    return [chosen.where(customer.in_(_TOUCHED)) for chosen, customer in by_customer]


def _people(db: Session, places: list[int | None]) -> set[int]:
    known = [place for place in places if place is not None]
    systems = select(System.id).where(System.property_id.in_(known))
    linked = select(PropertyLink.customer_id).where(PropertyLink.property_id.in_(known))
    promised = select(Contract.customer_id).where(
        or_(Contract.property_id.in_(known), Contract.system_id.in_(systems))
    )
    return set(db.scalars(union(linked, promised)))
