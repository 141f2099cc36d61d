"""The rows as they will be after the import: loaded from the office, changed, or added."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from desktop.models.tables import metadata
from desktop.services.pace import release

_CHUNK = 500
_LOAD_ALL_ABOVE = 4_000  # more ids than this: one pass over the table is faster

Values = dict[str, Any]
Columns = dict[str, list[Any]]
Piece = dict[str, Columns]  # some new rows by table, whole records: no other row belongs to them

# In the order in which rows may be written: what is referred to comes first.
WRITTEN_TABLES = (
    "customers",
    "customer_phones",
    "customer_tags",
    "properties",
    "property_links",
    "systems",
    "assets",
    "contracts",
    "visits",
    "service_lines",
    "estimates",
    "invoices",
    "payments",
    "payment_shares",
    "other_transactions",
    "interactions",
    "tasks",
    "custom_fields",
    "custom_values",
    "source_keys",
)
ENTITIES = (
    "customers",
    "properties",
    "systems",
    "assets",
    "contracts",
    "visits",
    "estimates",
    "invoices",
    "payments",
    "other_transactions",
    "interactions",
    "tasks",
)


class FieldChange(NamedTuple):
    """One stored value that the import replaces."""

    table: str
    row_id: int
    column: str
    old: Any
    new: Any


class Ahead(Protocol):
    """Whoever may write new rows while others are still planned."""

    def take(self, name: str, columns: Columns) -> None:
        """Write new rows of a table, now or later."""

    def settle(self) -> None:
        """Finish what was taken, so that the session may be used."""


class NotAhead:
    """Writes nothing: a plan that is only looked at."""

    def take(self, name: str, columns: Columns) -> None:
        """Leave the rows to the plan."""

    def settle(self) -> None:
        """Have nothing to wait for."""


class Staging:
    """Collects what an import would write; only a writer `ahead` takes anything from here."""

    def __init__(self, db: Session, ahead: Ahead | None = None) -> None:
        self._db, self._ahead = db, ahead or NotAhead()
        self.rows: dict[str, dict[int, Values]] = defaultdict(dict)
        self.before: dict[tuple[str, int], Values] = {}
        self.detours: set[tuple[str, int, str]] = set()  # changed by one row, put back by a later
        self.pieces: list[Piece] = []  # new rows as columns, which no other row meets
        self._first = {name: self._last_id(name) + 1 for name in WRITTEN_TABLES}
        self._next = dict(self._first)

    @property
    def db(self) -> Session:
        """The session, when nobody writes with it."""
        self._ahead.settle()
        return self._db

    def _last_id(self, name: str) -> int:
        return self.db.execute(select(func.max(metadata.tables[name].c.id))).scalar() or 0

    def load(self, name: str, column: str, ids: Iterable[int]) -> list[Values]:
        """Load the rows of a table whose `column` is one of `ids`; each with its id."""
        table, wanted = metadata.tables[name], sorted(set(ids))
        found = []
        for row in _select(self.db, table, column, wanted) if wanted else ():
            values = dict(row)
            found.append(self.rows[name].setdefault(values["id"], values))
        return found

    def load_all(self, name: str) -> list[Values]:
        """Load a whole small table."""
        table = metadata.tables[name]
        for row in self.db.execute(select(table).order_by(table.c.id)).mappings():
            self.rows[name].setdefault(row["id"], dict(row))
        return list(self.rows[name].values())

    def add(self, name: str, values: Values) -> int:
        """Stage a new row; its number is already the one it will have."""
        row_id = self._next[name]
        self._next[name] = row_id + 1
        values["id"] = row_id
        self.rows[name][row_id] = values
        return row_id

    def reserve(self, name: str, count: int) -> range:
        """The numbers of the next new rows of a table; they come with `add_piece`."""
        first = self._next[name]
        self._next[name] = first + count
        return range(first, first + count)

    def add_piece(self, tables: Iterable[tuple[str, Columns]]) -> Piece:
        """Stage new rows whose numbers were reserved, less the columns that nobody fills."""
        piece: Piece = {}
        self.pieces.append(piece)
        for name, columns in tables:
            filled = _filled(columns)
            if filled:
                piece[name] = filled
                self._ahead.take(name, filled)
        return piece

    def change(
        self, name: str, row_id: int, values: Mapping[str, Any], *, may_erase: bool = False
    ) -> list[FieldChange]:
        """Stage other values for a row; a blank never erases unless `may_erase`."""
        row = self.rows[name][row_id]
        changes = []
        for column, new in values.items():
            old = row.get(column)
            if new == old or (new in (None, "") and not may_erase):
                continue
            row[column] = new or (new if new in (0, False) else None)
            changes.append(FieldChange(name, row_id, column, old, new))
            if not self.is_new(name, row_id):
                self._remember(name, row_id, column, old, row[column])
        return changes

    def _remember(self, name: str, row_id: int, column: str, old: Any, new: Any) -> None:
        """Keep what the office has; a value that came back to it is no change at all."""
        before = self.before.setdefault((name, row_id), {})
        if before.setdefault(column, old) == new:
            self.detours.add((name, row_id, column))
            del before[column]
            if not before:
                del self.before[name, row_id]
        else:
            self.detours.discard((name, row_id, column))

    def is_new(self, name: str, row_id: int) -> bool:
        """Whether a row is added by this import."""
        return row_id >= self._first[name]

    def first_new(self, name: str) -> int:
        """The number of the first row of a table that this import adds."""
        return self._first[name]

    def new_count(self, name: str) -> int:
        """How many rows of a table this import adds."""
        return self._next[name] - self._first[name]

    def new_rows(self, name: str) -> list[Values]:
        """The new rows of a table that were added one by one, by their numbers."""
        rows = self.rows[name]
        new = range(self._first[name], self._next[name])
        return [rows[row_id] for row_id in new if row_id in rows]

    def clear(self) -> None:
        """Let go of all rows, a few at a time: freed in one go they would hold up the window."""
        for rows in self.rows.values():
            while rows:
                rows.popitem()
        for piece in self.pieces:
            release(column for columns in piece.values() for column in columns.values())


def _filled(columns: Columns) -> Columns:
    """The columns that have a value in any row."""
    return {name: column for name, column in columns.items() if any(v is not None for v in column)}


def _select(db: Session, table: Table, column: str, ids: list[int]) -> Iterable[Mapping[str, Any]]:
    if len(ids) > _LOAD_ALL_ABOVE:
        wanted = set(ids)
        statement = select(table).order_by(table.c.id)
        return [dict(row) for row in db.execute(statement).mappings() if row[column] in wanted]
    found: list[Mapping[str, Any]] = []
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        statement = select(table).where(table.c[column].in_(chunk)).order_by(table.c.id)
        found += [dict(row) for row in db.execute(statement).mappings()]
    return found
