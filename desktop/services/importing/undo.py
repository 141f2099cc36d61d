"""Takes a whole import back, exactly; refuses, with names, where later work depends on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import ImportBatch, ImportChange, SourceKey
from desktop.models.tables import metadata
from desktop.services.importing.images import (
    CHILDREN,
    PARENT_OF,
    among,
    current_images,
    plain,
    restored,
    rows_where,
)
from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.staging import WRITTEN_TABLES
from desktop.services.pace import uncollected

# Tables that follow from the records; they are worked out again after an undo.
_DERIVED = frozenset(["customer_texts", "customer_facts", "service_facts", "facts_state"])
_CHANGES = metadata.tables[ImportChange.__tablename__]
_PAGE = 1_000
_NAMES_SHOWN = 5
_LABELS = {
    "customers": "customer",
    "properties": "property",
    "systems": "system",
    "assets": "tank",
    "contracts": "contract",
    "visits": "visit",
    "estimates": "estimate",
    "invoices": "invoice",
    "payments": "payment",
    "static_members": "member of a static segment",
    "interactions": "contact",
}


class UndoResult(NamedTuple):
    """What an undo took back. The caller refreshes the facts of the `touched` customers."""

    batch_id: int
    removed: dict[str, int]
    restored: dict[str, int]
    touched: frozenset[int]


class UndoRefusedError(UserError):
    """Raised when records of the batch were changed or used since; nothing was taken back."""

    def __init__(self, batch_id: int, blockers: list[str]) -> None:
        shown = "; ".join(blockers[:_NAMES_SHOWN])
        more = len(blockers) - _NAMES_SHOWN
        tail = f"; and {more} more" if more > 0 else ""
        super().__init__(
            f"This import cannot be undone, because later work depends on it: {shown}{tail}. "
            "Nothing was changed.",
            where=f"batch {batch_id}",
        )
        self.blockers = blockers


class _Batch(NamedTuple):
    """The changes of one batch by table: the rows it made, and before and after of the others."""

    batch_id: int
    made: dict[str, set[int]]
    changed: dict[str, dict[int, tuple[dict[str, Any], dict[str, Any]]]]


def undo(db: Session, batch_id: int, checkpoint: Checkpoint = no_checkpoint) -> UndoResult:
    """Take one import back. The caller commits.

    Raises:
        UserError: no such batch, or undone already.
        UndoRefusedError: later work depends on it; names what.
    """
    batch = db.get(ImportBatch, batch_id)
    if batch is None:
        raise UserError(f"There is no import number {batch_id}.", where=f"batch {batch_id}")
    if batch.state == "undone":
        raise UserError("This import was undone already.", where=f"batch {batch_id}")
    db.flush()
    with uncollected():
        changes = _read(db, batch_id)
        blockers = [
            *_made_and_changed_since(db, changes, checkpoint),
            *_changed_since(db, changes),
            *_used_since(db, changes),
            *_later_children(db, changes),
        ]
        if blockers:
            raise UndoRefusedError(batch_id, blockers)
        touched = _touched(db, changes)
        _put_back(db, changes)
        _remove(db, changes, checkpoint)
    batch.state = "undone"
    db.flush()
    return UndoResult(
        batch_id,
        {name: len(rows) for name, rows in changes.made.items()},
        {name: len(rows) for name, rows in changes.changed.items()},
        touched,
    )


def _read(db: Session, batch_id: int) -> _Batch:
    made: dict[str, set[int]] = defaultdict(set)
    changed: dict[str, dict[int, tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(dict)
    of_batch = _CHANGES.c.batch_id == batch_id
    new = select(_CHANGES.c.table, _CHANGES.c.row_id)
    for table, row_id in db.execute(new.where(of_batch, _CHANGES.c.before.is_(None))):
        made[table].add(row_id)
    columns = (_CHANGES.c.table, _CHANGES.c.row_id, _CHANGES.c.before, _CHANGES.c.after)
    old = select(*columns).where(of_batch, _CHANGES.c.before.is_not(None))
    for table, row_id, before, after in db.execute(old.order_by(_CHANGES.c.id)):
        changed[table][row_id] = (before, after)
    return _Batch(batch_id, made, changed)


def _made_and_changed_since(db: Session, batch: _Batch, checkpoint: Checkpoint) -> Iterator[str]:
    """The records this import made that are no longer as it left them."""
    done, total = 0, sum(map(len, batch.made.values()))
    for page in _pages(db, batch.batch_id):
        checkpoint(done, total)
        done += len(page)
        for name, rows in _by_table(page).items():
            now = current_images(db, name, sorted(rows))
            for row_id, after in rows.items():
                if now.get(row_id) != after:
                    what = "was changed since" if row_id in now else "was removed since"
                    yield f"{_describe(db, name, row_id)} {what}"


def _pages(db: Session, batch_id: int) -> Iterator[Sequence[Any]]:
    """The images of the rows a batch made, some at a time: all at once would fill the memory."""
    statement = (
        select(_CHANGES.c.id, _CHANGES.c.table, _CHANGES.c.row_id, _CHANGES.c.after)
        .where(_CHANGES.c.batch_id == batch_id, _CHANGES.c.before.is_(None))
        .order_by(_CHANGES.c.id)
        .limit(_PAGE)
    )
    last = 0
    while page := db.execute(statement.where(_CHANGES.c.id > last)).all():
        last = page[-1].id
        yield page


def _by_table(page: Sequence[Any]) -> dict[str, dict[int, dict[str, Any]]]:
    found: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for _, table, row_id, after in page:
        found[table][row_id] = after
    return found


def _changed_since(db: Session, batch: _Batch) -> Iterator[str]:
    """The records this import changed whose changed values are others now."""
    for name, changed in batch.changed.items():
        table = metadata.tables[name]
        stored = {row["id"]: row for row in rows_where(db, table, table.c.id, changed)}
        for row_id, (_, after) in changed.items():
            row = stored.get(row_id)
            if row is None or any(plain(row[c]) != value for c, value in after.items()):
                yield f"{_describe(db, name, row_id)} was changed since"


def _used_since(db: Session, batch: _Batch) -> Iterator[str]:
    """Records made later that refer to records of this import."""
    for table in metadata.sorted_tables:
        if table.name in _DERIVED or table.name in PARENT_OF or table.name == "source_keys":
            continue
        for column in table.columns:
            for key in column.foreign_keys:
                owners = sorted(batch.made.get(key.column.table.name, ()))
                ours = batch.made.get(table.name, set())
                for owner_id in _references(db, table, column, owners, table.c.id, ours):
                    label = _LABELS.get(table.name, table.name.replace("_", " "))
                    owner = _describe(db, key.column.table.name, owner_id)
                    yield f"a later {label} belongs to {owner}"


def _references(
    db: Session,
    table: Table,
    column: Column[Any],
    ids: list[int],
    by: Column[Any],
    ours: set[int],
) -> Iterator[int]:
    """Who of `ids` a row of `table` names in `column`, except rows whose `by` is of `ours`."""
    known = sorted(ours)
    in_one_piece = len(known) > 0 and known[-1] - known[0] + 1 == len(known)
    for condition in among(column, ids):
        statement = select(by, column).where(condition).order_by(table.c.id)
        if in_one_piece:
            statement = statement.where(~by.between(known[0], known[-1]))
        yield from (owner for row_id, owner in db.execute(statement) if row_id not in ours)


def _later_children(db: Session, batch: _Batch) -> Iterator[str]:
    """Small rows that refer to the batch through another table than the one that keeps them."""
    for child, (parent, reference) in PARENT_OF.items():
        table = metadata.tables[child]
        for column in table.columns:
            for key in column.foreign_keys:
                if column.name == reference:
                    continue
                ids = sorted(batch.made.get(key.column.table.name, ()))
                for row in rows_where(db, table, column, ids):
                    is_ours = row[reference] in batch.made.get(parent, ())
                    if not is_ours and row["id"] not in batch.made.get(child, ()):
                        owner = _describe(db, parent, row[reference])
                        yield f"{owner} refers to a record of this import"


def _describe(db: Session, name: str, row_id: int) -> str:
    """A record by its kind and the customer's name."""
    label = _LABELS.get(name, name.replace("_", " "))
    table = metadata.tables[name]
    row = db.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if row is None:
        return label
    customers = metadata.tables["customers"]
    customer_id = row_id if name == "customers" else row.get("customer_id")
    who = db.scalar(select(customers.c.display_name).where(customers.c.id == customer_id))
    return f"{label} {who or row.get('line1') or row.get('name') or ''}".strip()


def _touched(db: Session, batch: _Batch) -> frozenset[int]:
    touched = batch.made.get("customers", set()) | set(batch.changed.get("customers", ()))
    for name in {*batch.made, *batch.changed}:
        table = metadata.tables[name]
        if "customer_id" in table.c:
            touched |= _customers_of(db, table, table.c.id, _ids(batch, name))
    links = metadata.tables["property_links"]
    places = _ids(batch, "properties")
    touched |= _customers_of(db, links, links.c.property_id, places)
    return frozenset(touched)


def _ids(batch: _Batch, name: str) -> list[int]:
    """The rows of a table that a batch made or changed."""
    return sorted({*batch.made.get(name, ()), *batch.changed.get(name, ())})


def _customers_of(db: Session, table: Table, column: Column[Any], ids: list[int]) -> set[int]:
    """The customers that the rows name whose `column` is one of `ids`."""
    found: set[int] = set()
    for condition in among(column, ids):
        named = select(table.c.customer_id).distinct().where(condition)
        found.update(db.scalars(named.where(table.c.customer_id.is_not(None))))
    return found


def _put_back(db: Session, batch: _Batch) -> None:
    """Give the changed records their old values, same columns together."""
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for name, rows in batch.changed.items():
        table = metadata.tables[name]
        for row_id, (before, _) in rows.items():
            values = restored(table, before)
            groups[name, tuple(values)].append(
                {"_id": row_id} | {f"_{column}": value for column, value in values.items()}
            )
    for (name, columns), parameters in groups.items():
        table = metadata.tables[name]
        statement = (
            update(table)
            .where(table.c.id == bindparam("_id"))
            .values({c: bindparam(f"_{c}") for c in columns})
        )
        db.connection().execute(statement, parameters)


def _remove(db: Session, batch: _Batch, checkpoint: Checkpoint) -> None:
    """Delete what the batch made, what refers before what is referred to."""
    for name in reversed(WRITTEN_TABLES):
        ids = sorted(batch.made.get(name, ()))
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
