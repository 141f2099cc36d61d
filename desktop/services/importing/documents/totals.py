"""Checks the totals a file states against the rows above them, and names the rows in doubt."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from desktop.services.importing.cells.sums import money_or_none, rows_in_doubt
from desktop.services.importing.cells.values import amount, text
from desktop.services.importing.documents.entries import EntryReader
from desktop.services.importing.kinds import FileTotal
from desktop.services.importing.records import TotalCheck

REFUSED = "refused"
_Rows = Mapping[str | None, list[int]]


def check_totals(reader: EntryReader) -> list[TotalCheck]:
    """Compare each total of the file with our own sum of the rows above it."""
    rows: dict[str | None, list[int]] = defaultdict(list)
    for number, group in reader.groups.items():
        rows[group].append(number)
    checks = []
    for total in reader.parsed.table.totals:
        stated = money_or_none(amount, total.value)
        if stated is None:
            continue
        mine = _rows_of(rows, total)
        amounts = reader.amounts[total.column]
        ours = sum((amounts.get(number, Decimal(0)) for number in mine), Decimal(0))
        heading = reader.parsed.table.headings[reader.place[total.column]]
        doubtful = () if stated == ours else _doubtful(reader, total.column, mine, stated - ours)
        checks.append(TotalCheck(total.row, total.group, stated, ours, heading, doubtful))
    return checks


def _rows_of(rows: _Rows, total: FileTotal) -> list[int]:
    if total.group is None:
        return sorted(number for group in rows.values() for number in group)
    found = list(rows.get(total.group, ()))
    if total.with_subs:
        below = f"{total.group}:"
        for group, numbers in rows.items():
            if group and group.startswith(below):
                found += numbers
    return sorted(found)


def _doubtful(
    reader: EntryReader, column: str, rows: list[int], difference: Decimal
) -> tuple[int, ...]:
    """The rows that may explain a difference."""
    amounts, outcomes = reader.amounts[column], reader.parsed.outcomes
    refused = {number for number in rows if number in outcomes and outcomes[number].box == REFUSED}
    unread = {n for n in rows if n not in amounts and _has_text(reader, column, n)}
    return rows_in_doubt(rows, amounts, refused | unread, difference)


def _has_text(reader: EntryReader, column: str, number: int) -> bool:
    return bool(text(reader.cell(reader.rows[number].cells, column)))
