"""Checks the total rows of an owner's list against the rows above them."""

from decimal import Decimal

from desktop.services.importing.cells.sums import (
    Amounts,
    money_or_none,
    rows_in_doubt,
)
from desktop.services.importing.cells.values import amount_reader, text
from desktop.services.importing.headings import targets
from desktop.services.importing.kinds import FileTotal
from desktop.services.importing.records import Parsed, TotalCheck

_SUMMED = ("amount", "paid")  # the parsers of columns of money


def check_list_totals(parsed: Parsed) -> list[TotalCheck]:
    """Compare each total under a column of money with our own sum of the rows above it."""
    table, checks = parsed.table, list[TotalCheck]()
    columns = {c.at: c.heading for c in parsed.mapping.columns if _is_money(c.target)}
    money: dict[int, Amounts] = {}
    since: dict[int, int] = {}  # by column, the last total row
    for total in table.totals:
        at = int(total.column)
        if at not in columns:
            continue
        if at not in money:
            money[at] = _money(parsed, at)
        check = _checked(total, columns[at], money[at], since.get(at, 0))
        since[at] = total.row
        checks += [check] if check else []
    return checks


def _is_money(key: str) -> bool:
    target = targets.BY_KEY.get(key)
    return target is not None and target.parser in _SUMMED


def _money(parsed: Parsed, at: int) -> Amounts:
    cells = {row.number: row.cells[at] for row in parsed.table.rows if at < len(row.cells)}
    read = amount_reader(list(cells.values()))
    return {number: money_or_none(read, cell) for number, cell in cells.items() if text(cell)}


def _checked(total: FileTotal, heading: str, money: Amounts, since: int) -> TotalCheck | None:
    """One total; it may stand for all rows above it, or for those since the last one."""
    stated = money_or_none(amount_reader([total.value]), total.value)
    if stated is None:
        return None
    above = {number: one for number, one in money.items() if number < total.row}
    last = {number: one for number, one in above.items() if number > since}
    tries = [above, last] if total.with_subs else [last, above]
    sums = [sum((one or Decimal(0) for one in rows.values()), Decimal(0)) for rows in tries]
    ours = stated if stated in sums else sums[0]
    tried = tries[0]
    unread = [number for number, one in tried.items() if one is None]
    doubtful = () if ours == stated else rows_in_doubt(tried, tried, unread, stated - ours)
    return TotalCheck(total.row, None, stated, ours, heading, doubtful)
