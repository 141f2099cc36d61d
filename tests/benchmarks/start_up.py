"""Start to first useful window at 20,000 customers, beside a bare PySide6 window with one table.

Both are started as new processes in turn; the clock begins before the process and stops when the
first screen of rows is painted. The ratio is taken pair by pair.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from desktop.models.database import Office
from tests.benchmarks.row import Row

PAIRS = 7
BUDGET = 1.5
ROOT = Path(__file__).parents[2]

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication(sys.argv)
window = QMainWindow()
table = QTableView()
model = QStandardItemModel(100, 10)
for row in range(100):
    for column in range(10):
        model.setItem(row, column, QStandardItem(f"{row} {column}"))
table.setModel(model)
window.setCentralWidget(table)
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
print(time.time(), flush=True)
import os
os._exit(0)
"""

OURS = """
import os, sys, time
from desktop import app
from desktop.views import starting
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

painted = 0.0

def look():
    global painted
    window = next((w for w in QApplication.topLevelWidgets() if hasattr(w, "attach")), None)
    if window is not None and window.isVisible() and not painted:
        window.grab()
        painted = time.time()
    if getattr(window and window.page, "found", None) is not None:
        window.grab()
        print(painted, time.time(), flush=True)
        os._exit(0)
    QTimer.singleShot(2, look)

from datetime import date
make = starting.make_application
def made():
    found = make()
    QTimer.singleShot(0, look)
    return found
starting.make_application = made
app.run_window(sys.argv[1], date(2026, 6, 15))
"""


def measure(office: Office) -> list[Row]:
    """Start both programs in turn; the first pair only warms the disk."""
    pairs = [(_seconds(OURS, office.url), _seconds(BARE)) for _ in range(PAIRS + 1)][1:]
    return [
        _row("Start to first painted window", [(ours[0], bare[0]) for ours, bare in pairs], BUDGET),
        _row("Start to the first filled rows", [(ours[1], bare[0]) for ours, bare in pairs], None),
    ]


def _row(what: str, pairs: list[tuple[float, float]], budget: float | None) -> Row:
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Row(
        f"{what}, 20,000 customers, against a bare window with a table",
        f"ratio at most {budget}" if budget else "",
        f"ratio {ratio:.2f} ({ours:.2f} s : {bare:.2f} s)",
        ratio <= budget if budget else None,
    )


def _seconds(program: str, *arguments: str) -> list[float]:
    """The seconds from before the start to each moment that the program prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    environment["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "bytecode")
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return [float(moment) - start for moment in done.stdout.split()]
