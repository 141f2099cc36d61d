"""The merges that were done, each with its way back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.services.duplicates.merging import MergeRow
from desktop.views.importing.words import moment
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_dialog import RowsDialog

COLUMNS: tuple[Column[MergeRow], ...] = (
    Column("When", 24, lambda row: moment(row.merged_at)),
    Column("Kept", 30, lambda row: row.keep_name),
    Column("Merged into it", 30, lambda row: row.gone_name),
)


LETTERS, LINES = 100, 24


class PastMerges(RowsDialog):
    """Lists the merges; the selected one can be taken back."""

    undo_wanted = Signal(int)

    def __init__(self, parent: QWidget, rows: Sequence[MergeRow]) -> None:
        said = f"{counted(len(rows), 'merge')}, the latest first"
        super().__init__(
            parent, "Past merges", COLUMNS, rows, said=said, letters=LETTERS, lines=LINES,
            empty="No customers have been merged.",
        )  # fmt: skip
        self.undo = parts.button("Take this merge back", self._undo, icon_name="undo-2")
        self.rows.side.addWidget(self.undo)
        self.rows.moved.connect(self._offer)
        if rows:
            self.rows.select(0)
        self._offer()

    def _offer(self) -> None:
        self.undo.setEnabled(self.rows.current is not None)

    def _undo(self) -> None:
        if row := self.rows.current:
            self.undo_wanted.emit(row.merge_id)
            self.accept()
