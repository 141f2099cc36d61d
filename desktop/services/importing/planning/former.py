"""Whoever was merged into another customer: found there by the old name and number.

The old name is no word of the one who stayed: a row under it fills blanks and replaces nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.cells.names import name_key

_OF_THE_NAME = frozenset(
    ["account_no", "first_name", "last_name", "second_name", "salutation", "company", "status",
     "inactive_reason"]
)  # fmt: skip
MAIL = Address._fields[:6]  # street, second line, town, state, ZIP code and its end


class Former(NamedTuple):
    """Who went where: `into` by customer, the old names by whoever stayed, the old accounts."""

    into: Mapping[int, int]
    names: Mapping[int, AbstractSet[str]]
    accounts: AbstractSet[str]


def read_former(db: Session) -> Former:
    """Everybody who was merged into another, followed to the one who stays in the end."""
    columns = (Customer.id, Customer.display_name, Customer.account_no, Customer.merged_into_id)
    merged = select(*columns).where(Customer.merged_into_id.is_not(None)).order_by(Customer.id)
    rows = db.execute(merged).all()
    into = {customer_id: keep for customer_id, _, _, keep in rows if keep is not None}
    names: dict[int, set[str]] = defaultdict(set)
    for customer_id, name, _, _ in rows:
        keep = customer_id
        while keep in into:
            keep = into[keep]
        into[customer_id] = keep
        names[keep].add(name_key(name))
    return Former(into, names, {account for _, _, account, _ in rows if account})


def blanks_only(stored: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row under an old name may say: what is not known yet, and nothing of the name."""
    if any(stored.get(part) for part in MAIL):
        values = {key: value for key, value in values.items() if key not in MAIL}
    return {
        key: value
        for key, value in values.items()
        if key not in _OF_THE_NAME and stored.get(key) in (None, "", [], {})
    }
