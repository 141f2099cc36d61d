"""A place that was sold stays one place: the old owner's time there ends, the next one's begins.

The rows of the two may stand in either order, in one file or in two.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.services.importing.cells.addresses import address_key
from desktop.services.importing.cells.sold import Left, Owners, is_sold, sold_on
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.plan import Plan, Row, TablePlan
from desktop.services.importing.records import ProposedCustomer


def left_on_file(db: Session) -> list[int]:
    """The customers who sold a place that nobody followed them at."""
    living = select(PropertyLink.property_id).where(PropertyLink.to_date.is_(None))
    statement = (
        select(PropertyLink.customer_id)
        .join(Customer, Customer.id == PropertyLink.customer_id)
        .where(Customer.inactive_reason == "moved_sold", PropertyLink.to_date.is_not(None))
        .where(PropertyLink.property_id.not_in(living))
        .order_by(PropertyLink.customer_id)
    )
    return list(db.scalars(statement.distinct()))


def look_up_owners(
    plan: Plan, around: Around, found: Sequence[dict[int, int]], gone: Sequence[int]
) -> Owners:
    """Which places the rows of an import, or customers on file, left to a next owner."""
    owners = Owners(doubtful=_doubtful(plan))
    for customer_id in gone:
        for link in around.ended[customer_id]:
            key = _key(around, link["property_id"])
            owners.left[key] = Left(link["property_id"], link["to_date"], customer_id)
    for table, matches in zip(plan.tables, found, strict=True):
        _look_up_rows(owners, plan, table, around, matches)
    owners.left.pop("", None)
    return owners


def _doubtful(plan: Plan) -> set[str]:
    """The names that some rows mark as sold and others do not: nothing is ended for them."""
    everybody = [table.parsed.customers for table in plan.tables]
    marked = (one.name for some in everybody for one in some.alone if one.name.notes)
    sold = {name.bare for name in marked if is_sold(name)}
    names = (name for some in everybody for name in some.names()) if sold else ()
    return {name.bare for name in names if name.bare in sold and not is_sold(name)}


def _look_up_rows(
    owners: Owners, plan: Plan, table: TablePlan, around: Around, matches: dict[int, int]
) -> None:
    for proposal in table.parsed.customers.alone:
        name = proposal.name
        if not name.notes or not is_sold(name) or name.bare in owners.doubtful:
            continue
        if proposal.row in table.results:
            continue  # a question
        key, day = proposal.site.key, sold_on(name, plan.as_of)
        if proposal.site.line1:
            owners.sold[key] = day
        customer_id = matches.get(proposal.row, 0)
        place = around.place_at(customer_id, key) if customer_id else None
        if place is not None and place in around.properties[customer_id]:
            owners.left[key] = Left(place, day, customer_id)


def _key(around: Around, property_id: int) -> str:
    row = around.row("properties", property_id)
    return address_key(row["line1"], row.get("city"), row.get("zip5")) if row.get("line1") else ""


def place_of_both(
    row: Row, around: Around, customer_id: int, proposal: ProposedCustomer
) -> int | None:
    """The place that a row shares with who sold it, or with who bought it; linked, with days."""
    owners = around.owners
    if not (owners.left or owners.taken) or not proposal.site.is_street:
        return None
    key = proposal.site.key
    if is_sold(proposal.name):
        property_id = owners.taken.pop(key, None)
        return property_id and _link(row, around, customer_id, property_id, {})
    left = owners.left.pop(key, None)
    if left is None:
        return None
    seller = around.row("customers", left.customer_id)["display_name"]
    row.reasons.append(f"Owner of this place after {seller}, who sold it")
    return _link(row, around, customer_id, left.property_id, {"from_date": left.day})


def _link(
    row: Row, around: Around, customer_id: int, property_id: int, days: dict[str, date]
) -> int:
    link = {"customer_id": customer_id, "property_id": property_id, "role": "owner", **days}
    row.add("property_links", link)
    around.add_place(customer_id, property_id)
    return property_id


def settle_owner(
    row: Row,
    plan: Plan,
    around: Around,
    customer_id: int,
    property_id: int,
    *,
    of: ProposedCustomer,
) -> None:
    """After a row found or made its place: end the time of who sold it, begin that of who bought.

    Called once for every row; only those at a place that was sold do anything.
    """
    owners = around.owners
    if not (owners.sold or of.name.notes):
        return
    key = _key(around, property_id)
    if of.name.bare in owners.doubtful or (of.site.line1 and of.site.key != key):
        return
    if of.name.notes and is_sold(of.name):
        day = sold_on(of.name, plan.as_of)
        if _end(row, around, customer_id, property_id, day):
            row.reasons += _also_there(around, key, property_id)
        has_next = owners.taken.pop(key, None) == property_id
        if key and not has_next and row.own.get("properties") == property_id:
            owners.left[key] = Left(property_id, day, customer_id)
    elif key in owners.sold and row.own.get("properties") == property_id:
        owners.taken[key] = property_id
        link = row.own["property_links"]
        row.change("property_links", link, {"from_date": owners.sold[key]})


def _also_there(around: Around, key: str, property_id: int) -> list[str]:
    """Say whose other place on file has the same address: it may be the next owner's.

    Nothing proves it, and both may hold systems and work of their own, so the two stay two.
    """
    known, zip5 = around.owners.on_file, key.rpartition("|")[2]
    if zip5 not in known:
        known[zip5] = _places_in(around.staging.db, zip5)
    names = [name for place, name in known[zip5].get(key, ()) if place != property_id]
    return [
        f"{name} has a place of the same address on file; if it is the same place, one of the two"
        " records is too many"
        for name in dict.fromkeys(names)
    ]


def _places_in(db: Session, zip5: str) -> dict[str, list[tuple[int, str]]]:
    """The places with an owner now, of one ZIP code; of none where the text is no code."""
    here = Property.zip5 == zip5 if zip5.isdecimal() else Property.zip5.is_(None)
    statement = (
        select(Property.id, Property.line1, Property.city, Property.zip5, Customer.display_name)
        .join_from(Property, PropertyLink, PropertyLink.property_id == Property.id)
        .join(Customer, Customer.id == PropertyLink.customer_id)
        .where(PropertyLink.to_date.is_(None), Property.line1.is_not(None), here)
        .order_by(Property.id, PropertyLink.id)
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, line1, city, code, name in db.execute(statement):
        found[address_key(line1, city, code)].append((place, name))
    return found


def _end(row: Row, around: Around, customer_id: int, property_id: int, day: date) -> bool:
    """End the customer's time at a place, once; whether it ended now."""
    ended = False
    for link_id, link in around.staging.rows["property_links"].items():
        is_his = link["customer_id"] == customer_id and link["property_id"] == property_id
        if is_his and link.get("to_date") is None:
            row.change("property_links", link_id, {"to_date": day})
            row.reasons.append(f"Sold: no longer the owner since {day:%b} {day.day}, {day.year}")
            ended = True
    return ended
