"""What a file of names says, before it becomes a list: who was found, and which rows were not."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.importing.list_files import ListFound
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import wrapped

HEADINGS = ("Row", "In the file", "Why not")
WIDE, HIGH = 84, 24  # letters, lines


class ListFileDialog(QDialog):
    """Asks for a name; `wanted` carries it when the found customers are to be kept."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget, found: ListFound) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("List from a file")
        self.name = QLineEdit(Path(found.file).stem)
        parts.field(self.name, "Name of the list")
        self.told = wrapped(said(found))
        self.missing = QTableWidget(len(found.not_found), len(HEADINGS))
        self.missing.setHorizontalHeaderLabels(HEADINGS)
        self.missing.setAccessibleName("Rows for which no customer was found")
        self.missing.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.missing.verticalHeader().hide()
        for row, one in enumerate(found.not_found):
            for column, text in enumerate((f"{one.row:,}", one.text, one.why)):
                self.missing.setItem(row, column, QTableWidgetItem(text))
        self.missing.resizeColumnsToContents()
        self.missing.horizontalHeader().setStretchLastSection(True)
        self.keep = parts.primary(f"Keep {counted(len(found.customers), 'customer')}", self._keep)
        self._is_empty = not found.customers
        self.name.textChanged.connect(lambda _text: self._offer())
        self._offer()
        self._lay_out(is_whole=not found.not_found)

    def _offer(self) -> None:
        self.keep.setEnabled(bool(self.name.text().strip()) and not self._is_empty)

    def _keep(self) -> None:
        self.wanted.emit(self.name.text().strip())
        self.accept()

    def _lay_out(self, *, is_whole: bool) -> None:
        form = QFormLayout()
        form.addRow("&Name of the list", self.name)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(parts.button("Cancel", self.reject))
        foot.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(self.told)
        self.missing.setVisible(not is_whole)
        layout.addWidget(self.missing, 1)
        layout.addLayout(form)
        layout.addLayout(foot)
        metrics = self.fontMetrics()
        high = HIGH if not is_whole else HIGH // 3
        self.resize(metrics.averageCharWidth() * WIDE, metrics.height() * high)


def said(found: ListFound) -> str:
    """Who was found, in sentences."""
    text = (
        f"{found.file} has {counted(found.rows, 'row')}:"
        f" {counted(len(found.customers), 'customer')} found by exact number or name"
    )
    if found.repeated:
        text += f", {counted(found.repeated, 'row')} named one of them again"
    text += f", {counted(len(found.not_found), 'row')} not found."
    if found.inactive:
        text += (
            f" {counted(found.inactive, 'customer')} of them inactive: on the list, not counted."
        )
    return text
