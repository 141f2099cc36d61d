"""What came in, what stayed out and why, and what to do next."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.services.importing.kinds import BOX_LABELS
from desktop.views.importing.lines import DONE_COLUMNS, FILE_COLUMN, Line
from desktop.views.importing.reporting.view import ReportView
from desktop.views.importing.tabs import Tabs
from desktop.views.importing.tiles import Tiles
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.rows_panel import RowsPanel

CORRECTABLE = ("review", "refused")
STEPS = (
    ("segments", "Make a segment", "list-filter"),
    ("undo", "Undo this import", "undo-2"),
    ("again", "Import more files", "plus"),
    ("save", "Save rows not imported…", "download"),
)


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
    lines: Mapping[str, tuple[Line, ...]]  # by box; "" holds all
    rows_in_files: int

    @property
    def rows_out(self) -> int:
        """How many rows somebody could correct or answer and bring again."""
        return sum(len(self.lines[box]) for box in CORRECTABLE)


class Result(QWidget):
    """The screen after an import: six boxes, the report, and every row with what happened."""

    next_wanted = Signal(str)  # "customers", or a key of `STEPS`

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._done: Done | None = None
        self.sentence = parts.title("")
        self.sentence.setWordWrap(True)
        self.unused = wrapped()
        self.left = wrapped()
        self.tiles = Tiles()
        self.tiles.chosen.connect(self.show_box)
        self.report = ReportView(context)
        self.rows = RowsPanel("Rows of the import", DONE_COLUMNS, "No row is in this box.")
        self.tabs = Tabs("Parts of the result")
        self.tabs.add("report", "Report", self.report)
        self.tabs.add("rows", "Rows", self.rows)
        self.see = parts.primary(
            "See the customers", lambda: self.next_wanted.emit("customers"), icon_name="users"
        )
        self.steps = {key: self._step(key, text, icon) for key, text, icon in STEPS}
        self._lay_out()

    def show_done(self, done: Done, unused: Sequence[str] = ()) -> None:
        """Show what an import did; `unused` says of each file that was no use what is wrong."""
        self._done = done
        said = f"{counted(len(unused), 'file')} could not be used. {' '.join(unused)}"
        self.unused.setText(said)
        self.unused.setVisible(bool(unused))
        self.sentence.setText(done.sentence)
        self.left.setText(left_sentence(done))
        self.left.setVisible(bool(self.left.text()))
        self.tiles.show_counts({b: len(r) for b, r in done.lines.items() if b}, done.rows_in_files)
        self.show_box("")
        self.tabs.open("report")
        self.report.show_batch(done.batch_id)
        self.steps["save"].setVisible(bool(done.rows_out))
        self.see.setFocus()

    def show_box(self, box: str) -> None:
        """Show the rows of one box, or with "" all rows."""
        if self._done is None:
            return
        self.tiles.choose(box)
        self.tabs.open("rows")
        lines = self._done.lines[box]
        which = BOX_LABELS[box].lower() if box else "all"
        self.rows.show_lines(lines, f"{counted(len(lines), 'row')}: {which}.")
        self.rows.view.setColumnHidden(FILE_COLUMN, len({line.where for line in lines}) < 2)  # noqa: PLR2004 - of use with two

    def _step(self, key: str, text: str, icon_name: str) -> QPushButton:
        return parts.button(text, lambda: self.next_wanted.emit(key), icon_name=icon_name)

    def _lay_out(self) -> None:
        steps = QWidget()
        line = FlowLayout(steps, look.S)
        for button in (self.see, *self.steps.values()):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.L)
        layout.setSpacing(look.M)
        for widget in (self.sentence, self.unused, self.left, steps, self.tiles):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)


def left_sentence(done: Done) -> str:
    """What is still open, in one sentence; "" when nothing is."""
    review, refused = (len(done.lines[box]) for box in CORRECTABLE)
    said = []
    if review:
        said.append(f"{counted(review, 'row waits', 'rows wait')} for an answer")
    if refused:
        said.append(f"{counted(refused, 'row')} could not be read")
    if not said:
        return ""
    return (
        f"{' and '.join(said)}. Save them as a workbook, correct it and import it again: only "
        "those rows are then new. Or bring the same files again and answer the questions."
    )
