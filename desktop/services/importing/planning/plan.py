"""What an import would do: rows to write, the box of every row, and what to ask."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.importing.documents import service_items
from desktop.services.importing.documents.service_items import Meaning
from desktop.services.importing.headings.tables import Options
from desktop.services.importing.lists.suggestions import Said, Suggestion
from desktop.services.importing.planning.alike import Candidate
from desktop.services.importing.planning.matching import Index
from desktop.services.importing.planning.shared import Shared
from desktop.services.importing.planning.staging import ENTITIES, Ahead, FieldChange, Staging
from desktop.services.importing.records import Parsed
from desktop.services.pace import empty


class RowResult(NamedTuple):
    """What becomes of one physical row."""

    row: int
    box: str
    reason: str
    what: str
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[Candidate, ...] = ()  # of a row to review: the customers it may be
    twice: int = 0  # of a sale to review: the row above that is equal


@dataclass
class EntityCount:
    """The records of one kind that a table adds, changes, or finds as they are."""

    new: set[int] = field(default_factory=set)
    plain: int = 0  # new ones beside these, of plain rows
    changed: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)


@dataclass
class TablePlan:
    """What becomes of the rows of one table."""

    parsed: Parsed
    results: dict[int, RowResult] = field(default_factory=dict)
    customer_of: dict[int, int] = field(default_factory=dict)  # by row, once it is planned
    first_rows: dict[int, int] = field(default_factory=dict)  # by customer, in a list of customers
    counts: dict[str, EntityCount] = field(
        default_factory=lambda: {name: EntityCount() for name in ENTITIES}
    )


class Applying(NamedTuple):
    """What payments that name no invoice pay, or would; `left_cents` pay nothing even then."""

    wanted: bool = False
    money: int = 0  # payments, and credits
    invoices: int = 0
    cents: int = 0
    left_cents: int = 0
    taken_back_cents: int = 0  # applied before, and no longer fitting what the files say


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
        "added", "added_entities", "changes", "completes", "is_new", "number", "own", "plan",
        "reasons", "table", "what",
    )  # fmt: skip

    def __init__(self, plan: "Plan", table: TablePlan, number: int, what: str) -> None:
        self.plan, self.table, self.number, self.what = plan, table, number, what
        self.changes: list[FieldChange] = []
        self.own: dict[str, int] = {}  # by table, the first record that this row adds
        self.added = self.added_entities = 0
        self.is_new = self.completes = False  # the customer is new, by this row or an earlier one
        self.reasons: list[str] = []

    def add(self, table: str, values: dict[str, object]) -> int:
        """Stage a new record."""
        row_id = self.plan.staging.add(table, values)
        self.own.setdefault(table, row_id)  # all later numbers are its own too
        self.added += 1
        count = self.table.counts.get(table)
        if count is not None:
            count.new.add(row_id)
            self.added_entities += 1
        return row_id

    def change(
        self, table: str, row_id: int, values: dict[str, object], *, may_erase: bool = False
    ) -> None:
        """Stage other values for a record that is there, on file or from an earlier row."""
        is_own = row_id >= self.own.get(table, row_id + 1)
        if is_own and not values:
            return
        changes = self.plan.staging.change(table, row_id, values, may_erase=may_erase)
        if is_own:
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
        is_more = self.changes or self.added
        if self.changes and not (self.completes and self._alters_nothing_on_file()):
            box = "changed"
        elif self.is_new or self.added_entities or (self.completes and is_more):
            box = "new"
        else:
            box = "changed" if is_more else "unchanged"
        self.table.results[self.number] = RowResult(
            self.number, box, "; ".join(self.reasons), self.what, tuple(self.changes)
        )

    def _alters_nothing_on_file(self) -> bool:
        is_new = self.plan.staging.is_new
        return all(is_new(change.table, change.row_id) for change in self.changes)

    def ask_twice(self, question: str, earlier: int) -> None:
        """Put a sale that is equal to that of an earlier row into the box "to review"."""
        self.table.results[self.number] = RowResult(
            self.number, "review", question, self.what, twice=earlier
        )

    def ask(self, question: str, candidates: tuple[Candidate, ...] = ()) -> None:
        """Put the row into the box "to review"; nothing of it is written."""
        nameable = tuple(filter(None, map(self._nameable, candidates)))
        self.table.results[self.number] = RowResult(
            self.number, "review", question, self.what, candidates=nameable
        )

    def _nameable(self, one: Candidate) -> Candidate | None:
        """A candidate as an answer can name it: by its number on file, or its row of this table."""
        if not self.plan.staging.is_new("customers", one.customer_id):
            return one._replace(row=0)
        is_here = one.row and self.table.customer_of.get(one.row) == one.customer_id
        return one._replace(customer_id=0) if is_here else None


class Plan:
    """Everything one import would do, worked out but not written."""

    def __init__(
        self, db: Session, as_of: date, options: Options, ahead: Ahead | None = None
    ) -> None:
        self.staging = Staging(db, ahead)
        self.index = Index(db)
        self.as_of = as_of
        self.options = options
        self.tables: list[TablePlan] = []
        self.touched: set[int] = set()
        table = service_items.lines(db)
        self.meanings = service_items.Meanings(table, options.services)
        self.services: dict[Meaning, set[object]] = defaultdict(set)  # the sales that name it
        self.totals = Totals()
        self.applying = Applying()
        self.waiting: dict[str, int] = {}  # key of a name -> the row that asks who it is
        self.said: list[Said] = []
        self.suggestions: list[Suggestion] = []
        self._job_places: set[int] | None = None
        self._main_places: set[int] = set()

    @cached_property
    def shared(self) -> Shared:
        """What several rows of the import have in common."""
        return Shared([table.parsed for table in self.tables])

    def clear(self) -> None:
        """Let go of all it was made of, when it is shown or written."""
        self.staging.clear()
        self.index.clear()
        for table in self.tables:
            for count in table.counts.values():
                empty(count)
            empty(table)
        empty(self)

    def key_of(self, table: str, key: str) -> int | None:
        """The record an outside key names."""
        return self.index.keys.get((table, key))

    def job_places(self) -> set[int]:
        """The properties that are known as a job of somebody and not as his main place."""
        if self._job_places is None:
            sites = [(k, i) for (of, k), i in self.index.keys.items() if of == "properties"]
            self._main_places = {row_id for key, row_id in sites if key.endswith(":")}
            self._job_places = {row_id for _, row_id in sites} - self._main_places
        return self._job_places

    def set_key(self, table: str, key: str, row_id: int) -> None:
        """Remember under which key an outside program knows a record."""
        if (table, key) in self.index.keys:
            return
        self.index.keys[table, key] = row_id
        if table == "properties" and self._job_places is not None:
            if key.endswith(":"):
                self._main_places.add(row_id)
                self._job_places.discard(row_id)
            elif row_id not in self._main_places:
                self._job_places.add(row_id)
        self.staging.add("source_keys", {"key": key, "table": table, "row_id": row_id})


def together(one: RowResult, other: RowResult) -> RowResult:
    """The result of a row that holds a customer and an invoice."""
    boxes = {one.box, other.box}
    box = next((box for box in ("changed", "new") if box in boxes), "unchanged")
    reasons = dict.fromkeys(filter(None, (one.reason, other.reason)))
    return one._replace(box=box, reason="; ".join(reasons), changes=one.changes + other.changes)


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
