"""Import of a 100,000-row workbook, read to committed, against reading it with calamine alone.

The sample office has a few hundred names for 100,000 people: in its list 4 rows of 10 end in the
question "Two people?". A real office tells its customers apart, because its program asks for names
that differ. So the list is measured as an office would have written it, each repeated name with
further given names, and as a second line as it is.

Each way runs in a process of its own, so that its memory is its own:

    python -c "from tests.benchmarks.importing import main; main()" whole customers.xlsx
"""

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.models.database import Office, open_office
from desktop.services import facts
from desktop.services.importing import Options, apply, import_files, preview, preview_again
from desktop.services.outreach.excel_list import write_excel
from desktop.services.outreach.list_columns import COLUMNS
from desktop.services.pace import release
from desktop.services.segments.tree import Everyone
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

COLUMNS_MEASURED = 25
BUDGET, BUDGET_MB, BUDGET_PREVIEW_S, BUDGET_PAUSE_MS = 3.0, 1024, 15, 100
NOW = datetime(2026, 6, 15)  # noqa: DTZ001 - instants in history are plain
_TICK_S = 0.005
_NAME_CELL = re.compile(rb'(?<=<c r="B)((?!1")\d+" t="inlineStr"><is><t>)([^<]*)')
_GIVEN = b"Lee Ray Ann Mae Jo Dale Wayne Kay Lynn Rose Earl Dean Gene Faye Sue Lou Beth Roy".split()
Measured = dict[str, float]


def measure(office: Office) -> list[Row]:
    """Write the office's own list, then read and import it in each of the ways."""
    keys = [column.key for column in COLUMNS][:COLUMNS_MEASURED]
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "customers.xlsx"
        with office.reading() as db:
            rows = write_excel(db, Everyone(), "", AS_OF, book, keys=keys).written
        named = Path(folder) / "names that differ.xlsx"
        _with_own_names(book, named)
        reading, whole, window = (_in_a_process(way, named) for way in WAYS)
        alike = _in_a_process("reading", book), _in_a_process("whole", book)
    size = f"{rows:,} rows x {len(keys)} columns"
    names = _ratio("the same rows with the names of the sample", *alike)
    return [_ratio(size, reading, whole), names._replace(kept=None), *_others(whole, window)]


def _with_own_names(book: Path, other: Path) -> None:
    """The same workbook, every name in it once: "Reyes, Ann", "Reyes, Ann Mae"."""
    seen: Counter[bytes] = Counter()

    def own(cell: re.Match[bytes]) -> bytes:
        before, name = cell.groups()
        left, words = seen[name], [name]
        seen[name] += 1
        while left:
            left, place = divmod(left, len(_GIVEN))
            words.append(_GIVEN[place])
        return before + b" ".join(words)

    with zipfile.ZipFile(book) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, _NAME_CELL.sub(own, old.read(part)))


def _ratio(size: str, reading: Measured, whole: Measured) -> Row:
    ratio = whole["import"] / reading["read"]
    times = f"{whole['import']:.1f} s : {reading['read']:.1f} s"
    return Row(
        f"Import of a workbook of {size}, read to committed",
        f"at most {BUDGET:.0f} x reading with calamine",
        f"{ratio:.1f} x ({times}), then facts {whole['facts']:.1f} s",
        ratio <= BUDGET,
    )


def _others(whole: Measured, window: Measured) -> list[Row]:
    peak = max(whole["peak_mb"], window["peak_mb"])
    pause = max(whole["pause_ms"], window["pause_ms"])
    both = f"{window['preview'] + window['apply']:.1f} s, of it apply {window['apply']:.1f} s"
    return [
        Row("  peak memory", f"under {BUDGET_MB:,} MB", f"{peak:,.0f} MB", peak < BUDGET_MB),
        Row(
            "  file to preview",
            f"under {BUDGET_PREVIEW_S} s",
            f"{window['preview']:.1f} s",
            window["preview"] < BUDGET_PREVIEW_S,
        ),
        Row("  preview again, one column mapped otherwise", "", f"{window['again']:.1f} s", None),
        Row("  preview and apply, as the window does it", "", both, None),
        Row(
            "  longest time the window is held up",
            f"at most {BUDGET_PAUSE_MS} ms",
            f"{pause:.0f} ms",
            pause <= BUDGET_PAUSE_MS,
        ),
    ]


def _in_a_process(way: str, book: Path) -> Measured:
    # Not with -m: a reading process would load all of this once more.
    run = "from tests.benchmarks.importing import main; main()"
    command = [sys.executable, "-c", run, way, str(book)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def _reading(book: Path) -> Measured:
    """Calamine alone, every cell as a Python value."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only this way needs it

    found, _ = _timed(
        "read", lambda: CalamineWorkbook.from_path(book).get_sheet_by_name("List").to_python()
    )
    return found


def _whole(book: Path) -> Measured:
    """Read, match, write and commit in one go."""
    with _empty_office(book) as office:

        def bring_in() -> Any:
            with office.writing.begin() as db:
                return import_files(db, [book], AS_OF, NOW)

        def work_out() -> None:
            with office.writing.begin() as db:
                facts.refresh(db, AS_OF, done.touched)

        found, done = _timed("import", bring_in)
        found |= _timed("facts", work_out)[0]
        pieces, done = done.preview.pieces(), None
        release(pieces)
        return found


def _window(book: Path) -> Measured:
    """Preview, map one column otherwise and back, then apply."""
    with _empty_office(book) as office:
        with office.reading() as db:
            found, shown = _timed("preview", lambda: preview(db, [book], AS_OF))
            other = Options(mappings={shown.tables[0].key: {"County": "leave_out"}})
            parsed = shown.parsed
            took, again = _timed("again", lambda: preview_again(db, parsed, AS_OF, other))
            pieces, again = again.pieces(), None  # the window lets go of them so, too
            release(pieces)

        def write() -> Any:
            with office.writing.begin() as db:
                return apply(db, shown, AS_OF, NOW)

        written, done = _timed("apply", write)
        pieces, done, shown, parsed = done.preview.pieces() + shown.pieces(), None, None, None
        release(pieces)
        return found | took | written


@contextmanager
def _empty_office(book: Path) -> Iterator[Office]:
    office = open_office(book.with_suffix(".db"))
    try:
        yield office
    finally:
        office.close()
        book.with_suffix(".db").unlink()


def _timed(name: str, work: Callable[[], Any]) -> tuple[Measured, Any]:
    start = time.perf_counter()
    made = work()
    return {name: time.perf_counter() - start}, made


@contextmanager
def _held_up() -> Iterator[list[float]]:
    """How long another thread, such as the window's, had to wait for its turn."""
    waits, done = [0.0], threading.Event()

    def tick() -> None:
        while not done.is_set():
            start = time.perf_counter()
            done.wait(_TICK_S)
            waits.append(time.perf_counter() - start - _TICK_S)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield waits
    finally:
        done.set()
        thread.join()


def _peak_mb() -> float:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0.0
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)  # a reader is gone long before the peak
    peak = max(resource.getrusage(one).ru_maxrss for one in who)
    return peak / 1024 if sys.platform != "darwin" else peak / 1024 / 1024


WAYS: dict[str, Callable[[Path], Measured]] = {
    "reading": _reading,
    "whole": _whole,
    "window": _window,
}


def main() -> None:
    """Measure one way of bringing in a workbook and print it as JSON."""
    with _held_up() as waits:
        found = WAYS[sys.argv[1]](Path(sys.argv[2]))
    pause = max(waits) * 1000
    sys.stdout.write(json.dumps(found | {"peak_mb": _peak_mb(), "pause_ms": pause}))


if __name__ == "__main__":
    main()
