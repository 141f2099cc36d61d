"""Which question is in front, what was answered, and the way back; plain values, no widget."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.planning.answers import Answer
from desktop.views.importing.questions.asking import Question

Place = tuple[str, int]
LATER = "later"


class Step(NamedTuple):
    """One answer that can be taken back: where one was, and what stood there before."""

    at: int
    before: dict[Place, Answer | None]


class Queue:
    """The questions in the order in which they came up.

    A row that was answered no longer asks in the next preview; its question stays here, so that
    one can go back to it. One that asks something else then waits again. An answer is one of
    `answers`, or "later".
    """

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.answers: dict[Place, Answer] = {}
        self.at = 0
        self._steps: list[Step] = []

    def forget(self) -> None:
        """Begin with nothing."""
        self.questions, self.answers, self.at, self._steps = [], {}, 0, []

    def take(self, asking: Sequence[Question]) -> None:
        """Take the questions of a new preview; those answered stay, those that went away go."""
        newer = {question.place: question for question in asking}
        kept = [
            newer.pop(old.place, old)
            for old in self.questions
            if old.place in newer or self.answers.get(old.place, LATER) != LATER
        ]
        current = self.current
        asked = {question.place: question.about for question in self.questions}
        self.questions = [*kept, *newer.values()]
        here = {question.place for question in self.questions}
        other = {one.place for one in asking if asked.get(one.place, one.about) != one.about}
        self.answers = {p: a for p, a in self.answers.items() if p in here and p not in other}
        self._steps = [step for step in self._steps if set(step.before) <= here]
        self._go_to(current.place if current else None)

    def _go_to(self, place: Place | None) -> None:
        places = [question.place for question in self.questions]
        if place in places:
            self.at = places.index(place)
        else:
            self.at = min(self.at, max(len(places) - 1, 0))

    @property
    def current(self) -> Question | None:
        """The question in front; None when there is none."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    def answer_of(self, question: Question) -> Answer | None:
        """What was said about it."""
        return self.answers.get(question.place)

    def open_at(self, place: Place) -> None:
        """Bring the question about a row to the front."""
        self._go_to(place)

    def move(self, by: int) -> None:
        """Go back or forth without an answer."""
        self.at = min(max(self.at + by, 0), max(len(self.questions) - 1, 0))

    def answer(self, answer: Answer) -> Question | None:
        """Answer the question in front and go to the next that waits; what was answered."""
        question = self.current
        if question is None:
            return None
        self._say({question.place: answer})
        self._to_next()
        return question

    def open_like(self, *, same_name: bool) -> list[Question]:
        """What waits and asks the same as the question in front; of its name, or all."""
        front = self.current
        if front is None or not front.words.rest:
            return []
        return [
            one
            for one in self.questions
            if one.place not in self.answers
            and one.about == front.about
            and (not same_name or fold(one.name) == fold(front.name))
        ]

    def answer_all(self, questions: Sequence[Question]) -> dict[Place, Answer]:
        """Call all of these new, in one step; what was said of each."""
        said = {one.place: one.words.new_answer for one in questions}
        if said:
            self._say(said)
            self._to_next()
        return said

    def later_for_all(self) -> None:
        """Keep every question that has no answer for another time."""
        waiting: dict[Place, Answer] = {
            q.place: LATER for q in self.questions if q.place not in self.answers
        }
        if waiting:
            self._say(waiting)

    def take_back(self) -> tuple[Place, ...]:
        """Undo the last answer and go there; the rows it was about."""
        if not self._steps:
            return ()
        step = self._steps.pop()
        for place, before in step.before.items():
            if before is None:
                self.answers.pop(place, None)
            else:
                self.answers[place] = before
        self.at = step.at
        return tuple(step.before)

    @property
    def can_take_back(self) -> bool:
        """Whether there is an answer to take back."""
        return bool(self._steps)

    def _say(self, said: dict[Place, Answer]) -> None:
        self._steps.append(Step(self.at, {place: self.answers.get(place) for place in said}))
        self.answers.update(said)

    def _to_next(self) -> None:
        """The next without an answer, from here on and then from the top; else stay."""
        count = len(self.questions)
        for step in range(1, count + 1):
            place = (self.at + step) % count
            if self.questions[place].place not in self.answers:
                self.at = place
                return
        self.at = min(self.at + 1, count - 1)

    @property
    def waiting(self) -> int:
        """How many have no answer yet, not even "later"."""
        return sum(question.place not in self.answers for question in self.questions)

    @property
    def progress(self) -> str:
        """How far one is: "3 of 12 answered, 2 kept for later"."""
        total = len(self.questions)
        later = self._count([LATER])
        said = f"{len(self.answers) - later:,} of {total:,} answered"
        return f"{said}, {later:,} kept for later" if later else said

    def _count(self, answers: Iterable[Answer]) -> int:
        wanted = set(answers)
        return sum(answer in wanted for answer in self.answers.values())
