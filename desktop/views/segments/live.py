"""Counts the draft while it is edited: one number first, then every row, sentence and sample.

Each question stands on a channel of its own, so a newer one stops the older; an answer carries
the question it is about, and one about an older question is never shown.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from desktop.services.segments import checks, counting
from desktop.services.segments.checks import Checked
from desktop.services.segments.context import Context as Asked
from desktop.services.segments.counting import Count, Member, NodeCount
from desktop.services.segments.edits import Path
from desktop.services.segments.pruning import prune
from desktop.services.segments.sentence import sentence
from desktop.services.segments.tree import Group
from desktop.views.jobs import Checkpoint
from desktop.views.segments import places
from desktop.views.segments.desk import Desk, Verdict
from desktop.views.segments.question import Question
from desktop.views.widgets.debounce import Debounce

HALF_TYPED = "missing_value"
ONE_CONDITION = 2  # nodes: the root and the condition in it


class Total(NamedTuple):
    """The number, and what the checks say; `frozen` is on the list that other conditions made."""

    question: Question
    found: Count
    checked: Checked
    frozen: int | None = None

    @property
    def tree(self) -> Group:
        """The conditions counted."""
        return self.question.tree


class Obstacle(NamedTuple):
    """The condition without which the most would be left of an empty segment."""

    node_id: str
    words: str
    left: int


class Detail(NamedTuple):
    """What is read once the number stands still."""

    question: Question
    nodes: dict[Path, NodeCount]
    sentence: str
    sample: list[Member]
    obstacle: Obstacle | None = None

    @property
    def tree(self) -> Group:
        """The conditions counted."""
        return self.question.tree


class Live(QObject):
    """Asks after every change of the draft; `stale`, then `counted`, then `detailed`."""

    stale = Signal()
    counted = Signal(object)  # Total
    detailed = Signal(object, object)  # Detail, verdicts by node id

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._wait = Debounce(self, self.ask)
        self._asked: Question | None = None
        self._total: Total | None = None
        desk.draft.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Ask for the draft as it is now."""
        question, as_of = self._desk.question, self._desk.today()
        self._asked = question
        jobs = self._desk.context.jobs
        jobs.cancel("segments.detail")
        jobs.cancel("segments.ahead")
        jobs.run(
            lambda db, _: _total(db, question, as_of), self._take_total, channel="segments.count"
        )

    def again(self) -> None:
        """The office's data changed: ask anew for the same conditions."""
        self.stale.emit()
        self.ask()

    def _on_changed(self, typed: bool) -> None:  # noqa: FBT001 - a signal carries it
        if self._desk.question == self._asked:
            return
        self.stale.emit()
        if typed:
            self._wait.start()
        else:
            self._wait.stop()
            self.ask()

    def _take_total(self, total: Total) -> None:
        if total.question != self._desk.question:
            return
        self._total = total
        self.counted.emit(total)
        as_of = self._desk.today()
        self._desk.context.jobs.run(
            lambda db, checkpoint: _detail(db, total, as_of, checkpoint),
            self._take_detail,
            channel="segments.detail",
        )

    def _take_detail(self, detail: Detail) -> None:
        if detail.question == self._desk.question and self._total is not None:
            self.detailed.emit(detail, verdicts(self._total, detail))
            as_of = self._desk.today()
            self._desk.context.jobs.run(
                lambda db, _: counting.read_ahead(db, as_of), _nothing, channel="segments.ahead"
            )


def _nothing(_: object) -> None:
    """Nothing is shown of what was read ahead."""


def verdicts(total: Total, detail: Detail | None) -> dict[str, Verdict]:
    """What to show at each node, by its id."""
    findings = {found.path: found for found in reversed(total.checked.warnings)}
    findings |= {found.path: found for found in reversed(total.checked.errors)}
    shown: dict[str, Verdict] = {}
    for path, node in places.paths(total.tree):
        number = detail.nodes.get(path) if detail else None
        found = findings.get(path)
        half = found is not None and found.code == HALF_TYPED
        shown[node.id or ""] = Verdict(
            number=number.count if number else None,
            blanks=number.blanks if number else None,
            left=number.left if number else None,
            missing=f"Not counted yet. {found.message}" if found and half else "",
            problem=found.message if found and path and not half else "",
        )
    return shown


def _total(db: Session, question: Question, as_of: date) -> Total:
    found = counting.count(db, question.members(db), as_of)
    asked = Asked(db, as_of)
    if question.is_as_saved:  # membership is one whole condition; say what it does without
        found = replace(found, left_out=prune(question.tree, asked).left_out)
    frozen = question.frozen(db)
    kept = counting.count(db, frozen, as_of).count if frozen else None
    return Total(question, found, checks.check(question.tree, asked), kept)


def _detail(db: Session, total: Total, as_of: date, checkpoint: Checkpoint) -> Detail:
    question = total.question
    nodes = counting.node_counts(db, question.tree, as_of)
    checkpoint()
    told = sentence(db, question.tree, as_of, _blanks(question, nodes))
    sample = counting.sample(db, question.members(db), as_of)
    checkpoint()
    obstacle = _obstacle(db, question, as_of) if not total.found.count else None
    return Detail(question, nodes, told, sample, obstacle)


def _blanks(question: Question, nodes: dict[Path, NodeCount]) -> dict[Path, int | None]:
    """The blanks for the sentence: only where all those a condition takes in are members."""
    root = question.tree
    joined = root.combinator in ("all", "any") and not root.negate
    listed = question.is_as_saved and question.is_frozen
    if len(nodes) != ONE_CONDITION or not joined or listed:
        return {}
    return {path: number.blanks for path, number in nodes.items()}


def _obstacle(db: Session, question: Question, as_of: date) -> Obstacle | None:
    """Why nobody is left: the condition without which there would be the most."""
    if question.is_as_saved and question.is_frozen:
        return None
    left = counting.counts_without(db, question.tree, as_of)
    place = max(left, key=lambda one: left[one], default=None)
    if place is None or not left[place]:
        return None
    child = question.tree.children[place]
    told = sentence(db, child, as_of).removesuffix(".")
    return Obstacle(child.id or "", told, left[place])
