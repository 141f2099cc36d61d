"""A list to choose from that opens under a chip: search, headings, descriptions, counts, ticks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.models.folding import fold
from desktop.views.widgets import tints
from desktop.views.widgets.picker_paint import ABOUT, COUNT, HEADING, KEY, OptionDelegate

MOST_SHOWN = 250  # beyond this the list says to search
LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Option(NamedTuple):
    """One thing that can be chosen; `words` are further words the search finds it by."""

    key: Any
    label: str
    heading: str = ""
    about: str = ""
    number: int | None = None
    words: str = ""


class Picker(QFrame):
    """Chooses one of `options`, or with `many` any number of them, by mouse or by typing."""

    picked = Signal(object)  # the key of the one chosen
    ticked = Signal(object)  # the keys now ticked, in the order of the list
    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        title: str,
        options: Sequence[Option],
        *,
        chosen: Iterable[Any] = (),
        many: bool = False,
        add: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        self._options = list(options)
        self._chosen = list(chosen)
        self._many = many
        self._add = add
        self._enter_waits = False  # Enter came before the options did
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName(f"Search: {title.lower()}")
        self.search.setClearButtonEnabled(True)
        self.items = QListView()
        self.items.setAccessibleName(title)
        self.items.setFrameShape(QFrame.Shape.NoFrame)
        self.items.setMouseTracking(True)
        self.items.setItemDelegate(OptionDelegate(self.items, many=many))
        self.items.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        self.items.setModel(self._model)
        self._more = QLabel()
        self._lay_out()
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.items.clicked.connect(self._choose)
        self._fill()

    def open_under(self, anchor: QWidget) -> None:
        """Show the list below `anchor`, or above it where the screen ends."""
        wide = QFontMetrics(self.font()).averageCharWidth() * 46
        rows = sum(self.items.sizeHintForRow(row) for row in range(min(self._model.rowCount(), 60)))
        tall = min(
            rows + self.search.sizeHint().height() + 4 * tints.unit(self), 30 * tints.unit(self) * 2
        )
        self.resize(wide, max(tall, 12 * tints.unit(self)))
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        place = QRect(corner, self.size())
        if place.bottom() > screen.bottom():
            place.moveBottom(
                max(anchor.mapToGlobal(QPoint(0, -2)).y(), screen.top() + self.height())
            )
        if place.right() > screen.right():
            place.moveRight(screen.right())
        self.move(place.topLeft())
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace what can be chosen, keeping the search and the ticks."""
        self._options = list(options)
        self._fill()
        if self._enter_waits and options:
            self._enter_waits = False
            self._enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter act on the list while the search keeps the focus."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and (event.type() == QEvent.Type.KeyPress)
        ):
            if event.key() in LIST_KEYS:
                self._step(event)
                return True
            if event.key() in ENTER_KEYS:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        gap = tints.unit(self) // 2
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)
        layout.addWidget(self.search)
        layout.addWidget(self.items)
        layout.addWidget(self._more)

    def _fill(self) -> None:
        found = [option for option in self._options if self._fits(option)]
        if self._many:
            self._put_unlisted_first(found)
        self._model.clear()
        heading = ""
        for option in found[:MOST_SHOWN]:
            if option.heading != heading:
                heading = option.heading
                self._model.appendRow(_heading_item(heading))
            self._model.appendRow(self._option_item(option))
        self._say_more(len(found))
        self._mark_first()

    def _put_unlisted_first(self, found: list[Option]) -> None:
        """Values chosen earlier that the live data no longer holds stay visible."""
        known = {option.key for option in self._options}
        unlisted = [
            Option(key, str(key), about="not on file now")
            for key in self._chosen
            if key not in known
        ]
        typed = " ".join(self.search.text().split())
        if (
            self._add
            and typed
            and not any(fold(typed) == fold(o.label) for o in (*found, *unlisted))
        ):
            unlisted.append(Option(typed, typed, about="add this value"))
        found[:0] = [option for option in unlisted if self._fits(option)]

    def _fits(self, option: Option) -> bool:
        hay = fold(f"{option.label} {option.heading} {option.about} {option.words}") or ""
        return all(word in hay for word in (fold(self.search.text()) or "").split())

    def _option_item(self, option: Option) -> QStandardItem:
        item = QStandardItem(option.label)
        item.setData(option.key, KEY)
        item.setData(option.about, ABOUT)
        item.setData(option.number, COUNT)
        item.setToolTip(option.about)
        if self._many:
            on = option.key in self._chosen
            item.setData(
                Qt.CheckState.Checked if on else Qt.CheckState.Unchecked,
                Qt.ItemDataRole.CheckStateRole,
            )
        return item

    def _say_more(self, found: int) -> None:
        rest = found - MOST_SHOWN
        self._more.setText(
            "Nothing fits this search." if not found else f"{rest:,} more: type to search"
        )
        self._more.setVisible(rest > 0 or not found)

    def _mark_first(self) -> None:
        """Mark what Enter takes: the one chosen before, or the one whose name fits best."""
        rows = (self._model.index(row, 0) for row in range(self._model.rowCount()))
        shown = [index for index in rows if not index.data(HEADING)]
        typed = (fold(self.search.text()) or "").split()
        if not typed and self._chosen:
            shown = [index for index in shown if index.data(KEY) == self._chosen[0]]
        if shown:
            index = min(shown, key=lambda one: _distance(fold(str(one.data())) or "", typed))
            self.items.setCurrentIndex(index)
            self.items.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _step(self, event: QKeyEvent) -> None:
        jump = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -8,
            Qt.Key.Key_PageDown: 8,
        }
        row = self.items.currentIndex().row() + jump[Qt.Key(event.key())]
        way = 1 if jump[Qt.Key(event.key())] > 0 else -1
        row = max(0, min(row, self._model.rowCount() - 1))
        while 0 <= row < self._model.rowCount() and self._model.index(row, 0).data(HEADING):
            row += way
        if 0 <= row < self._model.rowCount():
            self.items.setCurrentIndex(self._model.index(row, 0))

    def _enter(self) -> None:
        if not self._options and not self._add:
            self._enter_waits = True
            return
        index = self.items.currentIndex()
        done = self._many and self._chosen and not self.search.text()
        if done or not index.isValid():
            self.close()
        else:
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.data(HEADING):
            return
        key = index.data(KEY)
        if not self._many:
            self.picked.emit(key)
            self.close()
            return
        self._tick(index, key)

    def _tick(self, index: QModelIndex, key: Any) -> None:
        if key in self._chosen:
            self._chosen.remove(key)
        else:
            self._chosen.append(key)
        on = key in self._chosen
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self._model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        self.ticked.emit(tuple(self._chosen))
        if self.search.text():
            self.search.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the list is gone; `destroyed` would come while the chip is half gone too."""
        super().hideEvent(event)
        self.closed.emit()

    def sizeHint(self) -> QSize:
        """Room for a dozen rows."""
        return QSize(40 * tints.unit(self), 50 * tints.unit(self))


def _distance(label: str, typed: Sequence[str]) -> int:
    """How far a label is from what was typed: it begins so, its words do, it has it, or not."""
    whole, begins = " ".join(typed), f" {label}"
    fits = (
        label.startswith(whole),
        all(f" {word}" in begins for word in typed),
        all(word in label for word in typed),
    )
    return fits.index(True) if any(fits) else len(fits)


def _heading_item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setData(True, HEADING)
    return item


def choose(
    anchor: QWidget, title: str, options: Sequence[Option], on_pick: Callable[[Any], None]
) -> Picker:
    """Let one of `options` be chosen from a list below `anchor`."""
    picker = Picker(anchor, title, options)
    picker.picked.connect(on_pick)
    picker.open_under(anchor)
    return picker
