"""What the review screen shows, made ready away from the window's thread."""

from typing import NamedTuple

from desktop.services.importing.kinds import Problem
from desktop.views.importing.amounts import Amounts, Check
from desktop.views.importing.columns import MappedTable
from desktop.views.importing.file_list import FileLine, Sheet
from desktop.views.importing.jobs_panel import JobLine
from desktop.views.importing.lines import Line
from desktop.views.importing.questions.asking import Question
from desktop.views.importing.visits import ProposedService


class Shown(NamedTuple):
    """Everything on the review screen."""

    files: tuple[FileLine, ...]
    tables: tuple[MappedTable, ...]
    lines: dict[str, tuple[Line, ...]]  # by box; "" holds all
    rows_in_files: int
    problems: tuple[Problem, ...]
    amounts: Amounts
    checks: tuple[Check, ...]
    services: tuple[ProposedService, ...]
    visits: int  # that will be recorded, those of customer lists among them
    jobs: tuple[JobLine, ...]
    questions: tuple[Question, ...]
    brings: str  # "45 customers and 12 invoices"; "" when there is nothing to import

    @property
    def counts(self) -> dict[str, int]:
        """The rows of each box."""
        return {box: len(lines) for box, lines in self.lines.items() if box}

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All tables of all files."""
        return tuple(sheet for file in self.files for sheet in file.sheets)

    @property
    def rows_out(self) -> int:
        """How many rows somebody could correct and bring again."""
        return len(self.lines["review"]) + len(self.lines["refused"])
