"""The log: our lines, Qt's lines, and errors that nobody caught."""

import faulthandler
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from desktop.views import journal


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """A log of its own; everything put back afterwards."""
    root, hook = logging.getLogger(), sys.excepthook
    before, level = list(root.handlers), root.level
    had_faults = faulthandler.is_enabled()
    previous = qInstallMessageHandler(None)
    file = journal.start(tmp_path / "logs")
    yield file
    qInstallMessageHandler(previous)
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    sys.excepthook = hook
    faulthandler.disable()
    while journal._faults:
        journal._faults.pop().close()
    if had_faults:
        faulthandler.enable()


def test_our_lines_and_those_of_qt_are_in_the_log(log_file: Path) -> None:
    logging.getLogger("desktop").warning("a line of ours")
    qWarning("a line of Qt's")
    text = log_file.read_text(encoding="utf-8")
    assert "a line of ours" in text
    assert "a line of Qt's" in text


@pytest.mark.usefixtures("log_file")
def test_an_error_nobody_caught_is_shown() -> None:
    shown: list[BaseException] = []
    journal.show_unexpected(shown.append)
    error = ZeroDivisionError("division by zero")
    sys.excepthook(type(error), error, None)
    assert shown == [error]


@pytest.mark.usefixtures("log_file")
def test_control_c_still_ends_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[BaseException] = []
    journal.show_unexpected(shown.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not shown
    assert "KeyboardInterrupt" in capsys.readouterr().err
