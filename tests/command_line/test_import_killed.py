"""An import or an undo that is killed leaves all of it or nothing, and a sound file."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.__main__ import main
from desktop.models.customers import Customer
from desktop.models.database import open_office
from desktop.models.imports import ImportBatch, ImportBlock, ImportChange
from desktop.services.safekeeping.integrity import integrity

ROWS = 600


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A list, an office without it, and an office with it."""
    folder = tmp_path_factory.mktemp("killed")
    lines = ["Customer,Phone,Address,City,Zip,Last pumped,Tank gallons,Mark"]
    lines += [
        f'"N{n:04d}, Ann",(903) 555-{n:04d},{n} Oak St,Tyler,75701,3/4/2024,1000,m{n}'
        for n in range(ROWS)
    ]
    (folder / "list.csv").write_text("\n".join(lines))
    (folder / "one.csv").write_text("Customer,City\nZoe Young,Waco\n")
    for office, file in (("before.db", "one.csv"), ("after.db", "list.csv")):
        if office == "after.db":
            shutil.copy(folder / "before.db", folder / office)
        day = ("--as-of", "2026-06-15", "--database", str(folder / office))
        assert main([*day, "import", str(folder / file)]) == 0
    return {name.split(".")[0]: folder / name for name in ("list.csv", "before.db", "after.db")}


def _start(office: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", "--as-of", "2026-06-15", *arguments],
        env=os.environ | {"ECBTX_DATABASE": str(office)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _state(path: Path) -> tuple[int, int, list[str]]:
    """Customers, stored rows and the state of each batch; the file must be sound."""
    office = open_office(path)
    with office.reading() as db:
        assert integrity(db) == []
        customers = db.scalar(select(func.count()).select_from(Customer)) or 0
        rows = sum(map(len, db.scalars(select(ImportBlock.rows).order_by(ImportBlock.id))))
        batches = list(db.scalars(select(ImportBatch.state).order_by(ImportBatch.id)))
        written = db.scalars(select(ImportChange.batch_id).distinct()).all()
        assert set(written) <= set(range(1, len(batches) + 1))
    office.close()
    return customers, rows, batches


NOTHING = (1, 2, ["applied"])
ALL = (ROWS + 1, ROWS + 3, ["applied", "applied"])
UNDONE = (1, ROWS + 3, ["applied", "undone"])
CASES = {
    "import": ("before", ("import", "{list}"), {NOTHING[0]: NOTHING, ALL[0]: ALL}),
    "undo": ("after", ("undo-import", "2"), {ALL[0]: ALL, UNDONE[0]: UNDONE}),
}


def _kill_some(case: str, places: dict[str, Path], work: Path, times: int) -> None:
    begin, words, allowed = CASES[case]
    arguments = [word.format(**places) for word in words]
    chance = random.Random(times)
    whole = _time(places[begin], arguments, work)
    for _ in range(times):
        shutil.copy(places[begin], work / "office.db")
        process = _start(work / "office.db", *arguments)
        time.sleep(chance.uniform(whole * 0.3, whole * 1.05))
        process.kill()
        process.wait()
        state = _state(work / "office.db")
        assert state == allowed.get(state[0])
        for left in work.iterdir():
            left.unlink()


def _time(begin: Path, arguments: list[str], work: Path) -> float:
    """How long the whole command takes here."""
    shutil.copy(begin, work / "office.db")
    start = time.monotonic()
    assert _start(work / "office.db", *arguments).wait() == 0
    return time.monotonic() - start


@pytest.mark.parametrize("case", CASES)
def test_a_killed_command_leaves_all_or_nothing(
    case: str, places: dict[str, Path], tmp_path: Path
) -> None:
    _kill_some(case, places, tmp_path, 3)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_a_command_killed_often_leaves_all_or_nothing(
    case: str, places: dict[str, Path], tmp_path: Path
) -> None:
    _kill_some(case, places, tmp_path, 25)
