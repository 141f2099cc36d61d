"""The small lists of an IIF file: custom fields, items, accounts, the day of the export."""

from collections import defaultdict
from datetime import date

from desktop.services.importing.cells.dates import DateReader
from desktop.services.importing.cells.values import text
from desktop.services.importing.iif.grammar import records
from desktop.services.importing.kinds import BadValueError, Grid

FIELD = "CUSTFLD"
_INDEXES = {str(number - 1): number for number in range(1, 100)}


def custom_labels(grid: Grid) -> dict[str, str]:
    """The company's own names of CUSTFLD1 and on; row INDEX 0 names the first."""
    labels = {}
    for record in records(grid, "CUSTNAMEDICT"):
        index, label = (*map(text, record.cells[1:3]), "", "")[:2]
        if index in _INDEXES and label:
            labels[f"{FIELD}{_INDEXES[index]}"] = label
    return labels


def data_date(grid: Grid) -> date | None:
    """The day on which the file was exported, as its HDR line says."""
    for record in records(grid, "HDR"):
        if record.get("DATE"):
            try:
                return DateReader(date.max.replace(year=9000)).read(record.get("DATE"))
            except BadValueError:
                return None
    return None


def item_types(grid: Grid) -> dict[str, str]:
    """The type of each item of the item list: SERV, PART, DISC, COMPTAX."""
    return {
        record.get("NAME"): record.get("INVITEMTYPE").upper()
        for record in records(grid, "INVITEM")
        if record.get("INVITEMTYPE")
    }


def accounts(grid: Grid) -> dict[str, set[str]]:
    """The names of the accounts of each type (AR, BANK, INC) and each mark (SALESTAX)."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records(grid, "ACCNT"):
        for mark in (record.get("ACCNTTYPE"), record.get("EXTRA")):
            found[mark.upper()].add(record.get("NAME"))
    return found
