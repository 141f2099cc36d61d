"""From the click on Customer value to its painted figures, and how long the window is held up.

Each case runs in a window of its own process on the large office, by wall clock: at once when Today
is filled, after a rest, back from another page, after data changed. No label of an earlier day is
worked out meanwhile.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.models.database import Office, open_office
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

BUDGET_MS, HOLD_MS = 200, 100
REST_S, QUIET_S = 2.5, 0.3
RUNS = ("at once", "after a rest")
ROOT = Path(__file__).parents[2]


def measure(office: Office) -> list[Row]:
    """One row for each case."""
    return [row for run in RUNS for row in _measured(office.url, run)]


def _measured(url: str, run: str) -> list[Row]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    environment["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "bytecode")
    command = [sys.executable, "-m", "tests.benchmarks.page_switch", url, run]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    return [_row(*json.loads(line)) for line in done.stdout.splitlines()]


def _row(what: str, painted_ms: float, hold_ms: float) -> Row:
    return Row(
        f"  Customer value, {what}",
        f"under {BUDGET_MS} ms; the window held up for {HOLD_MS} ms at most",
        f"{painted_ms:.0f} ms; {hold_ms:.0f} ms",
        painted_ms < BUDGET_MS and hold_ms <= HOLD_MS,
    )


class Clock:
    """Lets a window work, and notes for how long it did not answer at a time."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.longest = 0.0

    def held(self, work: Callable[[], object]) -> None:
        """Do something on the window's thread."""
        began = time.perf_counter()
        work()
        self.longest = max(self.longest, time.perf_counter() - began)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something holds."""
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only in the other process

        while not until():
            self.held(QApplication.processEvents)
            time.sleep(0.001)

    def rest(self, seconds: float) -> None:
        """Let the window work, and rest for so long with nothing running."""
        since = time.perf_counter()

        def is_rested() -> bool:
            nonlocal since
            if not self.window.context.jobs.idle:
                since = time.perf_counter()
            return time.perf_counter() - since > seconds

        self.wait(is_rested)

    def switch(self, what: str) -> None:
        """Press on Customer value, wait for its figures to be painted, and say how long it took."""
        self.longest, began = 0.0, time.perf_counter()
        self.held(lambda: self.window.go("value"))
        self.wait(lambda: self.window.page.tab.has_answer and not self.window.page.tab.is_asking)
        self.held(self.window.repaint)
        took = time.perf_counter() - began
        print(json.dumps((what, took * 1000, self.longest * 1000)), flush=True)

    def leave(self) -> None:
        """Go to Today, and be at rest."""
        self.window.go("today")
        self.rest(QUIET_S)


def main(url: str, run: str) -> None:
    """Measure the cases of one run; on the process of its own."""
    from desktop.services.value import snapshots  # noqa: PLC0415 - only in the other process
    from desktop.views.application import make_application  # noqa: PLC0415 - as above
    from desktop.views.settings import Settings  # noqa: PLC0415 - as above
    from desktop.views.window import Surroundings, Window  # noqa: PLC0415 - as above

    snapshots.missing = lambda *_given: ()  # they are there
    app = make_application()
    window = Window(Surroundings(lambda: AS_OF, Settings()))
    window.show()
    window.attach(open_office(url))
    clock = Clock(window)
    clock.wait(lambda: getattr(window.page, "found", None) is not None)
    app.processEvents()
    if run == RUNS[0]:
        clock.switch("at once when Today is filled")
    else:
        clock.rest(REST_S)
        clock.switch("first time of the day")
        clock.leave()
        clock.switch("back from another page")
        clock.leave()
        window.context.hub.tell("facts")  # type: ignore[union-attr] # it has an office
        clock.switch("in the moment after data changed")
        clock.leave()
        window.context.hub.tell("facts")  # type: ignore[union-attr] # as above
        clock.rest(REST_S)
        clock.switch("a moment after data changed")
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
