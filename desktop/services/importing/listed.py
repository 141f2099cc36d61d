"""Rows of a list as columns: what one of them says is put together only where it is asked for.

A long list is read, matched and stored without an object for each of its rows and cells.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, repeat
from operator import itemgetter
from typing import Any, Self

from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.cells.names import Name
from desktop.services.importing.cells.phones import Phone
from desktop.services.importing.records import ProposedCustomer

Column = Sequence[Any]
Fields = dict[str, Column]  # None where a row says nothing
PIECES = ("line1", "line2", "city", "state", "zip5", "zip4")  # of an address: texts, never None
_FEW_SAY: dict[str, Any] = {"tags": (), "notes": (), "custom": {}, "external_id": ""}


@dataclass(slots=True)
class Listed:
    """Some rows of a list in the order of their numbers."""

    numbers: Sequence[int]
    names: Sequence[Name]
    phones: Sequence[Sequence[Phone]]
    values: Fields  # of the record of the customer itself
    mail: Fields  # all of `PIECES`, or none
    site: Fields  # the same; as the row has it, not yet taken from where the bill goes
    from_billing: Sequence[bool]
    parts: dict[str, Fields]
    others: Fields  # of `_FEW_SAY`, those that any row says
    fills_only: bool

    @classmethod
    def of(cls, rows: Sequence[ProposedCustomer]) -> Self:
        """Rows that were read one by one."""
        parts = dict.fromkeys(chain.from_iterable(row.parts for row in rows))
        return cls(
            [row.row for row in rows],
            [row.name for row in rows],
            [row.phones for row in rows],
            _fields([row.values for row in rows]),
            _pieces([row.mail for row in rows]),
            _pieces([row.site for row in rows]),
            [row.site_from_billing for row in rows],
            {part: _fields([row.parts.get(part, {}) for row in rows]) for part in parts},
            {name: [getattr(row, name) for row in rows] for name in _FEW_SAY},
            any(row.fills_only for row in rows),
        )

    @classmethod
    def joined(cls, some: Sequence[Self]) -> Self:
        """All rows of several, one after the other, less what only few of them say."""
        counts = [len(one.numbers) for one in some]
        parts = dict.fromkeys(chain.from_iterable(one.parts for one in some))
        return cls(
            list(chain.from_iterable(one.numbers for one in some)),
            list(chain.from_iterable(one.names for one in some)),
            list(chain.from_iterable(one.phones for one in some)),
            _one_below_another([one.values for one in some], counts),
            _one_below_another([one.mail for one in some], counts, ""),
            _one_below_another([one.site for one in some], counts, ""),
            list(chain.from_iterable(one.from_billing for one in some)),
            {
                part: _one_below_another([one.parts.get(part, {}) for one in some], counts)
                for part in parts
            },
            {},
            any(one.fills_only for one in some),
        )

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[ProposedCustomer]:
        return map(self.one, range(len(self)))

    def one(self, place: int) -> ProposedCustomer:
        """All that one row says."""
        mail, is_from_billing = _address(self.mail, place), self.from_billing[place]
        parts = ((part, _said(fields, place)) for part, fields in self.parts.items())
        few = {name: column[place] for name, column in self.others.items()}
        return ProposedCustomer(
            row=self.numbers[place],
            name=self.names[place],
            values=_said(self.values, place),
            phones=self.phones[place],
            mail=mail,
            site=mail if is_from_billing else _address(self.site, place),
            site_from_billing=is_from_billing,
            parts={part: said for part, said in parts if said},
            fills_only=self.fills_only,
            **(_FEW_SAY | few),
        )

    def site_of(self, place: int) -> Address:
        """The address of the place that one row is about."""
        return _address(self.mail if self.from_billing[place] else self.site, place)

    def without(self, places: Iterable[int]) -> "Listed":
        """The other rows."""
        keep = [True] * len(self)
        for place in places:
            keep[place] = False
        return self if all(keep) else self._each(lambda column: list(compress(column, keep)))

    def in_order(self) -> "Listed":
        """The same rows by their numbers."""
        order = sorted(range(len(self)), key=self.numbers.__getitem__)
        return self._each(itemgetter(*order)) if order[1:] else self

    def columns(self) -> list[Column]:
        """Every column."""
        fields = (self.values, self.mail, self.site, *self.parts.values(), self.others)
        whole = [self.numbers, self.names, self.phones, self.from_billing]
        return whole + [column for some in fields for column in some.values()]

    def _each(self, change: Callable[[Column], Column]) -> "Listed":
        def of(fields: Fields) -> Fields:
            return {name: change(column) for name, column in fields.items()}

        return Listed(
            change(self.numbers), change(self.names), change(self.phones), of(self.values),
            of(self.mail), of(self.site), change(self.from_billing),
            {part: of(fields) for part, fields in self.parts.items()},
            of(self.others), self.fills_only,
        )  # fmt: skip


def rows_that_say(fields: Fields, names: Iterable[str] | None = None) -> set[int]:
    """The places where any of some fields has a value."""
    columns = fields.values() if names is None else filter(None, map(fields.get, names))
    found: set[int] = set()
    for column in columns:
        blanks = column.count(None)
        if blanks == 0:
            return set(range(len(column)))
        if blanks < len(column):
            found.update(place for place, said in enumerate(column) if said is not None)
    return found


def _said(fields: Fields, place: int) -> dict[str, Any]:
    return {name: said for name, column in fields.items() if (said := column[place]) is not None}


def _address(pieces: Fields, place: int) -> Address:
    return Address(*(column[place] for column in pieces.values()))


def _fields(rows: Sequence[dict[str, Any]]) -> Fields:
    """The columns that any of some dictionaries fills."""
    filled = dict.fromkeys(chain.from_iterable(rows))
    return {name: [row.get(name) for row in rows] for name in filled}


def _pieces(addresses: Sequence[Address]) -> Fields:
    return {name: [one[at] for one in addresses] for at, name in enumerate(PIECES)}


def _one_below_another(some: Sequence[Fields], counts: Sequence[int], blank: Any = None) -> Fields:
    """The columns that any of several has."""
    return {
        name: list(
            chain.from_iterable(
                one[name] if name in one else repeat(blank, count)
                for one, count in zip(some, counts, strict=True)
            )
        )
        for name in dict.fromkeys(chain.from_iterable(some))
    }
