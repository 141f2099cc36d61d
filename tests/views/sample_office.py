"""A window on a copy of a sample office that is made once for many tests."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.database import open_office
from desktop.services import after_change
from desktop.services.office.sample import make_sample
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window
from tests.views.conftest import settle
from tests.views.people import TODAY

Wait = Callable[[], None]


def make_file(folder: Path, customers: int, years: int, seed: int) -> Path:
    """An office of invented customers, with everything that follows from them."""
    path = folder / "office.db"
    now = datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None)
    office = open_office(path)
    with office.writing.begin() as db:
        make_sample(db, customers, years, seed, TODAY)
        after_change.bring_up_to_date(db, TODAY, now, None)
    office.close()
    return path


def window_on(qtbot: QtBot, file: Path, folder: Path) -> Iterator[Window]:
    """A window on a copy of a file, at rest; closed and let go of at the end."""
    shutil.copy(file, folder / "office.db")
    made = Window(Surroundings(lambda: TODAY, Settings()))
    made.show()
    made.attach(open_office(folder / "office.db"))
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()
