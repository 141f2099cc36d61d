"""Every row of the files as it was, with its box and why: kept and read some hundreds together."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.imports import ImportBlock, ImportFile
from desktop.models.tables import metadata
from desktop.services.importing.batch import facts
from desktop.services.importing.batch.bulk import Writer
from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.planning.plan import TablePlan
from desktop.services.reading.kept import ROWS_TOGETHER, blocks_of, unpacked

_BLOCKS = metadata.tables[ImportBlock.__tablename__]


class Outcome(NamedTuple):
    """What became of one physical row."""

    row: int
    box: str
    reason: str


class StoredRow(NamedTuple):
    """One row of an imported file as it was, and what became of it."""

    file: str
    sheet: str | None
    row: int
    box: str
    reason: str
    cells: tuple[object, ...]


def write_rows(writer: Writer, file_id: int, plan: TablePlan, checkpoint: Checkpoint) -> None:
    """Keep every physical row of a table, and what became of it."""
    rows, results = plan.parsed.table.grid.rows, plan.results
    starts = range(0, len(rows), ROWS_TOGETHER)
    for start, cells in zip(starts, _packed(plan, checkpoint), strict=True):
        checkpoint(start, len(rows))
        part = [results[row.number] for row in rows[start : start + ROWS_TOGETHER]]
        said = [(one.row, one.box, one.reason or None) for one in part]
        block = {"file_id": file_id, "first_row": said[0][0], "rows": said, "cells": cells}
        writer.insert(_BLOCKS, {name: [value] for name, value in block.items()})


def _packed(plan: TablePlan, checkpoint: Checkpoint) -> Iterable[bytes]:
    """The cells of all rows in blocks, as their reader made them or made here."""
    grid, hidden = plan.parsed.table.grid, facts.hidden_cells(plan)
    if grid.kept is not None and not hidden:
        ready = grid.kept(partial(checkpoint, 0, 0))
        if len(ready) == -(-len(grid.rows) // ROWS_TOGETHER):
            return ready
    return blocks_of(facts.kept_cells(plan, row, hidden) for row in grid.rows)


def outcomes(db: Session, file_id: int) -> Iterator[Outcome]:
    """What became of every row of a table, in its order."""
    blocks = select(ImportBlock.rows).where(ImportBlock.file_id == file_id)
    for rows in db.scalars(blocks.order_by(ImportBlock.first_row)):
        yield from (Outcome(row, box, reason or "") for row, box, reason in rows)


def stored_rows(
    db: Session, batch_id: int, box: str | None = None, limit: int = 1000, offset: int = 0
) -> list[StoredRow]:
    """The raw rows of an import, all or those of one box, in the order of the files."""
    found: list[StoredRow] = []
    for (file, sheet), block_id, wanted in _wanted(db, batch_id, box):
        skipped = min(offset, len(wanted))
        offset -= skipped
        places = wanted[skipped : skipped + limit - len(found)]
        cells = _cells(db, block_id) if places else []
        found += [
            StoredRow(file, sheet, one.row, one.box, one.reason, tuple(cells[place]))
            for place, one in places
        ]
        if len(found) >= limit:
            break
    return found


def _wanted(
    db: Session, batch_id: int, box: str | None
) -> Iterator[tuple[tuple[str, str | None], int, list[tuple[int, Outcome]]]]:
    """Every block of a batch: its table, its number, and the rows of it that are wanted."""
    statement = (
        select(ImportFile.name, ImportFile.sheet, ImportBlock.id, ImportBlock.rows)
        .join(ImportFile, ImportFile.id == ImportBlock.file_id)
        .where(ImportFile.batch_id == batch_id)
        .order_by(ImportFile.id, ImportBlock.first_row)
    )
    for name, sheet, block_id, rows in db.execute(statement).all():
        said = (Outcome(row, box, reason or "") for row, box, reason in rows)
        yield (name, sheet), block_id, [one for one in enumerate(said) if box in (None, one[1].box)]


def _cells(db: Session, block_id: int) -> list[list[object]]:
    packed = db.execute(select(_BLOCKS.c.cells).where(_BLOCKS.c.id == block_id)).scalar_one()
    cells: list[list[object]] = unpacked(packed)
    return cells
