"""One page as a picture, for the README, for support, and for looking at our own work."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.views.application import make_application
from desktop.views.pages import PAGES
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window

SIZE = (1280, 800)
PATIENCE_S = 120.0
QUIET_S = 0.3  # after the last answer: what was typed ahead is asked, what was answered painted


def paint_page(
    page: str,
    file: Path,
    size: tuple[int, int] | None,
    office: Office,
    as_of: Callable[[], date],
    scheme: str = "light",
) -> Path:
    """Paint `page` ("welcome" for that of an empty office) once all its answers are there."""
    keys = [entry.key for entry in PAGES]
    if page not in (*keys, "welcome"):
        office.close()
        raise UserError(f"There is no page “{page}”; there are {', '.join(keys)}.")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    settings = Settings()
    settings.set("window.scheme", scheme)
    settings.set("window.page", page if page in keys else keys[0])
    window = Window(Surroundings(as_of, settings))
    window.setMinimumSize(1, 1)  # the size asked for counts, even where things get cut
    window.resize(*(size or SIZE))
    window.show()
    window.attach(office)
    try:
        settle(window)
        if page in keys:
            window.go(page)
            settle(window)
        if not window.grab().save(str(file)):
            raise UserError(f"The picture {file} cannot be written.", where=str(file))
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.processEvents()
    return file


def settle(window: Window) -> None:
    """Let the window work until all its questions were answered and painted."""
    end = time.monotonic() + PATIENCE_S
    quiet_since = time.monotonic()
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        if window.context is not None and not window.context.jobs.idle:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > QUIET_S:
            return
        time.sleep(0.005)
    raise UserError("The page did not come to rest in time.")
