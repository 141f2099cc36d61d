"""Windows for tests: on an office of their own, closed and let go of at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.database import Office, open_office
from desktop.views.application import make_application
from desktop.views.jobs import Jobs
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window
from tests.views.people import TODAY, fill

MakeWindow = Callable[..., Window]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application in our look, as people see it."""
    return make_application()


@pytest.fixture
def jobs(qtbot: QtBot, office: Office) -> Iterator[Jobs]:
    """Workers on an empty office; an error nobody expected fails the test."""
    made = Jobs(office, _fail)
    yield made
    made.close()
    qtbot.wait(1)


def _fail(error: BaseException) -> None:
    raise error


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeWindow]:
    """Makes a window on an office of `count` customers, at rest."""
    made: list[Window] = []

    def make(count: int = 0, settings: Settings | None = None) -> Window:
        office = open_office(tmp_path / f"office{len(made)}.db")
        if count:
            fill(office, count)
        window = Window(Surroundings(lambda: TODAY, _on_customers(settings or Settings())))
        made.append(window)
        window.show()
        window.attach(office)
        settle(qtbot, window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.clipboard().clear()  # without a screen it outlives Python, and crashes at exit
    QApplication.processEvents()


def _on_customers(settings: Settings) -> Settings:
    """Settings of somebody who looked at the customers last, today."""
    if not settings.get("window.day"):
        settings.set("window.page", "customers")
        settings.set("window.day", str(TODAY))
    return settings


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until the window has all its answers."""
    context = window.context
    assert context is not None
    qtbot.waitUntil(lambda: context.jobs.idle, timeout=20_000)
    qtbot.wait(1)  # what was painted for the answers may ask for more rows
    qtbot.waitUntil(lambda: context.jobs.idle, timeout=20_000)
