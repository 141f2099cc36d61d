"""What one import wrote, read back from its history: the rows it made and those it changed."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from desktop.models.imports import ImportChange
from desktop.models.tables import metadata
from desktop.services.importing.batch.images import among
from desktop.services.importing.batch.made import ids_in, images_in
from desktop.services.reading.kept import unpacked

Key = tuple[str, int]  # a table and the number of a row
Images = dict[str, Any]

_CHANGES = metadata.tables[ImportChange.__tablename__]
_PAGE, _AT_ONCE = 1_000, 20  # rows compared, entries read; an entry may be hundreds of rows


class Changes(NamedTuple):
    """The changes of one batch by table: the rows it made, and before and after of the others."""

    batch_id: int
    made: dict[str, set[int]]
    changed: dict[str, dict[int, tuple[Images, Images]]]

    def without(self, kept: Collection[Key]) -> "Changes":
        """The same, less the rows that stay."""
        made = {
            name: {row_id for row_id in ids if (name, row_id) not in kept}
            for name, ids in self.made.items()
        }
        changed = {
            name: {row_id: pair for row_id, pair in rows.items() if (name, row_id) not in kept}
            for name, rows in self.changed.items()
        }
        return Changes(self.batch_id, made, changed)

    def ids(self, name: str) -> list[int]:
        """The rows of a table that the batch made or changed."""
        return sorted({*self.made.get(name, ()), *self.changed.get(name, ())})


def read_changes(db: Session, batch_id: int) -> Changes:
    """The changes of a batch that are still in force."""
    made: dict[str, set[int]] = defaultdict(set)
    for entry in _entries(db, batch_id):
        made[entry.table].update(ids_in(entry.row_id, entry.after))
    changed: dict[str, dict[int, tuple[Images, Images]]] = defaultdict(dict)
    columns = (_CHANGES.c.table, _CHANGES.c.row_id, _CHANGES.c.before, _CHANGES.c.after)
    old = select(*columns).where(_CHANGES.c.batch_id == batch_id, _CHANGES.c.before.is_not(None))
    for table, row_id, before, after in db.execute(old.order_by(_CHANGES.c.id)):
        changed[table][row_id] = (before, after)
    return Changes(batch_id, made, changed)


class _Entry(NamedTuple):
    """One entry of the history: of one row that a batch made, or of several together."""

    id: int
    table: str
    row_id: int
    after: Images


def _entries(db: Session, batch_id: int) -> Iterator[_Entry]:
    """The entries of the history for the rows a batch made, few at a time: blocks are large."""
    c = _CHANGES.c
    statement = (
        select(c.id, c.table, c.row_id, c.after, c.packed)
        .where(_CHANGES.c.batch_id == batch_id, _CHANGES.c.before.is_(None))
        .order_by(_CHANGES.c.id)
    )
    for entry_id, table, row_id, after, packed in db.execute(
        statement.execution_options(yield_per=_AT_ONCE)
    ):
        yield _Entry(entry_id, table, row_id, unpacked(packed) if packed else after)


def pages_of_made(db: Session, batch_id: int) -> Iterator[tuple[int, dict[str, dict[int, Images]]]]:
    """The images of the rows a batch made, some at a time: all at once would fill the memory.

    Each page comes with the number of its rows, then its images by table and row.
    """
    page: dict[str, dict[int, Images]] = defaultdict(dict)
    count = 0
    for entry in _entries(db, batch_id):
        for row_id, after in images_in(entry.row_id, entry.after):
            page[entry.table][row_id] = after
            count += 1
        if count >= _PAGE:
            yield count, page
            page, count = defaultdict(dict), 0
    if count:
        yield count, page


def forget_changes(db: Session, batch_id: int, kept: Collection[Key]) -> None:
    """Forget the changes that were taken back, so that a later undo looks only at the rest."""
    gone, rest = [], []
    for entry in _entries(db, batch_id):
        stays = {i for i in ids_in(entry.row_id, entry.after) if (entry.table, i) in kept}
        gone.append(entry.id)
        rest += [
            {"batch_id": batch_id, "table": entry.table, "row_id": row_id, "after": after}
            for row_id, after in (images_in(entry.row_id, entry.after) if stays else ())
            if row_id in stays
        ]
    columns = (_CHANGES.c.id, _CHANGES.c.table, _CHANGES.c.row_id)
    old = select(*columns).where(_CHANGES.c.batch_id == batch_id, _CHANGES.c.before.is_not(None))
    changed = db.execute(old.order_by(_CHANGES.c.id))
    gone += [entry.id for entry in changed if (entry.table, entry.row_id) not in kept]
    for condition in among(_CHANGES.c.id, sorted(gone)):
        db.execute(delete(_CHANGES).where(condition))
    if rest:
        db.execute(insert(_CHANGES), rest)


def later_batches(db: Session, batch_id: int, rows: Collection[Key]) -> dict[Key, int]:
    """Which later import changed each of `rows` last."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for name, row_id in sorted(rows):
        by_table[name].append(row_id)
    found: dict[Key, int] = {}
    for name, ids in by_table.items():
        for condition in among(_CHANGES.c.row_id, ids):
            wrote = select(_CHANGES.c.row_id, _CHANGES.c.batch_id).where(
                _CHANGES.c.batch_id > batch_id,
                _CHANGES.c.before.is_not(None),
                _CHANGES.c.table == name,
                condition,
            )
            for row_id, later in db.execute(wrote.order_by(_CHANGES.c.batch_id)):
                found[name, row_id] = later
    return found
