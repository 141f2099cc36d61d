"""Which reader turns a recognised table into proposals."""

from collections.abc import Callable
from datetime import date

from desktop.services.importing import iif
from desktop.services.importing.cells.date_order import mixed_orders
from desktop.services.importing.documents.reading import read_documents
from desktop.services.importing.files import unreadable
from desktop.services.importing.files.messages import unusable
from desktop.services.importing.headings import layouts
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.plausible import first_shift
from desktop.services.importing.iif.reader import read_records
from desktop.services.importing.kinds import Checkpoint, Table, no_checkpoint
from desktop.services.importing.lists import contact_lists
from desktop.services.importing.lists.customers import read_customers
from desktop.services.importing.records import Parsed

Reader = Callable[[Table, Mapping, date, Checkpoint, str | None], Parsed]

READERS: dict[str, Reader] = {
    "customers": read_customers,
    "documents": read_documents,
    iif.KIND: read_records,
}


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
    shift = first_shift(table, mapping)
    if shift:
        raise unusable(
            "shifted",
            table.file,
            count=shift.found,
            total=shift.filled,
            column=shift.column.heading,
            what=shift.what,
            rows=shift.rows,
        )
    reader = READERS[_reader_of(table)]
    refused = unreadable.refused_rows(table, mapping)
    parsed = reader(unreadable.without(table, refused), mapping, as_of, checkpoint, date_order)
    if table.kind == contact_lists.KIND:
        contact_lists.review_addresses(parsed)
    parsed.table = table
    unreadable.refuse(parsed, refused)
    parsed.as_of, parsed.date_order = as_of, date_order
    if date_order is None:
        parsed.problems[:0] = mixed_orders(table, mapping)
    return parsed


def _reader_of(table: Table) -> str:
    report = layouts.BY_KEY.get(table.kind)
    if report and report.reader:
        return report.reader
    return table.kind if table.kind in READERS else "customers"
