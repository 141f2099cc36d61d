"""What a file of a folder must end in: rows and values, or the sentence that refuses it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.services.importing.kinds import Grid


@dataclass(frozen=True)
class Rows:
    """A file that is read: how many rows each sheet has, some of its cells, and its notes."""

    rows: dict[str | None, int]
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)  # of the first sheet
    boxes: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A file that is not read: words of the sentence."""

    words: str


Expected = Rows | Refused


def check_grids(grids: list[Grid], expected: Rows) -> None:
    """Compare what was read with the table."""
    assert {grid.sheet: len(grid.rows) for grid in grids} == expected.rows
    first = grids[0]
    found = {
        place: first.rows[place[0] - 1].cells[place[1]]  # row from 1, column from 0
        for place in expected.cells
    }
    assert found == expected.cells
    said = " ".join(first.notes)
    assert all(note in said for note in expected.notes), said


def names_in(folder: Path) -> set[str]:
    """The data files of a folder; its description is none."""
    described = ("SOURCES.md", "expected.json")
    return {path.name for path in folder.iterdir() if path.name not in described}
