"""Rules of the whole way: boxes add up, twice is once, undo is exact, for any grid of cells."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.any_grid import FORMATS, Cells, grids
from tests.services.importing.conftest import AS_OF, NOW, left_as_it_was, picture

SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))
FEW, MANY = settings(SETTINGS, max_examples=25), settings(SETTINGS, max_examples=1500)
Write = Callable[[Cells, Path], Path]


def bring(db: Session, path: Path) -> importing.ImportResult | None:
    """Import a file; None when the program says that it cannot be used."""
    with suppress(importing.ImportFileError):
        return importing.import_files(db, [path], AS_OF, NOW)
    return None


def check(db: Session, path: Path) -> None:
    """The boxes of one file add up, a second time brings nothing, and both go back exactly."""
    before = picture(db)
    done = bring(db, path)
    if done is None:
        assert picture(db) == before
        return
    for table in done.preview.tables:
        assert sum(table.boxes.values()) == table.rows_read == len(table.rows)
    after = picture(db)
    again = importing.import_files(db, [path], AS_OF, NOW)
    boxes = again.preview.boxes
    assert (boxes["new"], boxes["changed"]) == (0, 0), again.preview.tables[0].rows
    assert picture(db) == after
    importing.undo(db, again.batch_id)
    importing.undo(db, done.batch_id)
    assert picture(db) == before


@given(grid=grids(), write=st.sampled_from(FORMATS))
@FEW
def test_any_grid_adds_up_comes_in_once_and_goes_back(
    db: Session, tmp_path: Path, grid: Cells, write: Write
) -> None:
    with left_as_it_was(db):
        check(db, write(grid, tmp_path / "grid"))


@given(first=grids(), second=grids())
@settings(FEW, max_examples=12)
def test_the_second_of_two_imports_goes_back_to_the_first(
    db: Session, tmp_path: Path, first: Cells, second: Cells
) -> None:
    with left_as_it_was(db):
        bring(db, FORMATS[0](first, tmp_path / "first"))
        check(db, FORMATS[0](second, tmp_path / "second"))


NAMED = st.sampled_from(["Ann Reyes", "Cruz LLC", "Bo & Di Hart", "None", "Total Comfort", "NA"])
SIDE = st.sampled_from(["", "12 Oak St", "deep", "two 1000's", "ASAP", "02/30/2024", "2 ft", "?"])


@given(rows=st.lists(st.tuples(NAMED, SIDE, SIDE, SIDE), min_size=1, max_size=6))
@FEW
def test_a_row_with_a_name_and_a_phone_is_never_left_out(
    db: Session, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    grid: Cells = [["Customer", "Phone", "Address", "Lid depth", "Next due"]]
    grid += [[name, f"903-555-{n:04d}", *side] for n, (name, *side) in enumerate(rows, 100)]
    with left_as_it_was(db):
        (table,) = importing.preview(db, [FORMATS[0](grid, tmp_path / "g")], AS_OF).tables
        assert (table.boxes["left_out"], table.boxes["refused"]) == (1, 0), table.rows


@pytest.mark.long
@given(first=grids(), second=grids(), write=st.sampled_from(FORMATS))
@MANY
def test_a_thousand_grids_add_up_come_in_once_and_go_back(
    db: Session, tmp_path: Path, first: Cells, second: Cells, write: Write
) -> None:
    with left_as_it_was(db):
        bring(db, write(first, tmp_path / "first"))
        check(db, write(second, tmp_path / "second"))
