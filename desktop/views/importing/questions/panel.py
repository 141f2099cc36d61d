"""The questions, one after another: the row and its candidates side by side, answered by key."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.services.desk.glance import Glance, glances
from desktop.services.importing.planning.answers import (
    ANOTHER_SALE,
    NEW,
    SAME_SALE,
    Answer,
    row_meant,
)
from desktop.views.importing.finder import Finder
from desktop.views.importing.questions.asking import LABELS, MOST, Question, values_of
from desktop.views.importing.questions.heads import CandidateHead, file_head
from desktop.views.importing.questions.queue import LATER, Place, Queue
from desktop.views.jobs import Jobs
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.keys import bind_keys
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.side_by_side import Side, SideBySide
from desktop.views.widgets.sign import SignLabel

CHANNEL = "import.cards"
HINT = "Keys: 1–5 the same · N new · L later · ← → back and forth · Ctrl+Z take back"
NOTHING = "Rows that may belong to somebody on file are asked about here."
ALONE = (
    ".\nNobody on file stands beside it: the other one may be in these files too. Take it as a new "
    "customer and merge the two under Duplicates afterwards, or keep it for later."
)
SIGNS = {
    NEW: ("plus", "Your answer: a new customer", "new"),
    ANOTHER_SALE: ("plus", "Your answer: another invoice", "new"),
    SAME_SALE: ("check", "Your answer: the same invoice; it is imported once", "unchanged"),
    LATER: ("clock", "Kept for later; this row is not imported now", "review"),
}
Cards = dict[int, Glance | None]


class QuestionsPanel(QWidget):
    """Shows the question in front. `given` and `taken_back` tell the page what to preview."""

    given = Signal(object)  # by table and row what was said of it
    told = Signal(str)  # what one press did to many rows
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
            self.given.emit({answered.place: answer})
        elif earlier not in (None, LATER):
            self.taken_back.emit((answered.place,))
        self._show()

    def _choose(self, number: int) -> None:
        question = self.queue.current
        if question and number <= len(question.candidates):
            self.give(question.same(question.candidates[number - 1]))

    def _give_new(self) -> None:
        if question := self.queue.current:
            self.give(question.words.new_answer)

    def _all_new(self, *, same_name: bool) -> None:
        """Many rows in one step, taken back in one step."""
        questions = self.queue.open_like(same_name=same_name)
        if len(questions) > 1:
            words = questions[0].words
            self.given.emit(self.queue.answer_all(questions))
            self.told.emit(words.said.format(count=len(questions)))
            self._show()

    def _find(self) -> None:
        question = self.queue.current
        if question and question.about != "sale":
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
        self.new.setText(f" {question.words.new}  (N)")
        self.other.setVisible(question.about != "sale")
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
        self._offer_all_new()
        question = queue.current
        answer = queue.answer_of(question) if question else None
        self.answered.setVisible(answer is not None)
        self.answered.show_sign(*self._sign(answer))

    def _offer_all_new(self) -> None:
        """Offer one answer for all of a name, and for all that are open, with their numbers."""
        alike, rest = (self.queue.open_like(same_name=name) for name in (True, False))
        offered = (
            (self.group_new, alike, "group", "G", 1 < len(alike) < len(rest)),
            (self.rest_new, rest, "rest", "A", len(rest) > 1),
        )
        for button, questions, key, letter, is_offered in offered:
            button.setVisible(is_offered)
            if is_offered:
                words = getattr(questions[0].words, key)
                said = words.format(count=len(questions), name=questions[0].name)
                button.setText(f" {said}  ({letter})".replace("&", "&&"))
                button.setAccessibleName(said)

    def _sign(self, answer: Answer | None) -> tuple[str, str, str]:
        if answer in SIGNS:
            return SIGNS[str(answer)]
        if row := row_meant(answer):
            return "check", f"Your answer: the same customer as row {row:,}", "changed"
        known = self._cards.get(answer) if isinstance(answer, int) else None
        name = known.who.name if known else "on file"
        return "check", f"Your answer: the same as {name}", "changed"

    def _show_sides(self, question: Question) -> None:
        answer = self.queue.answer_of(question)
        self.heads = []
        sides = [Side(file_head(question), question.values, "the file")]
        for number, candidate in enumerate(question.candidates, start=1):
            card = self._cards.get(candidate.customer_id)
            values = question.earlier.get(candidate.row) or values_of(card)
            name = f"Row {candidate.row:,}: {values[0]}" if candidate.row else values[0]
            choose, words = partial(self._choose, number), question.words
            head = CandidateHead(number, name, candidate, choose, words.same)
            head.show_chosen(chosen=answer == question.same(candidate))
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
                lambda db, _check: glances(db, ids, as_of),
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
        self.new = parts.button("New customer  (N)", self._give_new, icon_name="plus")
        self.other = parts.button("Someone else on file…  (F)", self._find, icon_name="search")
        self.later = parts.button("Decide later  (L)", lambda: self.give(LATER), icon_name="clock")
        self.back = parts.tool("Question before (←)", "arrow-left", lambda: self._move(-1))
        self.forth = parts.tool("Next question (→)", "arrow-right", lambda: self._move(1))
        self.undo = parts.link("Take back  (Ctrl+Z)", self.take_back, icon_name="undo-2")
        self.later_all: QPushButton = parts.link("Decide the others later", self._all_later)
        group, rest = (partial(self._all_new, same_name=name) for name in (True, False))
        self.group_new = parts.link("All of this name are different", group, icon_name="users")
        self.rest_new = parts.link("All are different", rest, icon_name="users")

    def _bind_keys(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "N": self._give_new,
            "G": partial(self._all_new, same_name=True),
            "A": partial(self._all_new, same_name=False),
            "L": lambda: self.give(LATER),
            "F": self._find,
            "Left": lambda: self._move(-1),
            "Right": lambda: self._move(1),
        }
        acts |= {str(number): partial(self._choose, number) for number in range(1, MOST + 1)}
        bind_keys(self, acts)

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
        alone = (self.new, self.other, self.later, self.undo)
        for button in (*alone, self.group_new, self.rest_new, self.later_all):
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
    has_reasons = question.about != "sale" and bool(question.candidates[0].reasons)
    return question.reason.partition(": ")[0] if has_reasons else question.reason


def last_name(name: str) -> str:
    """The word to begin the search with: "Reyes" of "Pat Reyes" and of "Reyes, Pat"."""
    before_comma = name.split(",", maxsplit=1)[0].split()
    return before_comma[-1] if before_comma else ""
