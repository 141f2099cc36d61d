"""The windows that the import page opens over itself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from desktop.services.importing.batch.raw_rows import StoredRow
from desktop.services.importing.batch.undo import UndoRefusedError
from desktop.views.freshness.dialog import SourcesDialog
from desktop.views.importing import work
from desktop.views.importing.asking import ask_keep, ask_undo_rest
from desktop.views.importing.flow import Flow
from desktop.views.importing.letters_dialog import LettersDialog
from desktop.views.importing.mappings import MappingsDialog
from desktop.views.importing.past_rows import PastRows
from desktop.views.importing.reporting.view import ReportDialog
from desktop.views.importing.services_dialog import ServicesDialog
from desktop.views.page import Context


class Dialogs:
    """Opens them one at a time; `open` is the latest, for those who look."""

    def __init__(self, page: QWidget, context: Context, flow: Flow) -> None:
        self._page, self._context, self._flow = page, context, flow
        self.open: QDialog | QMessageBox | None = None
        self.more: dict[str, Callable[[], None]] = {
            "mappings": lambda: self._show(MappingsDialog(page, context)),
            "services": lambda: self._show(ServicesDialog(page, context)),
            "sources": lambda: self._show(SourcesDialog(page, context)),
        }

    def _show(self, dialog: QDialog) -> None:
        self.open = dialog
        dialog.open()

    def report(self, batch_id: int) -> None:
        """Show the report of an earlier import."""
        self._show(ReportDialog(self._page, self._context, batch_id))

    def past_rows(self, batch_id: int) -> None:
        """Show the rows that an earlier import did not take."""
        self._context.jobs.run(
            lambda db, _check: work.rows_not_imported(db, batch_id), self._show_past_rows
        )

    def _show_past_rows(self, rows: tuple[StoredRow, ...]) -> None:
        self._show(PastRows(self._page, rows))

    def letters(self, table: str) -> None:
        """Show the text of a file in every way its letters may be read."""
        files = self._flow.preview.files if self._flow.preview else ()
        path = next(f.path for f in files if any(one.key == table for one in f.tables))
        now = self._flow.choices.encodings.get(table, "")
        dialog = LettersDialog(self._page, self._context.jobs, path, now)
        dialog.chosen.connect(partial(self._flow.set_encoding, table))
        self._show(dialog)

    def keep(self, table: str, heading: str) -> None:
        """A column of faith or health is kept only by somebody who says so twice."""
        keep = partial(self._flow.keep_sensitive, table, heading)
        self.open = ask_keep(self._page, heading, keep)

    def undo_rest(self, batch_id: int, error: UndoRefusedError) -> None:
        """Where later work stands on an import, the rest may go."""
        undo_rest = partial(self._flow.undo, batch_id, keep_edited=True)
        self.open = ask_undo_rest(self._page, error.blockers, undo_rest)
