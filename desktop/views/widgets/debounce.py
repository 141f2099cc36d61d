"""Waits until typing pauses, so that not every letter asks the database."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 150


class Debounce(QTimer):
    """Calls `then` once, `PAUSE_MS` after the last `start()`."""

    def __init__(self, parent: QObject, then: Callable[[], None], pause: int = PAUSE_MS) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(pause)
        self.timeout.connect(then)
