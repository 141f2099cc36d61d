"""An office with work to do, opened on the Today page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.window import Window
from tests.views.conftest import settle
from tests.views.sample_office import Wait, make_file, window_on


@pytest.fixture(scope="session")
def rules_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of a few invented customers with their facts, made once."""
    return make_file(tmp_path_factory.mktemp("rules"), 30, years=3, seed=1)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, rules_file: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest."""
    yield from window_on(qtbot, rules_file, tmp_path)


@pytest.fixture
def settled(qtbot: QtBot, window: Window) -> Wait:
    """Waits until all questions are answered."""
    return lambda: settle(qtbot, window)
