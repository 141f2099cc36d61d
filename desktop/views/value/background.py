"""Labels of earlier days, kept while the window is at rest, so that trends are there when wanted.

One day at a time, each in a transaction of its own, so that nobody waits long to save. In a large
office a day takes too long for that: there the page works them out when they are asked for. Today
comes first: with nothing kept before it, no task is made for a colour that fell long ago.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.value import days
from desktop.views.widgets.debounce import Debounce

REST_MS = 6_000
LARGEST = 20_000  # customers


def keep_soon(parent: QObject, context: Context) -> None:
    """Keep what is missing once the window is at rest; one keeper for a parent."""
    for older in parent.findChildren(Keeper):
        older.stop()
        older.deleteLater()
    Keeper(parent, context)


class Keeper(Debounce):
    """Begins when the window has been at rest for a while, and goes on until no day is missing."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent, self.look, REST_MS)
        self.context = context
        self.start()

    def look(self) -> None:
        """Find the next missing day, or wait for a better moment."""
        if self.context.jobs.idle:
            self.context.jobs.run(self._missing, self._keep, channel="value.background")
        else:
            self.start()

    def _missing(self, db: Session, _checkpoint: Checkpoint) -> Sequence[date]:
        from desktop.services.office import customer_list  # noqa: PLC0415 - not before the paint
        from desktop.services.value import snapshots  # noqa: PLC0415 - as above

        as_of = self.context.as_of()
        if customer_list.total(db) > LARGEST:
            return ()
        wanted = (as_of, days.last_month_end(as_of), snapshots.trend_day(as_of))
        kept = snapshots.kept_days(db)
        return [one for one in wanted if one not in kept]

    def _keep(self, missing: Sequence[date]) -> None:
        if not missing:
            return
        as_of = self.context.as_of()

        def work(db: Session, checkpoint: Checkpoint) -> object:
            from desktop.services.value import snapshots  # noqa: PLC0415 - as above

            return snapshots.ensure_days(db, missing[:1], as_of, checkpoint)

        self.context.jobs.run(work, self._on_kept, writes=True)

    def _on_kept(self, _days: object) -> None:
        self.context.hub.tell("value")
        self.start()
