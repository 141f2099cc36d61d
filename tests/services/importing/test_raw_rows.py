"""The rows of a file are kept in blocks, and read back row by row."""

from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.models.imports import ImportBlock, ImportFile
from desktop.services.importing import stored_rows
from desktop.services.importing.batch.raw_rows import outcomes
from desktop.services.importing.files import workbook
from desktop.services.importing.files.kept_rows import KeptRows
from desktop.services.reading.child import Pulse, no_pulse
from desktop.services.reading.kept import ROWS_TOGETHER
from desktop.services.reading.plain import ReadError
from tests.services.importing.conftest import Import, WriteCsv
from tests.services.importing.workbook_files import xlsx

CUSTOMERS = ROWS_TOGETHER + 100


@pytest.fixture
def batch(bring_in: Import, write_csv: WriteCsv) -> int:
    """An import of two blocks: headings, customers, and a total."""
    lines = (f"Ana Number {number},Tyler,{number}" for number in range(CUSTOMERS))
    return bring_in(write_csv("Customer,City,Box", *lines, "Total,,")).batch_id


def test_rows_are_found_across_the_blocks(db: Session, batch: int) -> None:
    assert len(db.scalars(select(ImportBlock.id)).all()) == 2
    found = stored_rows(db, batch, limit=3, offset=ROWS_TOGETHER - 2)
    assert [row.row for row in found] == [ROWS_TOGETHER - 1, ROWS_TOGETHER, ROWS_TOGETHER + 1]
    assert found[2].cells == (f"Ana Number {ROWS_TOGETHER - 1}", "Tyler", f"{ROWS_TOGETHER - 1}")
    assert stored_rows(db, batch, offset=CUSTOMERS + 2) == []


def test_the_rows_of_one_box_are_counted_by_themselves(db: Session, batch: int) -> None:
    assert [row.row for row in stored_rows(db, batch, "left_out")] == [1, CUSTOMERS + 2]
    (last,) = stored_rows(db, batch, "left_out", offset=1)
    assert (last.row, last.cells) == (CUSTOMERS + 2, ("Total", "", ""))
    assert [row.row for row in stored_rows(db, batch, "left_out", limit=1)] == [1]


def test_every_row_has_its_outcome_once(db: Session, batch: int) -> None:
    (file_id,) = db.scalars(select(ImportFile.id).where(ImportFile.batch_id == batch))
    assert [one.row for one in outcomes(db, file_id)] == list(range(1, CUSTOMERS + 3))
    assert list(outcomes(db, file_id + 1)) == []


@pytest.mark.parametrize("blocks", ["made", "lost"])
def test_rows_are_kept_whether_or_not_the_reader_had_packed_them(
    db: Session, bring_in: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks: str
) -> None:
    monkeypatch.setattr(workbook, "HERE_UP_TO", 0)
    if blocks == "lost":
        monkeypatch.setattr(KeptRows, "of", lambda *_: [])
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx())
    found = stored_rows(db, bring_in(path).batch_id)
    assert [row.cells[0] for row in found] == ["Customer", "Ann Reyes"]


def _broken(_pulse: Pulse) -> Any:
    yield ("kept", 0, b"x")
    raise ReadError("crashed")


def test_a_reader_that_ends_early_is_ended_and_its_blocks_do_not_count_as_all() -> None:
    ended = list[bool]()
    with ExitStack() as process:
        process.callback(ended.append, True)
        kept = KeptRows(_broken, process.pop_all())
    assert (kept.of(0, no_pulse), kept.of(1, no_pulse), ended) == ([b"x"], [], [True])


def test_waiting_for_the_blocks_can_be_stopped() -> None:
    def stop() -> None:
        raise CancelledError

    go = Event()

    def slow(_pulse: Pulse) -> Any:
        go.wait(5)
        yield ("kept", 0, b"x")

    kept = KeptRows(slow, ExitStack())
    with pytest.raises(CancelledError):
        kept.of(0, stop)
    go.set()
    assert kept.of(0, no_pulse) == [b"x"]
