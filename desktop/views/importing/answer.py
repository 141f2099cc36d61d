"""The question about a row "to review", with the answers: a new customer, or one on file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.importing.planning import NEW
from desktop.views.importing.finder import Finder
from desktop.views.importing.lines import Line
from desktop.views.importing.small import wrapped
from desktop.views.jobs import Jobs
from desktop.views.widgets import look, parts


class Answer(QWidget):
    """Stands below the rows while the current one waits for an answer."""

    given = Signal(str, int, object)  # table, row, "new" or the number of a customer

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._line: Line | None = None
        self.finder: Finder | None = None
        self.question = wrapped()
        self.new = parts.button("It is a new customer", lambda: self._give(NEW))
        self.same = parts.button("It is on file as…", self._find, icon_name="search")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.L, look.S, look.L, look.S)
        layout.setSpacing(look.S)
        layout.addWidget(self.question, 1)
        layout.addWidget(self.new)
        layout.addWidget(self.same)
        self.hide()

    def show_line(self, line: Line | None) -> None:
        """Ask about this row, or about nothing."""
        self._line = line
        self.setVisible(line is not None)
        if line:
            self.question.setText(
                f"Row {line.result.row:,}, {line.result.what}: {line.result.reason}"
            )

    def _find(self) -> None:
        if self._line:
            self.finder = Finder(self, self._jobs, _last_name(self._line.result.what))
            self.finder.chosen.connect(self._give)
            self.finder.open()

    def _give(self, answer: object) -> None:
        if self._line:
            self.given.emit(self._line.key, self._line.result.row, answer)


def _last_name(name: str) -> str:
    """The word to begin the search with: "Reyes" of "Pat Reyes" and of "Reyes, Pat"."""
    before_comma = name.split(",", maxsplit=1)[0].split()
    return before_comma[-1] if before_comma else ""
