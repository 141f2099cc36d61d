"""Labels of earlier days, worked out in the background: how far it is, and Cancel."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import Signal
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services.value import snapshots
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.value.progress_line import ProgressLine
from desktop.views.widgets import parts
from desktop.views.widgets.formats import day

STOPPED = "Stopped. Nothing of it was kept."


class SnapshotBar(ProgressLine):
    """Sees to it that the labels of some days are there; `worked_out` when new ones came.

    The work begins by itself; after Cancel or a failure only when it is asked for.
    """

    worked_out = Signal()

    def __init__(self, context: Context, days: Callable[[date], Sequence[date]]) -> None:
        super().__init__("Labels of earlier days", "Days worked out")
        self.context = context
        self._days = days
        self._asks_first = False
        self.start_button = parts.button("Work out", self.start)
        self.line.addWidget(self.start_button)

    def look(self) -> None:
        """Find out whether days are missing."""
        as_of = self.context.as_of()
        days = self._days(as_of)
        self.context.jobs.run(
            lambda db, _checkpoint: snapshots.missing(db, days, as_of), self._take
        )

    def _take(self, missing: Sequence[date]) -> None:
        if self.job is not None:
            return
        self.setVisible(bool(missing))
        if not missing:
            return
        if self._asks_first:
            listed = ", ".join(day(one) for one in missing)
            self.say(f"Not worked out yet: {listed}.", running=False)
        else:
            self.start()

    def start(self) -> None:
        """Work the missing days out."""
        as_of = self.context.as_of()
        days, now = self._days(as_of), datetime.now(UTC).replace(tzinfo=None)

        def work(db: Session, checkpoint: Checkpoint) -> tuple[date, ...]:
            from desktop.services import after_change  # noqa: PLC0415 - as on opening

            kept = snapshots.ensure_days(db, days, as_of, checkpoint)
            after_change.labels_kept(db, as_of, now)
            return kept

        self.say("Working out the labels of earlier days…", running=True)
        self.job = self.context.jobs.run(
            work, self._on_done, self._on_error, writes=True, progress=self.show_progress
        )

    def say(self, text: str, *, running: bool) -> None:
        """Show a sentence; where no work runs, a way to begin it."""
        super().say(text, running=running)
        self.start_button.setVisible(not running)

    def _on_done(self, days: tuple[date, ...]) -> None:
        self.job = None
        self.hide()
        if days:
            self.worked_out.emit()

    def _on_error(self, error: BaseException) -> None:
        self.job = None
        self._asks_first = True
        self.say(STOPPED, running=False)
        if not isinstance(error, CancelledError):
            self.context.show_error(error)
