"""An office of 5,000 customers, the size that the tasks of the day are measured with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.database import open_office
from desktop.services import after_change
from desktop.services.office.sample import make_sample
from desktop.views.application import make_application
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window
from tests.stories.hands import NOW, TODAY, Desk

CUSTOMERS = 5_000


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office, made once; every story works on a copy of it."""
    path = tmp_path_factory.mktemp("desk") / "office.db"
    office = open_office(path)
    with office.writing.begin() as db:
        make_sample(db, CUSTOMERS, 4, 3, TODAY)
        after_change.bring_up_to_date(db, TODAY, NOW, None)
    office.close()
    return path


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, office_file: Path) -> Iterator[Desk]:
    """The window on that office, with the home screen in front."""
    make_application()
    shutil.copy(office_file, tmp_path / "office.db")
    window = Window(Surroundings(lambda: TODAY, Settings()))
    window.resize(1280, 900)
    window.show()
    window.activateWindow()
    window.attach(open_office(tmp_path / "office.db"))
    made = Desk(qtbot, window)
    made.settle()
    yield made
    window.close()
    window.deleteLater()
    QApplication.processEvents()
