"""The phrase box: say it in words, see what was understood, and add it to the segment."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.segments.context import Context
from desktop.services.segments.phrase import lexicon as names
from desktop.services.segments.phrase.counts import with_counts
from desktop.services.segments.phrase.lexicon import Lexicon
from desktop.services.segments.phrase.understanding import Understood, understand
from desktop.services.segments.tree import AnyNode, Group
from desktop.views.segments import places
from desktop.views.segments.desk import Desk
from desktop.views.segments.phrase_answer import Answer
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce

HINT = "Say it in words: aerobic in zone 2, not serviced in 6 months"
CHANNEL = "segments.phrase"


class _Asked(NamedTuple):
    """What is asked: the words and the readings chosen so far."""

    text: str
    answers: Mapping[str, int]


class PhraseBox(QWidget):
    """One line above the conditions. Enter adds what was understood, Escape clears."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lexicon: Lexicon | None = None
        self._asked = _Asked("", {})
        self._found: Understood | None = None  # the answer to what is asked now
        self._adds = False  # Enter was pressed before the answer came
        self.line = _PhraseLine(self)
        self.line.setPlaceholderText(HINT)
        self.line.setClearButtonEnabled(True)
        parts.field(self.line, "Say it in words")
        self.add = parts.button("Add", self.put_in, icon_name="plus")
        self.add.setToolTip("Add these conditions to the segment (Enter)")
        self.answer = Answer(self._choose)
        self._wait = Debounce(self, self._ask)
        self._lay_out()
        self.line.textChanged.connect(self._on_typed)
        self.add.setEnabled(False)
        desk.catalogue_changed.connect(self._forget_names)

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()

    def enter(self) -> None:
        """Add what was understood; where something is open, go to the question first."""
        if self._found is None:
            self._adds = bool(self.line.text().strip())
            self._wait.stop()
            self._ask()
        elif self.answer.buttons:
            self.answer.buttons[0].setFocus()
        else:
            self.put_in()

    def put_in(self) -> None:
        """Put the understood conditions into the segment as one step."""
        found = self._found
        if found is None or found.tree is None:
            return
        if self._desk.tree.locked:
            self._desk.context.notify("The conditions are locked; unlock them first.")
            return
        draft = self._desk.draft
        draft.end_word()
        draft.edit(f"“{self.line.text().strip()}”", with_phrase(draft.tree, found.tree))
        self.clear()
        self.line.setFocus()

    def _on_typed(self) -> None:
        self._asked = _Asked(self.line.text(), {})
        self._found, self._adds = None, False
        self.add.setEnabled(False)
        if self.line.text().strip():
            self._wait.start()
        else:
            self._wait.stop()
            self._desk.context.jobs.cancel(CHANNEL)
            self.answer.clear()

    def _choose(self, question: str, n: int) -> None:
        self._asked = self._asked._replace(answers={**self._asked.answers, question: n})
        self._found = None
        self.line.setFocus()
        self._ask()

    def _ask(self) -> None:
        asked, lexicon, as_of = self._asked, self._lexicon, self._desk.today()
        if not asked.text.strip():
            return
        self._desk.context.jobs.run(
            lambda db, _: _understood(db, asked, as_of, lexicon),
            lambda found: self._take(asked, *found),
            channel=CHANNEL,
        )

    def _take(self, asked: _Asked, found: Understood, lexicon: Lexicon) -> None:
        if asked != self._asked:
            return
        self._found, self._lexicon = found, lexicon
        self.answer.show_answer(found)
        self.add.setEnabled(found.tree is not None)
        self.line.setAccessibleDescription("; ".join(chip.said for chip in found.chips))
        if self._adds:
            self._adds = False
            self.enter()

    def _forget_names(self) -> None:
        """The office's data changed: zones, tags and segments may have other names."""
        self._lexicon = None

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.S)
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, 0, look.L, look.S)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.answer)


class _PhraseLine(QLineEdit):
    """A line that knows Enter and Escape."""

    def __init__(self, box: PhraseBox) -> None:
        super().__init__()
        self._box = box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds, Escape clears; an empty line leaves Escape to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._box.enter()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self._box.clear()
        else:
            super().keyPressEvent(event)


def _understood(
    db: Session, asked: _Asked, as_of: date, lexicon: Lexicon | None
) -> tuple[Understood, Lexicon]:
    context = Context(db, as_of)
    known = lexicon or names.load(context)
    found = understand(context, asked.text, as_of, asked.answers, known)
    return with_counts(db, found, as_of), known


def with_phrase(root: Group, tree: AnyNode) -> Group:
    """The segment with the phrase in it: an empty one becomes it, others must meet it as well."""
    if not root.children:
        return places.prepared(tree)
    plain = isinstance(tree, Group) and tree.combinator == "all"
    added = tree.children if isinstance(tree, Group) and plain else (tree,)
    before = (root,) if root.combinator != "all" or root.negate else root.children
    outer = Group() if len(before) == 1 and before[0] is root else root
    return places.prepared(outer.with_(children=(*before, *added)))
