"""The log in the user's folder: our own lines, Qt's, and what is left of a crash."""

import faulthandler
import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

SIZE = 1_000_000
KEPT = 3
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger("qt")
_faults: list[TextIO] = []  # open as long as the program runs: a crash writes into it


def start(folder: Path) -> Path:
    """Begin to log into `folder`; the file written to."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "ecbtx.log"
    handler = RotatingFileHandler(file, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _faults.append((folder / "crash.log").open("a", encoding="utf-8"))
    faulthandler.enable(_faults[-1])
    qInstallMessageHandler(_from_qt)
    return file


def show_unexpected(show: Callable[[BaseException], None]) -> None:
    """Hand every error that nobody caught to `show`; never a silent end."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(error)

    sys.excepthook = hook


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(LEVELS.get(kind, logging.WARNING), message)
