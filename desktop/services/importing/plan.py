"""What an import would do: rows to write, the box of every row, and what to ask."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.importing.matching import Index
from desktop.services.importing.records import Parsed
from desktop.services.importing.staging import ENTITIES, FieldChange, Staging
from desktop.services.importing.tables import Options


class RowResult(NamedTuple):
    """What becomes of one physical row."""

    row: int
    box: str
    reason: str
    what: str
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[int, ...] = ()  # of a row to review: the customers it may be


@dataclass
class EntityCount:
    """The records of one kind that a table adds, changes, or finds as they are."""

    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)


@dataclass
class TablePlan:
    """What becomes of the rows of one table."""

    parsed: Parsed
    results: dict[int, RowResult] = field(default_factory=dict)
    counts: dict[str, EntityCount] = field(
        default_factory=lambda: {name: EntityCount() for name in ENTITIES}
    )


@dataclass
class Totals:
    """The money of the documents in the files that were understood.

    `invoices` are invoices and sales receipts; with `credits` (and refunds) they are all the
    records of the table of invoices. Credits are taken off the revenue.
    """

    invoices: int = 0
    credits: int = 0
    payments: int = 0
    revenue: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


class Row:
    """One row while it is planned: what it touched, to find its box."""

    __slots__ = (
        "added", "added_entities", "changes", "is_new", "number", "own", "plan", "reasons", "table",
        "what",
    )  # fmt: skip

    def __init__(self, plan: "Plan", table: TablePlan, number: int, what: str) -> None:
        self.plan, self.table, self.number, self.what = plan, table, number, what
        self.changes: list[FieldChange] = []
        self.own: set[tuple[str, int]] = set()
        self.added = self.added_entities = 0
        self.is_new = False
        self.reasons: list[str] = []

    def add(self, table: str, values: dict[str, object]) -> int:
        """Stage a new record."""
        row_id = self.plan.staging.add(table, values)
        self.own.add((table, row_id))
        self.added += 1
        if table in self.table.counts:
            self.table.counts[table].new.add(row_id)
            self.added_entities += 1
        return row_id

    def change(
        self, table: str, row_id: int, values: dict[str, object], *, may_erase: bool = False
    ) -> None:
        """Stage other values for a record that is there, on file or from an earlier row."""
        changes = self.plan.staging.change(table, row_id, values, may_erase=may_erase)
        if (table, row_id) in self.own:
            return  # the row completes what it adds itself
        self.changes += changes
        counts = self.table.counts.get(table)
        if counts is not None:
            (counts.changed if changes else counts.seen).add(row_id)

    def saw(self, table: str, row_id: int) -> None:
        """Count a record that was found as it is."""
        self.table.counts[table].seen.add(row_id)

    def finish(self) -> None:
        """Put the row into its box: new when it only adds records, changed when it alters any."""
        if self.changes:
            box = "changed"
        elif self.is_new or self.added_entities:
            box = "new"
        else:
            box = "changed" if self.added else "unchanged"
        self.table.results[self.number] = RowResult(
            self.number, box, "; ".join(self.reasons), self.what, tuple(self.changes)
        )

    def ask(self, question: str, candidates: tuple[int, ...] = ()) -> None:
        """Put the row into the box "to review"; nothing of it is written."""
        on_file = tuple(c for c in candidates if not self.plan.staging.is_new("customers", c))
        self.table.results[self.number] = RowResult(
            self.number, "review", question, self.what, candidates=on_file
        )


class Plan:
    """Everything one import would do, worked out but not written."""

    def __init__(self, db: Session, as_of: date, options: Options) -> None:
        self.staging = Staging(db)
        self.index = Index(db)
        self.as_of = as_of
        self.options = options
        self.tables: list[TablePlan] = []
        self.touched: set[int] = set()
        self.services: Counter[str] = Counter()
        self.totals = Totals()
        self._keyed: dict[str, set[int]] = {}
        self._job_places: set[int] | None = None

    def key_of(self, table: str, key: str) -> int | None:
        """The record an outside key names."""
        return self.index.keys.get((table, key))

    def job_places(self) -> set[int]:
        """The properties that are known as a job of somebody and not as his main place."""
        if self._job_places is None:
            sites = [(k, i) for (of, k), i in self.index.keys.items() if of == "properties"]
            main = {row_id for key, row_id in sites if key.endswith(":")}
            self._job_places = {row_id for _, row_id in sites} - main
        return self._job_places

    def keyed_rows(self, table: str) -> set[int]:
        """The records of a table that an outside key names already."""
        if table not in self._keyed:
            known = {row_id for (of, _), row_id in self.index.keys.items() if of == table}
            self._keyed[table] = known
        return self._keyed[table]

    def set_key(self, table: str, key: str, row_id: int) -> None:
        """Remember under which key an outside program knows a record."""
        if (table, key) in self.index.keys:
            return
        self.index.keys[table, key] = row_id
        if table in self._keyed:
            self._keyed[table].add(row_id)
        if table == "properties" and self._job_places is not None and not key.endswith(":"):
            self._job_places.add(row_id)
        self.staging.add("source_keys", {"key": key, "table": table, "row_id": row_id})


def left_over(table: TablePlan) -> None:
    """Give every row that proposed nothing its box."""
    parsed = table.parsed
    for number, reason in parsed.table.left_out.items():
        table.results[number] = RowResult(number, "left_out", reason, "")
    for number, outcome in parsed.outcomes.items():
        table.results[number] = RowResult(number, outcome.box, outcome.reason, "")


def forget_detours(plan: Plan, table: TablePlan) -> None:
    """Two rows that say different things of one record, the last as stored, change nothing.

    Otherwise the same file would bring the same two changes every time it is imported.
    """
    detours = plan.staging.detours
    if not detours:
        return
    for number, result in table.results.items():
        kept = tuple(c for c in result.changes if (c.table, c.row_id, c.column) not in detours)
        if len(kept) < len(result.changes):
            box = "unchanged" if result.box == "changed" and not kept else result.box
            table.results[number] = result._replace(box=box, changes=kept)
    for name, count in table.counts.items():
        count.seen |= count.changed
        count.changed = {
            i
            for i in count.changed
            if (name, i) in plan.staging.before or plan.staging.is_new(name, i)
        }
