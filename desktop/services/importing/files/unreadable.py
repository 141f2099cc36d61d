"""Rows that cannot be what was meant: a quote never closed, a formula that failed."""

from dataclasses import replace

from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.targets import LEAVE_OUT
from desktop.services.importing.kinds import Outcome, Problem, Table, column_name
from desktop.services.importing.records import Parsed

_UNUSED = (LEAVE_OUT, "balance")  # a running balance is never read, so it may be broken


def refused_rows(table: Table, mapping: Mapping) -> list[Problem]:
    """One problem for each row of data that must be refused before it is read."""
    found = []
    if table.grid.broken:
        number, said = table.grid.broken
        found.append(Problem(table.file, table.sheet, number, "", "", said))
    if table.grid.errors:
        used = {column.at: column.heading for column in mapping.columns if _is_used(column.target)}
        found += _failed_formulas(table, used)
    return found


def _is_used(target: str) -> bool:
    return bool(target) and target not in _UNUSED


def _failed_formulas(table: Table, used: dict[int, str]) -> list[Problem]:
    problems = []
    for row in table.rows:
        failed = sorted(used.keys() & set(table.grid.errors.get(row.number, ())))
        if failed:
            place = failed[0]
            column = column_name(place, used[place])
            said = (
                f"Row {row.number}, column {column}: '{row.cells[place]}' is a formula error or a "
                "formula without a saved value. The row was not imported. Put the value itself "
                "into the cell, save, and import the file again."
            )
            value = str(row.cells[place])
            problems.append(Problem(table.file, table.sheet, row.number, column, value, said))
    return problems


def without(table: Table, refused: list[Problem]) -> Table:
    """The table without the refused rows."""
    if not refused:
        return table
    numbers = {problem.row for problem in refused}
    return replace(table, rows=[row for row in table.rows if row.number not in numbers])


def refuse(parsed: Parsed, refused: list[Problem]) -> None:
    """Say of each refused row why."""
    for problem in refused:
        parsed.outcomes[problem.row] = Outcome("refused", problem.message)
        parsed.problems.append(problem)
