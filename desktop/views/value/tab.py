"""What the tabs share: how they are asked, charts whose parts open their customers."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.views.charts.chart import Chart
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.value.opening import Opening
from desktop.views.value.snapshot_bar import SnapshotBar
from desktop.views.value.tab_order import put_in_order
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.room import scrolled

Question = Callable[[Session, Checkpoint], Any]
_NOT_YET = object()  # what follows from the records is still of another day
WAIT_MS = 250  # quicker answers need no word of waiting
NO_LIST = "There is nobody behind this part, so there is no list."
BESIDE = 118  # letters of width from which pictures stand side by side


class Tab(QWidget):
    """One tab: `wanted` carries a deed and the opening it is for, `person` a customer's row.

    `is_slow` says that an answer takes a while or no longer comes, `answered` that it is there.
    """

    wanted = Signal(str, object)
    person = Signal(int)
    answered = Signal()
    is_slow = Signal(bool)
    key = ""
    name = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.charts: list[Chart] = []
        self.days: SnapshotBar | None = None
        self.is_asking = False
        self._is_out_of_date = True
        self._found: dict[int, Any] = {}
        self._opened_from: tuple[Chart, object] | None = None
        self._opened_by: QWidget | None = None  # a button beside a picture
        self._pairs: list[QBoxLayout] = []
        self.waiting = parts.Empty(
            "clock", "One moment", "The pictures are being worked out from your records."
        )
        self.column = QVBoxLayout()
        self._lay_out()
        self._patience = Debounce(self, self._say_waiting, WAIT_MS)
        self.build()
        self.column.addStretch(1)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(self.column)
        self.column.setContentsMargins(0, look.M, look.M, look.M)
        self.column.setSpacing(look.M)
        self.area = scrolled(inside, f"Pictures of {self.name}")
        self.stack = QStackedLayout(self)
        for widget in (QWidget(), self.waiting, self.area):
            self.stack.addWidget(widget)

    def build(self) -> None:
        """Put the pictures in place, without numbers yet."""
        raise NotImplementedError

    def questions(self) -> Sequence[Question]:
        """What to read, asked side by side on worker threads."""
        raise NotImplementedError

    def show_answers(self, *answers: Any) -> None:
        """Show what was read, in the order of the questions."""
        raise NotImplementedError

    def prints(self, head: Head) -> Iterable[Print]:
        """The pictures on one page; nothing while there are none."""
        raise NotImplementedError

    # Asking

    def outdate(self) -> None:
        """What is shown is of before; asked anew when the tab is in front."""
        self._is_out_of_date = True

    def come(self) -> None:
        """Be in front: ask, unless that was done ahead; the old picture stays till then."""
        if self._is_out_of_date:
            self.refresh()
        elif not self.has_answer:
            self._patience.start()

    def refresh(self) -> None:
        """Ask the office, away from the window; all questions at once."""
        asked = self._begin()
        self._patience.start()
        for place, question in enumerate(asked):
            collect = partial(self._collect, place, len(asked))
            self._run(question, collect, place)

    def ask_ahead(self) -> bool:
        """Ask while another tab is in front, one question after the other; False: known already."""
        if not self._is_out_of_date:
            return False
        asked = self._begin()

        def work(db: Session, checkpoint: Checkpoint) -> tuple[Any, ...]:
            return tuple(question(db, checkpoint) for question in asked)

        self._run(work, self._take, 0)
        return True

    def _begin(self) -> Sequence[Question]:
        self._is_out_of_date, self.is_asking, self._found = False, True, {}
        self.before_asking()
        return self.questions()

    def _run(self, question: Question, take: Callable[[Any], None], place: int) -> None:
        as_of = self.context.as_of()

        def ask(db: Session, checkpoint: Checkpoint) -> Any:
            if not facts.is_current(db, as_of):
                return _NOT_YET
            return question(db, checkpoint)

        def arrive(answer: Any) -> None:
            if answer is _NOT_YET:
                self._wait()
            else:
                take(answer)

        self.context.jobs.run(ask, arrive, self._fail, channel=f"value.{self.key}.{place}")

    def _wait(self) -> None:
        """For the facts of the day; whoever works them out says when they are there."""
        self._is_out_of_date, self.is_asking = True, False
        self._patience.stop()
        self._say_waiting()

    def before_asking(self) -> None:
        """Note on the window's thread what the questions need from the widgets."""

    @property
    def has_answer(self) -> bool:
        """Whether there is a picture."""
        return self.stack.currentWidget() is self.area

    def _collect(self, place: int, count: int, answer: Any) -> None:
        self._found[place] = answer
        if len(self._found) == count:
            self._take(tuple(self._found[one] for one in range(count)))

    def _take(self, answers: tuple[Any, ...]) -> None:
        """Show the answers, out of sight too, so that the tab is there when it is turned to."""
        self._patience.stop()
        self.is_asking = False
        self.stack.setCurrentWidget(self.area)
        self.show_answers(*answers)
        put_in_order(self.column)
        self._look_at_days()
        self.answered.emit()

    def _fail(self, error: BaseException) -> None:
        self._is_out_of_date, self.is_asking = True, False
        self._patience.stop()
        self.is_slow.emit(False)
        self.context.show_error(error)

    def _say_waiting(self) -> None:
        if not self.has_answer:
            self.stack.setCurrentWidget(self.waiting)
        self.is_slow.emit(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Only who looks at a picture asks for the days that it lacks."""
        super().showEvent(event)
        self._look_at_days()

    def _look_at_days(self) -> None:
        if self.days is not None and self.isVisible() and self.has_answer:
            self.days.look()

    # Charts

    def chart(self) -> Chart:
        """A chart whose parts open their customers."""
        made = Chart()
        made.chosen.connect(lambda key: self._open(made, key))
        made.menu_wanted.connect(lambda key, where: self._menu(made, key, where))
        self.charts.append(made)
        return made

    def beside(self, *widgets: QWidget, shares: tuple[int, ...] = ()) -> None:
        """Put cards side by side, below each other where the window is narrow."""
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(look.M)
        for place, widget in enumerate(widgets):
            line.addWidget(widget, shares[place] if shares else 1)
        self._pairs.append(line)
        self.column.addLayout(line)

    def resizeEvent(self, event: Any) -> None:
        """Stand side by side only where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= BESIDE * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction
        for line in self._pairs:
            line.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def open_by(self, button: QWidget, what: Opening) -> None:
        """Open the list of a button."""
        self._opened_by = button
        self.wanted.emit("list", what)

    def _open(self, chart: Chart, key: object) -> None:
        self._opened_from, self._opened_by = (chart, key), None
        if isinstance(key, Opening):
            self.wanted.emit("list", key)
        elif isinstance(key, int):
            self.person.emit(key)
        else:
            self.context.notify(NO_LIST)

    def _menu(self, chart: Chart, key: object, where: QPoint) -> None:
        from desktop.views.value import deeds  # noqa: PLC0415 - not before the paint

        self._opened_from = (chart, key)
        if isinstance(key, Opening):
            self.menu = deeds.show_menu(self, where, key, self.wanted.emit)

    def return_focus(self) -> None:
        """Go back to the part whose list was open."""
        if self._opened_by is not None:
            self._opened_by.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._opened_from is None or not self._opened_from[0].focus(self._opened_from[1]):
            self.focus_first()

    def focus_first(self) -> None:
        """Go to the first part of the first picture."""
        any(chart.focus() for chart in self.charts)
