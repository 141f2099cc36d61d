"""Checks the totals a file states against the rows above them, and names the rows in doubt."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desktop.services.importing.cells.values import amount, text
from desktop.services.importing.documents.entries import EntryReader
from desktop.services.importing.kinds import BadValueError, FileTotal
from desktop.services.importing.records import TotalCheck

_MOST_ROWS = 5
REFUSED = "refused"
_Rows = Mapping[str | None, list[int]]


def check_totals(reader: EntryReader) -> list[TotalCheck]:
    """Compare each total of the file with our own sum of the rows above it."""
    rows: dict[str | None, list[int]] = defaultdict(list)
    for number, group in reader.groups.items():
        rows[group].append(number)
    checks = []
    for total in reader.parsed.table.totals:
        stated = _stated(total.value)
        if stated is None:
            continue  # a formula without its value says nothing
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
    """The rows that may explain a difference: refused ones, else those of just that amount."""
    amounts, outcomes = reader.amounts[column], reader.parsed.outcomes
    refused = {number for number in rows if number in outcomes and outcomes[number].box == REFUSED}
    unread = {n for n in rows if n not in amounts and _has_text(reader, column, n)}
    if refused or unread:
        return tuple(sorted(refused | unread)[:_MOST_ROWS])
    # the amount itself left out or there twice, or read with the wrong sign
    wanted = (difference, -difference, difference / 2, -difference / 2)
    return tuple([n for n in rows if amounts.get(n) in wanted and difference][:_MOST_ROWS])


def _has_text(reader: EntryReader, column: str, number: int) -> bool:
    return bool(text(reader.cell(reader.rows[number].cells, column)))


def _stated(value: Any) -> Decimal | None:
    try:
        return amount(value)
    except BadValueError:
        return None
