"""Reads a customer list: each row becomes a proposed customer, or is refused with the cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop.services.importing import iif
from desktop.services.importing.cells import lengths
from desktop.services.importing.cells.addresses import Address, from_block
from desktop.services.importing.cells.names import Name, read_name
from desktop.services.importing.cells.people import fill_person
from desktop.services.importing.cells.sold import is_sold
from desktop.services.importing.cells.values import texts
from desktop.services.importing.files.messages import SENTENCES
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.own_list import is_own_list
from desktop.services.importing.headings.tables import SPREADSHEET
from desktop.services.importing.kinds import (
    Checkpoint,
    DataRow,
    Outcome,
    Problem,
    Table,
    column_name,
)
from desktop.services.importing.lists.documents import add_documents
from desktop.services.importing.lists.draft import SHORTEST, Block, Draft, compile_steps
from desktop.services.importing.lists.equipment import arranged
from desktop.services.importing.lists.totals import check_list_totals
from desktop.services.importing.lists.usual import Parents, known_zip, usual_rows
from desktop.services.importing.records import LATER_PARTS, Parsed, ProposedCustomer

_TOGETHER = 500  # rows; their cells are read column by column
_NOTHING: dict[int, Any] = {}  # shared by all rows without custom fields
_NOWHERE = Address()
_LATER = frozenset(LATER_PARTS)
_BLOCKS = {"mail": "mail_lines", "site": "site_lines"}
_BLOCK_PARTS = frozenset(_BLOCKS.values())


def read_customers(
    table: Table,
    mapping: Mapping,
    as_of: date,
    checkpoint: Checkpoint,
    date_order: str | None = None,
) -> Parsed:
    """Parse every row of a customer list."""
    steps, customs = compile_steps(table, mapping, as_of, date_order)
    parsed = Parsed(table, mapping, customs)
    if not mapping.has_name:
        reason = SENTENCES["no_name"]
        parsed.outcomes = {row.number: Outcome("review", reason) for row in table.rows}
        return parsed
    parents = _parents(table, mapping)
    is_own = table.kind == SPREADSHEET and is_own_list(table.headings)
    for start in range(0, len(table.rows), _TOGETHER):
        checkpoint(start, len(table.rows))
        rows = table.rows[start : start + _TOGETHER]
        _read_some(parsed, rows, Block([row.cells for row in rows], steps), parents, is_own=is_own)
    if table.kind == SPREADSHEET:
        add_documents(parsed, as_of)
        parsed.checks += check_list_totals(parsed)
    return parsed


def _read_some(
    parsed: Parsed, rows: Sequence[DataRow], block: Block, parents: Parents, *, is_own: bool
) -> None:
    """Read some rows in columns, and those with something odd by themselves."""
    numbers, width = [row.number for row in rows], len(parsed.table.headings)
    usual = usual_rows(block, numbers, width, parents, is_own=is_own)
    odd, special = (usual.odd, usual.special) if usual else (set(range(len(rows))), set[int]())
    if usual and parsed.table.kind == SPREADSHEET:
        parsed.customers.listed.append(usual.rows.without(odd | special))
    else:
        special = set(range(len(rows))) - odd
    for place in sorted(odd | special):
        if usual and place in special:
            parsed.customers.alone.append(usual.rows.one(place))
        else:
            _read_one(parsed, rows[place], block.draft(place), parents, is_own=is_own)


def _parents(table: Table, mapping: Mapping) -> Parents:
    """The names that may have jobs; None where QuickBooks wrote the list: there all may.

    In a plain spreadsheet "A:B" is a job only when A has a row of its own.
    """
    if table.kind != SPREADSHEET:
        return None
    place = mapping.place("display_name")
    if place is None:
        return frozenset()
    cells = [row.cells[place] for row in table.rows if place < len(row.cells)]
    if set(map(type, cells)) == {str} and ":" not in "".join(cells):
        return frozenset()  # nearly always
    names = texts(cells)
    return frozenset(names if any(":" in name for name in names) else ())


def _read_one(
    parsed: Parsed, row: DataRow, draft: Draft, parents: Parents, *, is_own: bool
) -> None:
    raw = _raw_name(draft)
    name = _name(raw, parents)
    if name is None:
        parsed.outcomes[row.number] = Outcome("left_out", "No customer name in this row")
        return
    for index, value, message in draft.doubts:
        parsed.problems.append(_problem(parsed, row, index, value, message, name))
    for index, value, message in draft.bad:
        said = f"'{value}' {message}. It is kept in the notes as written"
        parsed.problems.append(_problem(parsed, row, index, value, said, name))
        draft.notes.append(_note(parsed, index, value))
    customer = _proposed(row.number, name, draft, is_own=is_own)
    if draft.is_long or draft.lines or _has_block(draft) or len(raw) > SHORTEST:
        _say_too_long(parsed, row, customer, raw)
    parsed.customers.alone.append(customer)
    _say_doubts(parsed, row, customer, draft)
    _say_stray_cells(parsed, row)


def _note(parsed: Parsed, index: int, value: str) -> str:
    """A value that its own field cannot hold, as the notes keep it."""
    headings = parsed.table.headings
    heading = headings[index] if index < len(headings) else ""
    return f"{heading}: {value}" if heading else value


def _say_too_long(parsed: Parsed, row: DataRow, customer: ProposedCustomer, raw: str) -> None:
    """Keep a text that is longer than its field in the notes, whole."""
    name, found = customer.name, lengths.take_out(customer)
    limit = (lengths.longest("customer", "display_name") or 0) if len(raw) > SHORTEST else 0
    if len(raw) > limit > 0 and not name.site:
        whole = lengths.TooLong("name", "display_name", raw, limit)
        found = [whole, *(one for one in found if one.value not in raw)]
    for one in found:
        index = _place_of(parsed, one.part, one.field)
        said = f"The text is longer than {one.longest} letters. It is kept whole in the notes"
        parsed.problems.append(_problem(parsed, row, index, one.value, said, name))
        customer.notes = [*customer.notes, _note(parsed, index, one.value)]


def _place_of(parsed: Parsed, part: str, field: str) -> int:
    """The column that fills a field; the first of its part where none does so alone."""
    known = ((c.at, targets.BY_KEY.get(c.target)) for c in parsed.mapping.columns)
    mine = [(at, one) for at, one in known if one is not None and one.part == part]
    exact = [at for at, one in mine if one.field == field]
    return exact[0] if exact else mine[0][0] if mine else _index_of(parsed, part)


def _problem(
    parsed: Parsed, row: DataRow, index: int, value: str, message: str, name: Name
) -> Problem:
    table = parsed.table
    heading = table.headings[index] if index < len(table.headings) else ""
    column = column_name(index, heading)
    said = message if message.endswith(".") else f"{message}. Customer: {name.display}"
    said = f"{said.removesuffix('.')}."  # a name may end with a period of its own
    return Problem(
        table.file, table.sheet, row.number, column, value,
        f"Row {row.number}, column {column}: {said}",
    )  # fmt: skip


def _say_doubts(parsed: Parsed, row: DataRow, customer: ProposedCustomer, draft: Draft) -> None:
    """Addresses that could not be taken apart, and ZIP codes in doubt."""
    if not (customer.mail.doubt or customer.site.doubt):
        return
    for part, address in (("mail", customer.mail), ("site", customer.site)):
        if address.doubt and not (part == "site" and customer.site_from_billing):
            columns = draft.part(part)
            field = "zip" if columns.get("zip") and "ZIP" in address.doubt else "line1"
            index, whole = _place_of(parsed, part, field), columns.get(field) or address.line1
            parsed.problems.append(
                _problem(parsed, row, index, str(whole), address.doubt, customer.name)
            )


def _index_of(parsed: Parsed, part: str) -> int:
    prefixes = {"mail": ("mail_", "bill"), "site": ("site_", "ship")}.get(part, ("display_name",))
    found = [c.at for c in parsed.mapping.columns if c.target.startswith(prefixes)]
    return found[0] if found else 0


def _say_stray_cells(parsed: Parsed, row: DataRow) -> None:
    """A value beyond the last heading is kept with the row, and said."""
    headings = parsed.table.headings
    if len(row.cells) <= len(headings):
        return
    for index in range(len(headings), len(row.cells)):
        value = str(row.cells[index] or "").strip()
        if value and parsed.table.kind != iif.KIND:
            column = column_name(index, "")
            said = f"Row {row.number}: value '{value}' in column {column} has no heading."
            parsed.problems.append(
                Problem(parsed.table.file, parsed.table.sheet, row.number, column, value, said)
            )


def _raw_name(draft: Draft) -> str:
    """The name as it is written: the name, else the company, else first and last name."""
    raw = draft.part("name").get("display_name")
    if raw:
        return str(raw)
    customer = draft.part("customer")
    both = filter(None, (customer.get("first_name"), customer.get("last_name")))
    return str(customer.get("company") or " ".join(both))


def _name(raw: str, parents: Parents) -> Name | None:
    """Who the row is about; None when it names nobody."""
    if not raw:
        return None
    return read_name(raw, has_jobs=parents is None or raw.partition(":")[0] in parents)


def _proposed(number: int, name: Name, draft: Draft, *, is_own: bool) -> ProposedCustomer:
    """A customer as the row has it; our own list says all there is, nothing is read out of it."""
    values = dict(draft.part("customer"))
    parts, equipment = arranged(draft.parts)
    if "extra" in parts:
        values["extra"] = dict(parts["extra"])
    if not is_own:
        fill_person(values, name, draft.part("name").get("contact"))
    _fill_emails(values, draft.emails)
    if name.is_deleted:
        values["status"] = "inactive"
    if values.get("status") == "inactive":
        values["inactive_reason"] = "marked_in_source"
    if name.notes and not is_own and is_sold(name):
        values |= {"status": "inactive", "inactive_reason": "moved_sold"}
    mail = _address(draft, "mail", values, name)
    is_same = not draft.lines and draft.parts.get("site") == draft.parts.get("mail")
    site = mail if is_same and not _has_block(draft) else _address(draft, "site", values, name)
    from_billing = not site.line1 and mail.is_street and not name.site
    return ProposedCustomer(
        row=number,
        name=name,
        values=values,
        phones=draft.phones or (),
        tags=draft.tags or (),
        notes=_notes(name, draft, equipment, is_own=is_own),
        custom=draft.custom or _NOTHING,
        mail=mail,
        site=mail._replace(doubt="") if from_billing else site,
        site_from_billing=from_billing,
        parts={part: values for part, values in parts.items() if values and part in _LATER},
        external_id=draft.part("name").get("external_id", ""),
        fills_only=is_own,
    )


def _notes(name: Name, draft: Draft, equipment: list[str], *, is_own: bool) -> Sequence[str]:
    marks = [f"({note})" for note in name.notes] if name.notes and not is_own else []
    return [*marks, *draft.notes, *equipment] if marks or draft.notes or equipment else ()


def _fill_emails(values: dict[str, Any], emails: list[str]) -> None:
    if emails:
        values["email"] = emails[0]
    if emails[1:]:
        values["other_emails"] = list(dict.fromkeys(emails[1:]))


def _names(values: dict[str, Any], name: Name, draft: Draft) -> tuple[str, ...]:
    """What may stand above a street: the customer, the company, the contact, the job."""
    found: tuple[str, ...] = (
        name.display,
        values.get("company", ""),
        draft.part("name").get("contact", ""),
        f"{values.get('first_name', '')} {values.get('last_name', '')}",
    )
    if any(map(str.isdigit, name.site)):
        return found  # "330 Main St" is a job's name and its street
    return (*found, name.site)


def _has_block(draft: Draft) -> bool:
    """Whether the lines of an address stand in columns of their own."""
    return not _BLOCK_PARTS.isdisjoint(draft.parts)


def _address(draft: Draft, part: str, values: dict[str, Any], name: Name) -> Address:
    """An address from its own columns, or taken apart from one cell or five lines."""
    block = _BLOCKS[part]
    lines = draft.lines.get(block) if draft.lines else None
    if not lines and block in draft.parts:
        lines = [text for _, text in sorted(draft.parts[block].items())]
    if lines:
        return from_block(lines, _names(values, name, draft))
    columns = draft.parts.get(part)
    if not columns:
        return _NOWHERE
    said = columns.get
    line1, line2, city = said("line1", ""), said("line2", ""), said("city", "")
    state, zipped = said("state", ""), said("zip", "")
    if line1 and not (city or state or zipped):
        whole = from_block([line1], _names(values, name, draft))
        if whole.zip5 or "\n" in line1:
            return whole._replace(line2=columns.get("line2", whole.line2))
    zip5, zip4, doubt = known_zip(zipped, state)
    return Address(line1, line2, city, state, zip5, zip4, doubt)
