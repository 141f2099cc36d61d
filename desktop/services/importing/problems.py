"""The rows that were not imported, as a workbook to correct and import again."""

from pathlib import Path
from typing import Any

from desktop.services.importing.preview import Preview, TablePreview
from desktop.services.importing.values import text
from desktop.services.safekeeping.files import replacing

NOT_IMPORTED = ("refused", "review")
REASON = "Reason"
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
        written += len(rows)
    if written:
        with replacing(path) as temporary:
            book.save(temporary)
    return written


def _headings(preview: Preview, place: int) -> list[str]:
    table = preview.parsed[place].table
    width = max(map(len, (r.cells for r in table.rows)), default=0)
    missing = width - len(table.headings)
    return [*table.headings, *[""] * max(0, missing), REASON]


def _rows(preview: Preview, place: int, shown: TablePreview) -> list[list[str]]:
    width = len(_headings(preview, place)) - 1
    cells = {row.number: row.cells for row in preview.parsed[place].table.rows}
    rows = []
    for row in shown.rows:
        if row.box in NOT_IMPORTED and row.row in cells:
            values = [text(cell) for cell in cells[row.row]]
            rows.append([*values, *[""] * (width - len(values)), row.reason])
    return rows


def _as_text(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
