"""Reads a report of documents: invoices, receipts, credits, payments, estimates, and the rest."""

from datetime import date

from desktop.services.importing.documents.entries import EntryReader
from desktop.services.importing.documents.forms import FORMS
from desktop.services.importing.documents.kinds import KINDS
from desktop.services.importing.documents.totals import check_totals
from desktop.services.importing.headings.layouts import BY_KEY
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.kinds import Checkpoint, Problem, Table, column_name
from desktop.services.importing.records import Parsed, ProposedDocument

_EVERY = 200


def read_documents(
    table: Table,
    mapping: Mapping,
    as_of: date,
    checkpoint: Checkpoint,
    date_order: str | None = None,
) -> Parsed:
    """Parse every row of a report of documents."""
    parsed = Parsed(table, mapping)
    report = BY_KEY[table.kind]
    reader = EntryReader(parsed, report, as_of, date_order)
    for done, document in enumerate(FORMS[report.form](reader, table.rows)):
        if done % _EVERY == 0:
            checkpoint(min(document.row, len(table.rows)), len(table.rows))
        parsed.documents.append(document)
        if document.date > as_of and document.kind in KINDS:
            _say_ahead(reader, document)
    parsed.checks = check_totals(reader)
    return parsed


def _say_ahead(reader: EntryReader, document: ProposedDocument) -> None:
    """A day to come: the money is taken as the file has it, but no work was done on that day."""
    table, said = reader.parsed.table, document.date.isoformat()
    column = column_name(reader.place["date"], table.headings[reader.place["date"]])
    message = (
        f"Row {document.row}, column {column}: '{said}' is a day to come. The row is imported, but"
        f" no visit is made from it. Customer: {document.name.display}".removesuffix(".")
        + "."
    )
    problem = Problem(table.file, table.sheet, document.row, column, said, message)
    reader.parsed.problems.append(problem)
