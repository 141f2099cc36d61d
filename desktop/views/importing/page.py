"""The page Import: files are dropped, looked at, imported, and can be taken back."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from desktop.models.errors import CancelledError
from desktop.services.importing.history import StoredRow
from desktop.views.importing import work
from desktop.views.importing.choices import Choices
from desktop.views.importing.drop_area import local_files
from desktop.views.importing.history import PastImport
from desktop.views.importing.past_rows import PastRows
from desktop.views.importing.reading import Looked, look
from desktop.views.importing.result import Done, Result
from desktop.views.importing.review import Review
from desktop.views.importing.start import Start
from desktop.views.importing.working import Working
from desktop.views.jobs import Job
from desktop.views.page import Context, Page
from desktop.views.widgets.formats import counted

CHANNEL = "import.preview"
TOPICS = ("customers", "segments", "imports")


class ImportPage(Page):
    """Four screens one after the other: start, working, review, result."""

    topics: ClassVar[frozenset[str]] = frozenset({"imports"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.choices = Choices()
        self.preview: Looked | None = None
        self.done: Done | None = None
        self.past: tuple[PastImport, ...] = ()
        self.past_rows: PastRows | None = None
        self._job: Job | None = None
        self.start = Start(lambda: str(context.settings.get("import.folder")))
        self.working = Working(self.cancel)
        self.review = Review(context.jobs)
        self.result = Result()
        self._screens = QStackedLayout(self)
        for screen in (self.start, self.working, self.review, self.result):
            self._screens.addWidget(screen)
        self.setAcceptDrops(True)
        self._connect()

    # What the window calls

    def refresh(self) -> None:
        """Read the history anew."""
        self.context.jobs.run(
            lambda db, _: work.history(db), self._show_past, channel="import.history"
        )

    def open(self, argument: object) -> None:
        """Look at files: a list of paths."""
        if isinstance(argument, list):
            self.take_files([Path(path) for path in argument])

    def escape(self) -> bool:
        """Stop what runs, else show all rows again, else nothing."""
        if self.screen_shown is self.working:
            self.cancel()
        elif self.screen_shown is self.review and self.review.box:
            self.review.show_box("")
        else:
            return False
        return True

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Ctrl+Z takes back the latest import."""
        latest = next((past for past in self.past if not past.is_undone), None)
        if latest is None:
            return {}
        return {"undo": lambda: self.undo(latest.batch_id)}

    def close_page(self) -> None:
        """Let go of the tables."""
        self.review.let_go()
        self.result.rows.let_go()

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen in front."""
        return self._screens.currentWidget()

    # Files in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if local_files(event.mimeData()) and self.screen_shown is not self.working:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files."""
        event.acceptProposedAction()
        self.take_files(local_files(event.mimeData()))

    def choose_files(self) -> None:
        """Ask for files, as the button and Ctrl+O do."""
        if self.screen_shown is not self.working:
            self.start.drop.choose()

    def take_files(self, paths: list[Path]) -> None:
        """Add files to those being looked at, or begin with them."""
        if not paths or self.screen_shown is self.working:
            return
        if self.screen_shown is not self.review:
            self.choices = Choices()
            self.review.show_box("")
        self.choices.add(paths)
        self.context.settings.set("import.folder", str(paths[0].parent))
        self._screens.setCurrentWidget(self.working)
        self.working.start("Reading the files…")
        self._look()

    def drop_file(self, path: Path) -> None:
        """Take one file out of the import."""
        self.choices.paths.remove(path)
        if self.choices.paths:
            self._look_again()
        else:
            self.start_over()

    def start_over(self) -> None:
        """Forget the files and show the start."""
        self.context.jobs.cancel(CHANNEL)
        self.choices, self.preview = Choices(), None
        self._screens.setCurrentWidget(self.start)
        self.start.drop.button.setFocus()

    # The preview

    def _look(self) -> None:
        options, paths, as_of = self.choices.options(), list(self.choices.paths), self.as_of
        known = self.preview.files if self.preview else ()
        self._job = self.context.jobs.run(
            lambda db, check: look(db, paths, known, options, as_of, check),
            self._show_preview,
            self._on_preview_failed,
            channel=CHANNEL,
            progress=self.working.show_progress,
        )

    def _look_again(self) -> None:
        """Preview after a change; the screen stays and its old numbers are greyed."""
        self.review.show_busy(busy=True)
        self._look()

    def _show_preview(self, preview: Looked) -> None:
        was_working = self.screen_shown is self.working
        self.preview = preview
        wanted = self.choices.make_visits
        self.review.show_preview(preview.shown, self.choices.profile, visits_wanted=wanted)
        self.review.show_busy(busy=False)
        self._screens.setCurrentWidget(self.review)
        if was_working:
            self.review.first_look()

    def _on_preview_failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self.start_over()
            self.context.notify("Reading was stopped. Nothing was imported.")
            return
        self.review.show_busy(busy=False)
        if self.preview is None:
            self.start_over()
        else:
            self._screens.setCurrentWidget(self.review)
        self.context.show_error(error)

    def _on_target(self, table: str, column: str, target: str) -> None:
        self.choices.map_column(table, column, target)
        self._look_again()

    def _on_heading_row(self, table: str, row: int) -> None:
        self.choices.set_heading_row(table, row)
        self._look_again()

    def _on_answer(self, table: str, row: int, answer: int | str) -> None:
        self.choices.decisions[table, row] = answer
        self._look_again()

    def _on_profile(self, name: str) -> None:
        self.choices.profile = name

    def _on_visits(self, wanted: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self.choices.make_visits = wanted
        self._look_again()

    # Writing, and taking back

    def import_now(self) -> None:
        """Write what the preview shows, all of it or nothing."""
        if self.preview is None:
            return
        planned, profile = self.preview.planned, self.choices.profile
        now, as_of = work.utc_now(), self.as_of
        self._screens.setCurrentWidget(self.working)
        self.working.start("Importing…")
        self._job = self.context.jobs.run(
            lambda db, check: work.apply(db, planned, profile, as_of, now, check),
            self._show_done,
            self._on_apply_failed,
            writes=True,
            progress=self.working.show_progress,
        )

    def _show_done(self, done: Done) -> None:
        self.done = done
        self.result.show_done(done)
        self._screens.setCurrentWidget(self.result)
        self.context.hub.tell(*TOPICS)
        self.context.notify(done.sentence, "Undo", lambda: self.undo(done.batch_id))

    def _on_apply_failed(self, error: BaseException) -> None:
        self._screens.setCurrentWidget(self.review)
        if isinstance(error, CancelledError):
            self.context.notify("The import was stopped. Nothing was saved; all is as before.")
        else:
            self.context.show_error(error)

    def cancel(self) -> None:
        """Stop reading or writing."""
        if self._job:
            self.working.say_stopping()
            self._job.cancel()

    def undo(self, batch_id: int) -> None:
        """Take an import back, in the background, without asking."""
        as_of = self.as_of
        self.context.jobs.run(
            lambda db, check: work.undo(db, batch_id, as_of, check), self._show_undone, writes=True
        )

    def _show_undone(self, undone: work.Undone) -> None:
        if self.screen_shown is self.result and self.done and self.done.batch_id == undone.batch_id:
            self.start_over()
        self.context.hub.tell(*TOPICS)
        self.context.notify(undone.sentence)

    def save_rows(self) -> None:
        """Save the rows that are not imported, so that they can be corrected and brought again."""
        if self.preview is None:
            return
        folder = Path(self.context.settings.get("export.folder")) / "Rows not imported.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self, "Save rows not imported", str(folder), "Excel workbook (*.xlsx)"
        )
        if name:
            path, planned = Path(name), self.preview.planned
            self.context.settings.set("export.folder", str(path.parent))
            self.context.jobs.run(
                lambda _db, _check: work.save_rows(planned, path),
                lambda count: self._say_saved(path, count),
            )

    def _say_saved(self, path: Path, count: int) -> None:
        self.context.notify(
            f"Saved {counted(count, 'row')} with the reasons in {path.name}.",
            "Open folder",
            lambda: _open_folder(path.parent),
        )

    def show_past_rows(self, batch_id: int) -> None:
        """Show the rows that an earlier import did not take."""
        self.context.jobs.run(
            lambda db, _check: work.rows_not_imported(db, batch_id),
            self._show_past_rows,
        )

    def _show_past_rows(self, rows: tuple[StoredRow, ...]) -> None:
        self.past_rows = PastRows(self, rows)
        self.past_rows.open()

    # Around

    @property
    def as_of(self) -> date:
        """The day everything is worked out for."""
        return self.context.as_of()

    def _show_past(self, past: tuple[PastImport, ...]) -> None:
        self.past = past
        self.start.history.show_past(past)
        self.start.guide.open_first_time(is_first=not past)

    def _on_next(self, step: str) -> None:
        steps: dict[str, Callable[[], None]] = {
            "customers": lambda: self.context.go("customers"),
            "segments": lambda: self.context.go("segments"),
            "undo": lambda: self.undo(self.done.batch_id) if self.done else None,
            "again": self.start_over,
            "save": self.save_rows,
        }
        steps[step]()

    def _connect(self) -> None:
        shortcut = QShortcut(QKeySequence.StandardKey.Open, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.choose_files)
        self.start.drop.chosen.connect(self.take_files)
        self.start.history.undo_wanted.connect(self.undo)
        self.start.history.rows_wanted.connect(self.show_past_rows)
        review = self.review
        review.left.connect(self.start_over)
        review.import_wanted.connect(self.import_now)
        review.save_rows_wanted.connect(self.save_rows)
        review.files.removed.connect(self.drop_file)
        review.files.more_wanted.connect(self.choose_files)
        review.columns.target_chosen.connect(self._on_target)
        review.columns.heading_row_chosen.connect(self._on_heading_row)
        review.answer.given.connect(self._on_answer)
        review.columns.name_typed.connect(self._on_profile)
        review.visits.wanted.connect(self._on_visits)
        self.result.next_wanted.connect(self._on_next)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
