"""Starting up: the window first, then the office in it."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLockFile, QObject, Qt, QTimer, Signal

from desktop.models.errors import UserError
from desktop.views import journal
from desktop.views.application import make_application
from desktop.views.jobs import Checkpoint
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.models.database import Office
    from desktop.views.second_start import Doorbell

SAMPLE_CUSTOMERS, SAMPLE_YEARS, SAMPLE_SEED = 2_000, 8, 1
MAKING = "Making the sample office…"


class Start(NamedTuple):
    """What a start needs to know: which office, which day, where things are kept."""

    location: str
    sample: str
    as_of: Callable[[], date]
    settings_file: Path
    log_folder: Path


def run(start: Start) -> int:
    """Show the window, open the office in it, and wait until it is closed.

    Where another window has the office open already, that one comes to the front instead.
    """
    app = make_application()
    if _is_shown_elsewhere(start.location):
        return 0
    log_file = journal.start(start.log_folder)
    settings = Settings(start.settings_file)
    window = Window(Surroundings(start.as_of, settings, log_file))
    journal.show_unexpected(window.show_error)
    desk = Desk(window, start)
    window.show()
    loader = Loader(window)
    loader.loaded.connect(desk.open_own)
    QTimer.singleShot(0, loader.start)
    if settings.was_reset:
        window.toast.say("Your window layout was reset: its file was damaged.")
    return app.exec()


def _is_shown_elsewhere(location: str) -> bool:
    """Whether the window that holds the office answered; without its lock nobody is asked."""
    if "://" in location or not Path(f"{location}.lock").exists():
        return False
    from desktop.views.second_start import ring  # noqa: PLC0415 - seldom needed

    return ring(location)


class Loader(QObject):
    """Loads what an office needs while the window is there already and answers."""

    loaded = Signal()

    def start(self) -> None:
        """Load on a thread of its own, then say so."""
        threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        for name in ("desktop.models.database", "desktop.services.office.customer_list"):
            import_module(name)
        self.loaded.emit()


class Desk:
    """Opens offices into a window, one at a time, each held by a lock."""

    def __init__(self, window: Window, start: Start) -> None:
        self._window = window
        self._start = start
        self._lock: QLockFile | None = None
        self._bell: Doorbell | None = None
        self._location = ""
        window.sample_wanted.connect(self.open_sample)
        window.own_wanted.connect(self.open_own)

    def open_own(self) -> None:
        """Open the office of the user."""
        self._open(self._start.location, is_sample=False)

    def open_sample(self) -> None:
        """Open the sample office, made when it is first asked for."""
        self._open(self._start.sample, is_sample=True)

    def _open(self, location: str, *, is_sample: bool) -> None:
        if location == self._location:
            return
        try:
            lock = locked(location)
            office = _open_office(location)
        except UserError as error:
            if self._location:  # the office that is open stays
                self._window.show_error(error)
            else:
                self._window.show_closed(error)
            return
        self._window.attach(office, is_sample=is_sample)
        self._lock, self._location = lock, location
        self._listen()
        if is_sample:
            self._fill_when_empty()

    def _listen(self) -> None:
        """Come to the front when the program is started once more on the same office."""
        if self._bell:
            self._bell.close()
        self._bell = None
        if self._lock:
            from desktop.views.second_start import Doorbell  # noqa: PLC0415 - after the first paint

            self._bell = Doorbell(self._location, self._window)
            self._bell.rung.connect(self._come_forward)

    def _come_forward(self) -> None:
        window, states = self._window, Qt.WindowState
        window.setWindowState(window.windowState() & ~states.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _fill_when_empty(self) -> None:
        """Write the invented customers of the sample office on the worker."""
        context, status = self._window.context, self._window.status
        if context is None:
            return
        as_of = self._start.as_of()

        def done(made: bool) -> None:  # noqa: FBT001 - an answer, not an option
            status.done()
            if made:
                context.hub.tell("customers", "segments", "facts")

        def failed(error: BaseException) -> None:
            status.done()
            self._window.show_error(error)

        context.jobs.run(
            lambda db, checkpoint: _make_sample(db, as_of, checkpoint),
            done,
            failed,
            writes=True,
            progress=lambda now, total: status.work(MAKING, now, total),
        )


def _open_office(location: str) -> "Office":
    from desktop.models.database import open_office  # noqa: PLC0415 - loaded by then

    return open_office(location)


def _make_sample(db: "Session", as_of: date, checkpoint: Checkpoint) -> bool:
    """Fill an empty office with invented customers; whether that was needed."""
    from desktop.models.database import is_empty  # noqa: PLC0415 - loaded by then

    if not is_empty(db):
        return False
    from desktop.services import after_change  # noqa: PLC0415 - not before the first paint
    from desktop.services.office.sample import make_sample  # noqa: PLC0415 - the same

    make_sample(db, SAMPLE_CUSTOMERS, SAMPLE_YEARS, SAMPLE_SEED, as_of, checkpoint)
    now = datetime.now(UTC).replace(tzinfo=None)
    after_change.bring_up_to_date(db, as_of, now, None, checkpoint)
    return True


def locked(location: str) -> QLockFile | None:
    """Hold the office file for this window; a database server needs no lock.

    Raises:
        UserError: another window has it open.
    """
    if "://" in location:
        return None
    lock = QLockFile(f"{location}.lock")
    lock.setStaleLockTime(0)
    if not lock.tryLock(100) and lock.error() == QLockFile.LockError.LockFailedError:
        raise UserError(
            f"{Path(location).name} is already open in another window."
            " Use that window, or close it first."
        )
    return lock
