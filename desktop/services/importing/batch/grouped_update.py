"""Updates many rows of several tables: all with the same columns in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from desktop.models.tables import metadata
from desktop.services.importing.batch.bulk import CHUNK
from desktop.services.importing.kinds import Checkpoint, no_checkpoint

Rows = Iterable[tuple[str, int, Mapping[str, Any]]]


def update_rows(db: Session, rows: Rows, checkpoint: Checkpoint = no_checkpoint) -> None:
    """Give rows, each named by its table and number, their values."""
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for name, row_id, values in rows:
        parameters = {f"_{column}": value for column, value in values.items()}
        groups[name, tuple(values)].append({"_id": row_id} | parameters)
    done, total = 0, sum(map(len, groups.values()))
    for (name, columns), group in groups.items():
        table = metadata.tables[name]
        new: dict[str, Any] = {column: bindparam(f"_{column}") for column in columns}
        statement = update(table).where(table.c.id == bindparam("_id")).values(new)
        for start in range(0, len(group), CHUNK):
            checkpoint(done, total)
            part = group[start : start + CHUNK]
            db.connection().execute(statement, part)
            done += len(part)
