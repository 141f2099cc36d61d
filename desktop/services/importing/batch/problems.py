"""The rows that were not imported, as a workbook to correct and import again."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.services.importing.cells.values import text
from desktop.services.importing.documents.frame import TOTAL
from desktop.services.importing.headings.chosen import REASON
from desktop.services.importing.kinds import Row, Table
from desktop.services.importing.preview import Preview, TablePreview
from desktop.services.safekeeping.files import replacing

NOT_IMPORTED = ("refused", "review")
GROUP, NO_REASON = "Heading of ", "Not imported"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what a workbook cannot hold
_SHEET_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\ ", "_"))


def problems_workbook(preview: Preview, path: Path) -> int:
    """Write one sheet per table with its original columns and the reason; the rows written.

    Every value is text, so that no name can become a formula. A table without such rows has no
    sheet; without any rows at all nothing is written and the answer is 0.
    """
    import openpyxl  # noqa: PLC0415 - loaded only when a workbook is written

    book = openpyxl.Workbook(write_only=True)
    written = 0
    for place, table in enumerate(preview.tables, start=1):
        rows = _rows(preview, place - 1, table)
        if not rows:
            continue
        name = f"{place} {table.sheet or table.file}".translate(_FORBIDDEN)[:_SHEET_NAME]
        sheet = book.create_sheet(name)
        for row in [_headings(preview, place - 1), *rows]:
            sheet.append([_as_text(sheet, value) for value in row])
        written += sum(1 for row in rows if row[-1])
    if written:
        with replacing(path) as temporary:
            book.save(temporary)
    return written


def _headings(preview: Preview, place: int) -> list[str]:
    table = preview.parsed[place].table
    width = max(map(len, (r.cells for r in table.grid.rows)), default=0)
    missing = width - len(table.headings)
    return [*table.headings, *[""] * max(0, missing), REASON]


def _rows(preview: Preview, place: int, shown: TablePreview) -> list[list[str]]:
    """The rows with their reason, each below the headings of the groups that it stands in."""
    width = len(_headings(preview, place)) - 1
    table = preview.parsed[place].table
    wanted = {row.row: row.reason for row in shown.rows if row.box in NOT_IMPORTED}
    rows: list[list[str]] = []
    written: list[Row] = []
    for row, groups in _with_groups(table):
        if row.number not in wanted:
            continue
        if groups != written:
            rows += [_line(group, width, "") for group in groups]
            written = groups
        rows.append(_line(row, width, wanted[row.number] or NO_REASON))
    return rows


def _with_groups(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Every row of the file with the headings of the groups that are open there."""
    open_groups: list[Row] = []
    for row in table.grid.rows:
        reason = table.left_out.get(row.number, "")
        if reason.startswith(GROUP) or reason == TOTAL:
            level = _level(row)
            open_groups = [group for group in open_groups if _level(group) < level]
            if reason != TOTAL:
                open_groups = [*open_groups, row]
        yield row, open_groups


def _level(row: Row) -> tuple[int, int]:
    """How deep a heading stands: its column, and the blanks before it."""
    for place, cell in enumerate(row.cells):
        if text(cell):
            raw = str(cell)
            return place, len(raw) - len(raw.lstrip())
    return 0, 0


def _line(row: Row, width: int, reason: str) -> list[str]:
    values = [cell if isinstance(cell, str) else text(cell) for cell in row.cells[:width]]
    return [*values, *[""] * (width - len(values)), reason]


def _as_text(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    cell = WriteOnlyCell(sheet, _ILLEGAL.sub("", value))
    cell.data_type = "s"
    return cell
