"""The table of the long lists: fixed row height, whole rows, quick at any length."""

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.views.widgets import look, parts
from desktop.views.widgets.filter_header import FilterHeader
from desktop.views.widgets.id_model import Index

MEASURED_ROWS = 200
WIDEST = 260
Key = Qt.Key


class _Cells(QStyledItemDelegate):
    """Cells with room at their sides, so that a number does not touch the text beside it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave room at the sides."""
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(look.XS, 0, -look.XS, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a selected row without gaps, then the cell."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        super().paint(painter, option, index)


class Grid(QTableView):
    """A table with `FilterHeader`; `opened` on double-click or Enter, `menu_wanted` on the menu."""

    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    copy_wanted = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.filter_header = FilterHeader(self)
        self.setHorizontalHeader(self.filter_header)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + look.M + 2)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        parts.slim_bars(self)
        self.setCornerWidget(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Cells(self))
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, with a selection of its own for the header."""
        super().setModel(model)
        if model is not None:
            self.filter_header.detach_selection()

    def measure(self, widths: dict[str, int], keys: list[str]) -> None:
        """Give each column the width the user chose, else one measured on the first rows."""
        for section, key in enumerate(keys):
            self.setColumnWidth(section, widths.get(key) or self._measured(section))

    def _measured(self, section: int) -> int:
        model = self.model()
        metrics = self.fontMetrics()
        widest = self.filter_header.needed_width(section)
        for row in range(min(model.rowCount(), MEASURED_ROWS)):
            text = str(model.data(model.index(row, section)) or "")
            widest = max(widest, metrics.horizontalAdvance(text) + look.XL)
        return min(widest, WIDEST)

    def selected_rows(self) -> list[int]:
        """The selected rows, in order; read as ranges, which is quick for 100,000 too."""
        ranges = self.selectionModel().selection()
        found: set[int] = set()
        for place in range(ranges.count()):
            found.update(range(ranges.at(place).top(), ranges.at(place).bottom() + 1))
        return sorted(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Alt+Down filters, Ctrl+C copies."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Key.Key_Return, Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.filter_header.ask_filter(max(self.currentIndex().column(), 0))
        elif event.key() == Key.Key_C and control:
            self.copy_wanted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu for the right button and the Menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        else:
            self.menu_wanted.emit(event.globalPos())
