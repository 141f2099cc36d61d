"""Rows of a list with nothing odd in them are read in whole columns, and stay columns.

Odd is what needs a word to the office or a look at the row by itself: a cell that cannot be read,
a mark in the name, an address in one cell. `customers` reads such a row from its draft. A row that
is only special, with a note or a contract, is put together from the columns.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, NamedTuple

from desktop.services.importing.cells.addresses import is_street
from desktop.services.importing.cells.names import Name, read_name
from desktop.services.importing.cells.people import fill_person
from desktop.services.importing.cells.values import zip_code
from desktop.services.importing.kinds import BadValueError
from desktop.services.importing.listed import PIECES, Column, Fields, Listed, rows_that_say
from desktop.services.importing.lists.draft import Block
from desktop.services.importing.lists.equipment import TANKS
from desktop.services.importing.records import LATER_PARTS

_IN_LINES = frozenset(["mail_lines", "site_lines"])  # addresses whose lines stand in columns
_NOBODY = Name("", "", "", "", (), is_deleted=False)
_LATER = frozenset(LATER_PARTS)
_SPECIAL_PARTS = ("contract", "invoice", "job", "visit_more")
_SPECIAL_ASSET = ("interval", "due_override")
_PERSON = ("first_name", "last_name", "second_name", "salutation", "company")
Parents = frozenset[str] | None  # the names that may have jobs; None where all may
known_zip = lru_cache(4_096)(zip_code)


class Usual(NamedTuple):
    """Rows read in columns, and the places of those that are odd, or special."""

    rows: Listed
    odd: set[int]
    special: set[int]


def usual_rows(
    block: Block, numbers: Sequence[int], width: int, parents: Parents, *, is_own: bool
) -> Usual | None:
    """The rows of these numbers as columns, `width` of which are named; None: all are odd."""
    parts = _by_part(block)
    if not _IN_LINES.isdisjoint(parts) or any(step.kind == "lines" for step, _ in block.read):
        return None
    odd = set(block.long)
    odd |= _odd_values(block) | _odd_equipment(parts) | _stray(block, width)
    names = _names(parts, block.count, parents, odd)
    phones, emails = _phones(block, odd), _emails(block, odd)
    mail, site = _address(parts.get("mail"), odd), _address(parts.get("site"), odd)
    rows = Listed(
        numbers, names, phones, _filled(_values(parts, emails, block.count)), mail, site,
        _from_billing(mail, site, names),
        {part: _filled(fields) for part, fields in parts.items() if part in _LATER},
        _others(block, parts), is_own,
    )  # fmt: skip
    if not is_own:
        _fill_people(rows, parts.get("name", {}).get("contact"), odd)
    return Usual(rows, odd, _special(rows) - odd)


def _filled(fields: Fields) -> Fields:
    """The columns in which any row says something."""
    return {name: column for name, column in fields.items() if column.count(None) < len(column)}


def _by_part(block: Block) -> dict[str, Fields]:
    """The columns by the part and the field they fill; of two for one field the later wins."""
    parts: dict[str, Fields] = {}
    for step, column in block.read:
        if step.kind == "value":
            fields = parts.setdefault(step.part, {})
            before = fields.get(step.field)
            fields[step.field] = column if before is None else _over(before, column)
    return parts


def _over(before: Column, column: Column) -> Column:
    return [old if new is None else new for old, new in zip(before, column, strict=True)]


def _odd_values(block: Block) -> set[int]:
    """Where a cell could not be read."""
    return {
        place
        for _, column in block.read
        if BadValueError in set(map(type, column))
        for place, value in enumerate(column)
        if type(value) is BadValueError
    }


def _odd_equipment(parts: dict[str, Fields]) -> set[int]:
    """Where the part of a system is no tank."""
    kinds = parts.get("asset", {}).get("kind", ())
    return {place for place, kind in enumerate(kinds) if kind is not None and kind not in TANKS}


def _stray(block: Block, width: int) -> set[int]:
    """Where a cell stands beyond the last heading."""
    return {
        place
        for column in block.columns[width:]
        for place, cell in enumerate(column)
        if cell is not None and cell != ""
    }


def _names(parts: dict[str, Fields], count: int, parents: Parents, odd: set[int]) -> Sequence[Name]:
    said = parts.get("name", {}).get("display_name", [None] * count)
    names = [_NOBODY if raw is None else _name(raw, parents) for raw in said]
    odd.update(
        place
        for place, name in enumerate(names)
        if name is _NOBODY or name.notes or name.number or name.is_deleted
    )
    return names


def _name(raw: str, parents: Parents) -> Name:
    may_have_jobs = ":" in raw and (parents is None or raw.partition(":")[0] in parents)
    return read_name(raw, has_jobs=may_have_jobs)


def _phones(block: Block, odd: set[int]) -> list[Sequence[Any]]:
    for step, column in block.read:
        if step.kind == "phone":
            odd.update(p for p, one in enumerate(column) if one and (one.rest or one.doubt))
    return list(_joined(block, "phone", lambda one: one.phones))


def _emails(block: Block, odd: set[int]) -> Column:
    """The one address of each row."""
    found: Column = [None] * block.count
    for step, column in block.read:
        if step.kind == "email":
            odd.update(p for p, one in enumerate(column) if one and (one.bad or one.good[1:]))
            first = [one.good[0] if one and one.good else None for one in column]
            odd.update(p for p, two in enumerate(zip(found, first, strict=True)) if all(two))
            found = _over(found, first)
    return found


def _address(fields: Fields | None, odd: set[int]) -> Fields:
    """The addresses whose pieces stand in columns of their own."""
    if not fields:
        return {}
    nothing = [""] * len(next(iter(fields.values())))
    line1, line2, city, state, code = (
        [said or "" for said in fields[name]] if name in fields else nothing
        for name in ("line1", "line2", "city", "state", "zip")
    )
    zip5, zip4, doubts = zip(*map(known_zip, code, state), strict=True)
    odd.update(place for place, doubt in enumerate(doubts) if doubt)
    pieces = enumerate(zip(line1, city, state, code, strict=True))
    odd.update(p for p, (street, a, b, c) in pieces if street and not (a or b or c))
    return dict(zip(PIECES, (line1, line2, city, state, zip5, zip4), strict=True))


def _from_billing(mail: Fields, site: Fields, names: Sequence[Name]) -> list[bool]:
    """Whether the site of each row is taken to be where the bill goes."""
    if not mail:
        return [False] * len(names)
    sites = site.get("line1") or repeat("", len(names))
    rows = zip(mail["line1"], sites, names, strict=True)
    return [not there and is_street(line1) and not name.site for line1, there, name in rows]


def _values(parts: dict[str, Fields], emails: Column, count: int) -> Fields:
    """What goes into the record of the customer itself."""
    found = dict(parts.get("customer", {}))
    if "extra" in parts:
        fields = parts["extra"]
        rows = zip(*fields.values(), strict=True)
        said = [dict(zip(fields, row, strict=True)) for row in rows]
        kept = [{name: one for name, one in row.items() if one is not None} for row in said]
        found["extra"] = [row or None for row in kept]
    found["email"] = emails
    if "inactive" in found.get("status", ()):
        found["inactive_reason"] = [
            "marked_in_source" if status == "inactive" else reason
            for status, reason in zip(
                found["status"], found.get("inactive_reason", [None] * count), strict=True
            )
        ]
    return found


def _fill_people(rows: Listed, contacts: Column | None, odd: set[int]) -> None:
    """Add who is named, where the rows have no columns for it."""
    columns = {name: list(rows.values.get(name, repeat(None, len(rows)))) for name in _PERSON}
    for place in set(range(len(rows))) - odd:
        before = {name: said for name in _PERSON if (said := columns[name][place]) is not None}
        values = dict(before)
        fill_person(values, rows.names[place], contacts[place] if contacts else None)
        for name in values.keys() - before.keys():
            columns[name][place] = values[name]
    rows.values |= {name: column for name, column in columns.items() if any(column)}


def _others(block: Block, parts: dict[str, Fields]) -> Fields:
    """What only some rows say: tags, notes, custom fields, the number of another program."""
    columns: dict[str, Iterable[Any] | None] = {
        "tags": _joined(block, "tags", _as_it_is),
        "notes": _joined(block, "note", _as_list),
        "custom": _customs(block),
    }
    said = parts.get("name", {}).get("external_id")
    columns["external_id"] = said and [one or "" for one in said]
    found = ((name, list(column)) for name, column in columns.items() if column is not None)
    return {name: column for name, column in found if any(column)}


def _customs(block: Block) -> Iterable[dict[int, Any]] | None:
    """The custom fields of each row, by their columns."""
    columns = [(step.at, column) for step, column in block.read if step.kind == "custom"]
    if not columns:
        return None
    places = [at for at, _ in columns]
    rows = zip(*(column for _, column in columns), strict=True)
    return [
        {at: said for at, said in zip(places, row, strict=True) if said is not None} for row in rows
    ]


def _as_it_is(value: Any) -> Any:
    return value


def _as_list(value: Any) -> list[Any]:
    return [value]


def _joined(block: Block, kind: str, of: Callable[[Any], Sequence[Any]]) -> list[Sequence[Any]]:
    """What the columns of one kind hold, put together for each row."""
    columns = [
        [() if one is None else of(one) for one in column]
        for step, column in block.read
        if step.kind == kind
    ]
    if len(columns) < 2:  # noqa: PLR2004 - nothing to put together
        return columns[0] if columns else [()] * block.count
    return [tuple(chain.from_iterable(row)) for row in zip(*columns, strict=True)]


def _special(rows: Listed) -> set[int]:
    """Where a row says more than what is planned the same way for everybody, or hardly anything."""
    found = {place for place, name in enumerate(rows.names) if name.site or name.key != name.bare}
    for few in ("tags", "notes", "custom"):
        found.update(place for place, said in enumerate(rows.others.get(few, ())) if said)
    for part in _SPECIAL_PARTS:
        found |= rows_that_say(rows.parts.get(part, {}))
    found |= rows_that_say(rows.parts.get("asset", {}), _SPECIAL_ASSET)
    found |= rows_that_say(rows.values, PIECES)
    return found | _special_visits(rows.parts.get("visit", {})) | _nearly_empty(rows)


def _special_visits(visit: Fields) -> set[int]:
    """Where work has no day, a name, or money below zero, or may be marked void."""
    days = visit.get("date", ())
    found = rows_that_say(visit, ["service"])
    found.update(place for place in rows_that_say(visit) if not days or days[place] is None)
    for column in visit.values():
        for place, said in enumerate(column):
            if isinstance(said, str):
                found.update([place] if "void" in said.casefold() else ())
            elif isinstance(said, Decimal) and said < 0:
                found.add(place)
    return found


def _nearly_empty(rows: Listed) -> set[int]:
    """Where nothing but a name stands: it may be a remark."""
    streets = (fields["line1"] for fields in (rows.mail, rows.site) if fields)
    emails = (rows.values["email"],) if "email" in rows.values else ()
    lines = zip(rows.phones, *streets, *emails, strict=True)
    bare = {place for place, said in enumerate(lines) if not any(said)}
    for fields in rows.parts.values() if bare else ():
        bare -= rows_that_say(fields)
    return bare
