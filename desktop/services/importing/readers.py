"""Which reader turns a recognised table into proposals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from desktop.services.importing import reports
from desktop.services.importing.customers import read_customers
from desktop.services.importing.date_order import mixed_orders
from desktop.services.importing.documents import read_documents
from desktop.services.importing.kinds import Checkpoint, Outcome, Problem, Table, no_checkpoint
from desktop.services.importing.mapping import Mapping, shifted_columns
from desktop.services.importing.messages import unusable
from desktop.services.importing.records import Parsed

Reader = Callable[[Table, Mapping, date, Checkpoint, str | None], Parsed]

READERS: dict[str, Reader] = {"customers": read_customers, "documents": read_documents}


def parse(
    table: Table,
    mapping: Mapping,
    as_of: date,
    checkpoint: Checkpoint = no_checkpoint,
    date_order: str | None = None,
) -> Parsed:
    """Turn a table into proposals; every row gets a box or a proposal.

    Without a `date_order` each column shows its own, and one that mixes two is a problem.

    Raises:
        ImportFileError: the columns have slipped sideways.
    """
    for column, count, total, what in shifted_columns(table, mapping):
        raise unusable(
            "shifted", table.file, count=count, total=total, column=column.heading, what=what
        )
    report = reports.BY_KEY.get(table.kind)
    reader = READERS[report.reader if report and report.reader else "customers"]
    parsed = reader(_without_broken(table), mapping, as_of, checkpoint, date_order)
    parsed.table = table
    _refuse_broken(parsed)
    parsed.as_of, parsed.date_order = as_of, date_order
    if date_order is None:
        parsed.problems[:0] = mixed_orders(table, mapping)
    return parsed


def _without_broken(table: Table) -> Table:
    """The table without the row that cannot be what was meant."""
    broken = table.grid.broken
    if broken is None:
        return table
    return replace(table, rows=[row for row in table.rows if row.number != broken[0]])


def _refuse_broken(parsed: Parsed) -> None:
    """Say of such a row why it is refused."""
    if parsed.table.grid.broken:
        number, said = parsed.table.grid.broken
        parsed.outcomes[number] = Outcome("refused", said)
        parsed.problems.append(Problem(parsed.table.file, parsed.table.sheet, number, "", "", said))
