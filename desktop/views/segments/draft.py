"""What is being edited: name, kind and tree, with undo and redo for everything."""

from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop.services.segments import edits
from desktop.services.segments.tree import AnyNode, Group
from desktop.views.segments import places

TYPING = 1  # the id under which QUndoStack asks neighbours to become one step


class Sketch(NamedTuple):
    """One state of the segment on the screen."""

    name: str = ""
    kind: str = "active"
    tree: Group = Group()
    version: int | None = None  # what it was made of, where it was put aside


class Draft(QObject):
    """The segment being edited. Widgets show `sketch` and ask for changes; nothing else edits."""

    changed = Signal(bool)  # whether the change was typed, so that the count may wait a moment
    unsaved_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.sketch = Sketch(tree=places.prepared(None))
        self.version: int | None = None  # on file, of which this is made
        self._saved = self.sketch
        self._was_unsaved = False
        self._word = 0

    @property
    def tree(self) -> Group:
        """The conditions as they are now."""
        return self.sketch.tree

    @property
    def is_unsaved(self) -> bool:
        """Whether anything differs from what was opened or last saved."""
        return self.sketch != self._saved

    @property
    def has_saved_conditions(self) -> bool:
        """Whether conditions and kind are as opened or last saved, whatever the name."""
        here, there = self.sketch, self._saved
        if here.kind != there.kind:
            return False
        # The ids are the screen's own: conditions saved without them get other ones each time.
        return here.tree == there.tree or _without_ids(here.tree) == _without_ids(there.tree)

    @property
    def saved_kind(self) -> str:
        """The kind as opened or last saved."""
        return self._saved.kind

    def start(self, name: str, kind: str, tree: AnyNode | None) -> None:
        """Begin with a segment as it is on file; what came before can no longer be undone."""
        self.stack.clear()
        self._saved = Sketch(name, kind, places.prepared(tree))
        self.show(self._saved, typed=False)

    def mark_saved(self) -> None:
        """What is on the screen is on file now."""
        self._saved = self.sketch
        self._tell_unsaved()

    def rename_saved(self, name: str) -> None:
        """The segment got another name on file; that is no change to save."""
        self._saved = self._saved._replace(name=name)
        self.show(self.sketch._replace(name=name), typed=False)

    def change(self, text: str, *, typing: str = "", **parts: Any) -> None:
        """Change name, kind or tree as one step called `text`; typing at one place is one step."""
        after = self.sketch._replace(**parts)
        if after != self.sketch:
            mark = f"{typing}/{self._word}" if typing else ""
            self.stack.push(_Step(self, text, self.sketch, after, mark))

    def edit(self, text: str, tree: Group, *, typing: str = "") -> None:
        """Change the tree."""
        self.change(text, typing=typing, tree=tree)

    def end_word(self) -> None:
        """What is typed from here on is a step of its own."""
        self._word += 1

    def show(self, sketch: Sketch, *, typed: bool) -> None:
        """Make `sketch` the present state and tell everybody."""
        self.sketch = sketch
        self.changed.emit(typed)
        self._tell_unsaved()

    def _tell_unsaved(self) -> None:
        if self.is_unsaved != self._was_unsaved:
            self._was_unsaved = self.is_unsaved
            self.unsaved_changed.emit(self._was_unsaved)


def _without_ids(tree: Group) -> AnyNode:
    return edits.with_new_ids(tree, lambda: None)


class _Step(QUndoCommand):
    """From one sketch to the next; steps of the same typing become one."""

    def __init__(self, draft: Draft, text: str, before: Sketch, after: Sketch, mark: str) -> None:
        super().__init__(text)
        self._draft = draft
        self._before = before
        self.after = after
        self.mark = mark

    def redo(self) -> None:
        self._draft.show(self.after, typed=bool(self.mark))

    def undo(self) -> None:
        self._draft.show(self._before, typed=False)

    def id(self) -> int:
        return TYPING if self.mark else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.mark != self.mark:
            return False
        self.after = other.after
        return True
