"""The imports that were done, newest first."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.imports import ImportBatch, ImportFile, ImportRow
from desktop.services.importing.batch.kept import KeptRecord
from desktop.services.importing.batch.undo import UNDONE


class BatchRow(NamedTuple):
    """One import as the history shows it."""

    batch_id: int
    imported_at: datetime
    as_of: date
    state: str  # applied, partly_undone, undone
    files: tuple[str, ...]
    boxes: dict[str, int]
    new: dict[str, int]
    changed: dict[str, int]
    kept: tuple[KeptRecord, ...] = ()  # what a partial undo left, the first thousand
    kept_count: int = 0

    @property
    def can_undo(self) -> bool:
        """Whether any of it is still in force."""
        return self.state != UNDONE


class StoredRow(NamedTuple):
    """One row of an imported file as it was, and what became of it."""

    file: str
    sheet: str | None
    row: int
    box: str
    reason: str
    cells: tuple[object, ...]


def history(db: Session) -> list[BatchRow]:
    """All imports, newest first."""
    batches = db.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))
    return [
        BatchRow(
            batch.id,
            batch.imported_at,
            batch.as_of,
            batch.state,
            tuple(batch.summary["files"]),
            dict(batch.summary["boxes"]),
            dict(batch.summary["new"]),
            dict(batch.summary["changed"]),
            tuple(KeptRecord(*record) for record in batch.summary.get("kept", ())),
            batch.summary.get("kept_count", 0),
        )
        for batch in batches
    ]


def stored_rows(
    db: Session, batch_id: int, box: str | None = None, limit: int = 1000, offset: int = 0
) -> list[StoredRow]:
    """The raw rows of an import, all or those of one box, in the order of the files."""
    statement = (
        select(ImportFile.name, ImportFile.sheet, ImportRow)
        .join(ImportFile, ImportFile.id == ImportRow.file_id)
        .where(ImportFile.batch_id == batch_id)
        .order_by(ImportFile.id, ImportRow.row)
        .limit(limit)
        .offset(offset)
    )
    if box:
        statement = statement.where(ImportRow.box == box)
    return [
        StoredRow(name, sheet, row.row, row.box, row.reason or "", tuple(row.cells))
        for name, sheet, row in db.execute(statement)
    ]
