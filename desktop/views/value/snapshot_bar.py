"""Labels of earlier days, worked out in the background: how far it is, and Cancel."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services.value import snapshots
from desktop.views.jobs import Checkpoint, Job
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import day

STOPPED = "Stopped. Nothing of it was kept."


class SnapshotBar(QWidget):
    """Sees to it that the labels of some days are there; `worked_out` when new ones came.

    The work begins by itself; after Cancel or a failure only when it is asked for.
    """

    worked_out = Signal()

    def __init__(self, context: Context, days: Callable[[date], Sequence[date]]) -> None:
        super().__init__()
        self.context = context
        self._days = days
        self._job: Job | None = None
        self._asks_first = False
        self.said = parts.muted()
        self.said.setAccessibleName("Labels of earlier days")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Days worked out")
        self.cancel = parts.button("Cancel", self.stop)
        self.start_button = parts.button("Work out", self.start)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.S)
        line.addWidget(self.said)
        line.addWidget(self.progress, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.start_button)
        self.hide()

    def look(self) -> None:
        """Find out whether days are missing."""
        as_of = self.context.as_of()
        days = self._days(as_of)
        self.context.jobs.run(
            lambda db, _checkpoint: snapshots.missing(db, days, as_of), self._take
        )

    def _take(self, missing: Sequence[date]) -> None:
        if self._job is not None:
            return
        self.setVisible(bool(missing))
        if not missing:
            return
        listed = ", ".join(day(one) for one in missing)
        if self._asks_first:
            self._show(running=False, text=f"Not worked out yet: {listed}.")
        else:
            self.start()

    def start(self) -> None:
        """Work the missing days out."""
        as_of = self.context.as_of()
        days = self._days(as_of)

        def work(db: Session, checkpoint: Checkpoint) -> tuple[date, ...]:
            return snapshots.ensure_days(db, days, as_of, checkpoint)

        self.show()
        self._show(running=True, text="Working out the labels of earlier days…")
        self.progress.setRange(0, 0)
        self._job = self.context.jobs.run(
            work, self._on_done, self._on_error, writes=True, progress=self._on_progress
        )

    def stop(self) -> None:
        """Cancel; what was written rolls back."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_done(self, days: tuple[date, ...]) -> None:
        self._job = None
        self.hide()
        if days:
            self.worked_out.emit()

    def _on_error(self, error: BaseException) -> None:
        self._job = None
        self._asks_first = True
        self._show(running=False, text=STOPPED)
        if not isinstance(error, CancelledError):
            self.context.show_error(error)

    def _show(self, *, running: bool, text: str) -> None:
        self.said.setText(text)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(running)
        self.start_button.setVisible(not running)
