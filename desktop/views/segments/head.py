"""The head of the builder: name and kind of the segment, undo and redo, and how it is kept."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QUndoStack
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget
from shiboken6 import isValid

from desktop.models.choices import SEGMENT_KIND
from desktop.views.segments.draft import Draft
from desktop.views.segments.inputs import Line
from desktop.views.widgets import look, parts, tints
from desktop.views.widgets.chip import Chip

KIND_ABOUT = {
    "active": "worked out anew each time: people come and go",
    "static": "a list kept as it is on the day it is saved",
}
ONE_LINE = 92  # letters; in less room the name stands above the buttons
MORE = {  # what can be done beside saving, and its key
    "save_note": ("Save with a note …", "Ctrl+Shift+S"),
    "save_as": ("Save as …", ""),
    "versions": ("Versions …", ""),
}


class Head(QWidget):
    """Shows name, kind and history of the draft; what to do with it is said by `wanted`."""

    wanted = Signal(str)  # save, copy, or a key of `MORE`
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.name = _NameLine("Name of the segment", placeholder="Name this segment", letters=24)
        self.kinds = {key: Chip(SEGMENT_KIND.label(key), tone="toggle") for key in SEGMENT_KIND}
        self.unsaved = parts.muted("unsaved")
        self.undo = parts.tool("Undo (Ctrl+Z)", "undo-2", self.undo_wanted.emit)
        self.redo = parts.tool("Redo (Ctrl+Y)", "redo-2", self.redo_wanted.emit)
        self.save = parts.primary("Save", lambda: self.wanted.emit("save"))
        self.save.setToolTip("Save (Ctrl+S)")
        self.more = parts.tool("More: save with a note, save as, versions", "chevron-down")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu())
        self.copy = parts.primary("Copy to change", lambda: self.wanted.emit("copy"))
        self._lay_out()
        self._connect()

    def lock(self, *, built_in: bool) -> None:
        """A built-in segment can be copied, not changed."""
        self.name.setReadOnly(built_in)
        for chip in self.kinds.values():
            chip.setEnabled(not built_in)
        for button in (self.undo, self.redo, self.save, self.more):
            button.setVisible(not built_in)
        self.copy.setVisible(built_in)

    def show_sketch(self) -> None:
        """Show name and kind of the draft."""
        sketch = self._draft.sketch
        if self.name.text() != sketch.name:
            self.name.show_value(sketch.name)
        self.name.setToolTip(sketch.name)
        for key, chip in self.kinds.items():
            chip.setChecked(key == sketch.kind)

    def show_history(self) -> None:
        """Say at the buttons what would be taken back or done again."""
        stack: QUndoStack = self._draft.stack
        if not isValid(stack):  # it says good-bye when the page is taken down
            return
        for button, can, verb, text, key in (
            (self.undo, stack.canUndo(), "Undo", stack.undoText(), "Ctrl+Z"),
            (self.redo, stack.canRedo(), "Redo", stack.redoText(), "Ctrl+Y"),
        ):
            button.setEnabled(can)
            button.setToolTip(f"{verb} {text} ({key})" if can else f"Nothing to {verb.lower()}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name gets a line of its own where the buttons would squeeze it."""
        super().resizeEvent(event)
        roomy = self.width() >= self.fontMetrics().averageCharWidth() * ONE_LINE
        way = QBoxLayout.Direction
        self._rows.setDirection(way.LeftToRight if roomy else way.TopToBottom)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for key, (label, shortcut) in MORE.items():
            act = menu.addAction(f"{label}\t{shortcut}" if shortcut else label)
            act.triggered.connect(lambda _c=False, key=key: self.wanted.emit(key))
        return menu

    def _connect(self) -> None:
        draft = self._draft
        draft.changed.connect(lambda _typed: self.show_sketch())
        draft.unsaved_changed.connect(self.unsaved.setVisible)
        draft.stack.indexChanged.connect(lambda _index: self.show_history())
        self.name.edited.connect(
            lambda _name: draft.change("Name", typing="name", name=self.name.text())
        )
        self.name.left.connect(draft.end_word)
        for key, chip in self.kinds.items():
            chip.clicked.connect(lambda _checked=False, key=key: draft.change("Kind", kind=key))

    def _lay_out(self) -> None:
        self.name.setFont(look.font(1.25, bold=True))
        self.name.setFixedHeight(tints.control_height(self.name))
        self.unsaved.setVisible(False)
        title, tools = QHBoxLayout(), QHBoxLayout()
        title.addWidget(self.name, 1)
        title.addWidget(self.unsaved)
        self._kind_group = QButtonGroup(self)
        for key, chip in self.kinds.items():
            chip.setToolTip(f"{SEGMENT_KIND.label(key)}: {KIND_ABOUT[key]}")
            chip.name_it(f"{SEGMENT_KIND.label(key)}: {KIND_ABOUT[key]}")
            self._kind_group.addButton(chip)
            tools.addWidget(chip)
        tools.addStretch(1)
        for button in (self.undo, self.redo, self.save, self.more, self.copy):
            tools.addWidget(button)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(look.L, look.M, look.L, look.S)
        for row in (title, tools, self._rows):
            row.setSpacing(look.S)
        self._rows.addLayout(title, 1)
        self._rows.addLayout(tools)


class _NameLine(Line):
    """The name keeps the spaces that are typed."""

    def understood(self, text: str) -> str:
        return text
