"""Writes a planned import: the records, and the history that explains and undoes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from desktop.models.imports import ImportBatch, ImportChange, ImportFile
from desktop.models.tables import metadata
from desktop.services.importing.batch import facts as batch_facts
from desktop.services.importing.batch.bulk import Writer, insert_all
from desktop.services.importing.batch.grouped_update import update_rows
from desktop.services.importing.batch.images import plain
from desktop.services.importing.batch.new_records import NewRecords
from desktop.services.importing.batch.raw_rows import write_rows
from desktop.services.importing.documents import service_items
from desktop.services.importing.headings import chosen
from desktop.services.importing.headings.tables import Options
from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.planning.making import make_plan
from desktop.services.importing.planning.plan import Plan, TablePlan
from desktop.services.importing.planning.staging import WRITTEN_TABLES, Staging
from desktop.services.importing.preview import Preview, parse_files, show
from desktop.services.importing.records import Parsed
from desktop.services.pace import uncollected


@dataclass(frozen=True)
class ImportResult:
    """What an import did. The caller refreshes the facts of the `touched` customers."""

    batch_id: int
    preview: Preview
    touched: frozenset[int]


def apply(
    db: Session,
    planned: Preview,
    as_of: date,
    now: datetime,
    checkpoint: Checkpoint = no_checkpoint,
    *,
    mapping_name: str | None = None,
) -> ImportResult:
    """Write a previewed import in the caller's transaction.

    The rows are matched again, because somebody may have worked since the preview.
    """
    with uncollected():
        options = planned.options
        return _write(db, planned.parsed, as_of, now, options, checkpoint, mapping_name)


def import_files(
    db: Session,
    paths: Sequence[Path],
    as_of: date,
    now: datetime,
    options: Options | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> ImportResult:
    """Read, match and write files in one go, for those who need no preview."""
    options = options or Options()
    with uncollected():
        parsed = parse_files(db, paths, as_of, options, checkpoint)
        return _write(db, parsed, as_of, now, options, checkpoint)


def _write(
    db: Session,
    parsed: Sequence[Parsed],
    as_of: date,
    now: datetime,
    options: Options,
    checkpoint: Checkpoint,
    mapping_name: str | None = None,
) -> ImportResult:
    """Match and write tables with their history; what is planned early is written early."""
    with Writer(db, partial(checkpoint, 0, 0)) as writer:
        records = NewRecords(writer, checkpoint)
        plan = make_plan(db, parsed, as_of, options, checkpoint, records)
        shown = show(plan)
        records.settle()
        batch_id = _write_batch(db, plan, shown, now)
        files = [_write_file(db, batch_id, table, plan) for table in plan.tables]
        for table in plan.tables:
            read, mapping = table.parsed.table, table.parsed.mapping
            has_payments = any(one.kind == "payment" for one in table.parsed.documents)
            chosen.remember(db, read, mapping, options, mapping_name, has_payments=has_payments)
        service_items.remember(db, options.services)
        records.write_others(plan.staging)
        for file_id, table in zip(files, plan.tables, strict=True):
            write_rows(writer, file_id, table, checkpoint)
        records.write_history(batch_id, plan.staging)
    _update_changed(db, batch_id, plan.staging, checkpoint)
    _correct_sequences(db)
    touched = frozenset(plan.touched)
    plan.clear()
    return ImportResult(batch_id, shown, touched)


def _update_changed(db: Session, batch_id: int, staging: Staging, checkpoint: Checkpoint) -> None:
    """Update the changed rows, and keep what they were."""
    rows = (
        (name, row_id, {column: staging.rows[name][row_id][column] for column in before})
        for (name, row_id), before in staging.before.items()
    )
    update_rows(db, rows, checkpoint)
    changes = metadata.tables[ImportChange.__tablename__]
    insert_all(db, changes, _changes(batch_id, staging), checkpoint)


def _write_batch(db: Session, plan: Plan, shown: Preview, now: datetime) -> int:
    summary = batch_facts.summary_of(plan, shown)
    batch = ImportBatch(imported_at=now, as_of=plan.as_of, state="applied", summary=summary)
    db.add(batch)
    db.flush()
    return batch.id


def _write_file(db: Session, batch_id: int, planned: TablePlan, plan: Plan) -> int:
    table = planned.parsed.table
    file = ImportFile(
        batch_id=batch_id,
        name=table.file[:260],
        sheet=table.sheet[:120] if table.sheet else None,
        sha256=table.grid.sha256,
        kind=table.kind,
        source=batch_facts.source_of(planned.parsed),
        mapping=planned.parsed.mapping.as_json(),
        data_date=batch_facts.data_date_of(planned, plan),
        details=batch_facts.details_of(planned, plan),
    )
    db.add(file)
    db.flush()
    return file.id


def _changes(batch_id: int, staging: Staging) -> Iterator[dict[str, Any]]:
    """The old and the new values of every record that was there before."""
    for (name, row_id), before in staging.before.items():
        row = staging.rows[name][row_id]
        yield {
            "batch_id": batch_id,
            "table": name,
            "row_id": row_id,
            "before": {column: plain(value) for column, value in before.items()},
            "after": {column: plain(row[column]) for column in before},
        }


def _correct_sequences(db: Session) -> None:
    """Tell a PostgreSQL server which numbers are taken; SQLite looks for itself."""
    if db.get_bind().dialect.name != "postgresql":
        return
    for name in WRITTEN_TABLES:
        last = db.scalar(select(func.max(metadata.tables[name].c.id))) or 1
        db.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
            {"name": name, "last": last},
        )
