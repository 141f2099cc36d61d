"""The rows of the preview as lines of a table: where, what happens, to whom, why."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop.services.importing.kinds import BOX_LABELS, BOXES, Problem
from desktop.services.importing.plan import RowResult
from desktop.services.importing.staging import FieldChange
from desktop.views.importing.rows import Column
from desktop.views.widgets.formats import day, money


class Line(NamedTuple):
    """One physical row of one table."""

    key: str  # the table, as the options of an import name it
    where: str  # "customers.xlsx › Sheet1"
    result: RowResult


def happens(line: Line) -> str:
    """Why a row is where it is, or which values change."""
    result = line.result
    changes = "; ".join(change_text(change) for change in result.changes)
    return " · ".join(part for part in (changes, result.reason) if part)


def change_text(change: FieldChange) -> str:
    """One change: "City: Tyler → Lindale"."""
    name = change.column.removesuffix("_cents").removesuffix("_id").replace("_", " ").capitalize()
    old, new = (_shown(change.column, value) for value in (change.old, change.new))
    return f"{name}: {old} → {new}"


def _shown(column: str, value: Any) -> str:
    if value in (None, ""):
        return "nothing"
    if column.endswith("_cents") and isinstance(value, int):
        return money(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return day(value) if isinstance(value, date) else str(value)


def by_box(lines: Iterable[Line]) -> dict[str, tuple[Line, ...]]:
    """The lines of each box; under "" all of them."""
    sorted_out: dict[str, list[Line]] = {box: [] for box in ("", *BOXES)}
    for line in lines:
        sorted_out[""].append(line)
        sorted_out[line.result.box].append(line)
    return {box: tuple(found) for box, found in sorted_out.items()}


LINE_COLUMNS: tuple[Column[Line], ...] = (
    Column("Row", 7, lambda line: f"{line.result.row:,}", is_number=True),
    Column("What happens", 12, lambda line: BOX_LABELS[line.result.box]),
    Column("Name", 20, lambda line: line.result.what),
    Column("File and sheet", 15, lambda line: line.where),
    Column("What changes, or why", 30, happens),
)
DONE_COLUMNS = tuple(
    column._replace(heading=column.heading.replace("What happens", "What happened"))
    for column in LINE_COLUMNS
)
FILE_COLUMN = 3  # of no use while there is only one file
PROBLEM_COLUMNS: tuple[Column[Problem], ...] = (
    Column("File", 16, lambda problem: problem.file),
    Column("Sheet", 8, lambda problem: problem.sheet or ""),
    Column("Row", 7, lambda problem: f"{problem.row:,}", is_number=True),
    Column("Column", 14, lambda problem: problem.column),
    Column("Value", 13, lambda problem: problem.value),
    Column("What is wrong", 30, lambda problem: problem.short),
)


def rows_sentence(box: str, shown: Sequence[Line], total: int) -> str:
    """What the table shows at the moment."""
    if not box:
        return f"All {total:,} rows. Press a box above to see only its rows."
    return (
        f"{len(shown):,} of {total:,} rows: {BOX_LABELS[box].lower()}. Press the box again for all."
    )
