"""The import page on an empty office, with everything it says to the window written down."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.models.database import Office
from desktop.views.importing.page import ImportPage
from desktop.views.jobs import Jobs
from desktop.views.page import Context, Hub
from desktop.views.settings import Settings
from tests.views.importing.hands import Heard, Settle

TODAY = date(2026, 11, 22)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def context(office: Office, heard: Heard) -> Iterator[Context]:
    jobs = Jobs(office, heard.errors.append)
    hub = Hub()
    hub.changed.connect(heard.topics.append)
    show = heard.errors.append
    yield Context(office, jobs, lambda: TODAY, heard.notify, heard.go, hub, Settings(), show)
    jobs.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> Iterator[ImportPage]:
    shown = ImportPage(context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.shown()
    qtbot.waitUntil(lambda: context.jobs.idle)
    yield shown
    shown.close_page()


@pytest.fixture
def settled(qtbot: QtBot, context: Context) -> Settle:
    """Wait until all background work was answered."""
    return lambda: qtbot.waitUntil(lambda: context.jobs.idle, timeout=20_000)


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The file dialogs answer with these paths."""
    answer: list[Path] = []

    def names(*_asked: object) -> tuple[list[str], str]:
        return [str(path) for path in answer], ""

    def name(*_asked: object) -> tuple[str, str]:
        return str(answer[0]) if answer else "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", names)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", name)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    return answer
