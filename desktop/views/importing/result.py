"""What came in, what stayed out and why, and what to do next."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.importing.lines import DONE_COLUMNS, Line
from desktop.views.importing.rows_panel import RowsPanel
from desktop.views.importing.small import wrapped
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
    rows_out: tuple[Line, ...]  # those that somebody could correct and bring again
    left_out: int  # headings, blank rows, totals, records of other kinds


HEADINGS = ("", "New", "Changed", "Unchanged")


class Result(QWidget):
    """The screen after an import."""

    next_wanted = Signal(str)  # "customers", "segments", "undo", "again", "save"

    def __init__(self) -> None:
        super().__init__()
        self.sentence = parts.title("")
        self.sentence.setWordWrap(True)
        self.unused = wrapped()
        self.numbers = parts.Card()
        self._grid = QGridLayout(self.numbers)
        self.rows = RowsPanel(
            "Rows that were not imported", DONE_COLUMNS, "Every record in the files was imported."
        )
        self.save = self._button("Save rows not imported…", "save", "download")
        self.rows.side.addWidget(self.save)
        self.see = parts.primary(
            "See the customers", lambda: self.next_wanted.emit("customers"), icon_name="users"
        )
        self._lay_out()

    def show_done(self, done: Done, unused: Sequence[str] = ()) -> None:
        """Show what an import did; `unused` says of each file that was no use what is wrong."""
        said = f"{counted(len(unused), 'file')} could not be used. {' '.join(unused)}"
        self.unused.setText(said)
        self.unused.setVisible(bool(unused))
        self.sentence.setText(done.sentence)
        self._show_numbers(done.brought)
        self.rows.show_lines(done.rows_out, rows_out_sentence(len(done.rows_out), done.left_out))
        self.save.setVisible(bool(done.rows_out))
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
        layout.addWidget(self.unused)
        layout.addLayout(steps)
        layout.addLayout(numbers)
        layout.addWidget(card, 1)


def rows_out_sentence(rows_out: int, left_out: int) -> str:
    """How many rows wait to be corrected; rows without a record are mentioned apart."""
    said = []
    if rows_out:
        said.append(f"{counted(rows_out, 'row')} not imported, and why.")
    if left_out:
        said.append(f"Left out: {counted(left_out, 'row')} without a record to import.")
    return " ".join(said)
