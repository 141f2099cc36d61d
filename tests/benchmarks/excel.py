"""Excel list of 100,000 rows x 25 columns, beside pandas `to_excel` on the same rows."""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.services.outreach.excel_list import write_excel
from desktop.services.outreach.list_columns import COLUMNS
from desktop.services.segments.tree import Everyone
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

COLUMNS_MEASURED = 25
PAIRS = 3


def measure(office: Office) -> list[Row]:
    """Write the same list in turn with ours and with pandas; the ratio is taken pair by pair."""
    keys = [column.key for column in COLUMNS][:COLUMNS_MEASURED]
    with tempfile.TemporaryDirectory() as folder, office.reading() as db:
        ours_at, theirs_at = Path(folder) / "ours.xlsx", Path(folder) / "theirs.xlsx"
        ours, theirs = [], []
        for _ in range(PAIRS):
            ours.append(_seconds(lambda: _ours(db, ours_at, keys)))
            frame = pd.read_excel(ours_at, sheet_name="List", engine="calamine")
            theirs.append(_seconds(partial(frame.to_excel, theirs_at, index=False)))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return [
        Row(
            f"Excel list of {len(frame):,} rows x {len(keys)} columns, against pandas to_excel",
            "ratio at most 1.0",
            f"ratio {ratio:.2f} ({statistics.median(ours):.1f} s : "
            f"{statistics.median(theirs):.1f} s)",
            ratio <= 1,
        )
    ]


def _ours(db: Session, path: Path, keys: list[str]) -> None:
    write_excel(db, Everyone(), "Everyone", AS_OF, path, keys=keys)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
