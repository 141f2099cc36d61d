"""Rows of the list on the clipboard, read anew so that all of them are there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from sqlalchemy.orm import Session

from desktop.services.office import customer_list
from desktop.services.office.customer_columns import Column
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.widgets import copying
from desktop.views.widgets.formats import counted

READ_AT_ONCE = 1_000


def copy_rows(
    context: Context, wanted: Sequence[int], columns: Sequence[Column], *, headings: bool
) -> None:
    """Put these customers on the clipboard, as a table for Excel and as plain text."""
    keys = [column.key for column in columns]

    def read(db: Session, checkpoint: Checkpoint) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(wanted), READ_AT_ONCE):
            checkpoint(start, len(wanted))
            found += customer_list.rows(db, wanted[start : start + READ_AT_ONCE], keys)
        return found

    def put(found: list[tuple[Any, ...]]) -> None:
        cells = copying.table(found, columns, headings=headings)
        QGuiApplication.clipboard().setMimeData(copying.mime(cells))
        context.notify(f"Copied {counted(len(found), 'row')}.")

    context.jobs.run(read, put, channel="customers-copy")
