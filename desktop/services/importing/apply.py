"""Writes a planned import: the records, and the history that explains and undoes it."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.orm import Session

from desktop.models.imports import ImportBatch, ImportChange, ImportFile, ImportRow
from desktop.models.tables import metadata
from desktop.services.importing import profiles
from desktop.services.importing.bulk import CHUNK, insert_all, insert_rows
from desktop.services.importing.images import CHILDREN, PARENT_OF, image, plain
from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.plan import Plan, TablePlan
from desktop.services.importing.planning import make_plan
from desktop.services.importing.preview import Preview, parse_files, show
from desktop.services.importing.staging import ENTITIES, WRITTEN_TABLES, Staging
from desktop.services.importing.tables import SPREADSHEET, Options
from desktop.services.importing.values import plain as plain_cell
from desktop.services.pace import uncollected

_CELLS = frozenset([str, int, float, bool, type(None)])


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
        plan = make_plan(db, planned.parsed, as_of, planned.options, checkpoint)
        return write(db, plan, now, checkpoint, mapping_name=mapping_name)


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
        plan = make_plan(db, parsed, as_of, options, checkpoint)
        return write(db, plan, now, checkpoint)


def write(
    db: Session,
    plan: Plan,
    now: datetime,
    checkpoint: Checkpoint = no_checkpoint,
    *,
    mapping_name: str | None = None,
) -> ImportResult:
    """Write a fresh plan and its history. The caller commits."""
    shown = show(plan)
    _write_records(db, plan.staging, checkpoint)
    batch_id = _write_batch(db, plan, shown, now)
    for table in plan.tables:
        _write_file(db, batch_id, table, checkpoint)
        if table.parsed.table.kind == SPREADSHEET and table.parsed.mapping.has_name:
            profiles.remember(db, table.parsed.table, table.parsed.mapping, mapping_name)
    changes = _changes(batch_id, plan.staging)
    insert_all(db, metadata.tables[ImportChange.__tablename__], changes, checkpoint)
    _correct_sequences(db)
    plan.staging.clear()
    return ImportResult(batch_id, shown, frozenset(plan.touched))


def _write_records(db: Session, staging: Staging, checkpoint: Checkpoint) -> None:
    total = sum(map(staging.new_count, WRITTEN_TABLES)) + len(staging.before)
    done = 0
    for name in WRITTEN_TABLES:
        rows = (row for _, row in staging.new_rows(name))
        while chunk := list(itertools.islice(rows, CHUNK)):
            checkpoint(done, total)
            insert_rows(db, metadata.tables[name], chunk)
            done += len(chunk)
    _update_changed(db, staging, checkpoint, done, total)


def _update_changed(
    db: Session, staging: Staging, checkpoint: Checkpoint, done: int, total: int
) -> None:
    """Update changed rows, all rows with the same changed columns in one statement."""
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for (name, row_id), before in staging.before.items():
        columns = tuple(before)
        row = staging.rows[name][row_id]
        groups[name, columns].append({"_id": row_id} | {f"_{c}": row[c] for c in columns})
    for (name, columns), rows in groups.items():
        table = metadata.tables[name]
        statement = (
            update(table)
            .where(table.c.id == bindparam("_id"))
            .values({c: bindparam(f"_{c}") for c in columns})
        )
        for start in range(0, len(rows), CHUNK):
            checkpoint(min(done, total), total)
            db.connection().execute(statement, rows[start : start + CHUNK])
            done += CHUNK


def _write_batch(db: Session, plan: Plan, shown: Preview, now: datetime) -> int:
    summary = {
        "boxes": shown.boxes,
        "files": [table.file for table in shown.tables],
        "new": {name: sum(t.new[name] for t in shown.tables) for name in ENTITIES},
        "changed": {name: sum(t.changed[name] for t in shown.tables) for name in ENTITIES},
    }
    batch = ImportBatch(imported_at=now, as_of=plan.as_of, state="applied", summary=summary)
    db.add(batch)
    db.flush()
    return batch.id


def _write_file(db: Session, batch_id: int, plan: TablePlan, checkpoint: Checkpoint) -> None:
    table = plan.parsed.table
    file = ImportFile(
        batch_id=batch_id,
        name=table.file[:260],
        sheet=table.sheet[:120] if table.sheet else None,
        sha256=table.grid.sha256,
        kind=table.kind,
        mapping=plan.parsed.mapping.as_json(),
    )
    db.add(file)
    db.flush()
    rows = (
        {
            "file_id": file.id,
            "row": row.number,
            "box": plan.results[row.number].box,
            "reason": plan.results[row.number].reason or None,
            "cells": [c if type(c) in _CELLS else plain_cell(c) for c in row.cells],
        }
        for row in table.grid.rows
    )
    insert_all(db, metadata.tables[ImportRow.__tablename__], rows, checkpoint)


def _changes(batch_id: int, staging: Staging) -> Iterator[dict[str, Any]]:
    """One change per record; what belongs to a new record is kept inside its image."""
    inside = _inside(staging)
    for name in WRITTEN_TABLES:
        parent, reference = PARENT_OF.get(name, ("", ""))
        for row_id, row in staging.new_rows(name):
            if parent and staging.is_new(parent, row[reference]):
                continue
            if name == "source_keys" and staging.is_new(row["table"], row["row_id"]):
                continue
            after = image(row)
            for child, _ in CHILDREN.get(name, ()):
                children = inside[child].get(row_id)
                if children:
                    after[f"+{child}"] = [image(one) for one in children]
            yield _change(batch_id, name, row_id, None, after)
    for (name, row_id), before in staging.before.items():
        row = staging.rows[name][row_id]
        old = {column: plain(value) for column, value in before.items()}
        yield _change(batch_id, name, row_id, old, {c: plain(row[c]) for c in before})


def _change(
    batch_id: int, table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any]
) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "table": table,
        "row_id": row_id,
        "before": before,
        "after": after,
    }


def _inside(staging: Staging) -> dict[str, dict[int, list[dict[str, Any]]]]:
    """The new small rows, by the record they belong to."""
    inside: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for child, (_, reference) in PARENT_OF.items():
        grouped = inside.setdefault(child, defaultdict(list))
        for _, row in staging.new_rows(child):
            grouped[row[reference]].append(row)
    return inside


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
