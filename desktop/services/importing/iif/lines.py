"""The cells of a transaction: its amounts, its days, and its lines as the office reads them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.models.folding import fold
from desktop.services.importing.cells.dates import DateReader, is_day_first
from desktop.services.importing.cells.values import amount, quantity
from desktop.services.importing.iif import guesses, labels, lists
from desktop.services.importing.iif.blocks import Block
from desktop.services.importing.iif.grammar import Record, with_breaks
from desktop.services.importing.kinds import BadValueError, Table
from desktop.services.importing.records import DocumentLine


class UnreadableError(Exception):
    """A block that cannot be read; said in the words of the office."""

    def __init__(self, said: str, value: str = "") -> None:
        super().__init__(said)
        self.said, self.value = said, value


@dataclass(frozen=True)
class Books:
    """What a file says about all its transactions: accounts, items, how it writes its days."""

    dates: DateReader
    due_dates: DateReader
    items: dict[str, str]
    accounts: dict[str, set[str]]
    exported: date | None


def books_of(table: Table, blocks: list[Block], as_of: date, date_order: str | None) -> Books:
    """What the lists of a file, and all its dates together, tell."""
    days = [record.get("DATE") for block in blocks for record in block.records]
    day_first = is_day_first(days, date_order)
    return Books(
        DateReader(as_of, day_first),
        DateReader(as_of, day_first, may_be_ahead=True),
        lists.item_types(table.grid),
        lists.accounts(table.grid),
        table.data_date,
    )


def money_in(record: Record, name: str) -> Decimal | None:
    """An amount; None for an empty cell.

    Raises:
        UnreadableError: not an amount.
    """
    written = record.get(name)
    try:
        return amount(written)
    except BadValueError as error:
        said = f"line {record.number}, {name}: '{written}' {error}"
        raise UnreadableError(said, written) from error


def day_of(books: Books, record: Record) -> date:
    """The day of a transaction.

    Raises:
        UnreadableError: none, or not a date.
    """
    written = record.get("DATE")
    try:
        day = books.dates.read(written)
    except BadValueError as error:
        said = f"line {record.number}, DATE: '{written}' {error}"
        raise UnreadableError(said, written) from error
    if day is None:
        raise UnreadableError("transaction without a date")
    return day


def due_day(books: Books, header: Record) -> date | None:
    """The day it is due; one that cannot be read is not worth refusing a sale."""
    try:
        return books.due_dates.read(header.get("DUEDATE"))
    except BadValueError:
        return None


def lines_of(books: Books, block: Block) -> tuple[DocumentLine, ...]:
    """The lines of a transaction that say anything."""
    return tuple(
        _line(books, line)
        for line in block.lines
        if any(line.get(name) for name in ("AMOUNT", "INVITEM", "MEMO"))
    )


def _line(books: Books, line: Record) -> DocumentLine:
    """One line; IIF writes its amount and quantity with the sign turned round."""
    money, many = money_in(line, "AMOUNT"), _number(line, "QNTY")
    return DocumentLine(
        row=line.number,
        item=line.get("INVITEM"),
        memo=with_breaks(line.get("MEMO")),
        quantity=None if many is None else -many,
        price=_number(line, "PRICE"),
        amount=None if money is None else -money,
        kind=_line_kind(books, line),
    )


def _number(line: Record, name: str) -> Decimal | None:
    """A quantity or a price; a percentage is neither."""
    try:
        return quantity(line.get(name).lstrip("$"))
    except BadValueError:
        return None


def _line_kind(books: Books, line: Record) -> str:
    account = line.get("ACCNT")
    is_tax = account in books.accounts["SALESTAX"] or "sales tax" in fold(account)
    if line.get("EXTRA").upper() == "AUTOSTAX" or is_tax:
        return "tax"
    return labels.LINE_KINDS.get(books.items.get(line.get("INVITEM"), ""), "")


def is_receivable(books: Books, record: Record) -> bool:
    """Whether a line stands on the account of what customers owe."""
    return guesses.is_receivable(record.get("ACCNT"), books.accounts)
