"""A segment leaves as an Excel list: cover sheet, chosen columns, one row per customer."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact, CustomerText
from desktop.services import freshness
from desktop.services.outreach.list_columns import ListColumn, columns, remarks
from desktop.services.outreach.workbook import Cover, Heading, write_workbook
from desktop.services.segments import counting
from desktop.services.segments.sentence import sentence
from desktop.services.segments.tree import AnyNode

CHUNK = 5_000
Checkpoint = Callable[[int, int], None]


class ExportResult(NamedTuple):
    """What left, and where it is."""

    written: int
    path: Path


def write_excel(
    db: Session,
    node: AnyNode,
    name: str,
    as_of: date,
    path: Path,
    *,
    keys: Sequence[str] | None = None,
    checkpoint: Checkpoint | None = None,
    told_as: AnyNode | None = None,
) -> ExportResult:
    """Write the members of a segment, by name, to a workbook.

    Args:
        db: a reading session is enough; an export never changes stored data.
        node: the tree of the segment.
        name: printed on the cover; "" for one that was not saved.
        as_of: the day the segment is calculated for.
        path: the workbook, replaced only when the new one is complete.
        keys: the columns in their order (`list_columns`); the usual ones when None.
        checkpoint: told how many rows are written; may raise `CancelledError`.
        told_as: the conditions that the cover says in words, where `node` only names a segment.
    """
    members = list(counting.member_ids(db, node, as_of))
    return write_members(
        db,
        members,
        Cover(name or "Customer list", _cover_lines(db, told_as or node, as_of, len(members))),
        path,
        keys=keys,
        checkpoint=checkpoint,
    )


def write_members(
    db: Session,
    members: Collection[int],
    cover: Cover,
    path: Path,
    *,
    keys: Sequence[str] | None = None,
    checkpoint: Checkpoint | None = None,
) -> ExportResult:
    """Write the given customers, by name, to a workbook; see `write_excel`."""
    chosen = _chosen(db, keys)
    headings = [Heading(column.label, column.kind) for column in chosen]
    rows = _rows(db, members, chosen)
    said = remarks(db, (column.key for column in chosen))
    cover = replace(cover, lines=(*cover.lines, *said))
    written = write_workbook(
        path, "List", headings, rows, cover, total=len(members), checkpoint=checkpoint
    )
    return ExportResult(written, path)


def _cover_lines(
    db: Session, node: AnyNode, as_of: date, members: int
) -> tuple[tuple[str, str | int | date], ...]:
    return (
        ("Who is on it", sentence(db, node, as_of)),
        ("As of", as_of),
        ("Data", freshness.summary(db, as_of).text),
        ("Customers", members),
    )


def _chosen(db: Session, keys: Sequence[str] | None) -> list[ListColumn]:
    known = {column.key: column for column in columns(db)}
    if keys is None:
        return [column for column in known.values() if column.usual]
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        listed = ", ".join(known)
        raise UserError(
            f"There is no column called {', '.join(unknown)}; there are: {listed}."
            if unknown
            else "Choose at least one column for the list."
        )
    return [known[key] for key in keys]


def _rows(
    db: Session, members: Collection[int], chosen: Sequence[ListColumn]
) -> Iterator[tuple[Any, ...]]:
    """The rows of the members in the order of their names."""
    wanted = sorted(members)
    names: list[tuple[str, int]] = []
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        by_name = select(CustomerText.name, CustomerText.customer_id)
        rows = db.execute(by_name.where(CustomerText.customer_id.in_(part)))
        names += ((name, customer) for name, customer in rows)
    in_order = [customer for _, customer in sorted(names)]
    for start in range(0, len(in_order), CHUNK):
        yield from _part(db, in_order[start : start + CHUNK], chosen)


def _part(
    db: Session, customers: Sequence[int], chosen: Sequence[ListColumn]
) -> Iterator[tuple[Any, ...]]:
    statement = (
        select(Customer.id, *(column.sql for column in chosen))
        .join(CustomerFact, CustomerFact.customer_id == Customer.id)
        .outerjoin(Property, Property.id == CustomerFact.main_property_id)
        .where(Customer.id.in_(customers))
    )
    labels = [dict(column.choices.items) if column.choices else None for column in chosen]
    found = {row[0]: row[1:] for row in db.execute(statement)}
    for customer in customers:
        yield tuple(
            value if known is None else known.get(value, value)
            for value, known in zip(found[customer], labels, strict=True)
        )
