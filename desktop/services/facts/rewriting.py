"""Brings a stored table to what was worked out, and leaves the rows alone that are the same.

From one day to the next hardly any row differs; reading and comparing them takes half of the time
of writing them again.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, select
from sqlalchemy.orm import Session

from desktop.services.facts.staging import bare_rows, insert_rows

Row = tuple[Any, ...]


def rewrite(db: Session, table: Table, fresh: Iterator[Row]) -> None:
    """Write the rows that differ; all of them come as the driver takes them, in key order."""
    keys = [column.name for column in table.primary_key]
    stored = bare_rows(db, select(table).order_by(*table.primary_key))
    gone, made = _differences(stored, fresh, len(keys))
    if gone:
        wanted = (table.c[name] == bindparam(f"old_{name}") for name in keys)
        names = [f"old_{name}" for name in keys]
        db.execute(
            delete(table).where(and_(*wanted)),
            [dict(zip(names, key, strict=True)) for key in gone],
        )
    insert_rows(db, table, made)


def _differences(
    stored: Iterator[Row], fresh: Iterator[Row], width: int
) -> tuple[list[Row], list[Row]]:
    """The keys of stored rows that go, and the rows that come; what is changed does both."""
    gone: list[Row] = []
    made: list[Row] = []
    old = next(stored, None)
    for new in fresh:
        key = new[:width]
        while old is not None and old[:width] < key:
            gone.append(old[:width])
            old = next(stored, None)
        if old == new:
            old = next(stored, None)
            continue
        if old is not None and old[:width] == key:
            gone.append(key)
            old = next(stored, None)
        made.append(new)
    while old is not None:
        gone.append(old[:width])
        old = next(stored, None)
    return gone, made
