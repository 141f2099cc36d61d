"""What came in, what stayed out and why, and what to do next."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.importing.lines import LINE_COLUMNS, Line
from desktop.views.importing.rows_panel import RowsPanel
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted


class Brought(NamedTuple):
    """The records of one kind that an import added, changed or found as they were."""

    what: str
    new: int
    changed: int
    unchanged: int


class Done(NamedTuple):
    """A finished import."""

    batch_id: int
    sentence: str
    brought: tuple[Brought, ...]
    rows_out: tuple[Line, ...]


HEADINGS = ("", "New", "Changed", "Unchanged")


class Result(QWidget):
    """The screen after an import."""

    next_wanted = Signal(str)  # "customers", "segments", "undo", "again", "save"

    def __init__(self) -> None:
        super().__init__()
        self.sentence = parts.title("")
        self.sentence.setWordWrap(True)
        self.numbers = parts.Card()
        self._grid = QGridLayout(self.numbers)
        self.rows = RowsPanel(
            "Rows that were not imported", LINE_COLUMNS, "Every row of the files was imported."
        )
        self.save = self._button("Save rows not imported…", "save", "download")
        self.rows.side.addWidget(self.save)
        self.see = parts.primary(
            "See the customers", lambda: self.next_wanted.emit("customers"), icon_name="users"
        )
        self._lay_out()

    def show_done(self, done: Done) -> None:
        """Show what an import did."""
        self.sentence.setText(done.sentence)
        self._show_numbers(done.brought)
        said = f"{counted(len(done.rows_out), 'row')} not imported, and why"
        self.rows.show_lines(done.rows_out, said if done.rows_out else "")
        self.save.setVisible(any(line.result.box != "left_out" for line in done.rows_out))
        self.see.setFocus()

    def _show_numbers(self, brought: Sequence[Brought]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for column, heading in enumerate(HEADINGS):
            self._grid.addWidget(parts.muted(heading), 0, column)
        for row, line in enumerate(brought, start=1):
            for column, value in enumerate(line):
                shown = value if isinstance(value, str) else f"{value:,}"
                label = parts.body(shown)
                if column == 1 and value:
                    label.setFont(look.font(bold=True))
                self._grid.addWidget(label, row, column)

    def _button(self, text: str, key: str, icon_name: str) -> QWidget:
        return parts.button(text, lambda: self.next_wanted.emit(key), icon_name=icon_name)

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(look.L, look.M, look.L, look.M)
        self._grid.setHorizontalSpacing(look.XXL)
        steps = QHBoxLayout()
        steps.setSpacing(look.S)
        steps.addWidget(self.see)
        self.segment = self._button("Make a segment", "segments", "list-filter")
        self.undo = self._button("Undo this import", "undo", "undo-2")
        self.again = self._button("Import more files", "again", "plus")
        for step in (self.segment, self.undo, self.again):
            steps.addWidget(step)
        steps.addStretch(1)
        numbers = QHBoxLayout()
        numbers.addWidget(self.numbers)
        numbers.addStretch(1)
        card = parts.Card()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.L)
        layout.setSpacing(look.L)
        layout.addWidget(self.sentence)
        layout.addLayout(steps)
        layout.addLayout(numbers)
        layout.addWidget(card, 1)
