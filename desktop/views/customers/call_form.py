"""What was said on the telephone: outcome, note, and when to follow up; saved with one press."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.choices import INTERACTION_CHANNEL, OUTCOME
from desktop.models.errors import UserError
from desktop.services.records import Field, FollowUp, InvalidError, log_call
from desktop.services.records.options import Offers
from desktop.views.customers.drafts import Draft, Drafts
from desktop.views.page import Context
from desktop.views.records.inputs import Around, Choice, Day, Editor, Lines, Text
from desktop.views.records.saving import save
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout

FIRST_CHANNEL, FIRST_OUTCOME = "call_in", "answered"
SOON = (("1 day", 1), ("1 week", 7), ("1 month", 30))
FOLLOW_UP = "Call back"


class CallForm(parts.Card):
    """Keeps a call, and what follows from it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setAccessibleName("Call")
        self._context, self._drafts = context, Drafts(context)
        self.customer_id = 0
        around = Around(context, Offers({}, {}))
        self.channel = Choice("How", INTERACTION_CHANNEL.items)
        self.outcome = Choice("Outcome", ((None, ""), *OUTCOME.items))
        self.note = Lines(Field("note", "Note", "lines", help="What was said"))
        self.task = Text(Field("text", "What to do", "text", help=FOLLOW_UP))
        self.day = Day(Field("due_date", "Follow up on", "date"), around)
        # A proxy inside a scrolled area draws Tab past everything before it (Qt 6.11).
        self.day.widget.setFocusProxy(None)  # type: ignore[arg-type] # none is allowed
        self.problem = parts.muted()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.save_button = parts.primary("Save call", self.save)
        self._build()
        self.clear()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(look.XS)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._call_line(), 0, 0, 1, 2)  # says of itself that it is a call
        rows = (
            ("Note", self.note.widget),
            ("Follow up", self._day_line()),
            ("To do then", self.task.widget),
        )
        for row, (name, widget) in enumerate(rows, 1):
            top = Qt.AlignmentFlag.AlignTop if widget is self.note.widget else Qt.AlignmentFlag(0)
            grid.addWidget(parts.muted(name), row, 0, top)
            grid.addWidget(widget, row, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addStretch()
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.S, look.M, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(grid)
        layout.addLayout(foot)

    def _call_line(self) -> QWidget:
        """What happened and what came of it; under each other where there is no room."""
        whole = QWidget()
        line = FlowLayout(whole, look.XS)
        for one in (self.channel, self.outcome):
            one.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            line.addWidget(one.box)
        return whole

    def _day_line(self) -> QWidget:
        whole = QWidget()
        line = FlowLayout(whole, look.XS)
        line.addWidget(self.day.widget)
        self.soon: list[QPushButton] = []
        for words, days in SOON:
            button = parts.link(words, partial(self.follow_up_in, days))
            button.setAccessibleName(f"Follow up in {words}")
            self.soon.append(button)
            line.addWidget(button)
        return whole

    def follow_up_in(self, days: int) -> None:
        """Say when to follow up, counted from today."""
        self.day.show(self._context.as_of() + timedelta(days))

    def show_customer(self, customer_id: int) -> None:
        """Go on with what was typed about this customer, else begin anew."""
        if customer_id != self.customer_id:
            self.put_aside()
            self.customer_id = customer_id
            self._restore(self._drafts.take(customer_id))

    def put_aside(self) -> None:
        """Keep what is typed and not saved, until this customer is shown again."""
        if self.is_begun():
            self._drafts.keep(self.customer_id, {key: e.value() for key, e in self._editors()})

    def _editors(self) -> Iterable[tuple[str, Editor]]:
        names = ("channel", "outcome", "note", "task", "day")
        return ((name, getattr(self, name)) for name in names)

    def _restore(self, draft: Draft) -> None:
        self.clear()
        for key, editor in self._editors():
            if draft.get(key) is not None:
                editor.show(draft[key])

    def clear(self) -> None:
        """Empty all fields."""
        self.channel.show(FIRST_CHANNEL)
        self.outcome.show(FIRST_OUTCOME)
        for one in (self.note, self.task, self.day):
            one.show(None)
        self._say("")

    def is_begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return any(one.value() for one in (self.note, self.task, self.day))

    def save(self) -> None:
        """Keep the call and its follow-up."""
        if not self.save_button.isEnabled():
            return
        if self.save_button.hasFocus():  # else it goes on to the next button, far down the card
            self.note.focus()
        self.save_button.setEnabled(False)
        follow_up = None
        if self.day.value() or self.task.value():
            follow_up = FollowUp(self.task.value() or FOLLOW_UP, self.day.value())
        who, channel, outcome = self.customer_id, self.channel.value(), self.outcome.value()
        note = self.note.value()
        said = "Call and follow-up saved." if follow_up else "Call saved."
        save(
            self._context,
            lambda db, now: log_call(db, who, channel, outcome, note, now, follow_up=follow_up),
            said,
            lambda _saved: self._on_saved(who),
            self._refuse,
        )

    def _on_saved(self, customer_id: int) -> None:
        self.save_button.setEnabled(True)
        if customer_id == self.customer_id:
            self.clear()
        else:
            self._drafts.take(customer_id)

    def _refuse(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidError):
            wrong_day = any(one.field == "due_date" for one in error.errors)
            (self.day if wrong_day else self.note).focus()
        if isinstance(error, UserError):
            self._say(error.message)
        else:
            self._context.show_error(error)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves from anywhere in the form; so does Enter outside the note."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)
