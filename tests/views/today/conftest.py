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

CUSTOMERS = 250


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of some hundred invented customers with their facts, made once."""
    return make_file(tmp_path_factory.mktemp("sample"), CUSTOMERS, years=8, seed=1)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample_file: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest."""
    yield from window_on(qtbot, sample_file, tmp_path)


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
