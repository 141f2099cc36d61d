"""What an import would do, ready to be shown: six boxes, records, problems, questions, money."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.services.importing.cells.date_order import years_alone
from desktop.services.importing.headings import chosen, sensitive
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.sheets import of_sheets
from desktop.services.importing.headings.tables import KINDS, Options, read_tables
from desktop.services.importing.kinds import BOXES, Checkpoint, Problem, Table, no_checkpoint
from desktop.services.importing.lists.suggestions import Suggestion
from desktop.services.importing.planning.making import make_plan
from desktop.services.importing.planning.plan import (
    Applying,
    Plan,
    RowResult,
    TablePlan,
    Totals,
)
from desktop.services.importing.readers import parse
from desktop.services.importing.records import Parsed, TotalCheck
from desktop.services.pace import uncollected


class ServiceCount(NamedTuple):
    """What one item, or words in memos, mean now, and how many sales name it."""

    name: str
    match: str  # "item" or "words"
    service: str  # "" while nobody has decided
    label: str
    documents: int
    is_new: bool  # an item that is not in the item table: only proposed by its words


@dataclass(frozen=True)
class TablePreview:
    """What becomes of one table. The six `boxes` add up to `rows_read`."""

    key: str
    file: str
    sheet: str | None
    kind: str
    label: str
    rows_read: int
    boxes: dict[str, int]
    new: dict[str, int]
    changed: dict[str, int]
    unchanged: dict[str, int]
    rows: list[RowResult]
    problems: list[Problem]
    mapping: Mapping
    notes: tuple[str, ...]
    checks: list[TotalCheck]

    def in_box(self, box: str) -> list[RowResult]:
        """The rows of one box, in the order of the file."""
        return [row for row in self.rows if row.box == box]

    @property
    def review(self) -> list[RowResult]:
        """The rows that need a decision, each with its question."""
        return self.in_box("review")


@dataclass(frozen=True)
class Preview:
    """A dry run. `parsed` is what `apply` writes from, so both see the same rows."""

    tables: list[TablePreview]
    totals: Totals
    applying: Applying
    services: list[ServiceCount]
    suggestions: list[Suggestion]
    options: Options
    parsed: list[Parsed] = field(repr=False)

    def pieces(self) -> list[list[Any]]:
        """All that is many in it, for who lets go of it with `pace.release`."""
        tables = [one.table for one in self.parsed]
        return [
            *(list[Any](table.rows) for table in self.tables),
            *(piece for one in self.parsed for piece in one.customers.pieces()),
            *(list[Any](table.rows) for table in tables),
            *(list[Any](table.grid.rows) for table in tables),
        ]

    @property
    def boxes(self) -> dict[str, int]:
        """The six boxes over all files."""
        return {box: sum(table.boxes[box] for table in self.tables) for box in BOXES}


def preview(
    db: Session,
    paths: Sequence[Path],
    as_of: date,
    options: Options | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Preview:
    """Read the files and work out what importing them would do; nothing is written.

    Raises:
        ImportFileError: a file cannot be used at all; the sentence says what to do.
    """
    options = options or Options()
    with uncollected():
        parsed = parse_files(db, paths, as_of, options, checkpoint)
        return dry_run(db, parsed, as_of, options, checkpoint)


def preview_again(
    db: Session,
    parsed: Sequence[Parsed],
    as_of: date,
    options: Options,
    checkpoint: Checkpoint = no_checkpoint,
) -> Preview:
    """The preview after a column was mapped otherwise or a question answered; no file is read."""
    with uncollected():
        again = [parse_table(db, one.table, as_of, options, checkpoint, one) for one in parsed]
        return dry_run(db, again, as_of, options, checkpoint)


def dry_run(
    db: Session,
    parsed: Sequence[Parsed],
    as_of: date,
    options: Options,
    checkpoint: Checkpoint = no_checkpoint,
) -> Preview:
    """Plan the import of what was parsed, show it, and let go of the plan."""
    plan = make_plan(db, parsed, as_of, options, checkpoint)
    shown = show(plan)
    plan.clear()
    return shown


def parse_files(
    db: Session,
    paths: Sequence[Path],
    as_of: date,
    options: Options,
    checkpoint: Checkpoint = no_checkpoint,
) -> list[Parsed]:
    """Read, recognise, map and parse the files."""
    tables = read_tables(list(paths), options, checkpoint)
    remembered = chosen.as_remembered(db, tables, options)
    if remembered is not options:
        tables = read_tables(list(paths), remembered, checkpoint)
    wanted = of_sheets(tables, options.sheets)
    return [parse_table(db, table, as_of, options, checkpoint) for table in wanted]


def parse_table(
    db: Session,
    table: Table,
    as_of: date,
    options: Options,
    checkpoint: Checkpoint,
    earlier: Parsed | None = None,
) -> Parsed:
    """Parse one table as the options say; what was parsed `earlier` in the same way is kept."""
    mapping = chosen.mapping_of(db, table, options)
    date_order = chosen.date_order_of(db, table, options)
    if (
        earlier is not None
        and earlier.table is table
        and (earlier.mapping, earlier.as_of, earlier.date_order) == (mapping, as_of, date_order)
    ):
        return earlier
    return parse(table, mapping, as_of, checkpoint, date_order)


def show(plan: Plan) -> Preview:
    """A plan as it is shown."""
    return Preview(
        tables=[_show_table(table) for table in plan.tables],
        totals=plan.totals,
        applying=plan.applying,
        services=_services(plan),
        suggestions=plan.suggestions,
        options=plan.options,
        parsed=[table.parsed for table in plan.tables],
    )


def _services(plan: Plan) -> list[ServiceCount]:
    """Every item and word that was found, those nobody decided first, then the most frequent."""
    found = [
        ServiceCount(one.name, one.match, one.service, _said(one.service), len(sales), one.is_new)
        for one, sales in plan.services.items()
    ]
    return sorted(found, key=lambda one: (bool(one.service), -one.documents, one.name))


def _said(service: str) -> str:
    return c.SERVICE_MEANING.label(service) if service else "Not decided; makes no visit by itself"


def _show_table(plan: TablePlan) -> TablePreview:
    parsed, table = plan.parsed, plan.parsed.table
    rows = [plan.results[number] for number in sorted(plan.results)]
    boxes = Counter(row.box for row in rows)
    checks = [check for check in parsed.checks if not check.agrees]
    return TablePreview(
        key=table.key,
        file=table.file,
        sheet=table.sheet,
        kind=table.kind,
        label=KINDS[table.kind],
        rows_read=len(table.grid.rows),
        boxes={box: boxes[box] for box in BOXES},
        new={name: len(count.new) + count.plain for name, count in plan.counts.items()},
        changed={name: len(count.changed - count.new) for name, count in plan.counts.items()},
        unchanged={
            name: len(count.seen - count.new - count.changed) for name, count in plan.counts.items()
        },
        rows=rows,
        problems=parsed.problems,
        mapping=parsed.mapping,
        notes=(
            *table.notes,
            *sensitive.notes(parsed.mapping),
            *years_alone(table, parsed.mapping),
            *(one.sentence for one in checks),
        ),
        checks=parsed.checks,
    )
