"""A list of lines with a sentence above it and a word to say when it is empty."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.views.widgets import look, parts
from desktop.views.widgets.plain_table import show_model, table
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.rows import Column, Lines


def lay_out_told(page: QWidget, rows: "RowsPanel", about: str, *above: QWidget | QLayout) -> None:
    """Set out a panel: what it is about and what acts on all lines, then the lines."""
    inner = QVBoxLayout()
    inner.setContentsMargins(look.L, 0, look.L, 0)
    inner.setSpacing(look.S)
    inner.addWidget(wrapped(about, quiet=True))
    for one in above:
        if isinstance(one, QLayout):
            inner.addLayout(one)
        else:
            inner.addWidget(one)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, look.M, 0, 0)
    layout.setSpacing(look.S)
    layout.addLayout(inner)
    layout.addWidget(rows, 1)


class RowsPanel(QWidget):
    """One table of lines; `side` holds what stands at the right of the sentence."""

    moved = Signal()  # another line is selected

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Any]],
        empty: str,
        lines: type[Lines[Any]] = Lines,
    ) -> None:
        super().__init__()
        self.model: Any = lines(columns, self)
        self.view = table(name)
        self.model.setParent(self.view)
        self.view.setModel(self.model)
        show_model(self.view, tuple(column.letters for column in columns))
        self.sentence = wrapped(quiet=True)
        self.side = QHBoxLayout()
        self.view.selectionModel().selectionChanged.connect(lambda *_changes: self.moved.emit())
        self.empty = QLabel(empty)
        self.empty.setForegroundRole(look.Role.PlaceholderText)
        self.empty.setMargin(look.L)
        self._lay_out()

    def show_lines(self, lines: Sequence[Any], sentence: str) -> None:
        """Show these lines."""
        self.model.show(lines)
        self.sentence.setText(sentence)
        self._stack.setCurrentIndex(0 if lines else 1)

    @property
    def current(self) -> Any:
        """The line that is selected; None when there is none."""
        rows = self.view.selectionModel().selectedRows()
        return self.model.lines[rows[0].row()] if len(rows) == 1 else None

    def stretch(self, column: int) -> None:
        """Give one column the room that the others leave, in place of the last."""
        header = self.view.horizontalHeader()
        letters = self.model.columns[-1].letters
        header.setStretchLastSection(False)
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        letter = self.view.fontMetrics().averageCharWidth()
        self.view.setColumnWidth(len(self.model.columns) - 1, letters * letter + 2 * look.S)

    def say_whole(self, text: Callable[[Any], str]) -> None:
        """Show the whole text of the selected line below the list: a column may cut it."""
        whole = wrapped()
        whole.setContentsMargins(look.L, look.S, look.L, look.S)
        whole.hide()

        def show() -> None:
            line = self.current
            whole.setVisible(line is not None)
            whole.setText("" if line is None else text(line))

        self.whole = whole
        self.foot.addWidget(whole)
        self.moved.connect(show)
        self.model.modelReset.connect(show)

    def select(self, row: int) -> None:
        """Add a line to the selection."""
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().select(self.model.index(row, 0), flags.Select | flags.Rows)

    def let_go(self) -> None:
        """Part the table from its lines before both go."""
        self.view.setModel(None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(look.L, look.S, look.L, look.S)
        head.addWidget(self.sentence, 1)
        head.addLayout(self.side)
        nothing = QWidget()
        nothing_layout = QVBoxLayout(nothing)
        nothing_layout.addWidget(self.empty)
        nothing_layout.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, look.RADIUS)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(parts.Rule())
        layout.addLayout(self._stack, 1)
        self.foot = QVBoxLayout()
        layout.addLayout(self.foot)
