"""Background work: database questions and changes, away from the window's thread.

    job = jobs.run(work, on_done, on_error, writes=False, channel="count", progress=None)

* `work(db, checkpoint)` runs on a worker thread with a session of its own. It calls services and
  returns plain values. It must not touch a widget. With `writes=True` the session is committed
  when `work` returns and rolled back when it raises.
* `on_done(result)`, `on_error(error)` and `progress(done, total)` are called on the window's
  thread. Without `on_error` the error is shown in the one place for errors.
* A newer run on the same `channel` cancels the older: a reader is stopped inside SQLite within
  milliseconds, a writer at its next `checkpoint(done, total)`. The answer of the older run is
  dropped, unless it is a change that was already committed. No channel: nothing is cancelled.
* `job.cancel()` is the user's Cancel: the change rolls back, `on_error` gets a `CancelledError`.

Widgets and timers must end on the window's thread, and what a job calls mostly holds one. So a
worker never holds the last reference to it, and no search for unused cycles begins beside a job.
"""

import gc
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.models.errors import CancelledError, UserError

if TYPE_CHECKING:  # the window is painted before SQLAlchemy is loaded
    from sqlalchemy.orm import Session

    from desktop.models.database import Office

log = logging.getLogger(__name__)
T = TypeVar("T")
PROGRESS_EVERY_S = 0.05


class Checkpoint(Protocol):
    """Reports how far the work is; raises `CancelledError` once it is no longer wanted."""

    def __call__(self, done: int = 0, total: int = 0) -> None:
        """Tell that `done` of `total` are finished."""


class Job:
    """One piece of background work; made by `Jobs.run`."""

    def __init__(
        self,
        work: Callable[["Session", Checkpoint], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None],
        progress: Callable[[int, int], None] | None,
        *,
        writes: bool,
    ) -> None:
        self.work = work
        self.on_done = on_done
        self.on_error = on_error
        self.progress = progress
        self.writes = writes
        self.superseded = False
        self.outcome: tuple[Any, BaseException | None] = (None, None)
        self._stop = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop the work as soon as it can be stopped; what it wrote rolls back."""
        self._stop.set()

    def supersede(self) -> None:
        """Stop the work because a newer request took its place; nobody hears of it."""
        self.superseded = True
        self._stop.set()

    def let_go(self) -> None:
        """Drop what the job held, on the window's thread; its worker may still hold the job."""
        self.work = self.on_done = self.on_error = _nothing
        self.progress = None
        self.outcome = (None, None)


class Jobs(QObject):
    """The workers of a window: one thread for changes, two for questions.

    Two for questions, so that reading a large file does not hold up the rows of a table. Python's
    threads, not Qt's pool: that deletes its QRunnables behind the back of their Python wrappers,
    and a later object at the same address was seen to be handed out as a QRunnable.
    """

    idle_changed = Signal(bool)
    _progressed = Signal(object, int, int)
    _ended = Signal(object)

    def __init__(self, office: "Office", on_error: Callable[[BaseException], None]) -> None:
        super().__init__()
        self.office = office
        self._on_error = on_error
        self._latest: dict[str, Job] = {}
        self._running: set[Job] = set()
        self._is_closed = False
        self._pools = {
            True: ThreadPoolExecutor(1, thread_name_prefix="changes"),
            False: ThreadPoolExecutor(2, thread_name_prefix="questions"),
        }
        self._progressed.connect(self._tell_progress)
        self._ended.connect(self._deliver)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and every answer was delivered."""
        return not self._running

    def run(
        self,
        work: Callable[["Session", Checkpoint], T],
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None = None,
        *,
        writes: bool = False,
        channel: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Start `work` on its thread; see the top of this module."""
        job = Job(work, on_done, on_error or self._show_unless_cancelled, progress, writes=writes)
        if channel is not None:
            if older := self._latest.get(channel):
                older.supersede()
            self._latest[channel] = job
        if self._is_closed:  # a timer of a page that is being taken down
            job.supersede()
            return job
        self._running.add(job)
        if len(self._running) == 1:
            gc.disable()
            self.idle_changed.emit(False)
        self._pools[writes].submit(self._work, job)
        return job

    def cancel(self, channel: str) -> None:
        """Drop what runs on a channel, without a word."""
        if job := self._latest.pop(channel, None):
            job.supersede()

    def close(self) -> None:
        """Cancel everything and wait until the threads are done; later requests are dropped."""
        self._is_closed = True
        for job in self._running:
            job.supersede()
        for pool in self._pools.values():
            pool.shutdown(cancel_futures=True)
        for job in self._running:
            job.let_go()
        self._running.clear()
        self._latest.clear()
        gc.enable()

    def _show_unless_cancelled(self, error: BaseException) -> None:
        if not isinstance(error, CancelledError):
            self._on_error(error)

    def _work(self, job: Job) -> None:
        """Run one job; on a worker thread."""
        job.outcome = _outcome(job, self)
        self._ended.emit(job)

    def checkpoint(self, job: Job) -> Checkpoint:
        """The checkpoint handed to a job; it speaks up at most twenty times a second."""
        last = 0.0

        def check(done: int = 0, total: int = 0) -> None:
            nonlocal last
            if job.stopped:
                raise CancelledError
            now = time.monotonic()
            if job.progress and (now - last > PROGRESS_EVERY_S or done == total):
                last = now
                self._progressed.emit(job, done, total)

        return check

    def _tell_progress(self, job: Job, done: int, total: int) -> None:
        if job.progress and not job.stopped:
            job.progress(done, total)

    def _deliver(self, job: Job) -> None:
        """Hand the answer to whoever asked; on the window's thread."""
        if job not in self._running:
            return
        self._running.discard(job)
        try:
            _hand_over(job)
        finally:
            job.let_go()
            if not self._running:
                gc.enable()
                self.idle_changed.emit(True)


def _hand_over(job: Job) -> None:
    result, error = job.outcome
    committed = job.writes and error is None
    if job.superseded and not committed:
        return
    if error is not None:
        job.on_error(error)
    elif job.stopped and not committed:
        job.on_error(CancelledError())
    else:
        job.on_done(result)


def _nothing(*_given: Any) -> None:
    """What a job calls that has ended."""


def _outcome(job: Job, jobs: Jobs) -> tuple[Any, BaseException | None]:
    try:
        return (_change if job.writes else _ask)(job, jobs), None
    except Exception as caught:  # noqa: BLE001 - the edge of the thread
        return None, caught if job.stopped else _explained(caught, jobs)


def _explained(caught: Exception, jobs: Jobs) -> Exception:
    """The sentence of what the office can put right, where that is behind an error."""
    if isinstance(caught, (UserError, CancelledError)):
        return caught
    from desktop.services.safekeeping.blame import explained  # noqa: PLC0415 - seldom needed

    known = explained(caught, jobs.office.path, jobs.office.reading)
    if known is None:
        return caught
    log.error("what could not be done", exc_info=caught)
    return known


def _ask(job: Job, jobs: Jobs) -> Any:
    checkpoint = jobs.checkpoint(job)
    checkpoint()
    from desktop.models.database import interruptible  # noqa: PLC0415 - loaded by then

    with jobs.office.reading() as db, interruptible(db, lambda: job.stopped):
        return job.work(db, checkpoint)


def _change(job: Job, jobs: Jobs) -> Any:
    checkpoint = jobs.checkpoint(job)
    checkpoint()
    with jobs.office.writing.begin() as db:
        result = job.work(db, checkpoint)
        checkpoint()
        return result
