"""The filter of one column, as spreadsheets have it: sort, search, check list, range."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.office.customer_columns import Column
from desktop.services.office.customer_list import Filter, ValueCount
from desktop.views.customers.ranges import RANGES, Range
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce

Checked = Qt.CheckState.Checked
Unchecked = Qt.CheckState.Unchecked
KEY = Qt.ItemDataRole.UserRole
WORDS = {
    "text": ("Sort A to Z", "Sort Z to A"),
    "choice": ("Sort first to last", "Sort last to first"),
    "number": ("Sort smallest first", "Sort largest first"),
    "money": ("Sort smallest first", "Sort largest first"),
    "date": ("Sort oldest first", "Sort newest first"),
}
Loader = Callable[[str, Callable[[Sequence[ValueCount]], None]], None]


class FilterPopup(QFrame):
    """Narrows one column. `load(containing, show)` asks for the values of the check list."""

    applied = Signal(object)
    sort_wanted = Signal(bool)

    def __init__(
        self, column: Column, current: Filter, load: Loader, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"Filter of {column.label}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._column, self._current, self._load = column, current, load
        self._today = today
        self._range: Range | None = RANGES.get(column.kind)
        self._changing = False
        self._build()
        self._ask()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.M, look.M, look.M)
        layout.setSpacing(look.S)
        for words, descending in zip(WORDS[self._column.kind], (False, True), strict=True):
            layout.addWidget(self._sort_button(words, descending=descending))
        layout.addWidget(parts.Rule())
        if self._range:
            layout.addLayout(self._build_range(self._range))
        else:
            self._build_search(layout)
        self._build_values(layout)
        layout.addLayout(self._build_buttons())
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)

    def _sort_button(self, words: str, *, descending: bool) -> QWidget:
        name = "arrow-down" if descending else "arrow-up"
        return parts.link(words, lambda: self._sort(descending=descending), icon_name=name)

    def _build_search(self, layout: QVBoxLayout) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search these values")
        parts.field(self.search, "Search these values")
        self.search.setText(self._current.contains)
        self._debounce = Debounce(self, self._ask)
        self.search.textChanged.connect(self._debounce.start)
        layout.addWidget(self.search)

    def _build_range(self, kind: Range) -> QFormLayout:
        form = QFormLayout()
        self.low, self.high = QLineEdit(), QLineEdit()
        values = (self._current.low, self._current.high)
        for line, label, value in zip((self.low, self.high), kind.labels, values, strict=True):
            parts.field(line, f"{label} ({kind.hint})")
            line.setPlaceholderText(kind.hint)
            line.setText("" if value is None else kind.write(value))
            form.addRow(label, line)
        self.problem = QLabel()
        self.problem.setForegroundRole(QPalette.ColorRole.BrightText)
        self.problem.hide()
        form.addRow(self.problem)
        return form

    def _build_values(self, layout: QVBoxLayout) -> None:
        self.everything = QListWidgetItem("(All of these)")
        self.values = QListWidget()
        self.values.setAccessibleName(f"Values of {self._column.label}")
        self.values.setUniformItemSizes(True)
        self.values.setFrameShape(QFrame.Shape.NoFrame)
        parts.slim_bars(self.values)
        lines = 4 if self._column.kind in ("date", "money") else 14
        self.values.setFixedHeight((self.fontMetrics().height() + look.XS) * lines)
        self.values.setSpacing(1)
        self.values.itemChanged.connect(self._on_item)
        layout.addWidget(self.values)

    def _build_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.clear = parts.button("Clear", self._clear)
        self.apply = parts.primary("Apply", self._apply)
        line.addWidget(self.clear)
        line.addStretch()
        line.addWidget(self.apply)
        return line

    def show_at(self, corner: QPoint) -> None:
        """Open below a heading, but whole on the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(corner.x(), room.right() - self.width())
        top = min(corner.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        (self.low if self._range else self.search).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies; Escape closes (Qt does that for a popup)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._apply()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._load("" if self._range else self.search.text(), self._show_values)

    def _show_values(self, found: Sequence[ValueCount]) -> None:
        self._changing = True
        self.values.clear()
        self.everything = QListWidgetItem("(All of these)")
        self.values.addItem(self.everything)
        for value in found:
            item = QListWidgetItem(f"{value.label}  ({value.customers:,})")
            item.setData(KEY, value.key)
            ticked = self._current.values is None or value.key in self._current.values
            item.setCheckState(Checked if ticked else Unchecked)
            self.values.addItem(item)
        self._changing = False
        self._show_everything()

    def _items(self) -> list[QListWidgetItem]:
        return [self.values.item(row) for row in range(1, self.values.count())]

    def _on_item(self, item: QListWidgetItem) -> None:
        if self._changing:
            return
        if item is self.values.item(0):
            self._changing = True
            for other in self._items():
                other.setCheckState(item.checkState())
            self._changing = False
        self._show_everything()

    def _show_everything(self) -> None:
        ticked = [item.checkState() == Checked for item in self._items()]
        state = Checked if all(ticked) else Qt.CheckState.PartiallyChecked
        self._changing = True
        self.values.item(0).setCheckState(state if any(ticked) else Unchecked)
        self._changing = False
        self.apply.setEnabled(any(ticked))

    def _ticked(self) -> tuple[str | None, ...] | None:
        """The ticked keys; None when all are, so that values to come are in too."""
        items = self._items()
        keys = tuple(item.data(KEY) for item in items if item.checkState() == Checked)
        return None if len(keys) == len(items) else keys

    def _apply(self) -> None:
        low = high = None
        if self._range:
            try:
                low = self._range.read(self.low.text(), self._today)
                high = self._range.read(self.high.text(), self._today)
            except ValueError as error:
                self.problem.setText(str(error))
                self.problem.show()
                return
        contains = "" if self._range else self.search.text().strip()
        chosen = Filter(self._column.key, self._ticked(), contains, low, high)
        self.close()
        self.applied.emit(chosen)

    def _clear(self) -> None:
        self.close()
        self.applied.emit(Filter(self._column.key))

    def _sort(self, *, descending: bool) -> None:
        self.close()
        self.sort_wanted.emit(descending)
