"""Takes a whole import back, exactly; what was changed or used since stays only when asked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import ImportBatch, SourceKey
from desktop.models.tables import metadata
from desktop.services.importing.batch.changes import Changes, forget_changes, read_changes
from desktop.services.importing.batch.grouped_update import update_rows
from desktop.services.importing.batch.images import CHILDREN, among, restored
from desktop.services.importing.batch.kept import KeptRecord, described, find_kept
from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.planning.staging import WRITTEN_TABLES
from desktop.services.pace import uncollected
from desktop.services.payments.books import refuse_unfit

APPLIED, PARTLY_UNDONE, UNDONE = "applied", "partly_undone", "undone"
_NAMES_SHOWN = 5
_MOST_STORED = 1_000  # records that stayed, named in the history


class UndoResult(NamedTuple):
    """What an undo took back. The caller refreshes the facts of the `touched` customers."""

    batch_id: int
    removed: dict[str, int]
    restored: dict[str, int]
    touched: frozenset[int]
    kept: tuple[KeptRecord, ...] = ()


class UndoCheck(NamedTuple):
    """Whether a whole import can be taken back, and what would stay."""

    can_all: bool
    kept: list[KeptRecord]


class UndoRefusedError(UserError):
    """Raised when records of the batch were changed or used since; nothing was taken back."""

    def __init__(self, batch_id: int, kept: Sequence[KeptRecord]) -> None:
        self.blockers = [f"{record.what} {record.why}" for record in kept]
        shown = "; ".join(self.blockers[:_NAMES_SHOWN])
        more = len(kept) - _NAMES_SHOWN
        tail = f"; and {more:,} more" if more > 0 else ""
        super().__init__(
            f"This import cannot be undone as a whole, because of later work: {shown}{tail}. "
            "Nothing was changed.",
            where=f"batch {batch_id}",
        )


def check(db: Session, batch_id: int, checkpoint: Checkpoint = no_checkpoint) -> UndoCheck:
    """What an undo would have to leave, because it was changed or used since.

    Raises:
        UserError: no such batch, or undone already.
    """
    _batch(db, batch_id)
    db.flush()
    with uncollected():
        changes = read_changes(db, batch_id)
        kept = described(db, changes, find_kept(db, changes, checkpoint))
    return UndoCheck(not kept, kept)


def undo(
    db: Session,
    batch_id: int,
    checkpoint: Checkpoint = no_checkpoint,
    *,
    keep_edited: bool = False,
) -> UndoResult:
    """Take one import back. The caller commits.

    With `keep_edited` the records that were changed or used since stay, with what they stand
    on; a second undo can take them back when nothing holds them any more.

    Raises:
        UserError: no such batch, or undone already.
        UndoRefusedError: later work depends on it and may not stay; names what.
        UserError: payments were applied since to invoices that it changed.
    """
    batch = _batch(db, batch_id)
    db.flush()
    with uncollected():
        changes = read_changes(db, batch_id)
        kept = find_kept(db, changes, checkpoint)
        stays = described(db, changes, kept)
        if stays and not keep_edited:
            raise UndoRefusedError(batch_id, stays)
        going = changes.without(kept)
        touched = _touched(db, going)
        with db.begin_nested():
            _put_back(db, going)
            _remove(db, going, checkpoint)
            refuse_unfit(db, touched, "This import")
        if kept:
            forget_changes(db, batch_id, kept)
    _write_state(batch, stays)
    db.flush()
    return UndoResult(
        batch_id,
        {name: len(rows) for name, rows in going.made.items() if rows},
        {name: len(rows) for name, rows in going.changed.items() if rows},
        touched,
        tuple(stays),
    )


def _batch(db: Session, batch_id: int) -> ImportBatch:
    batch = db.get(ImportBatch, batch_id)
    if batch is None:
        raise UserError(f"There is no import number {batch_id}.", where=f"batch {batch_id}")
    if batch.state == UNDONE:
        raise UserError("This import was undone already.", where=f"batch {batch_id}")
    return batch


def _write_state(batch: ImportBatch, stays: Sequence[KeptRecord]) -> None:
    """Say in the history what stayed."""
    batch.state = PARTLY_UNDONE if stays else UNDONE
    named = [list(record) for record in stays[:_MOST_STORED]]
    batch.summary = {**batch.summary, "kept": named, "kept_count": len(stays)}


def _touched(db: Session, changes: Changes) -> frozenset[int]:
    touched = set(changes.ids("customers"))
    for name in {*changes.made, *changes.changed}:
        table = metadata.tables[name]
        if "customer_id" in table.c:
            touched |= _customers_of(db, table, table.c.id, changes.ids(name))
    links = metadata.tables["property_links"]
    touched |= _customers_of(db, links, links.c.property_id, changes.ids("properties"))
    invoices = metadata.tables["invoices"]
    paid = _paid_invoices(db, changes.ids("payment_shares"))
    return frozenset(touched | _customers_of(db, invoices, invoices.c.id, paid))


def _paid_invoices(db: Session, share_ids: list[int]) -> list[int]:
    """The invoices that parts of payments pay."""
    shares = metadata.tables["payment_shares"]
    found: set[int] = set()
    for condition in among(shares.c.id, share_ids):
        found.update(db.scalars(select(shares.c.invoice_id).distinct().where(condition)))
    return sorted(found)


def _customers_of(db: Session, table: Table, column: Column[Any], ids: list[int]) -> set[int]:
    """The customers that the rows name whose `column` is one of `ids`."""
    found: set[int] = set()
    for condition in among(column, ids):
        named = select(table.c.customer_id).distinct().where(condition)
        found.update(db.scalars(named.where(table.c.customer_id.is_not(None))))
    return found


def _put_back(db: Session, changes: Changes) -> None:
    """Give the changed records their old values."""
    rows = (
        (name, row_id, restored(metadata.tables[name], before))
        for name, changed in changes.changed.items()
        for row_id, (before, _) in changed.items()
    )
    update_rows(db, rows)


def _remove(db: Session, changes: Changes, checkpoint: Checkpoint) -> None:
    """Delete what the batch made, what refers before what is referred to."""
    for name in reversed(WRITTEN_TABLES):
        ids = sorted(changes.made.get(name, ()))
        if not ids:
            continue
        checkpoint(0, 0)
        keys = metadata.tables[SourceKey.__tablename__]
        for condition in among(keys.c.row_id, ids):
            db.execute(delete(keys).where(keys.c.table == name, condition))
        for child, reference in CHILDREN.get(name, ()):
            of = metadata.tables[child]
            for condition in among(of.c[reference], ids):
                db.execute(delete(of).where(condition))
        table = metadata.tables[name]
        for condition in among(table.c.id, ids):
            db.execute(delete(table).where(condition))
