"""Import of a 100,000-row workbook, read to committed, against reading it with calamine alone."""

import tempfile
import time
from datetime import datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from desktop.models.database import Office, open_office
from desktop.services import facts
from desktop.services.importing.apply import import_files
from desktop.services.outreach.excel_list import write_excel
from desktop.services.outreach.list_columns import COLUMNS
from desktop.services.segments.tree import Everyone
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

COLUMNS_MEASURED = 25
BUDGET = 3.0


def measure(office: Office) -> list[Row]:
    """Write the office's own list, read it with calamine, then import it into an empty office."""
    keys = [column.key for column in COLUMNS][:COLUMNS_MEASURED]
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "customers.xlsx"
        with office.reading() as db:
            rows = write_excel(db, Everyone(), "", AS_OF, book, keys=keys).written
        start = time.perf_counter()
        CalamineWorkbook.from_path(book).get_sheet_by_name("List").to_python()
        reading = time.perf_counter() - start
        empty = open_office(Path(folder) / "empty.db")
        start = time.perf_counter()
        with empty.writing.begin() as db:
            done = import_files(db, [book], AS_OF, datetime(2026, 6, 15))  # noqa: DTZ001
        importing = time.perf_counter() - start
        start = time.perf_counter()
        with empty.writing.begin() as db:
            facts.refresh(db, AS_OF, done.touched)
        working_out = time.perf_counter() - start
        empty.close()
    ratio = importing / reading
    return [
        Row(
            f"Import of a workbook of {rows:,} rows x {len(keys)} columns, read to committed",
            f"at most {BUDGET:.0f} x reading with calamine",
            f"{ratio:.1f} x ({importing:.1f} s : {reading:.1f} s), then facts {working_out:.1f} s",
            ratio <= BUDGET,
        )
    ]
