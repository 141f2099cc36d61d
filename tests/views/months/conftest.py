"""An office with work to do, opened on the Today page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from tests.views.conftest import settle
from tests.views.sample_office import Wait, make_file, window_on


@pytest.fixture(scope="session")
def months_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of some invented customers with their facts, made once."""
    return make_file(tmp_path_factory.mktemp("months"), 80, years=3, seed=1)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, months_file: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest."""
    yield from window_on(qtbot, months_file, tmp_path)


@pytest.fixture
def settled(qtbot: QtBot, window: Window) -> Wait:
    """Waits until all questions are answered."""
    return lambda: settle(qtbot, window)


@pytest.fixture
def page(window: Window, settled: Wait) -> TodayPage:
    """The Today page with the coming months in front."""
    assert isinstance(window.page, TodayPage)
    window.page.months_button.click()
    settled()
    return window.page


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the file dialog answers with."""
    path = tmp_path / "months.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    return path
