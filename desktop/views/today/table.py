"""The tables of the day: rows of values, in groups under a line of their own."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.services.desk.columns import DeskColumn
from desktop.services.desk.due_list import DueGroup
from desktop.views.today import words
from desktop.views.today.fitting import WIDTHS, fitted, usual
from desktop.views.widgets import look
from desktop.views.widgets.formats import FORMATS, shown
from desktop.views.widgets.plain_table import show_model, table
from desktop.views.widgets.rows import NO_INDEX, ROLE, Column, Index, Lines


def screen_column(column: DeskColumn) -> Column[Any]:
    """A column of the list as a column of the table; the line of a group has no values."""

    def text(row: Any) -> str:
        return "" if isinstance(row, DueGroup) else shown(column.kind, column.value(row))

    to_the_right = FORMATS[column.kind].to_the_right
    return Column(column.label, WIDTHS[column.key].usual, text, is_number=to_the_right)


class DeskLines(Lines[Any]):
    """Rows, and the lines over groups of them, which are bold and go over all columns."""

    def __init__(self, columns: Sequence[DeskColumn], parent: QObject) -> None:
        super().__init__([screen_column(column) for column in columns], parent)
        self._keys = tuple(column.key for column in columns)

    def call(self, columns: Sequence[DeskColumn]) -> None:
        """Give columns the headings they have in another list."""
        labels = {one.key: one.label for one in columns}
        self.columns = tuple(
            one._replace(heading=labels.get(key, one.heading))
            for key, one in zip(self._keys, self.columns, strict=True)
        )

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """What a cell shows."""
        line = self.lines[index.row()]
        if not isinstance(line, DueGroup):
            return super().data(index, role)
        if role in (ROLE.DisplayRole, ROLE.AccessibleTextRole) and index.column() == 0:
            return words.group_label(line)
        if role == ROLE.FontRole:
            return _bold()
        return None


def _bold() -> QFont:
    return look.font(bold=True)


class DeskTable(QObject):
    """A table with its rows; `on_open` is called with a row on Enter and on a double-click.

    Columns that have no room are hidden; `hid` says how many. With `is_whole` it scrolls instead.
    """

    hid = Signal(int)

    def __init__(
        self, name: str, columns: Sequence[DeskColumn], on_open: Callable[[Any], None]
    ) -> None:
        self.view: QTableView = table(name)
        super().__init__(self.view)
        self.model = DeskLines(columns, self.view)
        self.columns = tuple(columns)
        self.view.setModel(self.model)
        show_model(self.view, tuple(WIDTHS[column.key].usual for column in columns))
        self.is_whole = False
        self._wanted = tuple(column.key for column in columns)
        self.view.viewport().installEventFilter(self)
        self.view.activated.connect(lambda index: self._open(index.row(), on_open))

    def _open(self, row: int, on_open: Callable[[Any], None]) -> None:
        line = self.model.lines[row]
        if not isinstance(line, DueGroup):
            on_open(line)

    def show(self, lines: Sequence[Any], columns: Sequence[DeskColumn]) -> None:
        """Show lines in some of the columns; the current row stays, else the one after it."""
        was, place_was = self.current(), self.view.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        self.view.clearSpans()
        self.model.call(columns)
        self.model.show(lines)
        wanted = {column.key for column in columns}
        self._wanted = tuple(column.key for column in self.columns if column.key in wanted)
        self.fit()
        values = [n for n, line in enumerate(lines) if not isinstance(line, DueGroup)]
        for row in set(range(len(lines))).difference(values):
            self.view.setSpan(row, 0, 1, len(self.columns))
        if not values:
            return
        same = (n for n in values if was is not None and lines[n].key == was.key)
        after = (n for n in values if was is not None and n >= place_was)
        self.view.selectRow(next(same, next(after, values[0] if was is None else values[-1])))
        if was is not None:
            self.view.verticalScrollBar().setValue(scrolled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns to another width."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Show the columns that have room, those that matter most first."""
        letter = self.view.fontMetrics().averageCharWidth()
        room = self.view.viewport().width()
        found = fitted(self._wanted, room, letter)
        widths = usual(self._wanted, letter) if self.is_whole else found
        for place, column in enumerate(self.columns):
            self.view.setColumnHidden(place, column.key not in widths)
            if column.key in widths:
                self.view.setColumnWidth(place, widths[column.key])
        self.hid.emit(len(self._wanted) - len(found))

    def begin_anew(self) -> None:
        """Forget the current row: another list begins at its top."""
        self.view.clearSelection()
        self.view.setCurrentIndex(NO_INDEX)
        self.view.verticalScrollBar().setValue(0)

    def current(self) -> Any:
        """The row that is selected; None on the line of a group, or without rows."""
        row = self.view.currentIndex().row()
        line = self.model.lines[row] if 0 <= row < len(self.model.lines) else None
        return None if isinstance(line, DueGroup) else line

    def allow_many(self, is_so: bool) -> None:  # noqa: FBT001 - what is to be so
        """Let several rows be selected, with Shift, Ctrl and Ctrl+A; or one as in other lists."""
        modes = QAbstractItemView.SelectionMode
        self.view.setSelectionMode(modes.ExtendedSelection if is_so else modes.SingleSelection)

    def rows(self) -> list[Any]:
        """All rows, without the lines over groups."""
        return [line for line in self.model.lines if not isinstance(line, DueGroup)]

    def selected(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        lines = (self.model.lines[place] for place in places)
        return [line for line in lines if not isinstance(line, DueGroup)]

    def let_go(self) -> None:
        """Part the view from its rows before both go."""
        self.view.setModel(None)
