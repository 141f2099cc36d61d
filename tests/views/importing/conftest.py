"""The import page on an empty office, with everything it says to the window written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.database import Office
from desktop.views.importing.page import ImportPage
from desktop.views.jobs import Jobs
from desktop.views.page import Context, Hub
from desktop.views.settings import Settings
from desktop.views.widgets import look

TODAY = date(2026, 11, 22)
LAYOUTS = Path("quickbooks/layout-examples")


@dataclass
class Heard:
    """What the window would have shown or done."""

    notes: list[str] = field(default_factory=list)
    actions: list[Callable[[], None] | None] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)

    def notify(self, text: str, _label: str = "", action: Callable[[], None] | None = None) -> None:
        self.notes.append(text)
        self.actions.append(action)

    def go(self, page_key: str, _argument: object = None) -> None:
        self.went.append(page_key)


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
def page(qtbot: QtBot, qapp: QApplication, context: Context) -> Iterator[ImportPage]:
    look.apply(qapp, "light")
    shown = ImportPage(context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.shown()
    qtbot.waitUntil(lambda: context.jobs.idle)
    yield shown
    shown.close_page()


@pytest.fixture
def settled(qtbot: QtBot, context: Context) -> Callable[[], None]:
    """Wait until all background work was answered."""
    return lambda: qtbot.waitUntil(lambda: context.jobs.idle, timeout=20_000)


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The file dialogs answer with these paths."""
    answer: list[Path] = []
    names = lambda *_args: ([str(path) for path in answer], "")  # noqa: E731
    name = lambda *_args: (str(answer[0]) if answer else "", "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", names)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    return answer


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on a widget, as Qt would deliver them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), copy, mime, button, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(place, copy, mime, button, keys))
