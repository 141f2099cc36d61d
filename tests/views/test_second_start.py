"""A second start on the same office brings the first window to the front."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.views.second_start import Doorbell, name_of, ring
from desktop.views.starting import Desk, Start, locked
from tests.views.conftest import MakeWindow, settle

ROOT = Path(__file__).parents[2]


RING = (
    "-c",
    "import sys; from desktop.views.second_start import ring; sys.exit(not ring(sys.argv[1]))",
)


def started(*arguments: str) -> int:
    """How another process ended: waiting for an answer would hold up this one."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, timeout=30, check=False, capture_output=True
    ).returncode


def in_background(qtbot: QtBot, work: Callable[[], bool]) -> bool:
    """What `work` answers while this thread goes on listening."""
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(work)
        qtbot.waitUntil(asked.done, timeout=30_000)
        return asked.result()


def test_an_office_has_one_name_however_it_is_written(tmp_path: Path) -> None:
    there = name_of(str(tmp_path / "office.db"))
    assert name_of(str(tmp_path / "x" / ".." / "office.db")) == there
    assert name_of(str(tmp_path / "other.db")) != there


def test_nobody_answers_where_no_window_is(tmp_path: Path) -> None:
    assert not ring(str(tmp_path / "office.db"))


def test_a_ring_is_heard_and_answered(qtbot: QtBot, tmp_path: Path) -> None:
    office = str(tmp_path / "office.db")
    bell = Doorbell(office)
    with qtbot.waitSignal(bell.rung):
        assert in_background(qtbot, lambda: started(*RING, office) == 0)
    bell.close()
    assert not ring(office)


def test_the_first_window_comes_forward_out_of_the_task_bar(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window(0)
    office = str(tmp_path / "own.db")
    desk = Desk(window, Start(office, "", date.today, tmp_path / "w.json", tmp_path))
    desk.open_own()
    settle(qtbot, window)
    window.showMinimized()
    assert in_background(qtbot, lambda: started(*RING, office) == 0)
    qtbot.waitUntil(lambda: not window.windowState() & Qt.WindowState.WindowMinimized)
    assert window.isVisible()


@pytest.mark.usefixtures("qapp")
def test_the_second_start_ends_once_the_first_has_answered(qtbot: QtBot, tmp_path: Path) -> None:
    office = str(tmp_path / "office.db")
    lock, bell, rung = locked(office), Doorbell(office), []
    bell.rung.connect(lambda: rung.append(1))
    done = in_background(qtbot, lambda: started("-m", "desktop", "--database", office) == 0)
    assert (done, rung, lock is not None) == (True, [1], True)
    bell.close()
