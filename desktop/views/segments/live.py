"""Counts the draft while it is edited: one number first, then every row, sentence and sample.

Each question stands on a channel of its own, so a newer one stops the older; an answer carries
the tree it is about, and one about an older tree is never shown.
"""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from desktop.services.segments import checks, counting
from desktop.services.segments.checks import Checked
from desktop.services.segments.context import Context as Asked
from desktop.services.segments.counting import Count, Member, NodeCount
from desktop.services.segments.edits import Path
from desktop.services.segments.sentence import sentence
from desktop.services.segments.tree import Group
from desktop.views.jobs import Checkpoint
from desktop.views.segments import places
from desktop.views.segments.desk import Desk, Verdict
from desktop.views.widgets.debounce import Debounce

HALF_TYPED = "missing_value"


class Total(NamedTuple):
    """The number, and what the checks say."""

    tree: Group
    found: Count
    checked: Checked


class Detail(NamedTuple):
    """What is read once the number stands still."""

    tree: Group
    nodes: dict[Path, NodeCount]
    sentence: str
    sample: list[Member]


class Live(QObject):
    """Asks after every change of the draft; `stale`, then `counted`, then `detailed`."""

    stale = Signal()
    counted = Signal(object)  # Total
    detailed = Signal(object, object)  # Detail, verdicts by node id

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._wait = Debounce(self, self.ask)
        self._asked: Group | None = None
        self._total: Total | None = None
        desk.draft.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Ask for the draft as it is now."""
        tree, as_of = self._desk.tree, self._desk.today()
        self._asked = tree
        jobs = self._desk.context.jobs
        jobs.cancel("segments.detail")
        jobs.run(lambda db, _: _total(db, tree, as_of), self._take_total, channel="segments.count")

    def again(self) -> None:
        """The office's data changed: ask anew for the same tree."""
        self.stale.emit()
        self.ask()

    def _on_changed(self, typed: bool) -> None:  # noqa: FBT001 - a signal carries it
        if self._desk.tree is self._asked:
            return
        self.stale.emit()
        if typed:
            self._wait.start()
        else:
            self._wait.stop()
            self.ask()

    def _take_total(self, total: Total) -> None:
        if total.tree is not self._desk.tree:
            return
        self._total = total
        self.counted.emit(total)
        tree, as_of = total.tree, self._desk.today()
        self._desk.context.jobs.run(
            lambda db, checkpoint: _detail(db, tree, as_of, checkpoint),
            self._take_detail,
            channel="segments.detail",
        )

    def _take_detail(self, detail: Detail) -> None:
        if detail.tree is self._desk.tree and self._total is not None:
            self.detailed.emit(detail, verdicts(self._total, detail))


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
            missing=f"Not counted yet. {found.message}" if found and half else "",
            problem=found.message if found and path and not half else "",
        )
    return shown


def _total(db: Session, tree: Group, as_of: date) -> Total:
    return Total(tree, counting.count(db, tree, as_of), checks.check(tree, Asked(db, as_of)))


def _detail(db: Session, tree: Group, as_of: date, checkpoint: Checkpoint) -> Detail:
    nodes = counting.node_counts(db, tree, as_of)
    checkpoint()
    blanks = {path: number.blanks for path, number in nodes.items()}
    told = sentence(db, tree, as_of, blanks)
    return Detail(tree, nodes, told, counting.sample(db, tree, as_of))
