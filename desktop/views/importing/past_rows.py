"""A window with the rows of an earlier import that were not taken."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.services.importing.batch.raw_rows import StoredRow
from desktop.services.importing.cells.values import text
from desktop.services.importing.kinds import BOX_LABELS
from desktop.views.widgets.formats import counted
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_dialog import RowsDialog


def row_text(row: StoredRow) -> str:
    """The cells that hold something."""
    return " · ".join(filled for cell in row.cells if (filled := text(cell)))


COLUMNS: tuple[Column[StoredRow], ...] = (
    Column("Row", 8, lambda row: f"{row.row:,}", is_number=True),
    Column("What happened", 14, lambda row: BOX_LABELS[row.box]),
    Column("Why", 40, lambda row: row.reason),
    Column("File", 26, lambda row: row.file),
    Column("Sheet", 12, lambda row: row.sheet or ""),
    Column("The row as it was", 60, row_text),
)


class PastRows(RowsDialog):
    """Shows the rows."""

    def __init__(self, parent: QWidget, rows: Sequence[StoredRow]) -> None:
        said = f"{counted(len(rows), 'row')}, those that were refused first"
        super().__init__(
            parent, "Rows not imported", COLUMNS, rows, said=said, empty="Every row was imported."
        )
