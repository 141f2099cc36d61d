"""One window for one office: a second start brings the first window to the front.

The window that holds the office listens under a name made of the office's path; nothing of this
leaves the computer. Loaded late: the first start needs none of it before it paints.
"""

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER = b"here\n"
CONNECT_MS, ANSWER_MS = 300, 2_000


def name_of(location: str) -> str:
    """The name under which the window of an office listens."""
    path = os.path.normcase(Path(location).resolve())
    return f"ecbtx-{hashlib.sha256(path.encode()).hexdigest()[:24]}"


class Doorbell(QObject):
    """Listens for other starts on the same office. `rung` asks the window to come forward."""

    rung = Signal()

    def __init__(self, location: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = name_of(location)
        QLocalServer.removeServer(name)  # left by a crash: whoever has the lock is the only one
        self._server.listen(name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(ANSWER)
            caller.flush()  # the caller hangs up
            self.rung.emit()


def ring(location: str) -> bool:
    """Ask the window that has the office open to come forward; whether it answered."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(location))
    if not socket.waitForConnected(CONNECT_MS):
        return False
    _let_come_forward()
    socket.waitForReadyRead(ANSWER_MS)
    return bytes(socket.readAll().data()) == ANSWER


def _let_come_forward() -> None:
    """Windows lets a window come to the front only when the program in front allows it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - on Windows alone

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
