"""Looks for behaviour groups in the background: how far it is, and Cancel."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError, UserError
from desktop.services.value import behaviour, behaviour_kept
from desktop.services.value.behaviour import Found
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.value.progress_line import ProgressLine

SEARCHING = "Looking for groups of customers who behave alike…"
STOPPED = "Stopped. The groups of before stay."


class GroupSearch(ProgressLine):
    """Searches when `start` is called; `kept` when new groups are there."""

    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("Looking for groups", "Numbers of groups tried")
        self.context = context

    def start(self, inputs: Sequence[str]) -> None:
        """Look for groups by some inputs; the ones of before stay until new ones are found."""
        if self.job is not None:
            return
        as_of = self.context.as_of()

        def work(db: Session, checkpoint: Checkpoint) -> Found:
            return behaviour.find(db, as_of, inputs, checkpoint)

        self.say(SEARCHING, running=True)
        self.job = self.context.jobs.run(
            work, self._on_found, self._on_error, progress=self.show_progress
        )

    def _on_found(self, found: Found) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        self.cancel.setEnabled(False)
        self.job = self.context.jobs.run(
            lambda db, _checkpoint: behaviour_kept.keep(db, found, now),
            partial(self._on_kept, len([one for one in found.groups if not one.rejected])),
            self._on_error,
            writes=True,
        )

    def _on_kept(self, count: int, _grouping_id: int) -> None:
        self.job = None
        self.hide()
        self.context.notify(
            f"Found {count} groups of customers who behave alike." if count
            else "No stable groups were found."
        )  # fmt: skip
        self.kept.emit()

    def _on_error(self, error: BaseException) -> None:
        self.job = None
        if isinstance(error, CancelledError):
            self.say(STOPPED, running=False)
        elif isinstance(error, UserError):  # too few customers, say: that stays in sight
            self.say(error.message, running=False)
        else:
            self.hide()
            self.context.show_error(error)
