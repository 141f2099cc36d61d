"""Writes a record with the small rows inside it, keeping the rows that stay."""

from typing import Any

from sqlalchemy import select

from desktop.services.importing.batch.images import dicts
from desktop.services.records.fields import Field, Kind, Rows
from desktop.services.records.journal import Journal
from desktop.services.records.prepare import Ready

Values = dict[str, Any]


def make(journal: Journal, kind: Kind, ready: Ready) -> int:
    """Write a new record; returns its number."""
    row_id = journal.add(kind.table, ready.columns)
    _write_inside(journal, kind, row_id, ready)
    return row_id


def alter(journal: Journal, kind: Kind, row_id: int, ready: Ready) -> None:
    """Give a record other values."""
    journal.change(kind.table, row_id, ready.columns)
    _write_inside(journal, kind, row_id, ready)


def _write_inside(journal: Journal, kind: Kind, row_id: int, ready: Ready) -> None:
    journal.doubts += ready.doubts
    for key, rows in ready.rows.items():
        field = kind.field(key)
        assert field is not None  # noqa: S101 - prepared for this kind
        _write_rows(journal, field, row_id, rows)
    if ready.custom is not None:
        _write_custom(journal, kind, row_id, ready.custom)


def inside(journal: Journal, rows: Rows, row_id: int) -> list[Values]:
    """The rows inside a record in their order."""
    table = rows.table
    order = table.c.position if rows.ordered else table.c.id
    return dicts(
        journal.db, select(table).where(table.c[rows.parent] == row_id).order_by(order, table.c.id)
    )


def _write_rows(journal: Journal, field: Field, row_id: int, wanted: list[Values]) -> None:
    assert field.rows is not None  # noqa: S101 - the kind says so
    if field.rows.ordered:
        _in_order(journal, field.rows, row_id, wanted)
    else:
        _as_set(journal, field.rows, row_id, wanted)


def _in_order(journal: Journal, rows: Rows, row_id: int, wanted: list[Values]) -> None:
    """The first stays the first: rows are written over, added at the end, removed there."""
    stored = inside(journal, rows, row_id)
    for row in reversed(stored[len(wanted) :]):
        journal.remove(rows.table, row["id"])
    position = -1
    for row, values in zip(stored, wanted, strict=False):
        journal.change(rows.table, row["id"], values)
        position = row["position"]
    for place, values in enumerate(wanted[len(stored) :], start=position + 1):
        journal.add(rows.table, {rows.parent: row_id, "position": place} | values)


def _as_set(journal: Journal, rows: Rows, row_id: int, wanted: list[Values]) -> None:
    """What is the same stays; the rest is removed and added."""
    waiting = list(wanted)
    for row in inside(journal, rows, row_id):
        same = next((one for one in waiting if all(row[k] == v for k, v in one.items())), None)
        if same is None:
            journal.remove(rows.table, row["id"])
        else:
            waiting.remove(same)
    for values in waiting:
        journal.add(rows.table, {rows.parent: row_id} | values)


def _write_custom(journal: Journal, kind: Kind, row_id: int, values: dict[int, Values]) -> None:
    field = kind.field("custom")
    assert field is not None  # noqa: S101 - prepared for this kind
    assert field.rows is not None  # noqa: S101 - the kind says so
    table = field.rows.table
    stored = {row["field_id"]: row["id"] for row in inside(journal, field.rows, row_id)}
    for field_id, columns in values.items():
        if field_id in stored and columns:
            journal.change(table, stored[field_id], columns)
        elif field_id in stored:
            journal.remove(table, stored[field_id])
        elif columns:
            journal.add(table, {field.rows.parent: row_id, "field_id": field_id} | columns)
