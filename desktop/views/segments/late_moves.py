"""Gives moves that were found late their days, while the window is at rest."""

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.widgets.debounce import Debounce

REST_MS = 4_000
CHANNEL = "segments.late"


def date_soon(parent: QObject, context: Context) -> None:
    """Look for the days of late moves once the window is at rest; one seeker for a parent."""
    for older in parent.findChildren(Seeker):
        older.stop()
        older.deleteLater()
    Seeker(parent, context)


class Seeker(Debounce):
    """Waits for rest, then asks the days that were left out, once."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent, self.look, REST_MS)
        self.context = context
        self.start()

    def look(self) -> None:
        """Ask, or wait for a better moment."""
        if not self.context.jobs.idle:
            self.start()
            return
        as_of = self.context.as_of()

        def find(db: Session, checkpoint: Checkpoint) -> object:
            from desktop.services.segments import exact_days  # noqa: PLC0415 - not before the paint

            return exact_days.dated(db, as_of, checkpoint)

        self.context.jobs.run(find, self._write, channel=CHANNEL)

    def _write(self, found: object) -> None:
        if not found:
            return

        def write(db: Session, _checkpoint: Checkpoint) -> int:
            from desktop.services.segments import exact_days  # noqa: PLC0415 - as above

            return exact_days.write_days(db, found)  # type: ignore[arg-type] # what `find` gave

        def done(written: int) -> None:
            if written:
                self.context.hub.tell("segments")

        self.context.jobs.run(write, done, writes=True)
