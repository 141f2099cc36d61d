"""What sentences say of tanks and contracts: shown with the sentence, taken over with a tick."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.services.importing.lists.suggestions import Suggestion
from desktop.views.widgets import look
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import clear
from desktop.views.widgets.rows import Column, Lines
from desktop.views.widgets.rows_panel import RowsPanel, lay_out_told

Place = tuple[str, int, str]  # table, row and field, as `Options.accepted` names a suggestion
Index = QModelIndex | QPersistentModelIndex
ROLE, TICK = Qt.ItemDataRole, Qt.CheckState
ABOUT = (
    "Notes and memos name these facts. Nothing is taken over unless you tick it: a tick at the "
    "left for one line, or one here for all lines of a kind."
)


class SuggestedLine(NamedTuple):
    """One fact to accept, where it stands, and whether it is ticked now."""

    where: str
    fact: Suggestion
    is_ticked: bool

    @property
    def place(self) -> Place:
        """How the options of an import name it."""
        return self.fact.table_key, self.fact.row, self.fact.field


def _value(line: SuggestedLine) -> str:
    return f"{line.fact.old or 'nothing'} → {line.fact.value}"


COLUMNS: tuple[Column[SuggestedLine], ...] = (
    Column("Take over", 12, lambda line: line.fact.what),
    Column("Customer", 15, lambda line: line.fact.customer),
    Column("On file → new", 20, _value),
    Column("The sentence", 30, lambda line: f"“{line.fact.sentence}”"),
    Column("Where", 14, lambda line: f"row {line.fact.row:,}, {line.where}"),
)
SENTENCE = 3  # the column that takes what room there is


class TickLines(Lines[SuggestedLine]):
    """The lines with a box to tick in front."""

    ticked = Signal(object, bool)  # the places, whether they are wanted

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        first = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return QAbstractTableModel.flags(self, index) | first

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The tick, else what any list shows."""
        if role == ROLE.CheckStateRole and index.column() == 0:
            is_ticked = self.lines[index.row()].is_ticked
            return (TICK.Checked if is_ticked else TICK.Unchecked).value
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Tell of a tick; the new preview shows it."""
        if role != ROLE.CheckStateRole or index.column() != 0:
            return False
        self.ticked.emit((self.lines[index.row()].place,), TICK(value) == TICK.Checked)
        return True


class SuggestionsPanel(QWidget):
    """A box for each kind of fact, and the facts with a tick each."""

    ticked = Signal(object, bool)  # the places, whether they are wanted

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowsPanel("Suggestions from notes", COLUMNS, "Nothing to suggest.", TickLines)
        self.rows.stretch(SENTENCE)
        self.rows.say_whole(lambda line: f"Row {line.fact.row:,}: “{line.fact.sentence}”")
        self.rows.model.ticked.connect(self._on_ticked)
        self.rows.view.activated.connect(self._turn)
        self.kinds: dict[str, QCheckBox] = {}
        self._kinds = QVBoxLayout()
        lay_out_told(self, self.rows, ABOUT, self._kinds)

    def show_suggestions(self, lines: Sequence[SuggestedLine]) -> None:
        """Show these facts; the line in front stays."""
        row = self.rows.view.currentIndex().row()
        self.rows.show_lines(lines, suggestions_sentence(lines))
        if 0 <= row < len(lines):
            self.rows.view.setCurrentIndex(self.rows.model.index(row, 0))
        kinds = list(dict.fromkeys(line.fact.what for line in lines))
        if kinds != list(self.kinds):
            self._make_kinds(kinds)
        for kind, box in self.kinds.items():
            _show_kind(box, kind, [line for line in lines if line.fact.what == kind])

    def _make_kinds(self, kinds: Iterable[str]) -> None:
        clear(self._kinds)
        boxes = QWidget()
        line = FlowLayout(boxes, look.L)
        self.kinds = {kind: QCheckBox() for kind in kinds}
        for kind, box in self.kinds.items():
            box.clicked.connect(lambda _on, kind=kind: self._tick_kind(kind))
            line.addWidget(box)
        self._kinds.addWidget(boxes)

    def _tick_kind(self, kind: str) -> None:
        """All of a kind; when they are ticked already, none of them."""
        lines = [line for line in self.rows.model.lines if line.fact.what == kind]
        self._on_ticked([line.place for line in lines], not all(line.is_ticked for line in lines))

    def _turn(self, index: QModelIndex) -> None:
        """Enter, or a double click anywhere in a line, turns its tick."""
        if index.column():
            line = self.rows.model.lines[index.row()]
            self._on_ticked((line.place,), not line.is_ticked)

    def _on_ticked(self, places: Iterable[Place], is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        """Show the ticks at once; the page previews anew."""
        wanted = set(places)
        self.show_suggestions(
            [
                line._replace(is_ticked=is_on) if line.place in wanted else line
                for line in self.rows.model.lines
            ]
        )
        self.ticked.emit(tuple(wanted), is_on)


def _show_kind(box: QCheckBox, kind: str, lines: Sequence[SuggestedLine]) -> None:
    count = sum(line.is_ticked for line in lines)
    some = TICK.PartiallyChecked if count else TICK.Unchecked
    box.setCheckState(TICK.Checked if count == len(lines) else some)
    box.setText(f"All of kind “{kind}” ({count:,} of {len(lines):,})")


def suggestions_sentence(lines: Sequence[SuggestedLine]) -> str:
    """How many facts are offered, and how many of them are ticked."""
    count = sum(line.is_ticked for line in lines)
    said = f"{count:,} of them ticked" if count else "none of them ticked"
    return f"{counted(len(lines), 'suggestion')}, {said}." if lines else ""
