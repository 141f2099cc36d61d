"""Sees what an owner's list is about: a history of services, or contracts, by all its columns."""

from collections.abc import Sequence
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Column, Mapping
from desktop.services.importing.kinds import Table
from desktop.services.importing.lists.cell_parsers import can_read

_LOOKED_AT = 500
_FEWEST_ROWS = 3
_REPEATED = 0.85  # so many names for the rows, or fewer, and the customers return
_SCORE, _DOUBTFUL = 0.8, 0.3
_DATE_HEADINGS = ("date", "day", "dates", "job date", "svc", "when")
_OF_EACH_VISIT = {"capacity_gal": "gallons_pumped", "notes": "visit_note"}
_CONTRACT_DAYS = ("contract_start", "contract_end")
_INVOICES = ("invoice_no", "invoice_amount")
_OF_AN_INVOICE = ("invoice_date", "invoice_paid", "invoice_open", "paid_how")
_NAMES = ("display_name", "company", "first_name", "last_name")
_SIZES = ("gal", "gals", "gallons", "gal.", "capacity")
_WORK = ("last_service_kind", "gallons_pumped", "technician")
_REASONS = {
    "last_service": "The rows tell of work: this is the day of each",
    "gallons_pumped": "The list repeats its customers: the gallons of each visit",
    "visit_more": "The rows of one customer differ: it belongs to each visit",
    "visit_note": "The list repeats its customers: a note of each visit",
}


_A_LIST_OF_INVOICES = "A list of invoices: it is that of each"


def as_a_whole(table: Table, mapping: Mapping) -> Mapping:
    """The mapping as the other columns and the repeated customers let it mean."""
    if not mapping.has_name:
        return mapping
    repeats = _repeats([row.cells for row in table.rows[:_LOOKED_AT]], mapping)
    tells_of_work = any(mapping.place(key) is not None for key in _WORK)
    mapping = _without_invoices(_of_contracts(mapping))
    if mapping.place("invoice_no") is not None and not tells_of_work:
        mapping = _of_invoices(mapping)
    date_column = _date_column(mapping) if repeats or tells_of_work else None
    if date_column is None and mapping.place("last_service") is None:
        return mapping
    columns = [
        _turned(c, mapping, date_column) if repeats or c is date_column else c
        for c in mapping.columns
    ]
    differing = _differing(table, mapping) if repeats else frozenset[int]()
    return Mapping(tuple(_of_the_visit(c, differing) for c in columns))


def _of_invoices(mapping: Mapping) -> Mapping:
    """In a list of invoices that tells of no work the bare day and amount are the invoice's."""
    if mapping.place("invoice_date") is not None or mapping.place("last_service") is not None:
        return mapping
    found = _date_column(mapping)
    if found is None:
        return mapping
    wanted = {found.at: "invoice_date"}
    amount = mapping.place("last_amount")
    if amount is not None and mapping.place("invoice_amount") is None:
        wanted[amount] = "invoice_amount"
    return Mapping(
        tuple(
            c._replace(target=wanted[c.at], score=_SCORE, reason=_A_LIST_OF_INVOICES)
            if c.at in wanted
            else c
            for c in mapping.columns
        )
    )


def _differing(table: Table, mapping: Mapping) -> frozenset[int]:
    """The columns without a field in which the rows of one customer differ."""
    places = [c.at for c in mapping.columns if c.target == targets.CUSTOM and c.heading]
    names = _name_places(mapping)
    seen: dict[tuple[str, int], str] = {}
    found = set()
    for row in table.rows[:_LOOKED_AT]:
        who = _name_of(row.cells, names)
        for at in places:
            said = text(row.cells[at]) if at < len(row.cells) else ""
            if said and seen.setdefault((who, at), said) != said:
                found.add(at)
    return frozenset(found)


def _of_the_visit(column: Column, differing: frozenset[int]) -> Column:
    if column.target != targets.CUSTOM or column.at not in differing:
        return column
    return column._replace(target="visit_more", score=_SCORE, reason=_REASONS["visit_more"])


def _of_contracts(mapping: Mapping) -> Mapping:
    """In a list of contracts without any service the price is the contract's."""
    days = [mapping.place(key) for key in _CONTRACT_DAYS]
    if days == [None, None] or mapping.place("last_service") is not None:
        return mapping
    if mapping.place("contract_price") is not None or mapping.place("invoice_no") is not None:
        return mapping
    reason = "A list of contracts: the price of each"
    return Mapping(
        tuple(
            c._replace(target="contract_price", score=_SCORE, reason=reason)
            if c.target == "last_amount"
            else c
            for c in mapping.columns
        )
    )


def _without_invoices(mapping: Mapping) -> Mapping:
    """A balance, or "paid", of no invoice that the list names is kept as it is written."""
    if any(mapping.place(key) is not None for key in _INVOICES):
        return mapping
    reason = "No column names an invoice that this could belong to"
    return Mapping(
        tuple(
            c._replace(target=targets.CUSTOM, score=_DOUBTFUL, reason=reason)
            if c.target in _OF_AN_INVOICE
            else c
            for c in mapping.columns
        )
    )


def _repeats(rows: Sequence[Sequence[Any]], mapping: Mapping) -> bool:
    """Whether the customers of a list return."""
    places = _name_places(mapping)
    names = [_name_of(cells, places) for cells in rows]
    names = [name for name in names if name.strip()]
    return len(names) >= _FEWEST_ROWS and len(set(names)) <= _REPEATED * len(names)


def _name_places(mapping: Mapping) -> list[int]:
    return [place for key in _NAMES if (place := mapping.place(key)) is not None]


def _name_of(cells: Sequence[Any], places: Sequence[int]) -> str:
    return fold(" ".join(text(cells[place]) for place in places if place < len(cells)))


def _date_column(mapping: Mapping) -> Column | None:
    """The column that says only "Date", where no other one is the day of the service."""
    if mapping.place("last_service") is not None:
        return None
    for column in mapping.columns:
        is_free = column.target == targets.CUSTOM and fold(column.heading) in _DATE_HEADINGS
        if is_free and all(can_read("date", sample) for sample in column.samples):
            return column
    return None


def _turned(column: Column, mapping: Mapping, date_column: Column | None) -> Column:
    target = "last_service" if column is date_column else _OF_EACH_VISIT.get(column.target, "")
    if not target or mapping.place(target) is not None:
        return column
    if column.target == "capacity_gal" and fold(column.heading) not in _SIZES:
        return column  # "Tank size" stays what it says
    return column._replace(target=target, score=_SCORE, reason=_REASONS[target])
