"""Jobs of QuickBooks lists: each is a place, a note or a contract; switched one by one or all."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from desktop.services.importing.lists.jobs import CHOICES, Job
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import counted
from desktop.views.widgets.keys import bind_keys
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_panel import RowsPanel, lay_out_told

LABELS = dict(CHOICES)
KEYS = {"property": "P", "note": "N", "contract": "C"}
ABOUT = (
    "QuickBooks writes “customer:job”. A job may be a place with its own tank, or work that was "
    "done. Select one or several lines (Ctrl+A for all), then say what they are."
)


class JobLine(NamedTuple):
    """One job, and where it stands: the file, and the sheet where there is one."""

    where: str
    job: Job


COLUMNS: tuple[Column[JobLine], ...] = (
    Column("Customer", 22, lambda line: line.job.customer),
    Column("Job", 26, lambda line: line.job.job or "(the customer’s own line)"),
    Column("Becomes", 28, lambda line: _becomes(line.job)),
    Column("Why", 30, lambda line: line.job.reason),
    Column("Row", 6, lambda line: f"{line.job.row:,}", is_number=True),
    Column("File", 20, lambda line: line.where),
    Column("Details", 20, lambda line: line.job.detail),
)
FILE = 5  # of no use while there is only one


def _becomes(job: Job) -> str:
    mark = "" if job.choice == job.proposed else " (your choice)"
    return f"{LABELS[job.choice]}{mark}"


class JobsPanel(QWidget):
    """The list, and one button for each thing a job may be."""

    chosen = Signal(object, str)  # the paths of the jobs, what they are

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowsPanel("Jobs in the files", COLUMNS, "These files hold no jobs.")
        self.rows.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.choices: dict[str, QPushButton] = {}
        buttons = QWidget()
        line = FlowLayout(buttons, look.S)
        said = parts.muted("The selected jobs are:")
        line.addWidget(said)
        for key, label in CHOICES:
            choose = partial(self._choose, key)
            self.choices[key] = parts.button(f"{label}  ({KEYS[key]})", choose)
            bind_keys(self, {KEYS[key]: choose})
            line.addWidget(self.choices[key])
            said.setMinimumHeight(self.choices[key].sizeHint().height())
        lay_out_told(self, self.rows, ABOUT, buttons)

    def show_jobs(self, lines: Sequence[JobLine]) -> None:
        """Show these jobs; the selection stays while they are the same ones."""
        kept = self._selected() if len(lines) == len(self.rows.model.lines) else []
        self.rows.show_lines(lines, jobs_sentence(lines))
        self.rows.view.setColumnHidden(FILE, len({line.where for line in lines}) == 1)
        for row in kept:
            self.rows.select(row)

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.rows.view.selectionModel().selectedRows())

    def _choose(self, key: str) -> None:
        lines = self.rows.model.lines
        if paths := tuple(lines[row].job.path for row in self._selected()):
            self.chosen.emit(paths, key)


def jobs_sentence(lines: Sequence[JobLine]) -> str:
    """How many jobs become what."""
    counts = {key: sum(line.job.choice == key for line in lines) for key in LABELS}
    words = {
        "property": ("place", "places"),
        "note": ("note", "notes"),
        "contract": ("service contract", "service contracts"),
    }
    said = [counted(count, *words[key]) for key, count in counts.items() if count]
    return f"{counted(len(lines), 'job')}: {', '.join(said)}." if said else ""
