"""A window with the rows of an earlier import that were not taken."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.services.importing.batch.history import StoredRow
from desktop.services.importing.cells.values import text
from desktop.services.importing.kinds import BOX_LABELS
from desktop.views.importing.rows import Column
from desktop.views.importing.rows_panel import RowsPanel
from desktop.views.widgets import look
from desktop.views.widgets.formats import counted


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


class PastRows(QDialog):
    """Shows the rows; closing it changes nothing."""

    def __init__(self, parent: QWidget, rows: Sequence[StoredRow]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rows not imported")
        self.rows = RowsPanel("Rows not imported", COLUMNS, "Every row was imported.")
        self.rows.show_lines(rows, f"{counted(len(rows), 'row')}, those that were refused first")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.finished.connect(lambda _code: self.rows.let_go())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.S, look.M)
        layout.addWidget(self.rows, 1)
        layout.addWidget(buttons)
        letters = self.fontMetrics().averageCharWidth()
        self.resize(letters * 150, self.fontMetrics().height() * 32)
