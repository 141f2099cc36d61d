"""Looks for behaviour groups in the background: how far it is, and Cancel."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services.value import behaviour, behaviour_kept
from desktop.services.value.behaviour import Found
from desktop.views.jobs import Checkpoint, Job
from desktop.views.page import Context
from desktop.views.widgets import look, parts

SEARCHING = "Looking for groups of customers who behave alike…"
STOPPED = "Stopped. The groups of before stay."


class GroupSearch(QWidget):
    """Searches when `start` is called; `kept` when new groups are there."""

    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._job: Job | None = None
        self.said = parts.muted()
        self.said.setAccessibleName("Looking for groups")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Numbers of groups tried")
        self.cancel = parts.button("Cancel", self.stop)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.S)
        line.addWidget(self.said)
        line.addWidget(self.progress, 1)
        line.addWidget(self.cancel)
        self.hide()

    def start(self) -> None:
        """Look for groups; the ones of before stay until new ones are found."""
        if self._job is not None:
            return
        as_of = self.context.as_of()

        def work(db: Session, checkpoint: Checkpoint) -> Found:
            return behaviour.find(db, as_of, checkpoint=checkpoint)

        self._show(SEARCHING, running=True)
        self.progress.setRange(0, 0)
        self._job = self.context.jobs.run(
            work, self._on_found, self._on_error, progress=self._on_progress
        )

    def stop(self) -> None:
        """Cancel; nothing is kept."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_found(self, found: Found) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        self.cancel.setEnabled(False)
        self._job = self.context.jobs.run(
            lambda db, _checkpoint: behaviour_kept.keep(db, found, now),
            partial(self._on_kept, len([one for one in found.groups if not one.rejected])),
            self._on_error,
            writes=True,
        )

    def _on_kept(self, count: int, _grouping_id: int) -> None:
        self._job = None
        self.hide()
        self.context.notify(
            f"Found {count} groups of customers who behave alike." if count
            else "No stable groups were found."
        )  # fmt: skip
        self.kept.emit()

    def _on_error(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, CancelledError):
            self._show(STOPPED, running=False)
            return
        self.hide()
        self.context.show_error(error)

    def _show(self, text: str, *, running: bool) -> None:
        self.show()
        self.said.setText(text)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(running)
