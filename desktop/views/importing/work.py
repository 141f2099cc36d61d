"""Import, undo and history, as they run away from the window's thread. No widget here."""

from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services import after_change, importing
from desktop.services.importing.batch.raw_rows import StoredRow
from desktop.services.importing.planning.staging import ENTITIES
from desktop.services.importing.preview import Preview
from desktop.services.pace import release
from desktop.views.importing import bringing
from desktop.views.importing.history import PastImport
from desktop.views.importing.lines import Line, by_box
from desktop.views.importing.reading import where
from desktop.views.importing.result import Brought, Done
from desktop.views.jobs import Checkpoint
from desktop.views.widgets.formats import counted

NOT_IMPORTED = ("refused", "review", "left_out")
MOST_ROWS = 1_000  # of each box, in the list of an earlier import's rows


class Undone(NamedTuple):
    """An import that was taken back."""

    batch_id: int
    sentence: str


def utc_now() -> datetime:
    """The moment, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def apply(
    db: Session,
    planned: Preview,
    profile: str,
    as_of: date,
    now: datetime,
    checkpoint: Checkpoint,
) -> Done:
    """Write what was previewed and bring the facts of the touched customers up to date."""
    result = importing.apply(db, planned, as_of, now, checkpoint, mapping_name=profile or None)
    checkpoint()
    after_change.bring_up_to_date(db, as_of, now, result.touched, checkpoint)
    done, kept = _done(result), result.preview.pieces()
    del result
    release(kept)
    return done


def _done(result: importing.ImportResult) -> Done:
    tables = result.preview.tables
    brought = []
    for kind in ENTITIES:
        counts = [
            sum(getattr(table, which)[kind] for table in tables)
            for which in ("new", "changed", "unchanged")
        ]
        if any(counts):
            brought.append(Brought(bringing.WORDS[kind][1].capitalize(), *counts))
    lines = by_box(
        Line(table.key, where(table.file, table.sheet), row)
        for table in tables
        for row in table.rows
    )
    boxes = result.preview.boxes
    new = {kind: sum(table.new[kind] for table in tables) for kind in ENTITIES}
    said = bringing.brings(new, boxes["changed"], result.preview.applying)
    sentence = f"Imported {said}." if said else "Everything was on file already; nothing changed."
    rows_in_files = sum(table.rows_read for table in tables)
    return Done(result.batch_id, sentence, tuple(brought), lines, rows_in_files)


def undo(
    db: Session, batch_id: int, as_of: date, checkpoint: Checkpoint, *, keep_edited: bool = False
) -> Undone:
    """Take an import back and bring the facts of the touched customers up to date."""
    checkpoint()
    result = importing.undo(db, batch_id, checkpoint, keep_edited=keep_edited)
    after_change.bring_up_to_date(db, as_of, utc_now(), result.touched, checkpoint)
    kinds = tuple(bringing.WORDS)
    removed = bringing.counted_records(result.removed, kinds)
    restored = bringing.counted_records(result.restored, kinds)
    said = [f"{removed} removed" if removed else "", f"{restored} as before" if restored else ""]
    kept = f"{counted(len(result.kept), 'record')} stayed" if result.kept else ""
    told = "; ".join(filter(None, (*said, kept))) or "nothing to do"
    return Undone(batch_id, f"Import undone: {told}.")


def history(db: Session) -> tuple[PastImport, ...]:
    """The earlier imports, newest first."""
    return tuple(
        PastImport(
            batch.batch_id,
            batch.imported_at,
            tuple(dict.fromkeys(batch.files)),
            bringing.brought(batch.new, batch.changed),
            sum(batch.boxes[box] for box in NOT_IMPORTED),
            not batch.can_undo,
            batch.state,
        )
        for batch in importing.history(db)
    )


def rows_not_imported(db: Session, batch_id: int) -> tuple[StoredRow, ...]:
    """The rows an earlier import did not take, refused ones first."""
    return tuple(
        chain.from_iterable(
            importing.stored_rows(db, batch_id, box, MOST_ROWS) for box in NOT_IMPORTED
        )
    )


def save_rows(planned: Preview, path: Path) -> int:
    """Write the rows that were not imported into a workbook; how many there are."""
    return importing.problems_workbook(planned, path)
