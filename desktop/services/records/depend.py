"""Who refers to a row: what goes with it, and what forbids to remove it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.tables import metadata

HISTORY = "edits"
# Rows that go with either of the two they join.
JOINS = frozenset(["property_links"])


class Dependent(NamedTuple):
    """A row that refers to another: its table, its number, and by which column."""

    table: Table
    row_id: int
    column: Column[Any]

    @property
    def goes_along(self) -> bool:
        """Whether it is a part of what it refers to."""
        along = any(key.ondelete == "CASCADE" for key in self.column.foreign_keys)
        return along or self.table.name in JOINS


@cache
def derived_tables() -> frozenset[str]:
    """The tables that follow from the records and are worked out anew."""
    return frozenset(
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        if mapper.class_.__module__ == "desktop.models.facts"
    )


def dependents(db: Session, table: str, row_id: int) -> Iterator[Dependent]:
    """The rows that refer to a row, history and what is worked out left aside."""
    for other in metadata.sorted_tables:
        if other.name in derived_tables() or other.name == HISTORY or "id" not in other.c:
            continue
        for column in other.columns:
            if any(key.column.table.name == table for key in column.foreign_keys):
                found = select(other.c.id).where(column == row_id).order_by(other.c.id)
                for child in db.scalars(found):
                    yield Dependent(other, child, column)
