"""Rows of a list with nothing odd in them become proposals in whole columns.

Odd is what needs a word to the office or a look at the row by itself: a cell that cannot be read,
a mark in the name, an address in one cell. `customers` reads such a row from its draft.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import Any

from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.cells.names import Name, read_name
from desktop.services.importing.cells.people import fill_person
from desktop.services.importing.cells.values import zip_code
from desktop.services.importing.kinds import BadValueError
from desktop.services.importing.lists.draft import Block
from desktop.services.importing.lists.equipment import TANKS
from desktop.services.importing.records import LATER_PARTS, ProposedCustomer

_IN_LINES = frozenset(["mail_lines", "site_lines"])  # addresses whose lines stand in columns
_NOBODY = Name("", "", "", "", (), is_deleted=False)
_NO_CUSTOM: dict[int, Any] = {}  # shared by all rows without custom fields
_LATER = frozenset(LATER_PARTS)
_TOLD_APART = frozenset([str, date, type(None)])  # a whole number 1 equals True
_Column = Sequence[Any]
_Fields = dict[str, _Column]
_as_address = partial(tuple.__new__, Address)  # a third of the time of `Address(...)`
Parents = frozenset[str] | None  # the names that may have jobs; None where all may
known_zip = lru_cache(4_096)(zip_code)


def usual_rows(
    block: Block, numbers: Sequence[int], width: int, parents: Parents, *, is_own: bool
) -> list[ProposedCustomer | None]:
    """A customer for each row of these numbers; None for an odd one. `width` columns are named."""
    parts = _by_part(block)
    if not _IN_LINES.isdisjoint(parts) or any(step.kind == "lines" for step, _ in block.read):
        return [None] * block.count
    odd = set(block.long)
    odd |= _odd_values(block) | _odd_equipment(parts) | _stray(block, width)
    names = _names(parts, block.count, parents, odd)
    phones, emails = _phones(block, odd), _emails(block, odd)
    mails = _addresses(parts.get("mail"), block.count, odd)
    sites = _addresses(parts.get("site"), block.count, odd)
    from_billing = list(map(_is_from_billing, mails, sites, names))
    values = _values(parts, emails, block.count)
    if not is_own:
        contacts = parts.get("name", {}).get("contact", [None] * block.count)
        for place in set(range(block.count)) - odd:
            fill_person(values[place], names[place], contacts[place])
    found = map(
        ProposedCustomer, numbers, names, values, phones, _joined(block, "tags", _as_it_is),
        _joined(block, "note", _as_list), _customs(block), mails,
        map(_either, from_billing, mails, sites), from_billing, _later(parts, block.count),
        _external_ids(parts, block.count), repeat(is_own),
    )  # fmt: skip
    return [None if place in odd else one for place, one in enumerate(found)]


def _by_part(block: Block) -> dict[str, _Fields]:
    """The columns by the part and the field they fill; of two for one field the later wins."""
    parts: dict[str, _Fields] = {}
    for step, column in block.read:
        if step.kind == "value":
            fields = parts.setdefault(step.part, {})
            before = fields.get(step.field)
            fields[step.field] = column if before is None else _over(before, column)
    return parts


def _over(before: _Column, column: _Column) -> _Column:
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


def _odd_equipment(parts: dict[str, _Fields]) -> set[int]:
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


def _names(
    parts: dict[str, _Fields], count: int, parents: Parents, odd: set[int]
) -> Sequence[Name]:
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


def _phones(block: Block, odd: set[int]) -> Iterable[Any]:
    for step, column in block.read:
        if step.kind == "phone":
            odd.update(p for p, one in enumerate(column) if one and (one.rest or one.doubt))
    return _joined(block, "phone", lambda one: one.phones)


def _emails(block: Block, odd: set[int]) -> _Column:
    """The one address of each row."""
    found: _Column = [None] * block.count
    for step, column in block.read:
        if step.kind == "email":
            odd.update(p for p, one in enumerate(column) if one and (one.bad or one.good[1:]))
            first = [one.good[0] if one and one.good else None for one in column]
            odd.update(p for p, two in enumerate(zip(found, first, strict=True)) if all(two))
            found = _over(found, first)
    return found


def _addresses(fields: _Fields | None, count: int, odd: set[int]) -> list[Address]:
    """The addresses whose pieces stand in columns of their own."""
    if not fields:
        return [Address()] * count
    nothing = [""] * count
    line1, line2, city, state, code = (
        [said or "" for said in fields[name]] if name in fields else nothing
        for name in ("line1", "line2", "city", "state", "zip")
    )
    codes = list(map(known_zip, code, state))
    zip5, zip4, doubts = zip(*codes, strict=True)
    odd.update(place for place, doubt in enumerate(doubts) if doubt)
    pieces = zip(line1, city, state, code, strict=True)
    odd.update(p for p, (street, *rest) in enumerate(pieces) if street and not any(rest))
    rows = zip(line1, line2, city, state, zip5, zip4, nothing, nothing, strict=True)
    return list(map(_as_address, rows))


def _is_from_billing(mail: Address, site: Address, name: Name) -> bool:
    """Whether the site is taken to be where the bill goes."""
    return not site.line1 and mail.is_street and not name.site


def _either(is_first: bool, first: Any, second: Any) -> Any:  # noqa: FBT001 - called by `map`
    return first if is_first else second


def _values(parts: dict[str, _Fields], emails: _Column, count: int) -> list[dict[str, Any]]:
    """What goes into the record of the customer itself."""
    fields = parts.get("customer", {})
    found = _dicts(fields, count)
    for values, extra in zip(found, _dicts(parts.get("extra", {}), count), strict=True):
        if extra:
            values["extra"] = extra
    for values, email in zip(found, emails, strict=True):
        if email is not None:
            values["email"] = email
    for values, status in zip(found, fields.get("status", ()), strict=False):
        if status == "inactive":
            values["inactive_reason"] = "marked_in_source"
    return found


def _dicts(fields: _Fields, count: int) -> list[dict[str, Any]]:
    """What each row says of some fields."""
    names = tuple(fields)
    if not names:
        return [{} for _ in range(count)]
    rows = zip(*fields.values(), strict=True)
    return [{name: said for name, said in zip(names, row) if said is not None} for row in rows]  # noqa: B905 - as many


def _shared(fields: _Fields) -> list[dict[str, Any]]:
    """What each row says of one field, the same object for the same value; else nothing."""
    (name, column), *others = fields.items()
    different = set(column)
    if others or not _TOLD_APART.issuperset(map(type, different)):
        return []
    known = {said: {} if said is None else {name: said} for said in different}
    return list(map(known.__getitem__, column))


def _later(parts: dict[str, _Fields], count: int) -> list[dict[str, dict[str, Any]]]:
    """The other records that each row says something of."""
    names = [name for name in parts if name in _LATER]
    if not names:
        return [{} for _ in range(count)]
    columns = (_shared(parts[name]) or _dicts(parts[name], count) for name in names)
    rows = zip(*columns, strict=True)
    return [{name: said for name, said in zip(names, row) if said} for row in rows]  # noqa: B905 - as many


def _external_ids(parts: dict[str, _Fields], count: int) -> Iterable[str]:
    said = parts.get("name", {}).get("external_id")
    return repeat("", count) if said is None else [one or "" for one in said]


def _customs(block: Block) -> Iterable[dict[int, Any]]:
    """The custom fields of each row, by their columns."""
    columns = [(step.at, column) for step, column in block.read if step.kind == "custom"]
    if not columns:
        return repeat(_NO_CUSTOM, block.count)
    places = [at for at, _ in columns]
    rows = zip(*(column for _, column in columns), strict=True)
    return [
        {at: said for at, said in zip(places, row, strict=True) if said is not None} for row in rows
    ]


def _as_it_is(value: Any) -> Any:
    return value


def _as_list(value: Any) -> list[Any]:
    return [value]


def _joined(block: Block, kind: str, of: Callable[[Any], Sequence[Any]]) -> Iterable[Sequence[Any]]:
    """What the columns of one kind hold, put together for each row."""
    columns = [
        [() if one is None else of(one) for one in column]
        for step, column in block.read
        if step.kind == kind
    ]
    if len(columns) < 2:  # noqa: PLR2004 - nothing to put together
        return columns[0] if columns else repeat((), block.count)
    return [tuple(chain.from_iterable(row)) for row in zip(*columns, strict=True)]
