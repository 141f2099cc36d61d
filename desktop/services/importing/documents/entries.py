"""Reads the rows of a report of documents cell by cell; a bad cell refuses its row by name."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.cells.dates import DateReader, is_day_first
from desktop.services.importing.cells.values import amount_reader, quantity, text
from desktop.services.importing.documents.frame import NO_CUSTOMER
from desktop.services.importing.headings.layouts import CUSTOMERS, PRODUCTS, Report
from desktop.services.importing.kinds import (
    BadValueError,
    DataRow,
    Outcome,
    Problem,
    column_name,
)
from desktop.services.importing.records import Parsed

MONEY = ("amount", "open", "debit", "credit", "quantity", "price")
_IN_TOTALS = ("amount", "open", "debit", "credit")
_DATES = ("date", "due")
_PERCENT = re.compile(r"^-?\(?[\d.]+\)?\s*%$")
_BRACKETS = re.compile(r"^(.*?)\s\((.*)\)$")


class Entry(NamedTuple):
    """One row as it was read; texts are "" and values None where the cell is empty."""

    row: int
    customer: str
    type: str
    number: str
    date: dt.date | None
    due: dt.date | None
    amount: Decimal | None
    open: Decimal | None
    debit: Decimal | None
    credit: Decimal | None
    quantity: Decimal | None
    price: Decimal | None
    percent: str
    item: str
    memo: str
    account: str
    account_type: str
    trans_no: str
    status: str
    method: str
    posts: bool

    @property
    def money(self) -> Decimal | None:
        """The amount, or the debit less the credit."""
        if self.amount is not None or (self.debit is None and self.credit is None):
            return self.amount
        return (self.debit or Decimal(0)) - (self.credit or Decimal(0))

    @property
    def is_receivable(self) -> bool:
        """Whether the row is the customers' side of a transaction."""
        said = fold(f"{self.account_type} {self.account}")
        return "accounts receivable" in said or "a/r" in said


class EntryReader:
    """Reads the rows of one table with its columns' own date order and number style."""

    def __init__(
        self, parsed: Parsed, report: Report, as_of: dt.date, date_order: str | None
    ) -> None:
        self.parsed, self.report = parsed, report
        self.place = {column.target: column.at for column in parsed.mapping.columns}
        self.amounts: dict[str, dict[int, Decimal]] = {key: {} for key in _IN_TOTALS}
        self.groups: dict[int, str | None] = {}
        self.rows: dict[int, DataRow] = {}
        rows, grid = parsed.table.rows, parsed.table.grid
        self._dates = {
            key: DateReader(
                as_of,
                is_day_first([self.cell(row.cells, key) for row in rows], date_order),
                grid.date_1904,
            )
            for key in _DATES
        }
        self._amounts = {
            key: amount_reader([self.cell(row.cells, key) for row in rows]) for key in MONEY
        }

    def cell(self, cells: Sequence[Any], key: str) -> Any:
        """The cell of a column; "" where the row or the report has none."""
        index = self.place.get(key)
        return cells[index] if index is not None and index < len(cells) else ""

    def read(self, row: DataRow) -> Entry | None:
        """The row as an entry; None when it was refused."""
        self.groups[row.number], self.rows[row.number] = row.group, row
        values = {key: self._value(row, key) for key in (*_DATES, *MONEY)}
        percent = self._percent(row)
        for key in _IN_TOTALS:
            if isinstance(values[key], Decimal):
                self.amounts[key][row.number] = values[key]
        problems = [value for value in values.values() if isinstance(value, Problem)]
        if problems:
            self.refuse(row.number, problems)
            return None
        said: dict[str, Any] = {key: text(self.cell(row.cells, key)) for key in _TEXTS}
        item, memo = _item(self._item_cell(row, said["item"]), said.pop("memo"))
        posting = fold(text(self.cell(row.cells, "posting")))
        return Entry(
            row=row.number,
            customer=self._customer(row),
            percent=percent,
            posts=posting not in ("no", "n"),
            memo=memo,
            **{**said, "item": item, "type": said["type"] or self.report.default_type},
            **values,
        )

    def _item_cell(self, row: DataRow, said: str) -> str:
        return row.group or "" if self.report.groups == PRODUCTS and not said else said

    def _customer(self, row: DataRow) -> str:
        """Who the row is about: its name, else the customer it stands under."""
        name = text(self.cell(row.cells, "name")) or text(self.cell(row.cells, "source_name"))
        if name:
            return "" if fold(name) in NO_CUSTOMER else name
        return row.group or "" if self.report.groups == CUSTOMERS else ""

    def _percent(self, row: DataRow) -> str:
        said = text(self.cell(row.cells, "price"))
        return said if _PERCENT.match(said) else ""

    def _value(self, row: DataRow, key: str) -> Any:
        """A date or an amount, None for an empty cell; a `Problem` when it cannot be read."""
        cell = self.cell(row.cells, key)
        if cell == "" or (key == "price" and self._percent(row)):
            return None
        try:
            if key in _DATES:
                return self._dates[key].read(cell)
            return quantity(cell) if key == "quantity" else self._amounts[key](cell)
        except BadValueError as error:
            if key in ("quantity", "price", "due") or text(cell) == "-":
                return None  # nothing hangs on it, and the raw cells are kept
            return self.problem(row, key, text(cell), f"'{text(cell)}' {error}")

    def problem(self, row: DataRow, key: str, value: str, said: str) -> Problem:
        """What is wrong with a cell, said with its place and whose it is."""
        table = self.parsed.table
        index = self.place.get(key, 0)
        column = column_name(index, table.headings[index])
        kind = text(self.cell(row.cells, "type")) or self.report.default_type
        who = f"Customer: {self._customer(row) or row.group or 'none'}, {kind.lower()}"
        number = text(self.cell(row.cells, "number"))
        message = (
            f"Row {row.number}, column {column}: {said}. The row was not imported. "
            f"{who} {number}".rstrip()
            + "."
        )
        return Problem(table.file, table.sheet, row.number, column, value, message)

    def missing(self, number: int, key: str) -> None:
        """Refuse a row because a value it needs is not there."""
        key = key if key in self.place else "date"
        self.refuse(number, [self.problem(self.rows[number], key, "", f"the {key} is missing")])

    def refuse(self, number: int, problems: list[Problem]) -> None:
        """Put a row into the box of refused rows."""
        self.parsed.problems += problems
        reason = "; ".join(problem.message for problem in problems)
        self.parsed.outcomes[number] = Outcome("refused", reason)

    def leave_out(self, number: int, reason: str) -> None:
        """Put a row into the box of rows that are left out."""
        self.parsed.outcomes[number] = Outcome("left_out", reason)

    def raw_key(self, row: DataRow) -> tuple[str, ...]:
        """What the rows of one document have in common, as it is written."""
        texts = [text(self.cell(row.cells, key)) for key in ("type", "number", "date")]
        return (*map(fold, texts), fold(self._customer(row)))


_TEXTS = (
    "type", "number", "item", "memo", "account", "account_type", "trans_no", "status", "method",
)  # fmt: skip


def _item(cell: str, memo: str) -> tuple[str, str]:
    """Item and memo; Desktop writes "Pumping:1000 gal (Pump septic tank)" into the item."""
    found = _BRACKETS.match(cell)
    return (found.group(1).strip(), memo or found.group(2).strip()) if found else (cell, memo)
