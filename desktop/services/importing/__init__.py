"""Files become records: readers, recognition, mapping, matching, one batch, undo.

The way of a file: `read_tables` -> `table_mapping` -> `parse` -> `make_plan` -> `preview` or
`write`. Most callers need only what is named here.
"""

from desktop.services.importing.batch.apply import ImportResult, apply, import_files
from desktop.services.importing.batch.history import BatchRow, history
from desktop.services.importing.batch.problems import problems_workbook
from desktop.services.importing.batch.raw_rows import stored_rows
from desktop.services.importing.batch.report import ImportReport, import_report
from desktop.services.importing.batch.undo import UndoRefusedError, UndoResult, undo
from desktop.services.importing.headings.tables import KINDS, Options
from desktop.services.importing.kinds import BOX_LABELS, BOXES, ImportFileError, Problem
from desktop.services.importing.preview import Preview, TablePreview, preview, preview_again

__all__ = [
    "BOXES",
    "BOX_LABELS",
    "KINDS",
    "BatchRow",
    "ImportFileError",
    "ImportReport",
    "ImportResult",
    "Options",
    "Preview",
    "Problem",
    "TablePreview",
    "UndoRefusedError",
    "UndoResult",
    "apply",
    "history",
    "import_files",
    "import_report",
    "preview",
    "preview_again",
    "problems_workbook",
    "stored_rows",
    "undo",
]
