"""A property is entered on the card of a customer: it belongs to that customer from then on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Property
from desktop.services.records.edit import made
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.shown import shown_under
from desktop.services.records.words import name_of


@whole
def enter_property(
    db: Session, values: Mapping[str, Any], now: Now, customer_id: int | None = None
) -> Saved:
    """Enter a property, and link it to its owner; since when is not known, so it is left open.

    Raises:
        InvalidError: with one sentence per field.
    """
    journal = Journal(db, now)
    table = KINDS["property"].table
    place = made(journal, "property", values)
    if customer_id is not None:
        made(journal, "link", {"customer": customer_id, "property": place, "role": "owner"})
    _doubt_twins(journal, journal.row(table, place))
    return journal.save(place, "Property entered", shown_under(db, table, place))


def _doubt_twins(journal: Journal, row: dict[str, Any]) -> None:
    """The same street in the same town is probably the same house."""
    here = (
        Property.id != row["id"],
        Property.line1 == row["line1"],
        Property.city == row["city"] if row["city"] else Property.city.is_(None),
    )
    twin = journal.db.scalar(select(Property.id).where(*here).order_by(Property.id).limit(1))
    if twin is None:
        return
    owner = shown_under(journal.db, KINDS["property"].table, twin)
    whose = name_of(journal.db, "customers", owner).removeprefix("customer ") if owner else ""
    journal.doubts.append(
        f"{row['line1']} was on file already{f' for {whose}' if whose else ''}; if it is the same"
        " house, undo this and use “Link to a property”."
    )
