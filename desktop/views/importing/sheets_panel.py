"""Workbooks with several sheets of data: which of them are imported is asked, not guessed."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.importing.file_list import Sheet
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import clear, scrolled, wrapped

ABOUT = (
    "More than one sheet holds data. A second sheet may be a copy or an older list: leave out "
    "what should not come in, then press the button."
)
SETTLED = "Your choice is kept; change it at any time before you import."


class Workbook(NamedTuple):
    """A file with several sheets that hold data."""

    file: str
    sheets: tuple[Sheet, ...]


class SheetsPanel(QWidget):
    """One line per sheet with a box to leave it out; only tells what was chosen."""

    left_out = Signal(str, bool)  # the table, whether it is left out
    settled = Signal(object)  # the files whose sheets are as they should be

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self.waiting: tuple[str, ...] = ()  # files nobody has answered for
        self._shown: Sequence[Workbook] = ()
        self.about = wrapped()
        self.right = parts.button(
            "Import the sheets that are not left out", self._settle, icon_name="check"
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._list = QVBoxLayout()
        column.addLayout(self._list)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(self.about)
        layout.addWidget(scrolled(inner, "Sheets of the workbooks"), 1)
        line = QHBoxLayout()
        line.addWidget(self.right)
        line.addStretch(1)
        layout.addLayout(line)

    def show_workbooks(self, workbooks: Sequence[Workbook], settled: Collection[str]) -> None:
        """Show these sheets; `settled` are the files somebody has answered for."""
        self.waiting = tuple(book.file for book in workbooks if book.file not in settled)
        self.about.setText(ABOUT if self.waiting else SETTLED)
        self.right.setVisible(bool(self.waiting))
        if list(workbooks) != list(self._shown):
            self._shown = workbooks
            self._build()

    def _build(self) -> None:
        clear(self._list)
        self.boxes = {}
        for book in self._shown:
            self._list.addWidget(parts.heading(book.file))
            for sheet in book.sheets:
                self._list.addWidget(self._line(sheet))
                self._list.addWidget(parts.Rule())

    def _line(self, sheet: Sheet) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, look.XS, 0, look.XS)
        layout.setSpacing(look.M)
        name = parts.ElidedLabel(sheet.sheet or "")
        name.setFont(look.font(bold=True))
        about = parts.ElidedLabel(f"{sheet.what} · {counted(sheet.rows, 'row')}")
        about.setForegroundRole(look.Role.PlaceholderText)
        box = self.boxes[sheet.key] = QCheckBox("Leave this sheet out")
        box.setAccessibleName(f"Leave the sheet {sheet.sheet} out")
        box.setChecked(sheet.is_out)
        box.clicked.connect(lambda is_out: self.left_out.emit(sheet.key, is_out))
        layout.addWidget(name, 2)
        layout.addWidget(about, 3)
        layout.addWidget(box)
        return line

    def _settle(self) -> None:
        self.settled.emit(self.waiting)
