"""Reads a list of sales documents: invoices, receipts, credits, payments, estimates."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.dates import DateReader, is_day_first
from desktop.services.importing.kinds import (
    BadValueError,
    Checkpoint,
    DataRow,
    FileTotal,
    Outcome,
    Problem,
    Table,
    column_name,
)
from desktop.services.importing.mapping import Mapping
from desktop.services.importing.names import read_name
from desktop.services.importing.records import Parsed, ProposedDocument, TotalCheck
from desktop.services.importing.values import amount, is_european, text

_EVERY = 200
_VOID = re.compile(r"^\s*void(?:ed)?\b", re.IGNORECASE)


class DocumentKind(NamedTuple):
    """What a type word makes: an invoice kind, a payment, an estimate."""

    invoice_kind: str | None = None
    makes_payment: bool = False
    makes_estimate: bool = False
    sign: int = 1


KINDS: dict[str, DocumentKind] = {
    "invoice": DocumentKind("invoice"),
    "sales receipt": DocumentKind("sales_receipt", makes_payment=True),
    "credit memo": DocumentKind("credit", sign=-1),
    "refund": DocumentKind("refund", sign=-1),
    "refund receipt": DocumentKind("refund", sign=-1),
    "payment": DocumentKind(makes_payment=True),
    "estimate": DocumentKind(makes_estimate=True),
}


def read_documents(
    table: Table,
    mapping: Mapping,
    as_of: date,
    checkpoint: Checkpoint,
    date_order: str | None = None,
) -> Parsed:
    """Parse every row of a report of sales documents."""
    parsed = Parsed(table, mapping)
    reader = _Reader(parsed, as_of, date_order)
    amounts: dict[int, Decimal] = {}
    for done, row in enumerate(table.rows):
        if done % _EVERY == 0:
            checkpoint(done, len(table.rows))
        reader.read(row, amounts)
    parsed.checks = _check_totals(table.totals, table.rows, amounts)
    return parsed


class _Reader:
    """Reads the rows of one table with its columns' own date order and number style."""

    def __init__(self, parsed: Parsed, as_of: date, date_order: str | None) -> None:
        self.parsed = parsed
        self.place = {column.target: column.at for column in parsed.mapping.columns}
        rows = parsed.table.rows
        days = [self._cell(row.cells, "date") for row in rows]
        self.dates = DateReader(as_of, is_day_first(days, date_order), parsed.table.grid.date_1904)
        self.european = is_european([self._cell(row.cells, "amount") for row in rows])

    def _cell(self, cells: Sequence[Any], key: str) -> Any:
        index = self.place.get(key)
        return cells[index] if index is not None and index < len(cells) else ""

    def read(self, row: DataRow, amounts: dict[int, Decimal]) -> None:
        """Turn one row into a document, or say why not."""
        outcomes = self.parsed.outcomes
        word = fold(text(self._cell(row.cells, "type")))
        money = self._value(row, "amount")
        if isinstance(money, Decimal):
            amounts[row.number] = money
        if not row.group:
            outcomes[row.number] = Outcome("left_out", "No customer: the row stands in no group")
            return
        if word not in KINDS:
            said = f"“{text(self._cell(row.cells, 'type'))}” is not a sale, payment or estimate"
            outcomes[row.number] = Outcome("left_out", said)
            return
        day = self._value(row, "date")
        if isinstance(day, Problem) or isinstance(money, Problem):
            self._refuse(row, [v for v in (day, money) if isinstance(v, Problem)])
        else:
            self._accept(row, word, day, money)

    def _accept(self, row: DataRow, word: str, day: Any, money: Any) -> None:
        posting = fold(text(self._cell(row.cells, "posting")))
        if posting in ("no", "n") and not KINDS[word].makes_estimate:
            self.parsed.outcomes[row.number] = Outcome("left_out", "Not posted: it moves no money")
            return
        memo = text(self._cell(row.cells, "memo"))
        document = ProposedDocument(
            row=row.number,
            name=read_name(row.group or ""),
            kind=word,
            number=text(self._cell(row.cells, "number")),
            date=day,
            amount=money,
            memo=memo,
            is_void=money == 0 and bool(_VOID.match(memo)),
        )
        self.parsed.documents.append(document)

    def _value(self, row: DataRow, key: str) -> Any:
        """A date or an amount; a `Problem` when the cell cannot be read or is empty."""
        cell = self._cell(row.cells, key)
        try:
            if key == "date":
                value: Any = self.dates.read(cell)
            else:
                value = amount(cell, european=self.european)
        except BadValueError as error:
            return self._problem(row, key, text(cell), f"'{text(cell)}' {error}")
        return self._problem(row, key, "", f"the {key} is missing") if value is None else value

    def _problem(self, row: DataRow, key: str, value: str, said: str) -> Problem:
        table = self.parsed.table
        index = self.place[key]
        column = column_name(index, table.headings[index])
        who = f"Customer: {row.group}, {text(self._cell(row.cells, 'type')).lower()}"
        number = text(self._cell(row.cells, "number"))
        message = (
            f"Row {row.number}, column {column}: {said}. The row was not imported. "
            f"{who} {number}".rstrip()
            + "."
        )
        return Problem(table.file, table.sheet, row.number, column, value, message)

    def _refuse(self, row: DataRow, problems: list[Problem]) -> None:
        self.parsed.problems += problems
        reason = "; ".join(problem.message for problem in problems)
        self.parsed.outcomes[row.number] = Outcome("refused", reason)


def _check_totals(
    totals: Sequence[FileTotal], rows: list[DataRow], amounts: dict[int, Decimal]
) -> list[TotalCheck]:
    """Compare each total of the file with our own sum of the rows above it."""
    own: dict[str | None, Decimal] = defaultdict(Decimal)
    for row in rows:
        own[row.group] += amounts.get(row.number, Decimal(0))
    checks = []
    for total in totals:
        stated = _stated(total.value)
        ours = _ours(own, total)
        if stated is not None:
            checks.append(TotalCheck(total.row, total.group, stated, ours))
    return checks


def _ours(own: dict[str | None, Decimal], total: FileTotal) -> Decimal:
    if total.group is None:
        return sum(own.values(), Decimal(0))
    if not total.with_subs:
        return own[total.group]
    below = f"{total.group}:"
    return own[total.group] + sum(
        (money for group, money in own.items() if group and group.startswith(below)), Decimal(0)
    )


def _stated(value: Any) -> Decimal | None:
    try:
        return amount(value)
    except BadValueError:
        return None
