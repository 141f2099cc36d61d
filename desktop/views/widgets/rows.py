"""The rows of the files as a table that stays smooth at 100,000 of them."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROLE = Qt.ItemDataRole
NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple, Generic[Line]):
    """One column of a list: heading, width in letters, and the text of a line in it."""

    heading: str
    letters: int
    text: Callable[[Line], str]
    is_number: bool = False


class Lines(QAbstractTableModel, Generic[Line]):
    """A table over a tuple: nothing is copied, nothing is made before it is painted."""

    def __init__(self, columns: Sequence[Column[Line]], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row per line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The columns of the list."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The text of a cell; a long one whole in the tool tip."""
        column = self.columns[index.column()]
        if role == ROLE.DisplayRole:
            return column.text(self.lines[index.row()])
        if role == ROLE.ToolTipRole:
            text = column.text(self.lines[index.row()])
            return text if len(text) > column.letters else None
        if role == ROLE.TextAlignmentRole and column.is_number:
            return NUMBERS
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ROLE.DisplayRole:
            return self.columns[section].heading
        if role == ROLE.TextAlignmentRole and self.columns[section].is_number:
            return NUMBERS
        return None
