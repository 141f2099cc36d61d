"""Segments that are nearly the same, and labels of which every customer has exactly one."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.segments.exclusive import ExclusiveSet, exclusive_sets
from desktop.services.segments.same import Pair, near_duplicates
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import wrapped

KEY = Qt.ItemDataRole.UserRole
NO_PAIRS = "No two segments share 90% or more of their customers."


class _Found(NamedTuple):
    pairs: tuple[Pair, ...]
    sets: tuple[ExclusiveSet, ...]


class Twins(QWidget):
    """Looks once when it is made; `chosen` carries a pair to lay over each other."""

    chosen = Signal(int, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.pairs = QListWidget()
        self.pairs.setAccessibleName("Segments that are nearly the same")
        self.pairs.setMaximumHeight(5 * self.fontMetrics().height())
        self.pairs.setVisible(False)
        self.no_pairs = parts.muted()
        self.sets = wrapped(quiet=True)
        self.pairs.itemActivated.connect(lambda item: self.chosen.emit(*item.data(KEY)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(parts.small_heading("Nearly the same"))
        layout.addWidget(self.pairs)
        layout.addWidget(self.no_pairs)
        layout.addWidget(parts.small_heading("Labels of which everyone has exactly one"))
        layout.addWidget(self.sets)
        day = context.as_of()
        context.jobs.run(lambda db, _: _look(db, day), self._take)

    def _take(self, found: _Found) -> None:
        for pair in found.pairs:
            text = (
                f"“{pair.first}” and “{pair.second}”: {pair.share}% the same,"
                f" {pair.both:,} of {counted(pair.either, 'customer')} are in both"
            )
            item = QListWidgetItem(text)
            item.setData(KEY, (pair.first_id, pair.second_id))
            self.pairs.addItem(item)
        self.pairs.setVisible(bool(found.pairs))
        how = "Enter or a double click compares them."
        self.no_pairs.setText(how if found.pairs else NO_PAIRS)
        self.sets.setText(_said_of_sets(found.sets))


def _look(db: Session, day: date) -> _Found:
    return _Found(near_duplicates(db, day), exclusive_sets(db, day))


def _said_of_sets(sets: Sequence[ExclusiveSet]) -> str:
    """The labels that add up in one sentence, each other one with what is wrong."""
    fine = [one.label for one in sets if one.adds_up]
    wrong = [
        f"⚠ {one.label}: {one.without:,} without a value, {one.several:,} with more than one."
        for one in sets
        if not one.adds_up
    ]
    total = sets[0].live_total if sets else 0
    said = [f"✓ Each adds up to {counted(total, 'customer')}: {', '.join(fine)}."] if fine else []
    return "\n".join([*said, *wrong])
