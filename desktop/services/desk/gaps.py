"""Lists of data to complete: tanks without a size, places no map shows, addresses for letters."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, null, select
from sqlalchemy.orm import Session

from desktop.models.customers import IS_UNPLACED, Customer, Property, PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.facts import CustomerFact, DueItem
from desktop.services.desk.loose_ends import columns
from desktop.services.desk.words import address
from desktop.services.records.places import holds, paying_first


def tank_sizes(_as_of: date) -> Select[Any]:
    """Tanks that we empty and whose size nobody wrote down."""
    return (
        columns(Asset.id, DueItem.customer_id, Asset.kind, null(), null())
        .join_from(Asset, DueItem, DueItem.asset_id == Asset.id)
        .where(
            DueItem.without_size.is_(True),
            DueItem.answers.is_(True),
            DueItem.status != "not_applicable",
        )
    )


def payer(place: Any, as_of: date) -> Any:
    """Who pays for work at the place of the statement around it."""
    return (
        select(PropertyLink.customer_id)
        .where(PropertyLink.property_id == place, holds(as_of))
        .order_by(paying_first(), PropertyLink.id)
        .limit(1)
        .correlate(place.class_)
        .scalar_subquery()
    )


def coordinates(as_of: date) -> Select[Any]:
    """Places that no map shows: latitude or longitude is not on file; each with who pays there."""
    whose = payer(Property.id, as_of)
    return columns(Property.id, whose, null(), null(), null()).where(IS_UNPLACED)


def addresses(_as_of: date) -> Select[Any]:
    """Active customers to whom no letter can be sent: mailing address not complete.

    Who has none at all gets the letters at the property.
    """
    what = null()
    fact = CustomerFact
    return columns(fact.customer_id, fact.customer_id, what, null(), null()).where(
        fact.live.is_(True), fact.address_gaps.is_(True)
    )


def tank_words(db: Session, ids: Any) -> dict[int, str]:
    """Where each tank lies."""
    statement = (
        select(Asset.id, Property.line1, Property.city)
        .join_from(Asset, System, System.id == Asset.system_id)
        .join(Property, Property.id == System.property_id)
        .where(Asset.id.in_(ids))
    )
    return {
        one.id: ", ".join(part for part in (one.line1, one.city) if part)
        for one in db.execute(statement)
    }


def place_words(db: Session, ids: Any) -> dict[int, str]:
    """The whole address of each place, as one looks it up on a map."""
    statement = select(
        Property.id, Property.line1, Property.line2, Property.city, Property.state, Property.zip5
    ).where(Property.id.in_(ids))
    return {
        one.id: address(
            one.line1, one.line2, one.city, f"{one.state or ''} {one.zip5 or ''}".strip()
        )
        for one in db.execute(statement)
    }


def _region(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


_STATE_LETTERS, _ZIP_DIGITS = 2, 5
_ADDRESS_PARTS: Mapping[str, Callable[[Any], bool]] = {
    "no street": lambda one: not (one.line1 or "").strip(),
    "no city": lambda one: not (one.city or "").strip(),
    "no state of two letters": lambda one: len((one.state or "").strip()) != _STATE_LETTERS,
    "no ZIP code of five digits": lambda one: len((one.zip5 or "").strip()) != _ZIP_DIGITS,
}


def address_words(db: Session, ids: Any) -> dict[int, str]:
    """What of each mailing address is missing."""
    statement = select(
        Customer.id, Customer.line1, Customer.city, Customer.state, Customer.zip5
    ).where(Customer.id.in_(ids))
    return {
        one.id: ", ".join(said for said, lacks in _ADDRESS_PARTS.items() if lacks(one))
        for one in db.execute(statement)
    }
