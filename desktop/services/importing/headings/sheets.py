"""The sheets that were named: only their tables are imported; a text file has none to name."""

from collections.abc import Collection, Sequence

from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.services.importing.kinds import Table


def of_sheets(tables: Sequence[Table], named: Collection[str]) -> list[Table]:
    """The tables on the named sheets, all where none is named.

    Raises:
        UserError: no workbook has a sheet of a name.
    """
    there = {fold(table.sheet): table.sheet for table in tables if table.sheet}
    wanted = {fold(name): name for name in named}
    missing = [name for key, name in wanted.items() if key not in there]
    if missing:
        has = ", ".join(f"“{name}”" for name in there.values()) or "none with a list"
        raise UserError(f"No sheet is called “{missing[0]}”; the sheets are: {has}.")
    if not wanted:
        return list(tables)
    return [table for table in tables if not table.sheet or fold(table.sheet) in wanted]
