"""A dialog for rules with versions: edit, see what is wrong and what would change, publish."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.value import versions
from desktop.services.value.versions import Version
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import day
from desktop.views.widgets.room import scrolled, wrapped

LOOK_AHEAD_MS = 300
STOPPED = "Stopped. What would change was not worked out."
WORKING = "Working out what would change…"
EDITOR_LINES = 19  # at least in sight; a screen of 768 has room for the rest


class RulesEditor(QWidget):
    """What is edited in the dialog; `edited` after every change of the user."""

    edited = Signal()

    def show_body(self, body: dict[str, Any]) -> None:
        """Show rules."""
        raise NotImplementedError

    def body(self) -> dict[str, Any]:
        """The rules as they stand in the fields.

        Raises:
            UserError: a field does not hold a number; `where` names it.
        """
        raise NotImplementedError

    def show_problem(self, where: str, message: str) -> bool:
        """Say what is wrong at its place; False when the editor has no such place."""
        raise NotImplementedError


class RulesDialog(QDialog):
    """Publishes a new version of a kind of rules; old versions stay and can be taken up again."""

    kind = ""
    heading = ""
    explanation = ""
    look_ahead_ms = LOOK_AHEAD_MS

    def __init__(self, parent: QWidget, context: Context, rules: Version) -> None:
        super().__init__(parent)
        self.context, self.rules = context, rules
        self._publishing = False
        self.setWindowTitle(self.heading)
        self.versions = QComboBox()
        parts.field(self.versions, "Start from")
        self.versions.addItem(version_label(rules), rules.body)
        self.versions.activated.connect(self._take_up)
        self.note, self.author = QLineEdit(), QLineEdit()
        self.note.setPlaceholderText("Why the rules change")
        parts.field(self.note, "Note")
        parts.field(self.author, "Changed by")
        self.author.setText(context.settings.get("user.name"))
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self.problem.setAccessibleName("What is wrong")
        self.ahead = wrapped(quiet=True)
        self.ahead.setAccessibleName("What would change")
        self.stop = parts.link("Stop", self.stop_looking, icon_name="x")
        self.stop.setAccessibleName("Stop working out what would change")
        self.stop.hide()
        self.publish_button = parts.primary("Publish", self.publish)
        self.editor = self.make_editor()
        self.editor.edited.connect(self._on_edited)
        self._pause = Debounce(self, self.look_ahead, self.look_ahead_ms)
        self._lay_out()
        self.editor.show_body(rules.body)
        self._on_edited()
        context.jobs.run(
            lambda db, _checkpoint: versions.history(db, self.kind),
            self._take_history,
            channel=self._history_channel,
        )

    def make_editor(self) -> RulesEditor:
        """The fields of this kind of rules."""
        raise NotImplementedError

    def preview(self, db: Session, body: dict[str, Any], checkpoint: Checkpoint) -> Any:
        """What would change, for `take_ahead`: a sentence; on a worker thread."""
        raise NotImplementedError

    def more_buttons(self) -> Sequence[QWidget]:
        """What else can be done here."""
        return ()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("&Start from", self.versions)
        form.addRow("&Note", self.note)
        form.addRow("Changed &by", self.author)
        foot = QHBoxLayout()
        for button in self.more_buttons():
            foot.addWidget(button)
        foot.addWidget(self.problem, 1)
        foot.addWidget(parts.button("Cancel", self.reject))
        foot.addWidget(self.publish_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(wrapped(self.explanation))
        layout.addWidget(self._editor_area(), 1)
        layout.addLayout(self._ahead_line())
        layout.addLayout(form)
        layout.addLayout(foot)

    def _ahead_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.ahead, 1)
        line.addWidget(self.stop)
        return line

    def _editor_area(self) -> QWidget:
        """The editor in full width; on a low screen it scrolls."""
        area = scrolled(self.editor, "The rules")
        wanted = self.editor.sizeHint()
        area.setMinimumWidth(wanted.width() + look.XL)
        line = self.fontMetrics().height()
        area.setMinimumHeight(min(wanted.height() + look.S, line * EDITOR_LINES))
        return area

    def _take_history(self, found: Sequence[Version]) -> None:
        self.versions.clear()
        for version in found:
            self.versions.addItem(version_label(version), version.body)

    def _take_up(self, place: int) -> None:
        self.editor.show_body(self.versions.itemData(place))
        self._on_edited()

    def _on_edited(self) -> None:
        """Check at once, look ahead when typing pauses."""
        body = self.checked()
        changed = body is not None and body != self.rules.body
        may_publish = changed and not self._publishing
        self.publish_button.setEnabled(may_publish)
        if body is not None and not changed and not self._publishing:
            self.ahead.setText("Nothing is changed yet.")
        self.context.jobs.cancel(self._channel)  # its answer would be about other rules
        self.stop.hide()
        if may_publish:
            self.ahead.setText(WORKING)
            self._pause.start()
        else:
            self._pause.stop()

    def checked(self) -> dict[str, Any] | None:
        """The rules when they hold together; what is wrong is told at its place."""
        self.editor.show_problem("", "")
        self.problem.setText("")
        try:
            body = self.editor.body()
            versions.known(self.kind).check(body)
        except UserError as error:
            if not self.editor.show_problem(error.where or "", error.message):
                self.problem.setText(error.message)
            self.ahead.setText("")
            return None
        return body

    def look_ahead(self) -> None:
        """Work out in the background what would change."""
        body = self.checked()
        if body is None:
            return
        self.ahead.setText(WORKING)
        self.stop.show()
        self.context.jobs.run(
            lambda db, checkpoint: self.preview(db, body, checkpoint),
            self._on_ahead,
            self._on_ahead_failed,
            channel=self._channel,
        )

    @property
    def _channel(self) -> str:
        return f"value.{self.kind}.ahead"

    @property
    def _history_channel(self) -> str:
        return f"value.{self.kind}.history"

    def _on_ahead(self, found: Any) -> None:
        self.stop.hide()
        self.take_ahead(found)

    def _on_ahead_failed(self, error: BaseException) -> None:
        self.stop.hide()
        self.ahead.setText("")
        self.context.show_error(error)

    def take_ahead(self, found: Any) -> None:
        """Show what would change."""
        self.ahead.setText(found)

    def stop_looking(self) -> None:
        """Let what would change be; the rules can be published all the same."""
        self._pause.stop()
        self.context.jobs.cancel(self._channel)
        self.stop.hide()
        self.ahead.setText(STOPPED)

    def publish(self) -> None:
        """Make the rules those in force; everything that follows is worked out with them."""
        if self._publishing:
            return
        body = self.checked()
        if body is None:
            return
        self._publishing = True
        self.stop_looking()  # it would hold up the work
        note, author = self.note.text(), self.author.text()
        wanted = self.rules._replace(body=body, note=note, author=author)
        self.publish_button.setEnabled(False)
        self.publish_button.setText("Publishing…")
        self.ahead.setText("Everything that follows from the rules is being worked out anew…")
        publish_rules(self.context, wanted, self._on_published, self._on_refused)

    def _on_published(self, made: Version) -> None:
        self._publishing = False
        say_published(self.context, self.heading, made, before=self.rules)
        self.accept()

    def _on_refused(self, error: BaseException) -> None:
        self._publishing = False
        self.publish_button.setText("Publish")
        self.ahead.setText("")
        self._on_edited()  # the fields may have changed meanwhile
        self.context.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes to the next one: it shall press no button that it is not on."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(self.focusWidget(), QLineEdit):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Stop looking ahead; go. While it publishes it stays: the answer comes here."""
        if self._publishing:
            return
        self.stop_looking()
        self.context.jobs.cancel(self._history_channel)
        super().done(result)
        self.deleteLater()


def version_label(version: Version) -> str:
    """A version in the list of versions."""
    told = ", ".join(text for text in (version.author, version.note) if text)
    return f"Version {version.version}, {day(version.created_on)}" + (f": {told}" if told else "")


def publish_rules(
    context: Context,
    wanted: Version,
    on_done: Callable[[Version], None],
    on_error: Callable[[BaseException], None] | None = None,
) -> None:
    """Publish a body, with its note and author, as the next version of its kind."""
    as_of, now = context.as_of(), datetime.now(UTC).replace(tzinfo=None)

    def work(db: Session, checkpoint: Checkpoint) -> Version:
        from desktop.services import after_change  # noqa: PLC0415 - as on opening

        made = versions.publish(db, wanted.kind, wanted.body, wanted.note, wanted.author, as_of)
        after_change.bring_up_to_date(db, as_of, now, None, checkpoint, rules_only=True)
        return made

    context.jobs.run(work, on_done, on_error, writes=True)


def say_published(context: Context, heading: str, made: Version, before: Version) -> None:
    """Tell what is in force now, and offer the way back."""
    back = before._replace(note=f"Back to version {before.version}", author=made.author)

    def undo() -> None:
        publish_rules(
            context, back, lambda again: say_published(context, heading, again, before=made)
        )

    context.notify(f"{heading}: version {made.version} is in force.", "Undo", undo)
    context.hub.tell("customers", "facts", "segments", "value")
