"""What an import would do, before anything is written: files, boxes, rows, columns, sums."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.importing.amounts import AmountsPanel
from desktop.views.importing.columns import ColumnsPanel
from desktop.views.importing.file_list import FileList
from desktop.views.importing.jobs_panel import JobsPanel
from desktop.views.importing.lines import (
    FILE_COLUMN,
    LINE_COLUMNS,
    PROBLEM_COLUMNS,
    PROBLEM_FILE,
    PROBLEM_TEXT,
    rows_sentence,
    whole_line,
)
from desktop.views.importing.preview import Shown
from desktop.views.importing.questions.panel import QuestionsPanel
from desktop.views.importing.sheets_panel import SheetsPanel
from desktop.views.importing.suggestions_panel import SuggestionsPanel
from desktop.views.importing.tabs import Tabs
from desktop.views.importing.tiles import Tiles
from desktop.views.importing.visits import VisitsPanel, unconfirmed
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import between, wrapped
from desktop.views.widgets.rows_panel import RowsPanel

FILES_WIDTH = (20, 31)  # in letters
GO_WIDTH = 24  # of the button at least; its tool tip has all of a longer text
LOW = 48  # lines of text: in a page lower than that the boxes would leave no room
JUDGED = ("questions", "suggestions", "jobs", "amounts")  # panels that need all the room there is
FIRST = ("new", "changed", "review", "refused")  # the box shown first is the first with rows


class Review(QWidget):
    """The screen between choosing files and writing them."""

    import_wanted = Signal()
    left = Signal()
    save_rows_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.shown: Shown | None = None
        self.box = ""
        self.files = FileList()
        self.tiles = Tiles()
        self.tiles.chosen.connect(self._on_tile)
        self.rows = RowsPanel("Rows of the files", LINE_COLUMNS, "No row is in this box.")
        self.rows.view.activated.connect(lambda _index: self._answer_row())
        self.answer = parts.button("Answer…", self._answer_row)
        self.rows.side.addWidget(self.answer)
        self.rows.moved.connect(self._offer_answer)
        self.rows.say_whole(whole_line)
        self.questions = QuestionsPanel(context.jobs, context.as_of)
        self.columns = ColumnsPanel()
        self.amounts = AmountsPanel()
        self.visits = VisitsPanel()
        self.jobs = JobsPanel()
        self.suggestions = SuggestionsPanel()
        self.problems = RowsPanel(
            "Problems in the files", PROBLEM_COLUMNS, "Every value could be read."
        )
        self.problems.stretch(PROBLEM_TEXT)
        self.problems.say_whole(lambda problem: problem.message)
        self.sheets = SheetsPanel()
        self.tabs = Tabs("Parts of the preview")
        for key, name, panel in self._panels():
            self.tabs.add(key, name, panel)
        self.back = parts.link("Choose other files", self.left.emit, icon_name="arrow-left")
        self.busy = parts.muted()
        self.go = parts.primary("Import", self._on_go, icon_name="file-input")
        self.go.setMinimumWidth(self.fontMetrics().averageCharWidth() * GO_WIDTH)
        self.go.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.save = parts.button(
            "Save rows not imported…", self.save_rows_wanted.emit, icon_name="download"
        )
        self.promise = wrapped("Nothing has been saved yet. An import can be undone.", quiet=True)
        choose = parts.button("Choose other files", self.left.emit, icon_name="arrow-left")
        self.unusable = parts.Empty("ban", "Nothing here can be imported", "", choose)
        self._lay_out()
        self.unusable.hide()
        self.tabs.bar.currentChanged.connect(lambda _place: self._give_room())

    def _panels(self) -> tuple[tuple[str, str, QWidget], ...]:
        return (
            ("rows", "Rows", self.rows),
            ("sheets", "Sheets", self.sheets),
            ("questions", "Questions", self.questions),
            ("columns", "Columns", self.columns),
            ("amounts", "Amounts", self.amounts),
            ("jobs", "Jobs", self.jobs),
            ("visits", "Service visits", self.visits),
            ("suggestions", "Suggestions", self.suggestions),
            ("problems", "Problems", self.problems),
        )

    def show_preview(
        self,
        shown: Shown,
        profile: str,
        *,
        visits_wanted: bool,
        settled: Collection[str] = (),
    ) -> None:
        """Show a preview; the box and the panel looked at stay."""
        self.shown = shown
        self.files.show_files(shown.files)
        self.tiles.show_counts(shown.counts, shown.rows_in_files)
        self.show_box(self.box)
        self.questions.take(shown.questions)
        self._offer_answer()
        self.columns.show_tables(shown.tables, profile)
        self.amounts.show_amounts(shown.amounts, shown.checks, shown.applying)
        self.jobs.show_jobs(shown.jobs)
        self.suggestions.show_suggestions(shown.suggestions)
        self.visits.show_services(shown.services, shown.visits, wanted=visits_wanted)
        said = f"{counted(len(shown.problems), 'value')} to look at, with the place of each."
        self.problems.show_lines(shown.problems, said if shown.problems else "")
        self.problems.view.setColumnHidden(PROBLEM_FILE, len(shown.sheets) == 1)
        self.sheets.show_workbooks(shown.workbooks, settled)
        self.unusable.say(shown.troubles)
        self._show_tabs(shown, visits_wanted=visits_wanted)
        self._show_steps(shown)
        self._give_room()

    def forget(self) -> None:
        """Make ready for other files."""
        self.show_box("")
        self.questions.forget()

    def show_busy(self, *, busy: bool) -> None:
        """While a change is previewed anew the old numbers stay, greyed."""
        self.busy.setText("Working out the preview…" if busy else "")
        self.tiles.setEnabled(not busy)
        self.go.setEnabled(not busy and bool(self.shown and self.shown.brings))

    def show_box(self, box: str) -> None:
        """Show the rows of one box, or with "" all rows."""
        self.box = box
        self.tiles.choose(box)
        if self.shown:
            lines = self.shown.lines[box]
            said = rows_sentence(box, lines, len(self.shown.lines[""]))
            self.rows.show_lines(lines, said)
            self.rows.view.setColumnHidden(FILE_COLUMN, len(self.shown.sheets) == 1)

    def first_look(self) -> None:
        """Begin with what matters most: doubtful columns, else the rows that bring something."""
        shown = self.shown
        if shown is None:
            return
        self.show_box(next((box for box in FIRST if shown.lines[box]), ""))
        doubtful = any(table.doubtful for table in shown.tables)
        steps = (
            ("sheets", bool(self.sheets.waiting)),
            ("columns", doubtful),
            ("questions", bool(shown.questions)),
            ("visits", unconfirmed(shown.services) > 0),
        )
        self.tabs.open(next((key for key, is_open in steps if is_open), "rows"))
        self.go.setFocus()

    def _question_of_row(self) -> tuple[str, int] | None:
        """The selected row, when it is one that an answer can place."""
        line = self.rows.current
        place = (line.key, line.result.row) if line else None
        asked = self.shown.questions if self.shown else ()
        return place if any(question.place == place for question in asked) else None

    def _offer_answer(self) -> None:
        self.answer.setVisible(self._question_of_row() is not None)

    def _answer_row(self) -> None:
        """Go to the question about the selected row."""
        if place := self._question_of_row():
            self.tabs.open("questions")
            self.questions.open_at(place)

    def _on_go(self) -> None:
        """Import, unless nobody said yet which sheets are meant."""
        if self.sheets.waiting:
            self.tabs.open("sheets")
        else:
            self.import_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has to be judged gets the room of the boxes in a low window."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Show what fits: all of it, only what is judged, or why nothing can be used."""
        is_low = self.height() < self.fontMetrics().height() * LOW
        judged = self.tabs.current in JUDGED and is_low
        useless = bool(self.shown and self.shown.troubles)
        self.unusable.setVisible(useless)
        for part in (self.tabs, self.go, self.promise):
            part.setVisible(not useless)
        self.promise.setVisible(not (useless or judged))
        self.tiles.setVisible(not (useless or judged))
        self.files.setVisible(not judged)

    def _on_tile(self, box: str) -> None:
        self.show_box(box)
        self.tabs.open("rows")

    def let_go(self) -> None:
        """Part tables and lines before both go."""
        for panel in (
            self.rows,
            self.problems,
            self.amounts.checks,
            self.jobs.rows,
            self.suggestions.rows,
        ):
            panel.let_go()

    def _show_tabs(self, shown: Shown, *, visits_wanted: bool) -> None:
        has_documents = bool(shown.amounts.invoices or shown.amounts.payments or shown.checks)
        self.tabs.offer("sheets", offered=bool(shown.workbooks))
        self.tabs.mark("sheets", len(self.sheets.waiting))
        self.tabs.offer("columns", offered=bool(shown.tables))
        self.tabs.offer("amounts", offered=has_documents)
        self.tabs.offer("jobs", offered=bool(shown.jobs))
        self.tabs.offer("suggestions", offered=bool(shown.suggestions))
        self.tabs.mark("suggestions", sum(not line.is_ticked for line in shown.suggestions))
        self.tabs.offer("visits", offered=bool(shown.services) or not visits_wanted)
        self.tabs.offer("questions", offered=bool(self.questions.queue.questions))
        self.tabs.mark("questions", self.questions.queue.waiting)
        self.tabs.mark("columns", sum(table.doubtful for table in shown.tables))
        self.tabs.mark("visits", unconfirmed(shown.services) if visits_wanted else 0)
        self.tabs.mark("problems", len(shown.problems))

    def _show_steps(self, shown: Shown) -> None:
        said = f"Import {shown.brings}" if shown.brings else "Nothing to import"
        self.go.setText("Choose the sheets first" if self.sheets.waiting else said)
        self.go.setToolTip(self.go.text())
        self.go.setEnabled(bool(shown.brings))
        self.save.setVisible(bool(shown.rows_out))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.M)
        head.addWidget(parts.title("Import"))
        head.addWidget(self.back)
        head.addWidget(self.busy)
        head.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(look.M)
        right.addWidget(self.tiles)
        right.addWidget(self.tabs, 1)
        right.addWidget(self.unusable, 1)
        middle = QHBoxLayout()
        middle.setSpacing(look.L)
        between(self.files, *FILES_WIDTH)
        middle.addWidget(self.files, 1)
        middle.addLayout(right, 3)
        foot = QHBoxLayout()
        foot.setSpacing(look.S)
        foot.addWidget(self.promise, 9)
        foot.addStretch(1)  # where there is no promise
        foot.addWidget(self.save)
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)
