"""What a file proposes, as plain values: customers with their places, and sales documents."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.cells.names import Name
from desktop.services.importing.cells.phones import Phone
from desktop.services.importing.headings.mapping import Mapping as ColumnMapping
from desktop.services.importing.kinds import Outcome, Problem, Table
from desktop.services.importing.lists.draft import Custom

if TYPE_CHECKING:
    from desktop.services.importing.listed import Listed

LATER_PARTS = ("property", "system", "asset", "visit", "visit_more", "invoice", "contract", "job")


@dataclass(slots=True)
class ProposedCustomer:
    """One row of a customer list; `name.site` is filled for a job or sub-customer."""

    row: int
    name: Name
    values: dict[str, Any]
    phones: Sequence[Phone]
    tags: Sequence[str]
    notes: Sequence[str]
    custom: Mapping[int, Any]
    mail: Address
    site: Address
    site_from_billing: bool
    # Those of `LATER_PARTS` that the row fills. Rows may share one: it is replaced, never changed.
    parts: dict[str, dict[str, Any]]
    external_id: str = ""
    fills_only: bool = False  # from our own list: its tank, visit, contract are sums of the office


class Proposals:
    """The customers that one table proposes, in the order of its rows.

    Rows with nothing odd in them stay in columns, and are put together for those who go through
    all. Whatever is special about a row, such as a mark in the name, a job or a note: it is among
    those `alone`.
    """

    def __init__(self) -> None:
        self.alone: list[ProposedCustomer] = []
        self.listed: list[Listed] = []

    def __len__(self) -> int:
        return len(self.alone) + sum(map(len, self.listed))

    def __iter__(self) -> Iterator[ProposedCustomer]:
        if not self.listed:
            return iter(self.alone)
        return iter(sorted(chain(self.alone, *self.listed), key=_row_of))

    def names(self) -> Iterator[Name]:
        """The names of all, in any order."""
        return chain((one.name for one in self.alone), *(some.names for some in self.listed))

    def named(self, keys: Container[str]) -> list[ProposedCustomer]:
        """Those with one of these names, in the order of the rows."""
        found = [one for one in self.alone if one.name.key in keys]
        for some in self.listed:
            found += map(some.one, _places_of(some.names, keys))
        return sorted(found, key=_row_of)

    def by_row(self) -> Callable[[int], ProposedCustomer | None]:
        """Finds what one row proposes."""
        alone, listed = {one.row: one for one in self.alone}, list(filter(len, self.listed))
        first = [some.numbers[0] for some in listed]

        def find(number: int) -> ProposedCustomer | None:
            some = bisect_right(first, number) - 1
            if number in alone or some < 0:
                return alone.get(number)
            rows = listed[some]
            place = bisect_right(rows.numbers, number) - 1
            return rows.one(place) if rows.numbers[place] == number else None

        return find

    def take_out(self, keys: Container[str]) -> None:
        """Put those with one of these names by themselves, so that they can be changed."""
        for at, some in enumerate(self.listed):
            places = _places_of(some.names, keys)
            self.alone += map(some.one, places)
            self.listed[at] = some.without(places)
        self.alone.sort(key=_row_of)

    def pieces(self) -> list[list[Any]]:
        """All that is many in it."""
        columns = [list[Any](column) for some in self.listed for column in some.columns()]
        return [list[Any](self.alone), *columns]

    def put_together(self) -> None:
        """Put all of them by themselves."""
        self.alone, self.listed = list(self), []


def _row_of(one: ProposedCustomer) -> int:
    return one.row


def _places_of(names: Sequence[Name], keys: Container[str]) -> list[int]:
    return [place for place, name in enumerate(names) if name.key in keys]


class DocumentLine(NamedTuple):
    """One line of a sale. `kind` tells sales tax, discounts and subtotals from work."""

    row: int
    item: str
    memo: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    kind: str = ""  # "", "tax", "discount" or "other"


@dataclass(slots=True)
class ProposedDocument:
    """One sale, payment, estimate or other transaction, from one row of a file or from several.

    `amount` is what the whole document comes to, tax included; None where a report states only
    what is open. With `amount_of_lines` it is the sum of the lines, which a sales report gives
    without the tax.
    """

    row: int  # the first of its rows
    name: Name
    kind: str  # a key of `documents.KINDS`, or "other"
    number: str
    date: dt.date
    amount: Decimal | None
    memo: str = ""
    is_void: bool = False
    rows: tuple[int, ...] = ()  # all its physical rows; empty means only the first
    type_word: str = ""  # as the file writes it
    due: dt.date | None = None
    open: Decimal | None = None  # what is still owed
    open_as_of: dt.date | None = None
    tax: Decimal | None = None
    method: str = ""
    trans_no: str = ""
    status: str = ""  # of an estimate, as the file writes it
    pays: tuple[int, ...] = ()  # of a payment: the rows of the invoices it stands above
    amount_of_lines: bool = False
    is_vendor: bool = False  # a bill, a check: nobody becomes a customer by it
    lines: tuple[DocumentLine, ...] = ()

    @property
    def amount_cents(self) -> int:
        """The amount in whole cents; 0 where none is stated."""
        return int((self.amount or 0) * 100)

    @property
    def all_rows(self) -> tuple[int, ...]:
        """Every physical row of the document."""
        return self.rows or (self.row,)


class ProposedContact(NamedTuple):
    """One contact with a customer on a day: a dated line of the notepad of `row`."""

    row: int
    date: date
    text: str
    channel: str  # a key of `choices.INTERACTION_CHANNEL`


class ProposedTask(NamedTuple):
    """One line of a to-do list."""

    row: int
    text: str
    due: date | None = None
    is_done: bool = False
    external_id: str = ""


class TotalCheck(NamedTuple):
    """A total the file states beside our own sum of the same rows."""

    row: int
    group: str | None
    stated: Decimal
    ours: Decimal
    column: str = "Amount"  # the heading of the column it stands in
    rows: tuple[int, ...] = ()  # the rows that may explain a difference

    @property
    def agrees(self) -> bool:
        """Whether both are equal to the cent."""
        return self.stated == self.ours

    @property
    def sentence(self) -> str:
        """The difference, and the rows it may come from."""
        who = f"for {self.group}" if self.group else "of the whole file"
        column = "" if self.column.casefold() == "amount" else f" under {self.column}"
        said = (
            f"Row {self.row}: the file's total {who}{column} is {self.stated:,.2f}, "
            f"the rows above it add up to {self.ours:,.2f}."
        )
        rows = ", ".join(f"{number:,}" for number in self.rows)
        return f"{said} Look at row {rows}." if rows else said


@dataclass
class Parsed:
    """All that one table proposes, and the box of every row that proposes nothing."""

    table: Table
    mapping: ColumnMapping
    customs: list[Custom] = field(default_factory=list)
    customers: Proposals = field(default_factory=Proposals)
    documents: list[ProposedDocument] = field(default_factory=list)
    guessed: list[ProposedDocument] = field(default_factory=list)  # only with consent
    contacts: list[ProposedContact] = field(default_factory=list)
    tasks: list[ProposedTask] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    checks: list[TotalCheck] = field(default_factory=list)
    as_of: date | None = None
    date_order: str | None = None
