"""The rows of the preview as lines of a table: where, what happens, to whom, why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop.services.importing.kinds import BOX_LABELS, BOXES, Problem
from desktop.services.importing.planning.plan import RowResult
from desktop.services.importing.planning.staging import FieldChange
from desktop.services.importing.records import ProposedCustomer, ProposedDocument
from desktop.views.widgets.formats import day, money
from desktop.views.widgets.rows import Column


class Line(NamedTuple):
    """One physical row of one table."""

    key: str  # the table, as the options of an import name it
    where: str  # "customers.xlsx › Sheet1"
    result: RowResult
    find: Callable[[int], ProposedCustomer | None] | None = None  # in a list of customers
    sales: Mapping[int, ProposedDocument] = {}  # of a report, by the first of their rows


def happens(line: Line) -> str:
    """Why a row is where it is, which values change, or what a new customer or sale brings."""
    result = line.result
    changes = "; ".join(change_text(change) for change in result.changes)
    is_new = result.box == "new"
    proposal = line.find(result.row) if is_new and line.find else None
    sale = line.sales.get(result.row) if is_new else None
    brings = brought_by(proposal) if proposal else sale_text(sale) if sale else ""
    return " · ".join(part for part in (brings, changes, result.reason) if part)


def whole_line(line: Line) -> str:
    """Name and reason of a row as one text, where its columns cut them."""
    return " · ".join(part for part in (line.result.what, happens(line)) if part)


def brought_by(proposal: ProposedCustomer) -> str:
    """Phone, address and tank of a new customer on one line."""
    asset = proposal.parts.get("asset", {})
    gallons = asset.get("capacity_gal")
    place = proposal.site if proposal.site.line1 else proposal.mail
    said = (
        next((phone.number for phone in proposal.phones), ""),
        ", ".join(part for part in (place.line1, place.city) if part),
        f"{gallons:,} gal tank" if isinstance(gallons, int) else "",
    )
    return " · ".join(part for part in said if part)


def sale_text(sale: ProposedDocument) -> str:
    """Day and amount of a new invoice, payment or estimate on one line."""
    amount = sale.open if sale.amount is None else sale.amount
    said = "" if amount is None else money(round(amount * 100))
    return " · ".join(part for part in (day(sale.date), said) if part)


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
    Column("What changes, or why", 44, happens),
    Column("File and sheet", 15, lambda line: line.where),
)
DONE_COLUMNS = tuple(
    column._replace(heading=column.heading.replace("What happens", "What happened"))
    for column in LINE_COLUMNS
)
PROBLEM_TEXT, PROBLEM_FILE = 1, 4  # the column with room, and the one for several files


def problem_place(problem: Problem) -> str:
    """The file of a problem, and the sheet where there is one."""
    return f"{problem.file} › {problem.sheet}" if problem.sheet else problem.file


FILE_COLUMN = 4  # of no use while there is only one file
PROBLEM_COLUMNS: tuple[Column[Problem], ...] = (
    Column("Row", 5, lambda problem: f"{problem.row:,}", is_number=True),
    Column("What is wrong", 40, lambda problem: problem.short),
    Column("Value", 12, lambda problem: problem.value),
    Column("Column", 11, lambda problem: problem.column),
    Column("File and sheet", 14, problem_place),
)


def rows_sentence(box: str, shown: Sequence[Line], total: int) -> str:
    """What the table shows at the moment."""
    if not box:
        return f"All {total:,} rows. Press a box above to see only its rows."
    return (
        f"{len(shown):,} of {total:,} rows: {BOX_LABELS[box].lower()}. Press the box again for all."
    )
