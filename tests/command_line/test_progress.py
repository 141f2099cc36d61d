"""The progress bar of a command."""

import argparse
import io
import sys
from datetime import date

import pytest

from desktop.command_line.command import Call

CALL = Call("office.db", date(2026, 11, 23), False, argparse.Namespace())


class Terminal(io.StringIO):
    """Standard error that a person is looking at."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, *steps: tuple[int, int]) -> str:
    shown = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", shown)
        for done, total in steps:
            CALL.checkpoint(done, total)
    return shown.getvalue()


def test_the_last_step_ends_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    half = f"\r[{'#' * 15}{'.' * 15}] 1 of 2"
    assert drawn(monkeypatch, (1, 2), (2, 2)) == f"{half}\r[{'#' * 30}] 2 of 2\n"


def test_nothing_is_drawn_while_the_end_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, (0, 0)) == ""
