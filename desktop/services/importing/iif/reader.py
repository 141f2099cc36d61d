"""Reads a whole IIF file: customers with their notepads, transactions, to-do notes."""

from datetime import date

from desktop.services.importing.cells.dates import DateReader, is_day_first
from desktop.services.importing.cells.values import yes_no
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.iif.cards import complete_cards
from desktop.services.importing.iif.customer_list import CUSTOMER, TASKS
from desktop.services.importing.iif.grammar import Record, records, with_breaks
from desktop.services.importing.iif.transactions import read_transactions
from desktop.services.importing.kinds import (
    BadValueError,
    Checkpoint,
    Outcome,
    Problem,
    Table,
)
from desktop.services.importing.lists.customers import read_customers
from desktop.services.importing.records import Parsed, ProposedTask

_NO_HEADING = (
    "A customer before the heading of the customer list (!CUST), so its columns are unknown. "
    "The row was not imported. Export the list again from QuickBooks."
)


def read_records(
    table: Table,
    mapping: Mapping,
    as_of: date,
    checkpoint: Checkpoint,
    date_order: str | None = None,
) -> Parsed:
    """Parse everything in an IIF file that the office keeps."""
    parsed = read_customers(table, mapping, as_of, checkpoint, date_order)
    complete_cards(parsed, as_of, date_order)
    read_transactions(parsed, as_of, checkpoint, date_order)
    _read_tasks(parsed, as_of, date_order)
    _refuse_without_heading(parsed)
    return parsed


def _refuse_without_heading(parsed: Parsed) -> None:
    """A customer above the headings is lost, so it stands among the rows that were not imported."""
    table = parsed.table
    known = {row.number for row in table.rows}
    for record in records(table.grid, CUSTOMER):
        if (number := record.number) not in known:
            parsed.outcomes[number] = Outcome("refused", _NO_HEADING)
            said = f"Row {number}: {_NO_HEADING}"
            parsed.problems.append(Problem(table.file, table.sheet, number, "", "", said))


def _read_tasks(parsed: Parsed, as_of: date, date_order: str | None) -> None:
    found = list(records(parsed.table.grid, TASKS))
    day_first = is_day_first([record.get("DATE") for record in found], date_order)
    reader = DateReader(as_of, day_first, may_be_ahead=True)
    for record in found:
        _read_task(parsed, record, reader)


def _read_task(parsed: Parsed, record: Record, reader: DateReader) -> None:
    said = with_breaks(record.get("DESC"))
    if not said:
        parsed.outcomes[record.number] = Outcome("left_out", "A to-do note without a text")
        return
    parsed.tasks.append(
        ProposedTask(
            record.number,
            said,
            _due(parsed, record, reader),
            bool(yes_no(record.get("ISDONE"))),
            record.get("REFNUM"),
        )
    )


def _due(parsed: Parsed, record: Record, reader: DateReader) -> date | None:
    """The day a note is for; one that cannot be read is said, and the note is kept."""
    written = record.get("DATE")
    try:
        return reader.read(written)
    except BadValueError as error:
        table, row = parsed.table, record.number
        said = f"Row {row}: '{written}' {error}. The to-do note was kept without its day."
        parsed.problems.append(Problem(table.file, table.sheet, row, "", written, said))
        return None
