"""The mapping screen: where every column of a spreadsheet goes, changed here, previewed at once."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.importing import iif
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.kinds import Row, Table
from desktop.views.importing.column_line import ColumnLine, confidence
from desktop.views.importing.dates_asked import DatesAsked, DatesChoice
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import clear, scrolled, wrapped

LOOK_DOWN = 30  # rows offered as the heading row
NO_HEADINGS = "This list has no headings"
WORDS_SHOWN = 6
ASKING = ("check", "sensitive")


class MappedTable(NamedTuple):
    """One table of a file and where its columns go at the moment."""

    table: Table
    mapping: Mapping
    dates: DatesAsked | None = None
    is_text: bool = False  # whose letters may have been read wrongly
    is_list: bool = True  # whose columns may go elsewhere

    @property
    def key(self) -> str:
        """The name of the table in the options of an import."""
        return self.table.key

    @property
    def label(self) -> str:
        """What the office reads: the file, and the sheet where there is one."""
        return " › ".join(part for part in (self.table.file, self.table.sheet) if part)

    @property
    def doubtful(self) -> int:
        """How many columns somebody should look at, the order of the dates among them."""
        columns = self.mapping.columns if self.is_list else ()
        unclear = sum(confidence(column) in ASKING for column in columns)
        return unclear + bool(self.dates and self.dates.is_mixed)


class ColumnsPanel(QWidget):
    """One line per column. Only tells what was chosen; the page previews anew and shows it."""

    target_chosen = Signal(str, str, str)  # table, column, target
    heading_row_chosen = Signal(str, int)  # table, row
    type_chosen = Signal(str, str, str)  # table, heading, type of the custom field
    keep_wanted = Signal(str, str)  # table, heading of a column that is better not kept
    order_chosen = Signal(str, str)  # table, order of its dates
    letters_doubted = Signal(str)  # table, whose text looks wrong
    name_typed = Signal(str)  # under which the mapping is remembered

    def __init__(self) -> None:
        super().__init__()
        self._tables: Sequence[MappedTable] = ()
        self._drawn: object = None
        self.lines: list[ColumnLine] = []
        self.which = _combo("Spreadsheet to look at")
        self.which.currentIndexChanged.connect(lambda _place: self._draw())
        self.heading_row = _combo("Row with the headings")
        self.heading_row.activated.connect(self._on_heading_row)
        self.name = QLineEdit()
        self.name.setPlaceholderText("for example: Scheduling list")
        parts.field(self.name, "Remember these columns as")
        self.name.editingFinished.connect(lambda: self.name_typed.emit(self.name.text().strip()))
        self.about = wrapped(quiet=True)
        self.dates = DatesChoice()
        self.dates.chosen.connect(self._on_order)
        self.letters = parts.link("Text looks wrong?", self._on_letters)
        self._list = QVBoxLayout()
        self._lay_out()

    def show_tables(self, tables: Sequence[MappedTable], name: str) -> None:
        """Show the columns of these tables; the one looked at stays."""
        self._tables = tables
        kept = max(self.which.currentIndex(), 0)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems([table.label for table in tables])
        self.which.setCurrentIndex(min(kept, len(tables) - 1))
        self.which.blockSignals(False)
        self._which_row.setVisible(len(tables) > 1)
        if not self.name.hasFocus():
            self.name.setText(name)
        self._draw()

    def look_at(self, key: str) -> None:
        """Show the columns of one table."""
        for place, table in enumerate(self._tables):
            if table.key == key:
                self.which.setCurrentIndex(place)

    def _draw(self) -> None:
        shown = self._shown()
        if shown is None:
            return
        columns = shown.mapping.columns
        signature = (shown.key, shown.table.heading_row, shown.table.headings)
        if signature != self._drawn:
            self._drawn = signature
            self._build(shown)
        for line, column in zip(self.lines, columns, strict=bool(self.lines)):
            line.show_column(column)
        self.dates.show_asked(shown.dates)
        self.letters.setVisible(shown.is_text)
        self._name_field.setVisible(shown.is_list)
        self.about.setText(_about(shown))

    def _build(self, shown: MappedTable) -> None:
        clear(self._list)
        columns = shown.mapping.columns if shown.is_list else ()
        unclear_first = sorted(columns, key=lambda column: confidence(column) not in ASKING)
        lines = [ColumnLine(column) for column in unclear_first]
        places = [column.at for column in columns]
        self.lines = sorted(lines, key=lambda line: places.index(line.place))
        for line in lines:
            line.edited.connect(self._on_target)
            line.type_chosen.connect(self._on_type)
            line.keep_wanted.connect(self._on_keep)
            self._list.addWidget(line)
            self._list.addWidget(parts.Rule())
        self.heading_row.clear()
        self.heading_row.addItem(NO_HEADINGS, 0)
        for row in shown.table.grid.rows[:LOOK_DOWN]:
            self.heading_row.addItem(_row_words(row), row.number)
        place = self.heading_row.findData(shown.table.heading_row)
        self.heading_row.setCurrentIndex(place)
        self._row_field.setVisible(shown.table.kind != iif.KIND)  # it has them in its middle

    def _on_target(self, place: int, target: str) -> None:
        if shown := self._shown():
            headings = shown.table.headings
            heading = headings[place] if place < len(headings) else ""
            is_clear = bool(heading) and headings.count(heading) == 1
            self.target_chosen.emit(shown.key, heading if is_clear else str(place), target)

    def _on_type(self, place: int, kind: str) -> None:
        if shown := self._shown():
            self.type_chosen.emit(shown.key, shown.mapping.columns[place].heading, kind)

    def _on_keep(self, place: int) -> None:
        if shown := self._shown():
            self.keep_wanted.emit(shown.key, shown.mapping.columns[place].heading)

    def _on_order(self, order: str) -> None:
        if shown := self._shown():
            self.order_chosen.emit(shown.key, order)

    def _on_letters(self) -> None:
        if shown := self._shown():
            self.letters_doubted.emit(shown.key)

    def _on_heading_row(self, place: int) -> None:
        if shown := self._shown():
            self.heading_row_chosen.emit(shown.key, self.heading_row.itemData(place))

    def _shown(self) -> MappedTable | None:
        place = self.which.currentIndex()
        return self._tables[place] if 0 <= place < len(self._tables) else None

    def _lay_out(self) -> None:
        lines = QWidget()
        inner = QVBoxLayout(lines)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._list.setSpacing(0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        self._which_row = _labelled("Spreadsheet", self.which)
        fields = QHBoxLayout()
        fields.setSpacing(look.L)
        self._row_field = _labelled("Headings are in", self.heading_row)
        for field in (self._which_row, self._row_field):
            fields.addWidget(field, 2)
        self._name_field = _labelled("Remember these columns as", self.name)
        fields.addWidget(self._name_field, 1)
        about = QHBoxLayout()
        about.addWidget(self.about, 1)
        about.addWidget(self.letters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, 0)
        layout.setSpacing(look.S)
        layout.addLayout(fields)
        layout.addLayout(about)
        layout.addWidget(self.dates)
        layout.addWidget(parts.Rule())
        layout.addWidget(scrolled(lines, "Columns of the file"), 1)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    parts.field(combo, name)
    return combo


def _labelled(words: str, field: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look.XS)
    label = parts.ElidedLabel(words)
    label.setForegroundRole(look.Role.PlaceholderText)
    layout.addWidget(label)
    layout.addWidget(field)
    return box


def _row_words(row: Row) -> str:
    words = [text(cell) for cell in row.cells if text(cell)]
    return f"Row {row.number}: " + (" · ".join(words[:WORDS_SHOWN]) or "empty")


def _about(shown: MappedTable) -> str:
    """What is still to look at, in one sentence."""
    if not shown.is_list:
        return "The columns of this report are known; there is nothing to choose but what is below."
    if not shown.mapping.has_name:
        return "No column holds the customer's name yet. Choose which one does."
    count = sum(confidence(column) in ASKING for column in shown.mapping.columns)
    if not count:
        return f"All {len(shown.mapping.columns)} columns are clear. Change any of them here."
    these = "1 column is" if count == 1 else f"{count} columns are"
    return f"{these} not clear: look at the right-hand marks. The preview follows every change."
