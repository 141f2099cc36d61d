"""How the open file names what the tables hold; read off the models, so it cannot fall behind.

A column `customer_id` is `customer` there (a reference by string id), `amount_cents` is `amount`
(decimal text), everything else keeps its name. What hangs from a record as rows of its own stands
inside it as a list: see `NESTED`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column

from desktop.models import choices as c
from desktop.models.base import Base, Record
from desktop.models.customers import Customer, CustomerPhone, CustomerTag
from desktop.models.equipment import Contract, ContractLine
from desktop.models.folding import fold
from desktop.models.office import CustomValue
from desktop.models.segments import Segment, SegmentPin, StaticMember
from desktop.models.tables import records
from desktop.models.work import ServiceLine, Visit

Names = Mapping[str, Callable[[int], str]]  # table -> how a row number is called there

FORMAT, VERSION = "ecbtx-office", 1
HEAD = ("format", "version", "as_of")

# Columns that the program fills by itself.
HIDDEN = {
    "id",
    "uid",
    "segments.name_key",
    "segments.version",
    "segments.builtin_key",
    "segments.calculated_on",
    "segments.calculated_at",
    "segments.calculated_version",
    "segments.logged_since",
    "service_items.name_key",
}

# Rows that come with the program and are not part of the office's own file.
NOT_DUMPED: dict[str, Callable[[Any], Any]] = {
    "segments": lambda table: table.c.builtin_key.is_not(None)
}


@dataclass(frozen=True)
class Item:
    """One value of a record in the open file."""

    key: str
    column: Column[Any]
    kind: str  # text, whole, number, decimal, money, date, yes_no, choice, json, reference
    required: bool
    target: str | None = None  # the table a reference points to
    choices: c.Choices | None = None


@dataclass(frozen=True)
class Nested:
    """A list inside a record. `single` names the one item of a list of plain values."""

    key: str
    owner: type[Record]
    entity: type[Base]
    parent: str
    single: str | None = None
    fixed: tuple[tuple[str, Any], ...] = ()
    position: bool = False


NESTED = (
    Nested("phones", Customer, CustomerPhone, "customer_id", position=True),
    Nested("tags", Customer, CustomerTag, "customer_id", single="tag"),
    Nested("lines", Contract, ContractLine, "contract_id", position=True),
    Nested("lines", Visit, ServiceLine, "visit_id", position=True),
    Nested("members", Segment, StaticMember, "segment_id", single="customer"),
    Nested(
        "pinned_in", Segment, SegmentPin, "segment_id", single="customer", fixed=(("is_in", True),)
    ),
    Nested(
        "pinned_out",
        Segment,
        SegmentPin,
        "segment_id",
        single="customer",
        fixed=(("is_in", False),),
    ),
)

# What the program works out by itself when a record is loaded.
DERIVED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "segments": lambda values: {"name_key": fold(values["name"]), "version": 1},
    "service_items": lambda values: {"name_key": fold(values["name"])},
}


@cache
def entities() -> tuple[type[Record], ...]:
    """The arrays of the file in an order in which references already exist."""
    waiting = list(records())
    ordered: list[type[Record]] = []
    while waiting:
        done = {entity.__tablename__ for entity in ordered}
        ready = next(entity for entity in waiting if _needs(entity) <= done)
        waiting.remove(ready)
        ordered.append(ready)
    return tuple(ordered)


def _needs(entity: type[Record]) -> set[str]:
    """The tables of other records to which this kind, or a list inside it, refers."""
    of_records = {other.__tablename__ for other in records()}
    own: list[type[Base]] = [entity, *(one.entity for one in nested(entity))]
    own += [CustomValue] if entity is Customer else []
    tables: list[Any] = [one.__table__ for one in own]
    targets = {key.column.table.name for table in tables for key in table.foreign_keys}
    return (targets & of_records) - {entity.__tablename__}


@cache
def items(entity: type[Base]) -> tuple[Item, ...]:
    """The values of one kind of record, in the order of its columns."""
    table: Any = entity.__table__
    hidden = HIDDEN | {nested.parent for nested in NESTED if nested.entity is entity}
    hidden |= {"position"} if any(n.entity is entity and n.position for n in NESTED) else set()
    return tuple(
        _item(column)
        for column in table.columns
        if column.name not in hidden and f"{table.name}.{column.name}" not in hidden
    )


def named_items(entity: type[Base], *names: str) -> tuple[Item, ...]:
    """The values of some columns, also of those that records do not show."""
    table: Any = entity.__table__
    return tuple(_item(table.columns[name]) for name in names)


def nested(entity: type[Base]) -> tuple[Nested, ...]:
    """The lists inside one kind of record."""
    return tuple(one for one in NESTED if one.owner is entity)


def _item(column: Column[Any]) -> Item:
    required = not column.nullable and column.default is None
    for foreign in column.foreign_keys:
        key = column.name.removesuffix("_id")
        return Item(key, column, "reference", required, target=foreign.column.table.name)
    if column.name.endswith("_cents"):
        return Item(column.name.removesuffix("_cents"), column, "money", required)
    choices = column.info.get("choices")
    kind = "choice" if choices else _KIND_OF_TYPE[type(column.type).__name__]
    return Item(column.name, column, kind, required, choices=choices)


_KIND_OF_TYPE = {
    "String": "text",
    "Text": "text",
    "Integer": "whole",
    "BigInteger": "whole",
    "Double": "number",
    "Numeric": "decimal",
    "Date": "date",
    "Boolean": "yes_no",
    "JSON": "json",
}
