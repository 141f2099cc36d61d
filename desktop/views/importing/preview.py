"""What the review screen shows, made ready away from the window's thread."""

from typing import NamedTuple

from desktop.services.importing.kinds import Problem
from desktop.services.importing.planning.plan import Applying
from desktop.views.importing.amounts import Amounts, Check
from desktop.views.importing.columns import MappedTable
from desktop.views.importing.file_list import FileLine, Sheet
from desktop.views.importing.jobs_panel import JobLine
from desktop.views.importing.lines import Line
from desktop.views.importing.questions.asking import Question
from desktop.views.importing.sheets_panel import Workbook
from desktop.views.importing.suggestions_panel import SuggestedLine
from desktop.views.importing.visits import ProposedService


class Shown(NamedTuple):
    """Everything on the review screen."""

    files: tuple[FileLine, ...]
    tables: tuple[MappedTable, ...]
    lines: dict[str, tuple[Line, ...]]  # by box; "" holds all
    rows_in_files: int
    problems: tuple[Problem, ...]
    amounts: Amounts
    applying: Applying
    checks: tuple[Check, ...]
    services: tuple[ProposedService, ...]
    visits: int  # that will be recorded, those of customer lists among them
    jobs: tuple[JobLine, ...]
    questions: tuple[Question, ...]
    suggestions: tuple[SuggestedLine, ...]
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
    def workbooks(self) -> tuple[Workbook, ...]:
        """The files with more than one sheet that holds data."""
        return tuple(
            Workbook(file.sheets[0].key.partition("|")[0], file.sheets)
            for file in self.files
            if len(file.sheets) > 1
        )

    @property
    def troubles(self) -> str:
        """Why none of the files can be used; "" when one can."""
        sentences = [file.trouble for file in self.files]
        return "\n\n".join(sentences) if all(sentences) else ""

    @property
    def rows_out(self) -> int:
        """How many rows somebody could correct and bring again."""
        return len(self.lines["review"]) + len(self.lines["refused"])
