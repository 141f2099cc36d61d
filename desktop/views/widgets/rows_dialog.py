"""A window with a list of lines to look at; closing it changes nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.views.widgets import look
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_panel import RowsPanel

LETTERS, LINES = 150, 32


class RowsDialog(QDialog):
    """The list, what it holds in a sentence, and a button to close it."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        columns: Sequence[Column[Any]],
        rows: Sequence[Any],
        *,
        said: str,
        empty: str,
        letters: int = LETTERS,
        lines: int = LINES,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.rows = RowsPanel(title, columns, empty)
        self.rows.show_lines(rows, said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.finished.connect(lambda _code: self.rows.let_go())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.S, look.M)
        layout.addWidget(self.rows, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * letters, metrics.height() * lines)
