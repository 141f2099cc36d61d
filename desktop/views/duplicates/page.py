"""The page Duplicates: one pair after another, answered by key; every answer can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from desktop.models.errors import CancelledError
from desktop.services import duplicates
from desktop.services.duplicates import Line, Pair
from desktop.services.duplicates.merging import MergeRow
from desktop.views.duplicates import work
from desktop.views.duplicates.pair_view import PairView
from desktop.views.duplicates.past import PastMerges
from desktop.views.jobs import Job
from desktop.views.page import Context, Page
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.keys import bind_keys
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_panel import RowsPanel
from desktop.views.widgets.working import Working

COLUMNS: tuple[Column[Pair], ...] = (
    Column("Alike", 6, lambda pair: str(pair.score), is_number=True),
    Column("Customer", 18, lambda pair: pair.a_name),
    Column("May be the same as", 18, lambda pair: pair.b_name),
)
LIST = 52  # letters of the list at first
TOPICS = ("customers", "segments")


class Step(NamedTuple):
    """One answer that can be taken back."""

    answer: str
    pair: Pair
    at: int
    merge_id: int = 0


class DuplicatesPage(Page):
    """Pairs at the left, the one in front at the right."""

    topics: ClassVar[frozenset[str]] = frozenset({"customers"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._job: Job | None = None
        self._steps: list[Step] = []
        self._is_own_change = False
        self.pairs: list[Pair] = []
        self.past: PastMerges | None = None
        self.rows = RowsPanel("Pairs of customers", COLUMNS, "No pair is left.")
        self.pair = PairView()
        self.working = Working(self._cancel)
        self.none = parts.Empty(
            "users",
            "No duplicates found",
            "Customers with a similar name, phone, e-mail or address would be shown here in pairs.",
            parts.button("Look again", self.refresh, icon_name="refresh-cw"),
        )
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    # What the window calls

    def refresh(self) -> None:
        """Look for pairs anew, unless it was this page that changed the customers."""
        if self._is_own_change:
            self._is_own_change = False
            return
        self.working.start("Looking for customers that are on file twice…")
        self.stack.setCurrentWidget(self.working)
        self._job = self.context.jobs.run(
            work.find,
            self._show_found,
            self._on_not_found,
            channel="duplicates",
            progress=self.working.show_progress,
        )

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What menus and the palette call."""
        undo = {"undo": self.take_back} if self._steps else {}
        return {"duplicates.past": self.show_past, "duplicates.again": self.refresh} | undo

    def escape(self) -> bool:
        """Stop looking."""
        if self.stack.currentWidget() is self.working:
            self._cancel()
            return True
        return False

    def close_page(self) -> None:
        """Let go of the list."""
        self.rows.let_go()

    # The pairs

    def _show_found(self, found: list[Pair]) -> None:
        self.pairs, self._steps = found, []
        self._show_at(0)

    def _on_not_found(self, error: BaseException) -> None:
        self._show_at(0)
        if not isinstance(error, CancelledError):
            self.context.show_error(error)

    def _cancel(self) -> None:
        if self._job:
            self.working.say_stopping()
            self._job.cancel()

    def _show_at(self, at: int) -> None:
        """Show the list with one pair in front."""
        self.stack.setCurrentWidget(self.splitter if self.pairs else self.none)
        said = f"{counted(len(self.pairs), 'pair')} to look at, the most alike first"
        self.rows.show_lines(self.pairs, said)
        if self.pairs:
            row = min(at, len(self.pairs) - 1)
            self.rows.view.selectRow(row)
            self.rows.view.setFocus()

    def _show_current(self) -> None:
        pair: Pair | None = self.rows.current
        if pair is not None:
            self.context.jobs.run(
                lambda db, _check: work.compare(db, pair),
                lambda lines: self._show_pair(pair, lines),
                channel="duplicates.pair",
            )

    def _show_pair(self, pair: Pair, lines: Sequence[Line]) -> None:
        self.pair.show_pair(pair, lines)

    def _move(self, by: int) -> None:
        row = min(max(self._at + by, 0), max(len(self.pairs) - 1, 0))
        self.rows.view.selectRow(row)

    @property
    def _at(self) -> int:
        current = self.rows.current
        return self.pairs.index(current) if current in self.pairs else 0

    # Answers

    def answer(self, answer: str) -> None:
        """Answer the pair in front and go to the next."""
        pair = self.pair.pair
        if pair is None or pair not in self.pairs:
            return
        at = self.pairs.index(pair)
        if answer == "same":
            self._merge(pair, at)
        elif answer == "different":
            self._tell_apart(pair, at)
        else:
            self.pairs = [*self.pairs[:at], *self.pairs[at + 1 :], pair]
            self._keep(Step("later", pair, at))
            self._show_at(at)

    def _merge(self, pair: Pair, at: int) -> None:
        (keep, gone), as_of, now = self.pair.ids, self.context.as_of(), work.utc_now()
        names = {pair.a: pair.a_name, pair.b: pair.b_name}
        said = f"Merged “{names[gone]}” into “{names[keep]}”."
        self.context.jobs.run(
            lambda db, _check: work.merge(db, keep, gone, as_of, now),
            lambda merged: self._on_merged(Step("same", pair, at, merged.merge_id), gone, said),
            writes=True,
        )

    def _on_merged(self, step: Step, gone: int, said: str) -> None:
        self.pairs = [pair for pair in self.pairs if gone not in (pair.a, pair.b)]
        self._keep(step)
        self._tell()
        self._show_at(step.at)
        self.context.notify(said, "Undo", partial(self.undo_merge, step.merge_id))

    def _tell_apart(self, pair: Pair, at: int) -> None:
        def done(_nothing: None) -> None:
            self._keep(Step("different", pair, at))
            self.pairs = [one for one in self.pairs if one != pair]
            self._show_at(at)
            self.context.notify("Kept as two customers; nobody will ask again.")

        self.context.jobs.run(
            lambda db, _check: duplicates.not_same(db, pair.a, pair.b), done, writes=True
        )

    def _keep(self, step: Step) -> None:
        self._steps.append(step)

    def _tell(self) -> None:
        """Tell the others; this page knows already."""
        self._is_own_change = True
        self.context.hub.tell(*TOPICS)
        self._is_own_change = False

    # The way back

    def take_back(self) -> None:
        """Undo the last answer."""
        if not self._steps:
            return
        step = self._steps[-1]
        if step.answer == "same":
            self.undo_merge(step.merge_id)
        elif step.answer == "different":
            self.context.jobs.run(
                lambda db, _check: duplicates.same_after_all(db, step.pair.a, step.pair.b),
                lambda _nothing: self._put_back(step),
                writes=True,
            )
        else:
            self._put_back(step)

    def _put_back(self, step: Step) -> None:
        self._steps.remove(step)
        others = [pair for pair in self.pairs if pair != step.pair]
        self.pairs = [*others[: step.at], step.pair, *others[step.at :]]
        self._show_at(step.at)

    def undo_merge(self, merge_id: int) -> None:
        """Make two customers of one again, and look at the pair once more."""
        as_of = self.context.as_of()
        self.context.jobs.run(
            lambda db, _check: work.undo_merge(db, merge_id, as_of),
            lambda _nothing: self._on_merge_undone(merge_id),
            writes=True,
        )

    def _on_merge_undone(self, merge_id: int) -> None:
        self._tell()
        self.context.notify("The merge was taken back; both customers are as before.")
        for step in [one for one in self._steps if one.merge_id == merge_id]:
            self._put_back(step)

    def show_past(self) -> None:
        """Show the merges that were done."""
        self.context.jobs.run(lambda db, _check: work.past(db), self._show_past)

    def _show_past(self, rows: list[MergeRow]) -> None:
        self.past = PastMerges(self, rows)
        self.past.undo_wanted.connect(self.undo_merge)
        self.past.open()

    # Putting together

    def _connect(self) -> None:
        self.rows.moved.connect(self._show_current)
        self.pair.answered.connect(self.answer)
        self.pair.card_wanted.connect(lambda number: self.context.go("customers", number))
        acts: dict[str, Callable[[], None]] = {
            "S": partial(self.answer, "same"),
            "D": partial(self.answer, "different"),
            "L": partial(self.answer, "later"),
            "1": partial(self.pair.choose, 0),
            "2": partial(self.pair.choose, 1),
            "O": self.pair.open_card,
            "Left": partial(self._move, -1),
            "Right": partial(self._move, 1),
        }
        bind_keys(self, acts)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(parts.title("Duplicates"))
        head.addStretch(1)
        head.addWidget(parts.link("Past merges…", self.show_past, icon_name="history"))
        head.addWidget(parts.link("Look again", self.refresh, icon_name="refresh-cw"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(look.S)
        for widget, share in ((self.rows, 2), (self.pair, 3)):
            self.splitter.addWidget(parts.sheet(widget))
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        letter = self.fontMetrics().averageCharWidth()
        self.splitter.setSizes([letter * LIST, letter * LIST * 2])
        for screen in (self.working, self.splitter, self.none):
            self.stack.addWidget(screen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
