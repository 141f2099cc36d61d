"""The due list, or any other list of the morning, as an Excel workbook."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop.services.desk.columns import DeskColumn
from desktop.services.outreach.workbook import Cover, Heading, Kind, write_workbook

KINDS = {"text": Kind.TEXT, "number": Kind.NUMBER, "date": Kind.DATE, "money": Kind.MONEY}


def write_desk_list(
    path: Path,
    title: str,
    about: Sequence[str],
    as_of: date,
    columns: Sequence[DeskColumn],
    rows: Sequence[Any],
    checkpoint: Callable[[int, int], None] | None = None,
) -> int:
    """Write the rows with a cover that says what they are; returns how many.

    Raises:
        UserError: the file cannot be written.
    """
    headings = [Heading(column.label, KINDS[column.kind]) for column in columns]
    lines: tuple[tuple[str, str | int | date], ...] = (
        ("As of", as_of),
        ("Rows", len(rows)),
        *(("About", text) for text in about),
    )
    values = ([column.value(row) for column in columns] for row in rows)
    cover = Cover(title, lines)
    return write_workbook(
        path, title[:31], headings, values, cover, total=len(rows), checkpoint=checkpoint
    )
