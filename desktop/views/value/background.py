"""Labels of earlier days, kept while the window is at rest, so that trends are there when wanted.

One day after the other: it is worked out beside the window, and laid down in short changes, so
that nobody waits long to save, however large the office is (`services/value/label_steps`).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.widgets.debounce import Debounce

REST_MS = 6_000
BREATH_MS = 200  # before a step, while the window is busy
CHANNEL = "value.background"


def keep_soon(parent: QObject, context: Context) -> None:
    """Keep what is missing once the window is at rest; one keeper for a parent."""
    for older in parent.findChildren(Keeper):
        older.give_up()
    Keeper(parent, context)


class Keeper(Debounce):
    """Begins when the window has been at rest for a while, and goes on until no day is missing."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent, self.look, REST_MS)
        self.context = context
        self._step: Callable[[], None] = self._ask
        self._is_over = False
        self._breath = Debounce(self, self._go, BREATH_MS)
        self.start()

    def give_up(self) -> None:
        """Do nothing more; what is begun is taken away by the next one."""
        self._is_over = True
        self.stop()
        self._breath.stop()
        self.deleteLater()

    def look(self) -> None:
        """Find out what is missing, now or at a better moment."""
        self.then(self._ask)

    def then(self, step: Callable[[], None]) -> None:
        """Do a step as soon as the window is free for it."""
        if not self._is_over:
            self._step = step
            self._go()

    def _go(self) -> None:
        """Do the next step, unless the window works on something else."""
        if self.context.jobs.idle:
            self._step()
        else:
            self._breath.start()

    def _ask(self) -> None:
        as_of = self.context.as_of()

        def ask(db: Session, _checkpoint: Checkpoint) -> Any:
            from desktop.services.value import label_steps  # noqa: PLC0415 - not before the paint

            return label_steps.next_step(db, as_of)

        self.context.jobs.run(ask, lambda found: self._take(found, as_of), channel=CHANNEL)

    def _take(self, found: Any, as_of: date) -> None:
        if found.tidy:
            self.then(lambda: self._tidy(as_of))
        elif found.day is not None:
            self.then(lambda: _Day(self, found.day, as_of).begin())

    def _tidy(self, as_of: date) -> None:
        def work(db: Session, _checkpoint: Checkpoint) -> None:
            from desktop.services.value import label_steps  # noqa: PLC0415 - as above

            label_steps.tidy(db, as_of)

        self.context.jobs.run(work, lambda _nothing: self.then(self._ask), writes=True)

    def done(self) -> None:
        """A day is kept, or was given up; rest, and look for the next one."""
        if not self._is_over:
            self.context.hub.tell("value")
            self.start()


class _Day:
    """One day on its way: begun, worked out, laid down in pieces, kept."""

    def __init__(self, keeper: Keeper, day: date, as_of: date) -> None:
        self.keeper, self.jobs = keeper, keeper.context.jobs
        self.day, self.as_of = day, as_of
        self.rows: list[tuple[Any, ...]] = []

    def begin(self) -> None:
        """Say that it is begun, so that changes from now on are noted; then work it out."""
        from desktop.services.value import label_steps  # noqa: PLC0415 - not before the paint

        self.jobs.run(
            lambda db, _checkpoint: label_steps.begin(db, self.day),
            lambda _nothing: self.keeper.then(self._work_out),
            writes=True,
        )

    def _work_out(self) -> None:
        from desktop.services.value import label_steps  # noqa: PLC0415 - as above

        self.jobs.run(
            lambda db, _checkpoint: label_steps.work_out(db, self.day, self.as_of),
            self._take,
            channel=CHANNEL,
        )

    def _take(self, rows: Any) -> None:
        self.rows = list(rows)
        self.keeper.then(self._lay_down)

    def _lay_down(self) -> None:
        """Lay a piece down; after the last one the day is kept."""
        from desktop.services.value import label_steps  # noqa: PLC0415 - as above

        piece, self.rows = self.rows[: label_steps.AT_ONCE], self.rows[label_steps.AT_ONCE :]
        if not piece:
            self._finish()
            return
        self.jobs.run(
            lambda db, _checkpoint: label_steps.lay_down(db, self.day, piece),
            lambda goes_on: self.keeper.then(self._lay_down) if goes_on else self.keeper.done(),
            writes=True,
        )

    def _finish(self) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)

        def work(db: Session, _checkpoint: Checkpoint) -> None:
            from desktop.services import after_change  # noqa: PLC0415 - as above
            from desktop.services.value import label_steps  # noqa: PLC0415 - as above

            if label_steps.finish(db, self.day, self.as_of):
                after_change.labels_kept(db, self.as_of, now)

        self.jobs.run(work, lambda _nothing: self.keeper.done(), writes=True)
