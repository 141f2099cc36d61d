"""The merges that were done, each with its way back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.services.duplicates.merging import MergeRow
from desktop.views.importing.rows import Column
from desktop.views.importing.rows_panel import RowsPanel
from desktop.views.importing.words import moment
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

COLUMNS: tuple[Column[MergeRow], ...] = (
    Column("When", 24, lambda row: moment(row.merged_at)),
    Column("Kept", 30, lambda row: row.keep_name),
    Column("Merged into it", 30, lambda row: row.gone_name),
)


class PastMerges(QDialog):
    """Lists the merges; the selected one can be taken back."""

    undo_wanted = Signal(int)

    def __init__(self, parent: QWidget, rows: Sequence[MergeRow]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Past merges")
        self.rows = RowsPanel("Past merges", COLUMNS, "No customers have been merged.")
        self.undo = parts.button("Take this merge back", self._undo, icon_name="undo-2")
        self.rows.side.addWidget(self.undo)
        self.rows.moved.connect(self._offer)
        self.rows.show_lines(rows, f"{counted(len(rows), 'merge')}, the latest first")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.finished.connect(lambda _code: self.rows.let_go())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.S, look.M)
        layout.addWidget(self.rows, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 100, metrics.height() * 24)
        if rows:
            self.rows.select(0)
        self._offer()

    def _offer(self) -> None:
        self.undo.setEnabled(self.rows.current is not None)

    def _undo(self) -> None:
        if row := self.rows.current:
            self.undo_wanted.emit(row.merge_id)
            self.accept()
