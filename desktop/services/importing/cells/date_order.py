"""What is said of whole columns of dates: which write them in two ways, which name only years."""

from collections.abc import Iterator

from desktop.services.importing.cells.dates import (
    BY_YEAR,
    DATES,
    DAY_FIRST,
    MONTH_FIRST,
    find_order,
    year_alone,
)
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.kinds import Problem, Table, column_name


def mixed_orders(table: Table, mapping: Mapping) -> list[Problem]:
    """One problem for each column of dates that holds both kinds; the office has to say."""
    return list(_mixed(table, mapping))


def _mixed(table: Table, mapping: Mapping) -> Iterator[Problem]:
    for column in mapping.columns:
        target = targets.BY_KEY.get(column.target)
        if not (target.parser in DATES if target else column.target == "date"):
            continue
        found = find_order(r.cells[column.at] for r in table.rows if column.at < len(r.cells))
        if not found.is_mixed:
            continue
        name = column_name(column.at, column.heading)
        now = DAY_FIRST if found.is_day_first else MONTH_FIRST
        said = (
            f"Column {name} writes dates in two ways: {found.month_first:,} only fit month first "
            f"(such as '{found.month_example}'), {found.day_first:,} only fit day first (such as "
            f"'{found.day_example}'). Which way is meant? Choose the order of the dates of this "
            f"file; until then they are read {now}."
        )
        row = _row_of(table, column.at, found.day_example)
        yield Problem(table.file, table.sheet, row, name, found.day_example, said)


def years_alone(table: Table, mapping: Mapping) -> list[str]:
    """One sentence for each column of equipment some of whose cells name no more than a year."""
    columns = (c for c in mapping.columns if c.target in targets.BY_KEY)
    found = []
    for column in (c for c in columns if targets.BY_KEY[c.target].parser == BY_YEAR):
        cells = (row.cells[column.at] for row in table.rows if column.at < len(row.cells))
        years = list(filter(None, map(year_alone, cells)))
        if years:
            name = column_name(column.at, column.heading)
            said = f"{len(years):,} {'cell' if len(years) == 1 else 'cells'} of column {name}"
            verb = "names" if len(years) == 1 else "name"
            day = f"taken as July 1 of it, such as Jul 1, {years[0]}"
            found.append(f"{said} {verb} only a year, {day}.")
    return found


def _row_of(table: Table, at: int, value: str) -> int:
    """The first row with this very value."""
    return next(row.number for row in table.rows if at < len(row.cells) and row.cells[at] == value)
