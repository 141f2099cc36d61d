"""The list of saved segments at the left: search, counts, new, duplicate, rename, delete."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.choices import SEGMENT_KIND
from desktop.models.folding import fold
from desktop.views.segments.line_delegate import ROW, LineDelegate
from desktop.views.segments.lines import Line
from desktop.views.widgets import look, parts


class SavedList(QWidget):
    """Shows lines and says what is wanted; it changes nothing itself."""

    chosen = Signal(int)
    new_wanted = Signal()
    duplicate_wanted = Signal(int)
    rename_wanted = Signal(int, str)
    delete_wanted = Signal(int)
    deed_wanted = Signal(str, int)  # a key of `list_deeds.DEEDS`, and the segment or none (-1)

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._current = -1
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search segments")
        self.search.setClearButtonEnabled(True)
        parts.field(self.search, "Search segments")
        self.new = parts.primary("New", self.new_wanted.emit, icon_name="plus")
        self.new.setAccessibleName("New segment")
        self.new.setToolTip("New segment (Ctrl+N)")
        self.more = parts.tool(
            "More: compare, paste, open a file, archived segments", "ellipsis-vertical"
        )
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._more_menu())
        self.items = _Items(self)
        self.model = QStandardItemModel(self)
        self.items.setModel(self.model)
        self.nothing = parts.muted("No segment fits this search.")
        self.nothing.setVisible(False)
        self._lay_out()
        self.search.textChanged.connect(self._fill)
        self.items.selectionModel().currentChanged.connect(self._on_current)
        self.items.customContextMenuRequested.connect(self._open_menu)
        self.model.itemChanged.connect(self._on_edited)

    def add_foot(self, widget: QWidget) -> None:
        """Let a widget stand below the list."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, keeping the one in front."""
        self._lines = lines
        self._fill()

    def select(self, segment_id: int) -> None:
        """Put a segment in front without opening it."""
        self._current = segment_id
        self._mark_current()

    def line(self, segment_id: int) -> Line | None:
        """The line of a segment."""
        return next((line for line in self._lines if line.id == segment_id), None)

    def act(self, key: str) -> None:
        """Do one of `MENU` to the segment in front; a built-in one can only be copied."""
        line = self.line(self._current)
        if line is not None and (key in _OF_BUILTIN or not line.is_builtin):
            _MENU[key].do(self, line)

    def start_rename(self) -> None:
        """Type another name in the list."""
        self.items.edit(self.items.currentIndex())

    def _fill(self) -> None:
        wanted = fold(self.search.text()).split()
        shown = [x for x in _in_folders(self._lines) if all(w in fold(x.said) for w in wanted)]
        self.model.blockSignals(True)
        self.model.clear()
        for place, line in enumerate(shown):
            heading = _group(line)
            if heading and not (place and _group(shown[place - 1]) == heading):
                self.model.appendRow(_heading(heading))
            self.model.appendRow(_item(line))
        self.model.blockSignals(False)
        self.model.layoutChanged.emit()
        self.nothing.setVisible(bool(self._lines) and not shown)
        self._mark_current()

    def _mark_current(self) -> None:
        selection = self.items.selectionModel()
        selection.blockSignals(True)
        self.items.clearSelection()
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            if index.data(ROW) is not None and index.data(ROW).id == self._current:
                self.items.setCurrentIndex(index)
        selection.blockSignals(False)
        self.items.viewport().update()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(ROW) and index.data(ROW).id != self._current:
            self._current = index.data(ROW).id
            self.chosen.emit(self._current)

    def _on_edited(self, item: QStandardItem) -> None:
        line: Line = item.data(ROW)
        if item.text().strip() and item.text() != line.name:
            self.rename_wanted.emit(line.id, item.text().strip())

    def _open_menu(self, spot: QPoint) -> None:
        index = self.items.indexAt(spot)
        if not index.isValid() or index.data(ROW) is None:
            return
        self.items.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, entry in _MENU.items():
            if index.data(ROW).is_builtin and key not in _OF_BUILTIN:
                continue
            text = f"{entry.label}\t{entry.shortcut}" if entry.shortcut else entry.label
            menu.addAction(text).triggered.connect(lambda _c=False, key=key: self.act(key))
        menu.popup(self.items.viewport().mapToGlobal(spot))

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, label in MORE.items():
            act = menu.addAction(label)
            act.triggered.connect(lambda _c=False, key=key: self.deed_wanted.emit(key, -1))
        return menu

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(parts.title("Segments"))
        head.addStretch(1)
        head.addWidget(self.more)
        head.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.M, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.items, 1)


class _Entry(NamedTuple):
    label: str
    shortcut: str
    do: Callable[[SavedList, Line], None]


_MENU = {
    "rename": _Entry("Rename", "F2", lambda view, _line: view.start_rename()),
    "duplicate": _Entry("Duplicate", "", lambda view, line: view.duplicate_wanted.emit(line.id)),
    "snapshot": _Entry(
        "Keep today's members as a list …",
        "",
        lambda view, line: view.deed_wanted.emit("snapshot", line.id),
    ),
    "compare": _Entry(
        "Compare …", "", lambda view, line: view.deed_wanted.emit("compare", line.id)
    ),
    "copy_text": _Entry(
        "Copy as text", "", lambda view, line: view.deed_wanted.emit("copy_text", line.id)
    ),
    "save_file": _Entry(
        "Save to file …", "", lambda view, line: view.deed_wanted.emit("save_file", line.id)
    ),
    "sql": _Entry("Show the SQL", "", lambda view, line: view.deed_wanted.emit("sql", line.id)),
    "archive": _Entry("Archive", "", lambda view, line: view.deed_wanted.emit("archive", line.id)),
    "delete": _Entry("Delete …", "Del", lambda view, line: view.delete_wanted.emit(line.id)),
}
_OF_BUILTIN = ("duplicate", "snapshot", "compare", "copy_text", "save_file", "sql")
MORE = {
    "compare": "Compare segments …",
    "paste_text": "Paste from text",
    "open_file": "Open file …",
    "file": "List from a file …",
    "archived": "Archived segments …",
}
_KEYS = {Qt.Key.Key_F2: "rename", Qt.Key.Key_Delete: "delete"}


class _Items(QListView):
    def __init__(self, owner: SavedList) -> None:
        super().__init__()
        parts.slim_bars(self)
        self._owner = owner
        self.setAccessibleName("Saved segments")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(LineDelegate(self))
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = _KEYS.get(Qt.Key(event.key()))
        if action:
            self._owner.act(action)
        else:
            super().keyPressEvent(event)


def _in_folders(lines: Sequence[Line]) -> list[Line]:
    """Those in no folder, then the folders by name, then the built-in ones."""
    return sorted(lines, key=lambda line: (line.is_builtin, fold(_group(line))))


def _group(line: Line) -> str:
    return "Built in" if line.is_builtin else line.folder


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(line: Line) -> QStandardItem:
    item = QStandardItem(line.name)
    item.setData(line, ROW)
    number = "" if line.number is None else f", {line.number:,} customers"
    unsaved = ", unsaved changes" if line.unsaved else ""
    unsaved += ", review due" if line.review_due else ""
    item.setData(
        f"{line.name or 'New segment'}, {SEGMENT_KIND.label(line.kind)}{number}{unsaved}",
        Qt.ItemDataRole.AccessibleTextRole,
    )
    item.setToolTip(line.problem or line.about)
    return item
