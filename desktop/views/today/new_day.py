"""Midnight, or the morning after a night asleep: what the office shows is of yesterday."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from desktop.views.jobs import Checkpoint
from desktop.views.page import Context

EVERY_MS = 60_000
CHANNEL = "facts"  # the same as on opening: one recalculation at a time


class NewDay(QObject):
    """Looks at the day once a minute; `begun` is sent when it is another one.

    A timer until midnight would sleep with the computer.
    """

    begun = Signal()

    def __init__(self, as_of: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._as_of = as_of
        self._day = as_of()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(EVERY_MS)

    def look(self) -> None:
        """Compare the day with the one before."""
        day = self._as_of()
        if day != self._day:
            self._day = day
            self.begun.emit()


def work_out(context: Context) -> None:
    """Work out anew what follows from the day, and tell all pages."""
    as_of, now = context.as_of(), datetime.now(UTC).replace(tzinfo=None)

    def refresh(db: Session, checkpoint: Checkpoint) -> None:
        from desktop.services import after_change  # noqa: PLC0415 - not before the first paint

        after_change.bring_up_to_date(db, as_of, now, checkpoint=checkpoint)

    context.jobs.run(
        refresh,
        lambda _nothing: context.hub.tell("customers", "facts", "segments"),
        writes=True,
        channel=CHANNEL,
    )
