"""Mouse, keyboard and dropped files for the tests of the import page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LAYOUTS = Path("quickbooks/layout-examples")
Settle = Callable[[], None]


@dataclass
class Heard:
    """What the window would have shown or done."""

    notes: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    arguments: list[object] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    actions: list[Callable[[], None] | None] = field(default_factory=list)

    def notify(
        self, text: str, action_label: str = "", action: Callable[[], None] | None = None
    ) -> None:
        assert bool(action_label) is bool(action)
        self.notes.append(text)
        self.actions.append(action)

    def go(self, page_key: str, argument: object = None) -> None:
        self.went.append(page_key)
        self.arguments.append(argument)


def click(widget: QWidget, where: QPoint | None = None) -> None:
    """Press and release the left button in the middle of a widget, or at a place of it."""
    place = where or widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def key(
    widget: QWidget,
    pressed: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press one key."""
    QTest.keyClick(widget, pressed, modifier)


def write(widget: QWidget, text: str) -> None:
    """Type a text."""
    QTest.keyClicks(widget, text)


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on a widget, as Qt would deliver them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop_mime(widget, mime)


def drop_mime(widget: QWidget, mime: QMimeData) -> None:
    """Drag anything over a widget and let it go there when it is wanted."""
    place, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), copy, mime, button, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(place, copy, mime, button, keys))
