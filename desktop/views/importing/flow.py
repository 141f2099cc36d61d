"""The import that is being made: its files and choices, its preview, and the work on it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from desktop.services.importing.batch.undo import UndoRefusedError
from desktop.services.pace import release
from desktop.views.importing import work
from desktop.views.importing.choices import Choices
from desktop.views.importing.reading import Looked, look
from desktop.views.importing.result import Done
from desktop.views.jobs import Job
from desktop.views.page import Context

CHANNEL = "import.preview"


class Flow(QObject):
    """Runs everything in the background and tells how it ended; knows no widget."""

    busy = Signal()  # a change is being previewed
    looked = Signal()
    look_failed = Signal(object)
    imported = Signal()
    import_failed = Signal(object)
    undone = Signal(object)
    undo_refused = Signal(int, object)
    progressed = Signal(int, int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self.choices = Choices()
        self._stale: set[str] = set()  # files to be read again, with other letters
        self.preview: Looked | None = None
        self.done: Done | None = None

    def forget(self) -> None:
        """Drop the files and all that was chosen for them."""
        self._context.jobs.cancel(CHANNEL)
        self.choices = Choices()
        self._take(None)

    def _take(self, preview: Looked | None) -> None:
        """Show another preview; the last one is freed on a thread, or the window would halt."""
        last, self.preview = [self.preview] if self.preview else [], preview
        if last:
            Thread(target=_let_go, args=(last,), daemon=True).start()

    def add(self, paths: list[Path]) -> None:
        """Take in files and preview them with those that are there already."""
        self.choices.add(paths)
        self.look()

    def remove(self, path: Path) -> None:
        """Take one file out."""
        self.choices.paths.remove(path)
        if self.choices.paths:
            self.look()

    def map_column(self, table: str, column: str, target: str) -> None:
        """Send a column elsewhere and preview that."""
        self.choices.map_column(table, column, target)
        self.look()

    def set_heading_row(self, table: str, row: int) -> None:
        """Take another row for the headings and preview that."""
        self.choices.set_heading_row(table, row)
        self.look()

    def set_type(self, table: str, heading: str, kind: str) -> None:
        """Say of which kind a custom field is and preview that."""
        self.choices.custom_types.setdefault(table, {})[heading] = kind
        self.look()

    def keep_sensitive(self, table: str, heading: str) -> None:
        """Keep a column that the program would rather not, and preview that."""
        self.choices.keep_sensitive.add((table, heading))
        self.look()

    def set_date_order(self, table: str, order: str) -> None:
        """Say which part of the dates is the month and preview that."""
        self.choices.date_orders[table] = order
        self.look()

    def set_encoding(self, file: str, encoding: str) -> None:
        """Read the letters of a file otherwise and preview that."""
        self.choices.encodings[file] = encoding
        self._stale.add(file)
        self.look()

    def answer(self, answers: Mapping[tuple[str, int], int | str]) -> None:
        """Answer the questions about rows and preview that."""
        self.choices.answer(answers)
        self.look()

    def forget_answers(self, places: Iterable[tuple[str, int]]) -> None:
        """Take answers back and preview that."""
        self.choices.forget_answers(places)
        self.look()

    def accept(self, places: Iterable[tuple[str, int, str]], wanted: bool) -> None:  # noqa: FBT001 - the shape of the signal
        """Take suggestions over, or no longer, and preview that."""
        self.choices.accept(places, wanted=wanted)
        self.look()

    def leave_out(self, table: str, is_out: bool) -> None:  # noqa: FBT001 - the shape of the signal
        """Leave a sheet out, or no longer, and preview that."""
        self.choices.leave_out(table, is_out=is_out)
        self.look()

    def settle_sheets(self, files: Iterable[str]) -> None:
        """The sheets of these workbooks were asked about and answered."""
        self.choices.sheets_settled |= set(files)
        self.looked.emit()

    def set_services(self, chosen: Mapping[str, str]) -> None:
        """Say what items mean and preview that."""
        self.choices.services |= chosen
        self.look()

    def confirm_services(self) -> None:
        """Take every proposal for a new item as it stands."""
        if self.preview:
            services = self.preview.shown.services
            new = {line.name: line.service for line in services if line.is_new and line.service}
            self.set_services(new)

    def set_jobs(self, paths: Iterable[str], kind: str) -> None:
        """Say what jobs are and preview that."""
        self.choices.jobs |= dict.fromkeys(paths, kind)
        self.look()

    def set_visits(self, wanted: bool) -> None:  # noqa: FBT001 - the shape of the signal
        """Make visits of the services named in memos, or none, and preview that."""
        self.choices.make_visits = wanted
        self.look()

    def apply_payments(self, wanted: bool) -> None:  # noqa: FBT001 - the shape of the signal
        """Apply payments to the oldest open invoices, or not, and preview that."""
        self.choices.apply_payments = wanted
        self.look()

    def set_profile(self, name: str) -> None:
        """Remember the columns under this name when they are imported."""
        self.choices.profile = name

    def look(self) -> None:
        """Preview on the reading thread; a newer call takes the place of an older."""
        self.busy.emit()
        options, paths, as_of = self.choices.options(), list(self.choices.paths), self._today()
        out = frozenset(self.choices.sheets_out)
        known = tuple(
            file
            for file in (self.preview.files if self.preview else ())
            if not self._stale & {table.file for table in file.tables}
        )
        self._job = self._context.jobs.run(
            lambda db, check: look(db, paths, known, options, as_of, check, out),
            self._on_looked,
            self._on_look_failed,
            channel=CHANNEL,
            progress=self.progressed.emit,
        )

    def _on_looked(self, preview: Looked) -> None:
        self._take(preview)
        self._stale.clear()
        self.looked.emit()

    def _on_look_failed(self, error: BaseException) -> None:
        """The last good preview stays."""
        if self.preview:
            self.choices.paths = [file.path for file in self.preview.files]
        self.look_failed.emit(error)

    def write(self) -> None:
        """Import what the preview shows, all of it or nothing."""
        if self.preview is None:
            return
        planned, profile = self.preview.planned, self.choices.profile
        now, as_of = work.utc_now(), self._today()
        self._job = self._context.jobs.run(
            lambda db, check: work.apply(db, planned, profile, as_of, now, check),
            self._on_imported,
            self.import_failed.emit,
            writes=True,
            progress=self.progressed.emit,
        )

    def _on_imported(self, done: Done) -> None:
        self.done = done
        self.imported.emit()

    def cancel(self) -> None:
        """Stop reading or writing."""
        if self._job:
            self._job.cancel()

    def undo(self, batch_id: int, *, keep_edited: bool = False) -> None:
        """Take an import back; with `keep_edited` all but what was changed or used since."""
        as_of = self._today()
        self._context.jobs.run(
            lambda db, check: work.undo(db, batch_id, as_of, check, keep_edited=keep_edited),
            self.undone.emit,
            lambda error: self._on_not_undone(batch_id, error),
            writes=True,
        )

    def _on_not_undone(self, batch_id: int, error: BaseException) -> None:
        """Where later work stands on the import, the office may have the rest undone."""
        if isinstance(error, UndoRefusedError):
            self.undo_refused.emit(batch_id, error)
        else:
            self._context.show_error(error)

    def _today(self) -> date:
        return self._context.as_of()


def _let_go(held: list[Looked]) -> None:
    """Free a preview; not even the list of what is in it is made on the thread of the window."""
    release(held.pop().planned.pieces())
