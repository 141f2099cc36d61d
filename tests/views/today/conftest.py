"""An office with work to do, opened on the Today page."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.models.database import open_office
from desktop.services import facts
from desktop.services.office.sample import make_sample
from desktop.views.settings import Settings
from desktop.views.today.page import TodayPage
from desktop.views.window import Surroundings, Window
from tests.views.conftest import settle
from tests.views.people import TODAY

Wait = Callable[[], None]
CUSTOMERS = 250


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of some hundred invented customers with their facts, made once."""
    path = tmp_path_factory.mktemp("sample") / "office.db"
    office = open_office(path)
    with office.writing.begin() as db:
        make_sample(db, CUSTOMERS, 8, 1, TODAY)
        facts.refresh(db, TODAY)
    office.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample_file: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest."""
    shutil.copy(sample_file, tmp_path / "office.db")
    made = Window(Surroundings(lambda: TODAY, Settings()))
    made.show()
    made.attach(open_office(tmp_path / "office.db"))
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def settled(qtbot: QtBot, window: Window) -> Wait:
    """Waits until all questions are answered."""
    return lambda: settle(qtbot, window)


@pytest.fixture
def page(window: Window) -> TodayPage:
    """The page that is shown first."""
    assert isinstance(window.page, TodayPage)
    return window.page


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The file that the file dialog answers with; nothing when empty."""
    answers: list[Path] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(answers[0]) if answers else "", "")
    )
    return answers
