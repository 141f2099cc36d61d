"""The page Import: files are dropped, looked at, imported, and can be taken back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from desktop.models.errors import CancelledError
from desktop.views.importing import work
from desktop.views.importing.dialogs import Dialogs
from desktop.views.importing.drop_area import local_files
from desktop.views.importing.flow import Flow
from desktop.views.importing.history import PastImport
from desktop.views.importing.result import Result
from desktop.views.importing.review import Review
from desktop.views.importing.start import Start
from desktop.views.page import Context, Page
from desktop.views.widgets.formats import counted
from desktop.views.widgets.working import Working

TOPICS = ("customers", "segments", "imports")


class ImportPage(Page):
    """Four screens one after the other: start, working, review, result."""

    topics: ClassVar[frozenset[str]] = frozenset({"imports"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.flow = Flow(context, self)
        self.past: tuple[PastImport, ...] = ()
        self.dialogs = Dialogs(self, context, self.flow)
        self.start = Start(context, lambda: str(context.settings.get("import.folder")))
        self.working = Working(self.cancel)
        self.review = Review(context)
        self.result = Result(context)
        self._screens = QStackedLayout(self)
        for screen in (self.start, self.working, self.review, self.result):
            self._screens.addWidget(screen)
        self.setAcceptDrops(True)
        self._connect_screens()
        self._connect_flow()

    # What the window calls

    def refresh(self) -> None:
        """Read the history anew, and look at the files again: the office is another now."""
        if self.screen_shown is self.review:
            self.flow.look()
        self.start.freshness.refresh()
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
        """Choosing files; Ctrl+Z takes back the latest answer, else the latest import."""
        more = {f"import.{key}": act for key, act in self.dialogs.more.items()}
        return {"import.choose": self.choose_files} | more | self._undo_command()

    def _undo_command(self) -> dict[str, Callable[[], None]]:
        """While questions are answered an import of last week must not go by Ctrl+Z."""
        if self.screen_shown is self.review:
            return {"undo": self.review.questions.take_back}
        latest = next((past for past in self.past if not past.is_undone), None)
        return {"undo": lambda: self.flow.undo(latest.batch_id)} if latest else {}

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
            self._forget()
        self.context.settings.set("import.folder", str(paths[0].parent))
        self._work("Reading the files…")
        self.flow.add(paths)

    def start_over(self) -> None:
        """Forget the files and show the start."""
        self._forget()
        self._screens.setCurrentWidget(self.start)
        self.start.drop.button.setFocus()

    def _forget(self) -> None:
        self.flow.forget()
        self.review.forget()

    def cancel(self) -> None:
        """Stop reading or writing."""
        self.working.say_stopping()
        self.flow.cancel()

    def _work(self, head: str) -> None:
        self._screens.setCurrentWidget(self.working)
        self.working.start(head)

    def _on_removed(self, path: Path) -> None:
        self.flow.remove(path)
        if not self.flow.choices.paths:
            self.start_over()

    def _import(self) -> None:
        self._work("Importing…")
        self.flow.write()

    # What the flow tells

    def _show_preview(self) -> None:
        if self.flow.preview is None:
            return
        choices, is_first = self.flow.choices, self.screen_shown is self.working
        self.review.show_preview(
            self.flow.preview.shown,
            choices.profile,
            visits_wanted=choices.make_visits,
            settled=choices.sheets_settled,
        )
        self.review.show_busy(busy=False)
        self._screens.setCurrentWidget(self.review)
        if is_first:
            self.review.first_look()

    def _on_look_failed(self, error: BaseException) -> None:
        if self.flow.preview is None:
            self.start_over()
        else:
            self.review.show_busy(busy=False)
            self._screens.setCurrentWidget(self.review)
        self._tell(error, "Reading was stopped. Nothing was imported.")

    def _on_import_failed(self, error: BaseException) -> None:
        self._screens.setCurrentWidget(self.review)
        self._tell(error, "The import was stopped. Nothing was saved; all is as before.")

    def _tell(self, error: BaseException, when_stopped: str) -> None:
        if isinstance(error, CancelledError):
            self.context.notify(when_stopped)
        else:
            self.context.show_error(error)

    def _show_done(self) -> None:
        if done := self.flow.done:
            files = self.flow.preview.shown.files if self.flow.preview else ()
            self.result.show_done(done, [file.trouble for file in files if file.trouble])
            self._screens.setCurrentWidget(self.result)
            self.context.hub.tell(*TOPICS)
            self.context.notify(done.sentence, "Undo", lambda: self.flow.undo(done.batch_id))

    def _show_undone(self, undone: work.Undone) -> None:
        done = self.flow.done
        if self.screen_shown is self.result and done and done.batch_id == undone.batch_id:
            self.start_over()
        self.context.hub.tell(*TOPICS)
        self.context.notify(undone.sentence)

    def _tell_answered(self, said: str) -> None:
        """Many rows were answered by one press, which one press takes back."""
        self.context.notify(said, "Take back", self._take_answers_back)

    def _take_answers_back(self) -> None:
        """Not once the files were imported: an import is undone as a whole."""
        if self.screen_shown is self.review:
            self.review.questions.take_back()

    # Rows that were not imported, and the history

    def save_rows(self) -> None:
        """Save the rows that are not imported, so that they can be corrected and brought again."""
        if self.flow.preview is None:
            return
        proposed = Path(self.context.settings.get("export.folder")) / "Rows not imported.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self, "Save rows not imported", str(proposed), "Excel workbook (*.xlsx)"
        )
        if name:
            path, planned = Path(name), self.flow.preview.planned
            self.context.settings.set("export.folder", str(path.parent))
            self.context.jobs.run(
                lambda _db, _check: work.save_rows(planned, path),
                lambda count: self._say_saved(path, count),
            )

    def _say_saved(self, path: Path, count: int) -> None:
        said = f"Saved {counted(count, 'row')} with the reasons in {path.name}."
        self.context.notify(said, "Open folder", lambda: _open_folder(path.parent))

    def _show_past(self, past: tuple[PastImport, ...]) -> None:
        self.past = past
        self.start.history.show_past(past)
        self.start.guide.open_first_time(is_first=not past)

    def _on_next(self, step: str) -> None:
        done = self.flow.done
        steps: dict[str, Callable[[], None]] = {
            "customers": lambda: self.context.go("customers"),
            "segments": lambda: self.context.go("segments"),
            "undo": lambda: self.flow.undo(done.batch_id) if done else None,
            "again": self.start_over,
            "save": self.save_rows,
        }
        steps[step]()

    def _connect_screens(self) -> None:
        shortcut = QShortcut(QKeySequence.StandardKey.Open, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.choose_files)
        self.start.drop.chosen.connect(self.take_files)
        self.start.more_wanted.connect(lambda key: self.dialogs.more[key]())
        self.start.history.undo_wanted.connect(self.flow.undo)
        self.start.history.rows_wanted.connect(self.dialogs.past_rows)
        self.start.history.report_wanted.connect(self.dialogs.report)
        review, flow = self.review, self.flow
        review.left.connect(self.start_over)
        review.import_wanted.connect(self._import)
        review.save_rows_wanted.connect(self.save_rows)
        review.files.removed.connect(self._on_removed)
        review.files.more_wanted.connect(self.choose_files)
        review.columns.target_chosen.connect(flow.map_column)
        review.columns.heading_row_chosen.connect(flow.set_heading_row)
        review.columns.type_chosen.connect(flow.set_type)
        review.columns.order_chosen.connect(flow.set_date_order)
        review.columns.keep_wanted.connect(self.dialogs.keep)
        review.columns.name_typed.connect(flow.set_profile)
        review.questions.given.connect(flow.answer)
        review.questions.told.connect(self._tell_answered)
        review.questions.taken_back.connect(flow.forget_answers)
        review.visits.wanted.connect(flow.set_visits)
        review.amounts.applying.wanted.connect(flow.apply_payments)
        review.visits.service_chosen.connect(lambda name, key: flow.set_services({name: key}))
        review.visits.all_confirmed.connect(flow.confirm_services)
        review.jobs.chosen.connect(flow.set_jobs)
        review.suggestions.ticked.connect(flow.accept)
        review.sheets.left_out.connect(flow.leave_out)
        review.sheets.settled.connect(flow.settle_sheets)
        review.columns.letters_doubted.connect(self.dialogs.letters)
        self.result.next_wanted.connect(self._on_next)

    def _connect_flow(self) -> None:
        flow = self.flow
        flow.busy.connect(lambda: self.review.show_busy(busy=True))
        flow.looked.connect(self._show_preview)
        flow.look_failed.connect(self._on_look_failed)
        flow.imported.connect(self._show_done)
        flow.import_failed.connect(self._on_import_failed)
        flow.undone.connect(self._show_undone)
        flow.undo_refused.connect(self.dialogs.undo_rest)
        flow.progressed.connect(self.working.show_progress)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
