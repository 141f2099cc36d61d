"""An office with customers worth looking at, opened on the Customer value page."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.database import open_office
from desktop.services import after_change
from desktop.services.office.sample import make_sample
from desktop.services.value import behaviour_kept
from desktop.services.value.snapshots import ensure_days, trend_day
from desktop.views.charts.chart import Part
from desktop.views.settings import Settings
from desktop.views.value.page import ValuePage
from desktop.views.window import Surroundings, Window
from tests.services.value.groupings import grouped
from tests.views.conftest import settle
from tests.views.people import TODAY

Wait = Callable[[], None]
CUSTOMERS = 60
DAYS = (date(2026, 10, 31), date(2026, 9, 30), trend_day(TODAY))
NOW = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001 - as it is stored, without a zone


@pytest.fixture(scope="session")
def value_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of invented customers with their labels of the usual days, made once."""
    path = tmp_path_factory.mktemp("value") / "office.db"
    office = open_office(path)
    with office.writing.begin() as db:
        make_sample(db, CUSTOMERS, 8, 1, TODAY)
        after_change.bring_up_to_date(db, TODAY, NOW, None)
    with office.writing.begin() as db:
        ensure_days(db, DAYS, TODAY)
        behaviour_kept.keep(db, grouped(db), NOW)
    office.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, value_file: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest on the page."""
    shutil.copy(value_file, tmp_path / "office.db")
    settings = Settings()
    settings.set("window.page", "value")
    settings.set("window.day", str(TODAY))
    made = Window(Surroundings(lambda: TODAY, settings))
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
def page(window: Window) -> ValuePage:
    """The page in front."""
    assert isinstance(window.page, ValuePage)
    return window.page


def click(part: Part) -> None:
    """Press on a part of a picture."""
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def show(page: ValuePage, key: str, settled: Wait) -> Any:
    """Turn to a tab, and wait for its picture."""
    page.open(key)
    settled()
    return page.tabs[key]
