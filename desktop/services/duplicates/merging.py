"""Two customers become one, and two again: every row that moved is kept as it was.

The one who goes stays in the office as an inactive customer who says into whom he was merged, so
that nothing written about him is lost; lists, matching and the search for duplicates leave him out.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.merging import CustomerMerge
from desktop.models.tables import metadata
from desktop.services.duplicates.merge_policy import REMOVE, Policy, references
from desktop.services.duplicates.merge_values import merged
from desktop.services.importing.batch.images import among, dicts, plain, restored
from desktop.services.payments.books import refuse_unfit

CUSTOMERS = metadata.tables["customers"]
KEYS = metadata.tables["source_keys"]
LINKS = metadata.tables["property_links"]
_NAMES_SHOWN = 5


class MergeResult(NamedTuple):
    """What a merge did. The caller refreshes the facts of the `touched` customers."""

    merge_id: int
    moved: dict[str, int]  # table -> rows that belong to the other customer now
    touched: frozenset[int]
    not_taken: dict[str, str]  # values that differed; they stand in the notes


class MergeRow(NamedTuple):
    """One line of the history of merges."""

    merge_id: int
    merged_at: datetime
    keep_id: int
    keep_name: str
    gone_id: int
    gone_name: str


class MergeUndoRefusedError(UserError):
    """Raised when later work depends on a merge; nothing was taken back."""

    def __init__(self, merge_id: int, blockers: list[str]) -> None:
        shown = "; ".join(blockers[:_NAMES_SHOWN])
        more = len(blockers) - _NAMES_SHOWN
        tail = f"; and {more} more" if more > 0 else ""
        super().__init__(
            f"This merge cannot be taken back, because later work depends on it: {shown}{tail}. "
            "Nothing was changed.",
            where=f"merge {merge_id}",
        )
        self.blockers = blockers


class _Journal:
    """Writes rows and keeps how each was before and is after."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.changes: list[dict[str, Any]] = []
        self.moved: dict[str, int] = {}

    def change(self, table: Table, row: dict[str, Any], values: dict[str, Any]) -> None:
        """Give a row other values."""
        if not values:
            return
        self.db.execute(update(table).where(table.c.id == row["id"]).values(values))
        before = {column: plain(row[column]) for column in values}
        after = {column: plain(value) for column, value in values.items()}
        self._note(table, row["id"], before, after)
        row.update(values)

    def remove(self, table: Table, row: dict[str, Any]) -> None:
        """Take a row out."""
        self.db.execute(delete(table).where(table.c.id == row["id"]))
        whole = {column: plain(value) for column, value in row.items()}
        self._note(table, row["id"], whole, None)

    def _note(
        self, table: Table, row_id: int, before: dict[str, Any], after: dict[str, Any] | None
    ) -> None:
        self.changes.append({"table": table.name, "key": row_id, "before": before, "after": after})


def merge(db: Session, keep: int, gone: int, now: datetime) -> MergeResult:
    """Make one customer of two: all that belonged to `gone` belongs to `keep`. The caller commits.

    Raises:
        UserError: one and the same, not there, or merged already.
    """
    db.flush()
    ours, theirs = _customer(db, keep), _customer(db, gone)
    if keep == gone:
        raise UserError("A customer cannot be merged with itself.", where=f"customer {keep}")
    touched = _touched(db, keep, gone)
    journal = _Journal(db)
    for table, column, policy in references():
        _move_rows(journal, table, column, policy, keep, gone)
    _move_keys(journal, keep, gone)
    together = merged(ours, theirs)
    ending = {"status": "inactive", "inactive_reason": "duplicate_merged", "merged_into_id": keep}
    if "account_no" in together.changes:
        ending["account_no"] = None  # unique: it goes before it comes
    journal.change(CUSTOMERS, theirs, ending)
    journal.change(CUSTOMERS, ours, together.changes)
    record = CustomerMerge(merged_at=now, keep_id=keep, gone_id=gone, changes=journal.changes)
    db.add(record)
    db.flush()
    db.expire_all()
    return MergeResult(record.id, journal.moved, touched, together.not_taken)


def _customer(db: Session, customer_id: int) -> dict[str, Any]:
    found = dicts(db, select(CUSTOMERS).where(CUSTOMERS.c.id == customer_id))
    if not found:
        raise UserError(f"There is no customer number {customer_id}.", where="merge")
    if found[0]["merged_into_id"] is not None:
        name = found[0]["display_name"]
        raise UserError(f"{name} was merged into another customer already.", where="merge")
    return found[0]


def _touched(db: Session, keep: int, gone: int) -> frozenset[int]:
    """Both customers, and who else belongs to their places."""
    places = select(LINKS.c.property_id).where(LINKS.c.customer_id.in_([keep, gone]))
    others = select(LINKS.c.customer_id).distinct().where(LINKS.c.property_id.in_(places))
    return frozenset({keep, gone, *db.scalars(others)})


def _move_rows(
    journal: _Journal, table: Table, column: Column[Any], policy: Policy, keep: int, gone: int
) -> None:
    rows = dicts(journal.db, select(table).where(column == gone).order_by(table.c.id))
    if not rows:
        return
    kept = select(table).where(column == keep).order_by(table.c.id)
    theirs = dicts(journal.db, kept) if policy.twin or "position" in table.c else []
    twins = {policy.twin(row): row for row in theirs} if policy.twin else {}
    position = max((row["position"] for row in theirs), default=-1) if "position" in table.c else 0
    for row in rows:
        twin = twins.get(policy.twin(row)) if policy.twin else None
        if twin is None:
            position += 1
            place = {"position": position} if "position" in table.c else {}
            journal.change(table, row, {column.name: keep, **place})
            journal.moved[table.name] = journal.moved.get(table.name, 0) + 1
        elif policy.action == REMOVE:
            journal.remove(table, row)
            journal.change(table, twin, policy.settle(twin, row))


def _move_keys(journal: _Journal, keep: int, gone: int) -> None:
    """The names under which other programs know a customer follow him."""
    of_gone = (KEYS.c.table == "customers") & (KEYS.c.row_id == gone)
    for row in dicts(journal.db, select(KEYS).where(of_gone).order_by(KEYS.c.id)):
        journal.change(KEYS, row, {"row_id": keep})


def undo_merge(db: Session, merge_id: int) -> frozenset[int]:
    """Take a merge back: every row is as it was. The caller commits.

    Returns:
        The customers whose facts the caller refreshes.

    Raises:
        UserError: no such merge.
        MergeUndoRefusedError: later work depends on it; names what.
        UserError: payments of the one were applied to invoices of the other since.
    """
    db.flush()
    record = db.get(CustomerMerge, merge_id)
    if record is None:
        raise UserError(f"There is no merge number {merge_id}.", where=f"merge {merge_id}")
    blockers = [*_later_merges(db, record), *_changed_since(db, record)]
    if blockers:
        raise MergeUndoRefusedError(merge_id, list(dict.fromkeys(blockers)))
    touched = _touched(db, record.keep_id, record.gone_id)
    with db.begin_nested():
        for change in reversed(record.changes):
            _put_back(db, change)
        refuse_unfit(db, touched, "This merge")
    keep, gone = record.keep_id, record.gone_id
    db.delete(record)
    db.flush()
    db.expire_all()
    return touched | _touched(db, keep, gone)


def _later_merges(db: Session, record: CustomerMerge) -> list[str]:
    both = [record.keep_id, record.gone_id]
    later = (
        select(CustomerMerge.gone_id)
        .where(CustomerMerge.id > record.id)
        .where(or_(CustomerMerge.keep_id.in_(both), CustomerMerge.gone_id.in_(both)))
        .order_by(CustomerMerge.id)
    )
    return [f"the later merge of {_name(db, gone)}" for gone in db.scalars(later)]


def _changed_since(db: Session, record: CustomerMerge) -> list[str]:
    """What is no longer as the merge left it."""
    blockers = []
    last: dict[tuple[str, int], dict[str, Any] | None] = {}
    for change in record.changes:  # of a row written twice the last values count
        key = (change["table"], change["key"])
        before = last.get(key)
        last[key] = {**(before or {}), **change["after"]} if change["after"] is not None else None
    rows = _rows(db, [key for key, after in last.items() if after is not None])
    for (name, row_id), after in last.items():
        if after is None:
            continue
        row = rows.get((name, row_id))
        if row is None or any(plain(row[column]) != value for column, value in after.items()):
            what = "was removed since" if row is None else "was changed since"
            blockers.append(f"{_described(db, name, row, record)} {what}")
    return blockers


def _rows(db: Session, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    found = {}
    for name in {name for name, _ in wanted}:
        table = metadata.tables[name]
        for condition in among(table.c.id, sorted(i for of, i in wanted if of == name)):
            for row in dicts(db, select(table).where(condition)):
                found[name, row["id"]] = row
    return found


def _described(db: Session, name: str, row: dict[str, Any] | None, record: CustomerMerge) -> str:
    if name == "customers":
        return f"customer {_name(db, row['id'] if row else record.keep_id)}"
    label = name.replace("_", " ").removeprefix("customer ")
    label = label.removesuffix("ies") + "y" if label.endswith("ies") else label.removesuffix("s")
    return f"a {label} of {_name(db, record.keep_id)}"


def _name(db: Session, customer_id: int) -> str:
    return db.scalar(select(Customer.display_name).where(Customer.id == customer_id)) or ""


def _put_back(db: Session, change: dict[str, Any]) -> None:
    table = metadata.tables[change["table"]]
    values = restored(table, change["before"])
    if change["after"] is None:
        db.execute(insert(table).values(values))
    else:
        db.execute(update(table).where(table.c.id == change["key"]).values(values))


def history(db: Session) -> list[MergeRow]:
    """The merges that were done and not taken back, the latest first."""
    keep, gone = CUSTOMERS.alias(), CUSTOMERS.alias()
    statement = (
        select(
            CustomerMerge.id, CustomerMerge.merged_at, CustomerMerge.keep_id, keep.c.display_name,
            CustomerMerge.gone_id, gone.c.display_name,
        )
        .join(keep, keep.c.id == CustomerMerge.keep_id)
        .join(gone, gone.c.id == CustomerMerge.gone_id)
        .order_by(CustomerMerge.id.desc())
    )  # fmt: skip
    return [MergeRow(*row) for row in db.execute(statement)]
