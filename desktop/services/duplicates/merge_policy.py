"""What becomes of every row that refers to a customer who is merged into another.

The tables are walked from the models, so a table that is added later moves by itself; `POLICIES`
holds only those that must not move blindly.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Column, Table

from desktop.models.folding import fold
from desktop.models.tables import metadata

Row = Mapping[str, Any]
MOVE, STAY, REMOVE, LEAVE = "move", "stay", "remove", "leave"


def _nothing(_twin: Row, _row: Row) -> dict[str, Any]:
    return {}


class Policy(NamedTuple):
    """What to do with rows: `twin` says what makes two rows the same thing for one customer.

    A row whose twin the other customer has already stays where it is (`STAY`: nothing is lost)
    or is removed (`REMOVE`: it would count twice); then `settle` says what the twin takes over.
    """

    action: str
    twin: Callable[[Row], Any] | None = None
    settle: Callable[[Row, Row], dict[str, Any]] = _nothing


def _earlier_start(twin: Row, row: Row) -> dict[str, Any]:
    """A link to a place that both had begins on the earlier of the two days."""
    starts = [one["from_date"] for one in (twin, row) if one.get("from_date")]
    earlier = min(starts, default=None)
    return {"from_date": earlier} if earlier is not None and earlier != twin["from_date"] else {}


def _kept_out(twin: Row, row: Row) -> dict[str, Any]:
    """Who is kept out of a segment under one of two names stays out: out wins over in."""
    if not twin["is_in"] or row["is_in"]:
        return {}
    return {name: row[name] for name in ("is_in", "pinned_on", "reason")}


def _digits(row: Row) -> str:
    return "".join(letter for letter in str(row["number"]) if letter.isdigit())[-10:]


POLICIES: dict[str, Policy] = {
    "customer_phones": Policy(STAY, _digits),
    "customer_tags": Policy(STAY, lambda row: fold(row["tag"])),
    "custom_values": Policy(STAY, lambda row: row["field_id"]),
    "property_links": Policy(
        REMOVE,
        lambda row: (row["property_id"], row["role"], row["to_date"] is None),
        _earlier_start,
    ),
    "static_members": Policy(REMOVE, lambda row: row["segment_id"]),
    "segment_pins": Policy(REMOVE, lambda row: row["segment_id"], _kept_out),
    "version_members": Policy(REMOVE, lambda row: row["version_id"]),
    "customer_texts": Policy(LEAVE),  # worked out anew by the facts
    "customer_merges": Policy(LEAVE),  # history
    "not_duplicates": Policy(LEAVE),  # said about the two as they were
}
_MOVE = Policy(MOVE)


def references() -> Iterator[tuple[Table, Column[Any], Policy]]:
    """Every column that refers to a customer, with what to do about it."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "customers" for key in column.foreign_keys):
                policy = POLICIES.get(table.name, _MOVE)
                if policy.action != LEAVE:
                    yield table, column, policy
