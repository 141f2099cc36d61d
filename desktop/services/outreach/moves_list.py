"""Who came into a segment and who left it, as an Excel list with the reasons."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.outreach.excel_list import ExportResult
from desktop.services.outreach.workbook import Cover, Heading, Kind, write_workbook
from desktop.services.segments import history, membership_log, on_file
from desktop.services.segments.membership_log import Entry

HEADINGS = (
    Heading("Day", Kind.DATE),
    Heading("Came in or left", Kind.TEXT),
    Heading("Account no.", Kind.TEXT),
    Heading("Name", Kind.TEXT),
    Heading("Why", Kind.TEXT),
)
GONE = "no longer on file"


def way(entry: Entry) -> str:
    """Which way a customer moved."""
    return "came in" if entry.came_in else "left"


def write_moves(
    db: Session,
    segment_id: int,
    since: date,
    path: Path,
    *,
    checkpoint: Callable[[int, int], None] | None = None,
) -> ExportResult:
    """Write all moves of a segment since a day to a workbook, the newest first."""
    moves = membership_log.history(db, segment_id, since)
    came = sum(one.came_in for one in moves)
    lines: tuple[tuple[str, str | int | date], ...] = (
        ("Since", since),
        ("Came in", came),
        ("Left", len(moves) - came),
    )
    cover = Cover(f"{on_file.row(db, segment_id).name}: who came and left", lines)
    rows = _rows(moves)
    written = write_workbook(
        path, "Moves", HEADINGS, rows, cover, total=len(moves), checkpoint=checkpoint
    )
    return ExportResult(written, path)


def _rows(moves: list[Entry]) -> Iterator[tuple[Any, ...]]:
    for one in moves:
        yield one.day, way(one), one.account_no, one.name or GONE, history.reason(one)
