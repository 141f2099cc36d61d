"""The History tab of a segment: its size from day to day, who came in and who left, and why."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.services.outreach import excel_list, moves_list
from desktop.services.outreach.workbook import Cover
from desktop.services.segments import history, membership_log
from desktop.services.segments.history import Book, Person
from desktop.services.segments.membership_log import Entry
from desktop.views.charts.chart import Chart
from desktop.views.jobs import Checkpoint
from desktop.views.segments import days
from desktop.views.segments.date_input import DateInput
from desktop.views.segments.desk import Desk
from desktop.views.segments.export_dialog import free_path, tell_written
from desktop.views.segments.history_figure import HistoryFigure
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted, day
from desktop.views.widgets.plain_table import table
from desktop.views.widgets.room import wrapped

NARROWEST = 9  # letters of a column
MOST = 500  # rows shown; the Excel list has all
BEGINNING = 0
SINCE = (
    ("monday", "Since Monday"),
    (30, "Last 30 days"),
    (90, "Last 90 days"),
    (365, "Last 365 days"),
    (BEGINNING, "From the beginning"),
)
NO_LOG = "The history begins when the segment is saved as an active one and worked out."
STATIC = "This list is kept as it is: nobody comes in or leaves but by hand (see Details)."
CUSTOMER = Qt.ItemDataRole.UserRole


class Told(NamedTuple):
    """What the panel shows: a stretch of the log, or who was in on a day."""

    book: Book | None
    moves: Sequence[Entry] = ()
    day: date | None = None
    there: int = 0
    people: Sequence[Person] = ()


def since(key: object, as_of: date) -> date:
    """The first day of a choice of `SINCE`."""
    if key == "monday":
        return as_of - timedelta(as_of.weekday())
    return as_of - timedelta(int(key) - 1) if isinstance(key, int) and key else date.min


class HistoryPanel(QWidget):
    """Shows the history of the segment in front; `versions_wanted` for its versions."""

    versions_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told: Told | None = None
        self.stretch = QComboBox()
        parts.field(self.stretch, "Which days")
        for key, label in SINCE:
            self.stretch.addItem(label, key)
        self.stretch.setCurrentIndex(1)
        self.on_day = DateInput("As it was on", desk.today)
        self.on_day.line.setPlaceholderText("As it was on …")
        self.on_day.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * 13)
        self.versions = parts.link("Versions …", self.versions_wanted.emit, icon_name="history")
        self.export = parts.tool("Excel list of what is shown", "file-spreadsheet", self._export)
        self.told = wrapped()
        self.chart = Chart()
        self.model = QStandardItemModel(self)
        self.table = self._table()
        self._lay_out()
        self.stretch.activated.connect(lambda _place: self._show_moves())
        self.on_day.left.connect(self.ask)
        self.chart.chosen.connect(self._go_to)

    def ask(self) -> None:
        """Read the history of the segment in front."""
        segment, as_of = self._desk.segment_id, self._desk.today()
        if segment is None:
            self._take(Told(None))
            return
        first = since(self.stretch.currentData(), as_of)
        on = days.understood(self.on_day.line.text())
        self._desk.context.jobs.run(
            lambda db, _: _read(db, segment, first, as_of, on),
            self._take,
            self._on_refused,
            channel="segments.history",
        )

    def close_table(self) -> None:
        """Let go of the model before the window goes."""
        self.table.setModel(None)

    def _show_moves(self) -> None:
        self.on_day.show_value(None)
        self.ask()

    def _on_refused(self, error: BaseException) -> None:
        self._take(Told(self._told.book if self._told else None))
        self.told.setText(str(error))

    def _take(self, told: Told) -> None:
        self._told = told
        self.told.setText(said(told, is_static=self._desk.draft.saved_kind == "static"))
        self.chart.setVisible(told.book is not None)
        self.export.setEnabled(told.book is not None)
        if told.book is not None:
            self.chart.show_figure(HistoryFigure(told.book))
        self.model.clear()
        if told.day is not None:
            self._fill(("Name", "Account no."), [_of_person(one) for one in told.people])
        else:
            moves = [_of_move(one) for one in told.moves[:MOST]]
            self._fill(("Day", "Move", "Name", "Why"), moves)

    def _fill(
        self, headings: Sequence[str], rows: Sequence[tuple[int | None, tuple[str, ...]]]
    ) -> None:
        self.model.setHorizontalHeaderLabels(list(headings))
        for customer, texts in rows:
            items = [QStandardItem(text) for text in texts]
            for item in items:
                item.setData(customer, CUSTOMER)
                item.setToolTip(item.text())
            self.model.appendRow(items)
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * NARROWEST)
        for section in range(self.model.columnCount()):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)

    def _go_to(self, first: object) -> None:
        """Show the moves of a step of the chart: go to the newest of them."""
        book = self._told.book if self._told else None
        step = next((one for one in book.steps if one.first == first), None) if book else None
        if step is None or self._told is None or self._told.day is not None:
            return
        for row, move in enumerate(self._told.moves[:MOST]):
            if step.first <= move.day <= step.last:
                self.table.selectRow(row)
                self.table.scrollTo(self.model.index(row, 0))
                return

    def _open_customer(self, index: QModelIndex) -> None:
        customer = index.data(CUSTOMER)
        if customer is not None:
            self._desk.context.go("customers", customer)

    def _export(self) -> None:
        told, segment = self._told, self._desk.segment_id
        if told is None or told.book is None or segment is None:
            return
        context, name = self._desk.context, self._desk.draft.sketch.name
        on, first = told.day, told.book.first
        suffix = f" on {on}" if on else " moves"
        folder = Path(context.settings.get("export.folder") or Path.home())
        offered = free_path(folder, f"{name}{suffix}", self._desk.today())
        path, _ = QFileDialog.getSaveFileName(
            self, "Save the list as", str(offered), "Excel workbook (*.xlsx)"
        )
        if not path:
            return

        def work(db: Session, checkpoint: Checkpoint) -> excel_list.ExportResult:
            if on is None:
                return moves_list.write_moves(db, segment, first, Path(path), checkpoint=checkpoint)
            ids = history.as_it_was(db, segment, on)
            cover = Cover(name, (("As it was on", on), ("Customers", len(ids))))
            return excel_list.write_members(db, ids, cover, Path(path), checkpoint=checkpoint)

        context.jobs.run(work, lambda result: tell_written(context, result))

    def _table(self) -> QTableView:
        made = table("Who came in and who left")
        made.setModel(self.model)
        made.activated.connect(self._open_customer)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.S)
        head.addWidget(self.stretch)
        head.addWidget(self.on_day)
        head.addStretch(1)
        head.addWidget(self.versions)
        head.addWidget(self.export)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self.chart)
        both.addWidget(self.table)
        letter = self.fontMetrics().averageCharWidth()
        both.setSizes([letter * 60, letter * 80])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.S, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(self.told)
        layout.addWidget(both, 1)


def said(told: Told, *, is_static: bool) -> str:
    """The answer in a sentence."""
    if told.day is not None:
        shown = f"; the first {MOST} by name" if told.there > MOST else ""
        return f"On {day(told.day)}: {counted(told.there, 'customer')}{shown}."
    book = told.book
    if book is None:
        return STATIC if is_static else NO_LOG
    sums = f"{book.before:,} before + {book.entered:,} came in − {book.left:,} left"
    shown = f" The newest {MOST} moves are listed." if len(told.moves) > MOST else ""
    when = f"From {day(book.first)} to {day(book.last)}"
    when = f"On {day(book.last)}" if book.first == book.last else when
    if not book.entered and not book.left:
        return f"{when}: nobody came in and nobody left; {counted(book.after, 'customer')}."
    return f"{when}: {sums} = {counted(book.after, 'customer')}.{shown}"


def _read(db: Session, segment: int, first: date, as_of: date, on: date | None) -> Told:
    book = history.book(db, segment, first, as_of)
    if on is not None:
        ids = history.as_it_was(db, segment, on)
        return Told(book, (), on, len(ids), history.people(db, ids, MOST))
    moves = membership_log.history(db, segment, book.first) if book else []
    return Told(book, moves)


def _of_move(move: Entry) -> tuple[int | None, tuple[str, ...]]:
    name = move.name or moves_list.GONE
    way = "→ in" if move.came_in else "← out"
    return move.customer_id, (day(move.day), way, name, history.reason(move))


def _of_person(one: Person) -> tuple[int | None, tuple[Any, ...]]:
    return one.customer_id, (one.name, one.account_no or "")
