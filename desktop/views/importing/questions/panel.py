"""The questions, one after another: the row and its candidates side by side, answered by key."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.services.importing.planning.answers import NEW, Answer, row_meant
from desktop.services.office.customer_card import CustomerCard, customer_card
from desktop.views.importing.finder import Finder
from desktop.views.importing.questions.asking import LABELS, MOST, Question, values_of
from desktop.views.importing.questions.heads import CandidateHead, file_head
from desktop.views.importing.questions.queue import LATER, Place, Queue
from desktop.views.importing.small import SignLabel, wrapped
from desktop.views.jobs import Jobs
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.side_by_side import Side, SideBySide

CHANNEL = "import.cards"
HINT = "Keys: 1–5 same customer · N new · L later · ← → back and forth · Ctrl+Z take back"
NOTHING = "Rows that may belong to somebody on file are asked about here."
ALONE = (
    ".\nNobody on file stands beside it: the other one may be in these files too. Take it as a new "
    "customer and merge the two under Duplicates afterwards, or keep it for later."
)
Cards = dict[int, CustomerCard | None]


class QuestionsPanel(QWidget):
    """Shows the question in front. `given` and `taken_back` tell the page what to preview."""

    given = Signal(str, int, object)  # table, row, "new" or the number of a customer
    taken_back = Signal(object)  # the rows whose answers no longer hold

    def __init__(self, jobs: Jobs, as_of: Callable[[], date]) -> None:
        super().__init__()
        self._jobs, self._as_of = jobs, as_of
        self._cards: Cards = {}
        self.queue = Queue()
        self.finder: Finder | None = None
        self.heads: list[CandidateHead] = []
        self.where = parts.heading("")
        self.progress = parts.muted()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(look.S)
        self.bar.setAccessibleName("Questions answered")
        self.question = wrapped()
        self.nothing = wrapped(NOTHING, quiet=True)
        self.sides = SideBySide("The row and the customers it may be")
        self.answered = SignLabel()
        self.hint = wrapped(HINT, quiet=True)
        self._make_buttons()
        self._lay_out()
        self._bind_keys()

    # What the page calls

    def forget(self) -> None:
        """Begin with nothing: other files."""
        self.queue.forget()
        self._cards.clear()

    def take(self, questions: Sequence[Question]) -> None:
        """Take the questions of a new preview, without losing the place."""
        before = self.queue.current
        self.queue.take(questions)
        if self.queue.current != before or before is None:
            self._show()
        else:
            self._show_progress()

    def open_at(self, place: Place) -> None:
        """Ask about one row."""
        self.queue.open_at(place)
        self._show()

    def take_back(self) -> None:
        """Undo the last answer."""
        if places := self.queue.take_back():
            self.taken_back.emit(places)
            self._show()

    # Answers

    def give(self, answer: Answer) -> None:
        """Answer the question in front and go on."""
        question = self.queue.current
        earlier = self.queue.answer_of(question) if question else None
        answered = self.queue.answer(answer)
        if answered is None:
            return
        if answer != LATER:
            self.given.emit(*answered.place, answer)
        elif earlier not in (None, LATER):
            self.taken_back.emit((answered.place,))
        self._show()

    def _choose(self, number: int) -> None:
        question = self.queue.current
        if question and number <= len(question.candidates):
            self.give(question.candidates[number - 1].answer)

    def _find(self) -> None:
        if question := self.queue.current:
            self.finder = Finder(self, self._jobs, last_name(question.name))
            self.finder.chosen.connect(self.give)
            self.finder.open()

    def _move(self, by: int) -> None:
        self.queue.move(by)
        self._show()

    def _all_later(self) -> None:
        self.queue.later_for_all()
        self._show()

    # Showing

    def _show(self) -> None:
        question = self.queue.current
        self._show_progress()
        for part in self._asking_parts:
            part.setVisible(question is not None)
        self.nothing.setVisible(question is None)
        if question is None:
            self.where.setText("No question is open")
            return
        number, total = self.queue.at + 1, len(self.queue.questions)
        self.where.setText(f"Question {number:,} of {total:,}")
        self.question.setText(_asked(question))
        self._show_sides(question)
        self._read_cards()
        self._focus_proposal(question)

    def _show_progress(self) -> None:
        queue = self.queue
        self.progress.setText(queue.progress if queue.questions else "")
        self.bar.setRange(0, max(len(queue.questions), 1))
        self.bar.setValue(len(queue.answers))
        self.bar.setVisible(bool(queue.questions))
        self.undo.setEnabled(queue.can_take_back)
        self.later_all.setVisible(queue.waiting > 1)
        self.later_all.setText(f"Decide the other {queue.waiting:,} later")
        question = queue.current
        answer = queue.answer_of(question) if question else None
        self.answered.setVisible(answer is not None)
        self.answered.show_sign(*self._sign(answer))

    def _sign(self, answer: Answer | None) -> tuple[str, str, str]:
        if answer == NEW:
            return "plus", "Your answer: a new customer", "new"
        if answer == LATER:
            return "clock", "Kept for later; this row is not imported now", "review"
        if row := row_meant(answer):
            return "check", f"Your answer: the same customer as row {row:,}", "changed"
        card = self._cards.get(answer) if isinstance(answer, int) else None
        return "check", f"Your answer: the same as {card.name if card else 'on file'}", "changed"

    def _show_sides(self, question: Question) -> None:
        answer = self.queue.answer_of(question)
        self.heads = []
        sides = [Side(file_head(question), question.values, "the file")]
        for number, candidate in enumerate(question.candidates, start=1):
            card = self._cards.get(candidate.customer_id)
            values = question.earlier.get(candidate.row) or values_of(card)
            name = f"Row {candidate.row:,}: {values[0]}" if candidate.row else values[0]
            head = CandidateHead(number, name, candidate, partial(self._choose, number))
            head.show_chosen(chosen=answer == candidate.answer)
            self.heads.append(head)
            sides.append(Side(head, values, name))
        self.sides.show_sides(LABELS, sides)

    def _focus_proposal(self, question: Question) -> None:
        """Enter accepts what is likely; where nothing is, it only goes on."""
        if not self.isVisible():
            return
        likely = self.heads and question.candidates[0].is_suggested
        (self.heads[0].same if likely else self.later).setFocus()

    def _read_cards(self) -> None:
        """Read the customers of this question and of the next, those not known yet."""
        near = self.queue.questions[self.queue.at : self.queue.at + 2]
        wanted = {c.customer_id for question in near for c in question.candidates if not c.row}
        wanted |= {answer for answer in self.queue.answers.values() if isinstance(answer, int)}
        ids, as_of = sorted(wanted - self._cards.keys()), self._as_of()
        if ids:
            self._jobs.run(
                lambda db, _check: {number: customer_card(db, number, as_of) for number in ids},
                self._take_cards,
                channel=CHANNEL,
            )

    def _take_cards(self, cards: Cards) -> None:
        self._cards |= cards
        if question := self.queue.current:
            self._show_sides(question)
            self._show_progress()
            self._focus_proposal(question)

    # Putting together

    def _make_buttons(self) -> None:
        self.new = parts.button("New customer  (N)", lambda: self.give(NEW), icon_name="plus")
        self.other = parts.button("Someone else on file…  (F)", self._find, icon_name="search")
        self.later = parts.button("Decide later  (L)", lambda: self.give(LATER), icon_name="clock")
        self.back = parts.tool("Question before (←)", "arrow-left", lambda: self._move(-1))
        self.forth = parts.tool("Next question (→)", "arrow-right", lambda: self._move(1))
        self.undo = parts.link("Take back  (Ctrl+Z)", self.take_back, icon_name="undo-2")
        self.later_all: QPushButton = parts.link("Decide the others later", self._all_later)

    def _bind_keys(self) -> None:
        bound: list[tuple[str, Callable[[], None]]] = [
            ("N", lambda: self.give(NEW)),
            ("L", lambda: self.give(LATER)),
            ("F", self._find),
            ("Left", lambda: self._move(-1)),
            ("Right", lambda: self._move(1)),
        ]
        bound += [(str(number), partial(self._choose, number)) for number in range(1, MOST + 1)]
        for key, act in bound:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.S)
        head.addWidget(self.where)
        head.addWidget(self.back)
        head.addWidget(self.forth)
        head.addWidget(self.progress)
        head.addStretch(1)
        self.foot = QWidget()
        line = FlowLayout(self.foot, look.S)
        for button in (self.new, self.other, self.later, self.undo, self.later_all):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.nothing)
        layout.addWidget(self.question)
        layout.addWidget(self.answered)
        layout.addWidget(self.sides, 1)
        layout.addWidget(self.foot)
        layout.addWidget(self.hint)
        asked = (self.question, self.sides, self.foot, self.hint, self.back, self.forth)
        self._asking_parts: tuple[QWidget, ...] = asked


def _asked(question: Question) -> str:
    """The question; the reasons stand with the candidates."""
    if not question.candidates:
        return f"{question.reason}{ALONE}"
    has_reasons = bool(question.candidates[0].reasons)
    return question.reason.partition(": ")[0] if has_reasons else question.reason


def last_name(name: str) -> str:
    """The word to begin the search with: "Reyes" of "Pat Reyes" and of "Reyes, Pat"."""
    before_comma = name.split(",", maxsplit=1)[0].split()
    return before_comma[-1] if before_comma else ""
