"""Starting: quick, once, and without what the first window does not need."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.models.database import open_office
from desktop.models.errors import UserError
from desktop.views.starting import Desk, Start, locked
from tests.views.conftest import MakeWindow, settle
from tests.views.people import TODAY, fill

ROOT = Path(__file__).parents[2]
NOT_AT_THE_START = (
    "pandas",
    "numpy",
    "openpyxl",
    "alembic",
    "phonenumbers",
    "python_calamine",
    "defusedxml",
)
FIRST_WINDOW = """
import sys, builtins
plain = builtins.__import__
from datetime import date
from pathlib import Path
from desktop.app import screenshot
screenshot("customers", Path(sys.argv[1]), None, sys.argv[2], date(2026, 11, 22))
assert builtins.__import__ is plain, "the import function was not put back"
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_the_first_window_loads_only_what_it_needs(tmp_path: Path) -> None:
    office = open_office(tmp_path / "office.db")
    fill(office, 10)
    office.close()
    picture = tmp_path / "customers.png"
    done = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW, str(picture), str(tmp_path / "office.db")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & set(NOT_AT_THE_START)
    assert QImage(str(picture)).width() == 1280


def test_a_picture_of_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no page “weather”; there are today, customers"):
        app.screenshot("weather", tmp_path / "a.png", None, str(tmp_path / "office.db"), TODAY)


@pytest.mark.usefixtures("qapp")
def test_a_picture_has_the_size_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "welcome.png"
    app.screenshot("welcome", file, (1000, 700), str(tmp_path / "office.db"), TODAY)
    assert (QImage(str(file)).width(), QImage(str(file)).height()) == (1000, 700)


def test_a_second_window_on_the_same_office_is_refused(tmp_path: Path) -> None:
    first = locked(str(tmp_path / "office.db"))
    assert first is not None
    with pytest.raises(UserError, match="already open in another window"):
        locked(str(tmp_path / "office.db"))
    first.unlock()
    assert locked(str(tmp_path / "office.db")) is not None


def test_the_own_office_is_opened_and_a_strange_file_is_told(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window(0)
    (tmp_path / "letter.db").write_text("Dear Ana, " * 50, encoding="utf-8")
    start = Start(
        str(tmp_path / "letter.db"), "", lambda: date(2026, 11, 22), tmp_path / "w.json", tmp_path
    )
    Desk(window, start).open_own()
    assert window.closed.isVisible()
    assert "letter.db is not an office file of this program." in window.closed.text.text()
    Desk(window, start._replace(location=str(tmp_path / "own.db"))).open_own()
    settle(qtbot, window)
    assert window.context is not None
    assert window.context.office.path == tmp_path / "own.db"


class _Rows(QAbstractTableModel):
    """A model whose answers are mostly None, which is what loses references."""

    def rowCount(self, _parent: object = None) -> int:
        return 3

    def columnCount(self, _parent: object = None) -> int:
        return 3

    def data(self, _index: object, _role: int = 0) -> None:
        return None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_qt_calls_give_none_back_whole(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None per call, then aborts."""
    label, table, model = QLabel(), QTableWidget(3, 3), _Rows()
    calls = (
        lambda: label.setText("Ana"),
        lambda: label.setVisible(False),
        lambda: label.setAlignment(Qt.AlignmentFlag.AlignLeft),
        lambda: label.setToolTip("Ana"),
        label.update,
        table.clearSelection,
        lambda: table.item(0, 0),
        lambda: table.setRowHeight(0, 20),
        lambda: model.data(model.index(0, 0)),
        lambda: model.setParent(None),
        label.parentWidget,
        qapp.activeModalWidget,
        qapp.processEvents,
    )
    before = sys.getrefcount(None)
    for call in calls:
        for _ in range(500):
            call()
    assert sys.getrefcount(None) - before > -250
