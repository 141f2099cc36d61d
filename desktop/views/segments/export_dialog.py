"""The dialog before a list leaves as a workbook: which columns, in which order, to which file."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services.outreach import excel_list
from desktop.services.outreach.list_columns import ListColumn, columns
from desktop.services.safekeeping.files import safe_name
from desktop.views.jobs import Checkpoint, Job
from desktop.views.page import Context
from desktop.views.segments.question import Listing
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

KEY = Qt.ItemDataRole.UserRole
MOST_FILES = 1000
REPLACE = "Replace file"


def free_path(folder: Path, name: str, day: date) -> Path:
    """The file in a folder, with a number where that one is taken."""
    path = folder / safe_name(name, f" {day}.xlsx")
    numbered = (folder / safe_name(name, f" {day} ({n}).xlsx") for n in range(2, MOST_FILES))
    # With a thousand of them taken the first is offered, and the dialog asks before replacing it.
    return next((one for one in (path, *numbered) if not one.exists()), path)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, say: writing tells what is wrong with it
        return False


def tell_written(context: Context, result: excel_list.ExportResult) -> None:
    """Say that the list is written, and offer its folder."""
    folder = QUrl.fromLocalFile(str(result.path.parent))
    context.notify(
        f"{counted(result.written, 'customer')} written to {result.path.name}.",
        "Open folder",
        lambda: _show_folder(folder),
    )


def _show_folder(folder: QUrl) -> None:
    QDesktopServices.openUrl(folder)


class ExportDialog(QDialog):
    """Writes the list in the background; `written` carries the result."""

    written = Signal(object)

    def __init__(self, parent: QWidget, context: Context, listing: Listing, name: str) -> None:
        super().__init__(parent)
        self._context = context
        self._listing = listing
        self._replaces: Path | None = None  # the file there that may be written over
        self._write_words = "Write list"
        self._name = name
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Excel list")
        self.columns = QListWidget()
        self.columns.setAccessibleName("Columns of the list, ticked ones are written")
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.file = QLineEdit(str(free_path(self._folder(), name, context.as_of())))
        parts.field(self.file, "File")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Rows written")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.write = parts.primary(self._write_words, self._start)
        self.stop = parts.button("Cancel", self.reject)
        self._lay_out()
        self.file.textChanged.connect(lambda _: self._offer_write())
        day = context.as_of()
        context.jobs.run(lambda db, _: columns(db), self._take_columns)
        context.jobs.run(lambda db, _: listing.how_many(db, day), self._take_count)

    def chosen(self) -> list[str]:
        """The keys of the ticked columns, in their order."""
        items = (self.columns.item(row) for row in range(self.columns.count()))
        return [item.data(KEY) for item in items if item.checkState() == Qt.CheckState.Checked]

    def reject(self) -> None:
        """Cancel what runs; close when nothing does."""
        if self._job is not None:
            self._job.cancel()
            return
        super().reject()

    def _take_columns(self, known: Sequence[ListColumn]) -> None:
        remembered = self._context.settings.get("segments.layout").get("columns")
        wanted = remembered or [column.key for column in known if column.usual]
        place = {key: number for number, key in enumerate(wanted)}
        for column in sorted(known, key=lambda c: place.get(c.key, len(place))):
            item = QListWidgetItem(column.label)
            item.setData(KEY, column.key)
            on = column.key in place
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        self.columns.setCurrentRow(0)

    def _take_count(self, count: int) -> None:
        self._write_words = f"Write {counted(count, 'customer')}"
        if self._replaces is None:
            self.write.setText(self._write_words)

    def _offer_write(self) -> None:
        """Another file: nothing is agreed about it yet."""
        self._replaces = None
        self.problem.setText("")
        self.write.setText(self._write_words)

    def _tick_all(self, state: Qt.CheckState) -> None:
        for row in range(self.columns.count()):
            self.columns.item(row).setCheckState(state)

    def _move(self, step: int) -> None:
        row = self.columns.currentRow()
        if 0 <= row + step < self.columns.count():
            self.columns.insertItem(row + step, self.columns.takeItem(row))
            self.columns.setCurrentRow(row + step)

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "Save the list as", self.file.text(), "Excel workbook (*.xlsx)"
        )
        if path:
            self.file.setText(path)
            self._replaces = self._path()  # that dialog asks about a file that is there

    def _start(self) -> None:
        path, keys = self._path(), self.chosen()
        problem = "Tick at least one column." if not keys else self._path_problem(path)
        self.problem.setText(problem)
        if problem or self._asks_to_replace(path):
            return
        self._remember(path, keys)
        self._show_running(running=True)
        day, listing, name = self._context.as_of(), self._listing, self._name

        def work(db: Session, checkpoint: Checkpoint) -> excel_list.ExportResult:
            return listing.write(db, day, path, name, keys, checkpoint)

        self._job = self._context.jobs.run(
            work, self._on_done, self._on_error, progress=self._on_progress
        )

    def _path(self) -> Path:
        text = self.file.text().strip()
        return Path(text if text.lower().endswith(".xlsx") else f"{text}.xlsx")

    def _path_problem(self, path: Path) -> str:
        if not path.parent.is_dir():
            return f"The folder {path.parent} does not exist."
        return ""

    def _asks_to_replace(self, path: Path) -> bool:
        """Point out, once for each file, that it is there already."""
        if path == self._replaces or not _is_there(path):
            return False
        self._replaces = path
        self.problem.setText(
            f"{path.name} exists already. Press “{REPLACE}” to write over it, or choose another"
            " name."
        )
        self.write.setText(REPLACE)
        return True

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_done(self, result: excel_list.ExportResult) -> None:
        self._job = None
        self.written.emit(result)
        self.accept()

    def _on_error(self, error: BaseException) -> None:
        self._job = None
        self._show_running(running=False)
        if isinstance(error, CancelledError):
            self.problem.setText("Cancelled. No file was written.")
        else:
            self._context.show_error(error)

    def _show_running(self, *, running: bool) -> None:
        self.progress.setVisible(running)
        self.progress.setRange(0, 0)
        for widget in (self.write, self.columns, self.file):
            widget.setEnabled(not running)

    def _folder(self) -> Path:
        remembered = self._context.settings.get("export.folder")
        place = QStandardPaths.StandardLocation.DocumentsLocation
        for folder in (remembered, QStandardPaths.writableLocation(place)):
            if folder and Path(folder).is_dir():
                return Path(folder)
        return Path.home()

    def _remember(self, path: Path, keys: list[str]) -> None:
        settings = self._context.settings
        settings.set("export.folder", str(path.parent))
        settings.set("segments.layout", settings.get("segments.layout") | {"columns": keys})

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(parts.heading("Columns"))
        head.addStretch(1)
        for text, state in (("All", Qt.CheckState.Checked), ("None", Qt.CheckState.Unchecked)):
            button = parts.link(text, partial(self._tick_all, state))
            button.setAccessibleName(f"{text} of the columns")
            head.addWidget(button)
        return head

    def _lay_out(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 80, letter * 84)
        side = QVBoxLayout()
        for text, step in (("Up", -1), ("Down", 1)):
            button = parts.button(text, partial(self._move, step))
            button.setAccessibleName(f"Move the column {text.lower()}")
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.columns, 1)
        middle.addLayout(side)
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(parts.button("Browse …", self._browse))
        foot = QHBoxLayout()
        foot.addWidget(self.progress, 1)
        foot.addStretch(0)
        foot.addWidget(self.stop)
        foot.addWidget(self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addLayout(self._head())
        layout.addLayout(middle, 1)
        layout.addWidget(parts.heading("File"))
        layout.addLayout(line)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        self.progress.setVisible(False)
