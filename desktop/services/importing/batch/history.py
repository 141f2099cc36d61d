"""The imports that were done, newest first."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.imports import ImportBatch
from desktop.services.importing.batch.kept import KeptRecord
from desktop.services.importing.batch.undo import UNDONE
from desktop.services.importing.planning.plan import Applying


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
    applied: Applying = Applying()

    @property
    def can_undo(self) -> bool:
        """Whether any of it is still in force."""
        return self.state != UNDONE


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
            Applying(**batch.summary.get("applied", {})),
        )
        for batch in batches
    ]
