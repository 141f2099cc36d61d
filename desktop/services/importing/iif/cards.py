"""Completes the customers of an IIF file: notepads, types, sales representatives, jobs."""

from datetime import date

from desktop.models import choices as c
from desktop.services.importing.cells.dates import DateReader, is_day_first
from desktop.services.importing.iif import labels
from desktop.services.importing.iif.grammar import Record, records
from desktop.services.importing.iif.notepad import dates_in, read_notepad
from desktop.services.importing.lists.cell_parsers import read_customer_type
from desktop.services.importing.records import Parsed, ProposedContact, ProposedCustomer

_REP = "REP"
_NO_STATUS = "0"


def complete_cards(parsed: Parsed, as_of: date, date_order: str | None = None) -> None:
    """Add to each customer what its line says beside the columns that are mapped."""
    lines = {record.number: record for record in records(parsed.table.grid, "CUST")}
    for customer in parsed.customers:
        line = lines[customer.row]
        _complete_type(customer, line)
        _complete_rep(customer)
        _complete_job(customer)
    _split_notepads(parsed, as_of, date_order)


def _split_notepads(parsed: Parsed, as_of: date, date_order: str | None) -> None:
    """Dated lines become contacts; only what stands above them stays a note."""
    days = [day for one in parsed.customers for note in one.notes for day in dates_in(note)]
    reader = DateReader(as_of, is_day_first(days, date_order))
    for customer in parsed.customers:
        kept = []
        for note in customer.notes:
            pad = read_notepad(note, reader.read, as_of)
            parsed.contacts += [ProposedContact(customer.row, *entry) for entry in pad.entries]
            kept += [pad.rest] if pad.rest else []
        customer.notes = kept


def _complete_type(customer: ProposedCustomer, line: Record) -> None:
    """The type by its first level; a word that says more than our type is kept as a tag."""
    written = line.get("CTYPE")
    if not written or "customer_type" not in customer.values:
        return
    if customer.values["customer_type"] == "other":
        customer.values["customer_type"] = read_customer_type(written.partition(":")[0])
    kind = customer.values["customer_type"]
    if written.casefold() not in (kind, dict(c.CUSTOMER_TYPE.items)[kind].casefold()):
        customer.tags = [*customer.tags, written]


def _complete_rep(customer: ProposedCustomer) -> None:
    """`Shane B. Hamby:3:SBH` is a name, the list it stands in, and initials."""
    extra = customer.values.get("extra", {})
    name, _, rest = extra.get(_REP, "").partition(":")
    number, _, initials = rest.partition(":")
    if number in labels.REP_LISTS:
        also = ", ".join(filter(None, (initials, labels.REP_LISTS[number])))
        extra[_REP] = f"{name} ({also})"


def _complete_job(customer: ProposedCustomer) -> None:
    """The status of a job is a digit; 0 says nothing."""
    job = dict(customer.parts.pop("job", {}))
    if job.get("status") == _NO_STATUS:
        del job["status"]
    elif "status" in job:
        job["status"] = labels.JOB_STATUS.get(job["status"], job["status"])
    if job:
        customer.parts["job"] = job
