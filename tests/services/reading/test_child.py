"""The reading process: it starts light, its limits hold, and its end is never ours."""

import ctypes
import os
import pickle
import runpy
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import CancelledError
from desktop.services.reading import child, limits
from desktop.services.reading.plain import ErrorCell, Message, ReadError, pack, unpack
from tests.services.importing.workbook_files import LIST, xls, xlsx

FAR = LIST + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LINK = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'


def children() -> set[str]:
    """The processes that this one started and that still live; empty where it cannot be known."""
    found: set[str] = set()
    for thread in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found |= set(thread.read_text().split())
    return found


def test_a_workbook_comes_back_as_plain_values() -> None:
    messages = child.ask("old", xls([["Customer", "Zip"], ["Ann", 3301]], zeros=True))
    assert messages[:2] == [("sheet", "List"), ("columns", [["Customer", "Ann"], ["Zip", 3301.0]])]
    assert ("better", "List", {(2, 1): "03301"}) in messages


def test_a_crash_of_the_process_is_one_error_of_ours() -> None:
    with pytest.raises(ReadError, match="crashed"):
        child.ask("calamine", xlsx(FAR))


def test_the_memory_has_a_limit() -> None:
    with pytest.raises(ReadError, match="unpacks"):
        child.ask("twice", xlsx(after=LINK), sheets=["List"], memory=250 * 1024**2)


def test_the_time_has_a_limit_and_nothing_is_left_running() -> None:
    before, began = children(), time.monotonic()
    with pytest.raises(ReadError, match="slow"):
        child.ask("twice", xlsx(after=LINK), sheets=["List"], seconds=0.3)
    assert time.monotonic() - began < 5
    assert len(children() - before) <= 1  # the tracker of multiprocessing


def test_cancel_ends_the_process_at_once() -> None:
    def stop() -> None:
        raise CancelledError

    began = time.monotonic()
    with pytest.raises(CancelledError):
        child.ask("twice", xlsx(after=LINK), sheets=["List"], pulse=stop)
    assert time.monotonic() - began < 5


def test_a_process_that_cannot_start_its_task_is_one_error_of_ours() -> None:
    with pytest.raises(ReadError, match=r"crashed|damaged"):
        child.ask("no such task", b"")


def test_the_process_needs_neither_qt_nor_the_database() -> None:
    code = "import sys, desktop.services.reading.child; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"PySide6", "sqlalchemy", "openpyxl", "python_calamine", "xlrd", "numpy"}
    assert not heavy & set(loaded.stdout.split())


def test_only_plain_values_pass() -> None:
    message: Message = ("rows", [["x", 1.5, None, True, date(2026, 1, 2), datetime(2026, 1, 2)]])  # noqa: DTZ001
    assert unpack(pack(message)) == message
    assert isinstance(unpack(pack((ErrorCell("#REF!"),)))[0], ErrorCell)
    with pytest.raises(pickle.UnpicklingError, match="no plain value"):
        unpack(pickle.dumps((os.getcwd,)))


def test_the_limit_of_windows_has_the_size_windows_expects() -> None:
    assert ctypes.sizeof(limits.JobLimits) == 144


@pytest.mark.parametrize("task", sorted(child.TASKS))
def test_every_task_ends_in_its_own_error_for_rubbish(task: str) -> None:
    options: dict[str, Any] = {"sheets": ["List"]} if task == "twice" else {}
    with pytest.raises(ReadError):
        child.ask(task, b"rubbish", **options)


def test_the_frozen_program_turns_into_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def become_the_process() -> None:
        raise SystemExit(7)

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("multiprocessing.freeze_support", become_the_process)
    with pytest.raises(SystemExit, match="7"):
        runpy.run_path(str(Path(child.__file__).parents[2] / "__main__.py"), run_name="__main__")
