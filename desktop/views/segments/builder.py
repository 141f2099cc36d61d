"""The builder: name and kind on top, conditions in the middle, what they select below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.models.choices import SEGMENT_KIND
from desktop.services.segments.tree import AnyNode
from desktop.services.segments.why import flat
from desktop.views.segments.canvas import Canvas
from desktop.views.segments.desk import Desk
from desktop.views.segments.inputs import Line
from desktop.views.segments.live import Detail, Live, Total, verdicts
from desktop.views.segments.phrase_box import PhraseBox
from desktop.views.segments.preview import Preview
from desktop.views.segments.sheets import Sheets
from desktop.views.segments.tab_order import put_in_order
from desktop.views.segments.why_panel import Told
from desktop.views.widgets import look, parts, tints
from desktop.views.widgets.chip import Chip

KIND_ABOUT = {
    "active": "worked out anew each time: people come and go",
    "static": "a list kept as it is on the day it is saved",
}


class Builder(QWidget):
    """Edits one segment. What to do with it is the page's: save, save as, export."""

    save_wanted = Signal()
    save_as_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.name = _NameLine("Name of the segment", placeholder="Name this segment", letters=24)
        self.kinds = {key: Chip(SEGMENT_KIND.label(key), tone="toggle") for key in SEGMENT_KIND}
        self.unsaved = parts.muted("unsaved")
        self.undo = parts.tool("Undo (Ctrl+Z)", "undo-2", self.undo_step)
        self.redo = parts.tool("Redo (Ctrl+Y)", "redo-2", self.redo_step)
        self.save = parts.primary("Save", self.save_wanted.emit)
        self.save_as = parts.button("Save as …", self.save_as_wanted.emit)
        self.copy = parts.primary("Copy to change", self.copy_wanted.emit)
        self.built_in = parts.muted("Built in: it comes with the program and stays as it is.")
        self.is_locked = False
        self.phrase = PhraseBox(desk)
        self.canvas = Canvas(desk)
        self.preview = Preview(desk)
        self.sheets = Sheets(desk, self.preview)
        self.live = Live(desk)
        self._total: Total | None = None
        self._lay_out()
        self._connect()
        self._order()

    @property
    def total(self) -> Total | None:
        """The newest count, None before the first."""
        return self._total

    def start(self, name: str, kind: str, tree: AnyNode | None) -> None:
        """Edit a segment as it is on file."""
        self.preview.close_why()
        self.preview.who.clear()
        self.phrase.clear()
        self.desk.draft.start(name, kind, tree)
        self._show_history()

    def lock(self, *, built_in: bool) -> None:
        """Show a built-in segment, which can be read and copied but not changed, or edit again."""
        self.is_locked = self.preview.is_locked = built_in
        self.canvas.ground.setEnabled(not built_in)
        self.phrase.setVisible(not built_in)
        self.name.setReadOnly(built_in)
        for chip in self.kinds.values():
            chip.setEnabled(not built_in)
        for button in (self.undo, self.redo, self.save, self.save_as):
            button.setVisible(not built_in)
        for widget in (self.copy, self.built_in):
            widget.setVisible(built_in)

    def _connect(self) -> None:
        draft = self.desk.draft
        draft.changed.connect(lambda _typed: self._show_head())
        draft.unsaved_changed.connect(self.unsaved.setVisible)
        draft.stack.indexChanged.connect(lambda _index: self._show_history())
        self.name.edited.connect(
            lambda _name: draft.change("Name", typing="name", name=self.name.text())
        )
        self.name.left.connect(draft.end_word)
        for key, chip in self.kinds.items():
            chip.clicked.connect(lambda _checked=False, key=key: draft.change("Kind", kind=key))
        self.preview.mute_wanted.connect(self._mute)
        self.preview.why_shown.connect(self._show_answers)
        self.live.stale.connect(self.preview.mark_stale)
        self.canvas.arranged.connect(self._order)
        self.live.stale.connect(self.canvas.mark_stale)
        self.live.counted.connect(self._on_counted)
        self.live.detailed.connect(self._on_detailed)

    def _mute(self, node_id: str) -> None:
        if not self.is_locked:
            self.canvas.act("mute", node_id)

    def _show_answers(self, told: Told | None) -> None:
        """Yes or no beside each card, for the customer that is asked about."""
        tree = told.answer.tree if told else None
        self.canvas.show_answers({one.path: one.holds for one in flat(tree)} if tree else {})

    def _order(self) -> None:
        buttons = (self.undo, self.redo, self.save_as, self.save, self.copy)
        head = (self.name, *self.kinds.values(), *buttons)
        put_in_order(*head, self.phrase, self.canvas.ground, self.sheets)

    def _on_counted(self, total: Total) -> None:
        self._total = total
        self.preview.show_total(total)
        known = verdicts(total, None)
        for node_id, card in self.canvas.cards.items():
            old, new = card.verdict, known.get(node_id)
            if new is not None:
                known_yet = new._replace(number=old.number, blanks=old.blanks, left=old.left)
                card.show_verdict(known_yet._replace(stale=True))

    def _on_detailed(self, detail: Detail, by_id: object) -> None:
        self.preview.show_detail(detail)
        self.canvas.show_verdicts(by_id)  # type: ignore[arg-type] # a signal knows no dict types

    def _show_head(self) -> None:
        sketch = self.desk.draft.sketch
        if self.name.text() != sketch.name:
            self.name.show_value(sketch.name)
        for key, chip in self.kinds.items():
            chip.setChecked(key == sketch.kind)

    def _show_history(self) -> None:
        stack = self.desk.draft.stack
        if not isValid(stack):  # it says good-bye when the page is taken down
            return
        for button, can, verb, text, key in (
            (self.undo, stack.canUndo(), "Undo", stack.undoText(), "Ctrl+Z"),
            (self.redo, stack.canRedo(), "Redo", stack.redoText(), "Ctrl+Y"),
        ):
            button.setEnabled(can)
            button.setToolTip(f"{verb} {text} ({key})" if can else f"Nothing to {verb.lower()}")

    def undo_step(self) -> None:
        """Take back the last step."""
        self.desk.draft.end_word()
        self.desk.draft.stack.undo()

    def redo_step(self) -> None:
        """Do it again."""
        self.desk.draft.end_word()
        self.desk.draft.stack.redo()

    def _lay_out(self) -> None:
        self.name.setFont(look.font(1.25, bold=True))
        self.name.setFixedHeight(tints.control_height(self.name))
        self.unsaved.setVisible(False)
        head = QHBoxLayout()
        head.setContentsMargins(look.L, look.M, look.L, look.S)
        head.setSpacing(look.S)
        head.addWidget(self.name, 1)
        head.addWidget(self.unsaved)
        self._kind_group = QButtonGroup(self)
        for key, chip in self.kinds.items():
            chip.setToolTip(f"{SEGMENT_KIND.label(key)}: {KIND_ABOUT[key]}")
            chip.name_it(f"{SEGMENT_KIND.label(key)}: {KIND_ABOUT[key]}")
            self._kind_group.addButton(chip)
            head.addWidget(chip)
        for button in (self.undo, self.redo, self.save_as, self.save, self.copy):
            head.addWidget(button)
        self.built_in.setContentsMargins(look.L, 0, look.L, look.S)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        sheet = parts.Card()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.sheets)
        self.splitter.addWidget(self.canvas)
        self.splitter.addWidget(sheet)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.built_in)
        layout.addWidget(self.phrase)
        layout.addWidget(self.splitter, 1)
        self.lock(built_in=False)


class _NameLine(Line):
    """The name keeps the spaces that are typed."""

    def understood(self, text: str) -> str:
        return text
