"""The coming months as a table: every number opens its list; printed, or written to Excel."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.desk.forecast import Forecast, Month, forecast
from desktop.services.desk.forecast_words import (
    COLUMNS,
    DESK_COLUMNS,
    TITLE,
    about,
    lines,
    season_text,
)
from desktop.services.desk.seasons import Seasons, seasons
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.printing.leaving import preview
from desktop.views.printing.saving import WORKBOOK, ask_path, tell_saved
from desktop.views.widgets import look, parts
from desktop.views.widgets.plain_table import show_model, table
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.rows import ROLE, Column, Index, Lines

CHANNEL, SEASONS = "today.months", "today.seasons"
Line = tuple[str, Month]
FIRST_LETTERS, LETTERS = 11, 9


class Wanted(NamedTuple):
    """The list behind a number."""

    month: Month
    services: tuple[str, ...]
    owed_by: str


class MonthLines(Lines[Line]):
    """The months, and their sum in bold."""

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """What a cell shows."""
        if role == ROLE.FontRole:
            return look.font(bold=True) if index.row() == len(self.lines) - 1 else QFont()
        if role == ROLE.AccessibleTextRole:
            column, line = self.columns[index.column()], self.lines[index.row()]
            return f"{line[0]}, {column.heading}: {column.text(line)}"
        return super().data(index, role)


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column[Line]("Month", FIRST_LETTERS, lambda line: line[0]),
        *(Column[Line](one.label, LETTERS, one.text, is_number=True) for one in COLUMNS),
    )


class MonthsPanel(QWidget):
    """Shows the coming months; `back` asks for the board, `opened` for the list of a number."""

    back = Signal()
    opened = Signal(object)  # a `Wanted`

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.found: Forecast | None = None
        self.seasons: Seasons | None = None
        self.view = table(TITLE)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.model = MonthLines(_columns(), self.view)
        self.view.setModel(self.model)
        show_model(self.view, tuple(column.letters for column in self.model.columns))
        self.view.viewport().installEventFilter(self)
        self.view.activated.connect(lambda index: self._open(index.row(), index.column()))
        self.said = wrapped(quiet=True)
        self.said.setAccessibleName("What the numbers mean")
        self.season = wrapped()
        self.season.setAccessibleName("Your seasons")
        self._lay_out()

    def _lay_out(self) -> None:
        self.back_button = parts.tool("Back to Today (Esc)", "arrow-left", self.back.emit)
        self.open_button = parts.button("&Open list", self.open_current, icon_name="list-filter")
        self.export_button = parts.button("E&xcel list…", self.export, icon_name="download")
        self.print_button = parts.button("&Print…", self.print_it, icon_name="printer")
        head = QHBoxLayout()
        head.setSpacing(look.S)
        head.addWidget(self.back_button)
        head.addWidget(parts.title(TITLE), 1)
        self._buttons = (self.open_button, self.export_button, self.print_button)
        for button in self._buttons:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(parts.sheet(self.view), 1)
        layout.addWidget(self.season)
        layout.addWidget(self.said)

    def refresh(self) -> None:
        """Ask the office, away from the window; the seasons, which take longer, by themselves."""
        as_of = self.context.as_of()

        def ask(db: Session, _checkpoint: Checkpoint) -> Forecast:
            return forecast(db, as_of)

        def ask_seasons(db: Session, _checkpoint: Checkpoint) -> Seasons:
            return seasons(db, as_of)

        for button in self._buttons:
            button.setEnabled(self.found is not None)
        self.context.jobs.run(ask, self._show, channel=CHANNEL)
        self.context.jobs.run(ask_seasons, self._show_seasons, channel=SEASONS)

    def _show(self, found: Forecast) -> None:
        current = self.view.currentIndex()
        row, column = max(current.row(), 0), max(current.column(), 1)
        self.found = found
        self.model.show(lines(found))
        self._share_width()
        self.view.setCurrentIndex(self.model.index(row, column))
        self.said.setText(" ".join(about(found)))
        for button in self._buttons:
            button.setEnabled(True)

    def _show_seasons(self, found: Seasons) -> None:
        self.seasons = found
        self.season.setText(season_text(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share another width among the columns."""
        if event.type() == QEvent.Type.Resize:
            self._share_width()
        return super().eventFilter(watched, event)

    def _share_width(self) -> None:
        """Give every column what it needs, and its part of what is left."""
        header, count = self.view.horizontalHeader(), len(self.model.columns)
        if header.count() < count:  # the view was let go of
            return
        needed = [
            max(header.sectionSizeHint(place), self.view.sizeHintForColumn(place))
            for place in range(count)
        ]
        left = max(self.view.viewport().width() - sum(needed), 0)
        for place, width in enumerate(needed):
            self.view.setColumnWidth(place, width + left // count)

    def focus_list(self) -> None:
        """Go to the numbers."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_current(self) -> None:
        """Open the list behind the current number."""
        index = self.view.currentIndex()
        self._open(index.row(), index.column())

    def _open(self, row: int, column: int) -> None:
        if not 0 <= row < len(self.model.lines):
            return
        month = self.model.lines[row][1]
        chosen = COLUMNS[max(column - 1, 0)]  # the name of a month opens all of it
        self.opened.emit(Wanted(month, chosen.services, chosen.owed_by))

    def _told(self) -> tuple[str, ...]:
        if self.found is None:
            return ()
        season = (season_text(self.seasons),) if self.seasons else ()
        return (*about(self.found), *season)

    def print_it(self) -> None:
        """Show the months on paper."""
        found, told = self.found, self._told()

        def make(_db: Session, head: Head) -> Iterable[Print]:
            from desktop.views.printing.months_print import months_print  # noqa: PLC0415 - seldom

            return () if found is None else (months_print(found, told, head),)

        preview(self, self.context, make)

    def export(self) -> None:
        """Ask for a file and write the months into a workbook."""
        found, told = self.found, self._told()
        path = ask_path(self, self.context, TITLE, WORKBOOK) if found else None
        if path is None or found is None:
            return

        def work(_db: Session, checkpoint: Checkpoint) -> int:
            from desktop.services.outreach.desk_workbook import (  # noqa: PLC0415 - when wanted
                write_desk_list,
            )

            return write_desk_list(
                path, TITLE, told, found.as_of, DESK_COLUMNS, lines(found), checkpoint
            )

        self.context.jobs.run(work, lambda _rows: tell_saved(self.context, path, "Written"))

    def let_go(self) -> None:
        """Part the table from its lines before both go."""
        self.view.setModel(None)
