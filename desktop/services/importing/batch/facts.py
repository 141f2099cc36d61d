"""What the history keeps of an import beside its rows: counts, sums, and how it was read."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from desktop.services.importing.cells.date_order import years_alone
from desktop.services.importing.headings import sensitive
from desktop.services.importing.headings.tables import SPREADSHEET
from desktop.services.importing.kinds import Row
from desktop.services.importing.planning.plan import Plan, TablePlan
from desktop.services.importing.planning.staging import ENTITIES
from desktop.services.importing.preview import Preview
from desktop.services.importing.records import Parsed

_MOST_CHECKS = 200


_BALANCE_WORDS = ("open_", "aging", "balance")


def source_of(parsed: Parsed) -> str:
    """The kind of source that a file is, by which the age of the data is judged."""
    if any(word in parsed.table.kind for word in _BALANCE_WORDS):
        return "balances"
    if parsed.table.kind == SPREADSHEET:
        return "lists"
    return "sales" if parsed.documents else "customers"


def summary_of(plan: Plan, shown: Preview) -> dict[str, Any]:
    """Files, boxes, records, money, and the columns that the office insisted on, with who did."""
    return {
        "boxes": shown.boxes,
        "files": [table.file for table in shown.tables],
        "new": {name: sum(t.new[name] for t in shown.tables) for name in ENTITIES},
        "changed": {name: sum(t.changed[name] for t in shown.tables) for name in ENTITIES},
        "totals": {key: _plain(value) for key, value in asdict(shown.totals).items()},
        "applied": plan.applying._asdict(),
        "actor": plan.options.actor,
        "insisted": [
            {
                "file": table.file,
                "sheet": table.sheet,
                "column": column.heading,
                "kind": column.sensitive,
                "by": plan.options.actor,
            }
            for table in shown.tables
            for column in sensitive.insisted_on(table.mapping)
        ],
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)


def details_of(table: TablePlan, plan: Plan) -> dict[str, Any]:
    """How one table was read, and what its report says beyond the rows."""
    parsed, options = table.parsed, plan.options
    checks = [check for check in parsed.checks if not check.agrees]
    return {
        "rows": len(parsed.table.grid.rows),
        "heading_row": parsed.table.heading_row,
        "headings": {str(c.at): c.heading for c in parsed.mapping.columns if c.heading},
        "types": {c.heading: c.custom_type for c in parsed.mapping.columns if c.custom_type},
        "date_order": parsed.date_order,
        "encoding": options.encoding or options.encodings.get(parsed.table.file),
        "notes": [
            *parsed.table.notes,
            *years_alone(parsed.table, parsed.mapping),
            *_flagged(parsed),
        ],
        "not_kept": [[c.heading, c.sensitive] for c in sensitive.refused(parsed.mapping)],
        "differences": [
            {
                "row": check.row,
                "group": check.group,
                "stated": str(check.stated),
                "ours": str(check.ours),
            }
            for check in checks[:_MOST_CHECKS]
        ],
    }


def _flagged(parsed: Parsed) -> list[str]:
    """What is doubtful in rows that were not refused; a refused row has its own reason."""
    refused = {number for number, outcome in parsed.outcomes.items() if outcome.box == "refused"}
    messages = (problem.message for problem in parsed.problems if problem.row not in refused)
    return list(islice(messages, _MOST_CHECKS))


def data_date_of(table: TablePlan, plan: Plan) -> date:
    """The day for which the data of a table stand, never a day to come.

    As the file says; for an owner's list, which says nothing, the latest work in it; else the
    day of the import.
    """
    parsed = table.parsed
    said = parsed.table.data_date
    if said is None and parsed.table.kind == SPREADSHEET:
        said = max(filter(plan.as_of.__ge__, _days_of_work(parsed)), default=None)
    return min(said or plan.as_of, plan.as_of)


def _days_of_work(parsed: Parsed) -> Iterator[date]:
    """The days of the visits and invoices that the rows of an owner's list name."""
    for customer in parsed.customers.alone:
        for part in ("visit", "invoice"):
            day = customer.parts.get(part, {}).get("date")
            if isinstance(day, date):
                yield day
    for rows in parsed.customers.listed:
        yield from filter(None, rows.parts.get("visit", {}).get("date", ()))


def hidden_cells(table: TablePlan) -> frozenset[int]:
    """The columns whose values are not even kept with the raw rows."""
    return frozenset(column.at for column in sensitive.refused(table.parsed.mapping))


def kept_cells(table: TablePlan, row: Row, hidden: frozenset[int]) -> Sequence[Any]:
    """The raw cells of a row, less those that are not kept; the headings stay."""
    if not hidden or row.number <= table.parsed.table.heading_row:
        return row.cells
    return [None if place in hidden else cell for place, cell in enumerate(row.cells)]
