"""A dialog for rules with versions: edit, see what is wrong and what would change, publish."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Signal
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

    def __init__(self, parent: QWidget, context: Context, rules: Version) -> None:
        super().__init__(parent)
        self.context, self.rules = context, rules
        self.setWindowTitle(self.heading)
        self.versions = QComboBox()
        parts.field(self.versions, "Start from")
        self.versions.addItem(version_label(rules), rules.body)
        self.versions.activated.connect(self._take_up)
        self.note, self.author = QLineEdit(), QLineEdit()
        self.note.setPlaceholderText("Why the rules change")
        parts.field(self.note, "Note")
        parts.field(self.author, "Changed by")
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self.problem.setAccessibleName("What is wrong")
        self.ahead = wrapped(quiet=True)
        self.ahead.setAccessibleName("What would change")
        self.publish_button = parts.primary("Publish", self.publish)
        self.editor = self.make_editor()
        self.editor.edited.connect(self._on_edited)
        self._pause = Debounce(self, self.look_ahead, LOOK_AHEAD_MS)
        self._lay_out()
        self.editor.show_body(rules.body)
        self._on_edited()
        context.jobs.run(
            lambda db, _checkpoint: versions.history(db, self.kind), self._take_history
        )

    def make_editor(self) -> RulesEditor:
        """The fields of this kind of rules."""
        raise NotImplementedError

    def preview(self, db: Session, body: dict[str, Any], checkpoint: Checkpoint) -> str:
        """What would change, in a sentence; on a worker thread."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("&Start from", self.versions)
        form.addRow("&Note", self.note)
        form.addRow("Changed &by", self.author)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addWidget(parts.button("Cancel", self.reject))
        foot.addWidget(self.publish_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(wrapped(self.explanation))
        layout.addWidget(self._editor_area(), 1)
        layout.addWidget(self.ahead)
        layout.addLayout(form)
        layout.addLayout(foot)

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
        self.publish_button.setEnabled(changed)
        if body is not None and not changed:
            self.ahead.setText("Nothing is changed yet.")
        if changed:
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
        self.ahead.setText("Working out what would change…")
        self.context.jobs.run(
            lambda db, checkpoint: self.preview(db, body, checkpoint),
            self.ahead.setText,
            channel=f"value.{self.kind}.ahead",
        )

    def publish(self) -> None:
        """Make the rules those in force; everything that follows is worked out with them."""
        body = self.checked()
        if body is None:
            return
        note, author, as_of = self.note.text(), self.author.text(), self.context.as_of()
        now = datetime.now(UTC).replace(tzinfo=None)

        def work(db: Session, checkpoint: Checkpoint) -> Version:
            from desktop.services import after_change  # noqa: PLC0415 - as on opening

            made = versions.publish(db, self.kind, body, note, author, as_of)
            after_change.bring_up_to_date(db, as_of, now, None, checkpoint, rules_only=True)
            return made

        self.publish_button.setEnabled(False)
        self.publish_button.setText("Publishing…")
        self.context.jobs.run(work, self._on_published, self._on_refused, writes=True)

    def _on_published(self, made: Version) -> None:
        self.context.notify(f"{self.heading}: version {made.version} is in force.")
        self.context.hub.tell("customers", "facts", "segments", "value")
        self.accept()

    def _on_refused(self, error: BaseException) -> None:
        self.publish_button.setText("Publish")
        self.publish_button.setEnabled(True)
        self.context.show_error(error)

    def done(self, result: int) -> None:
        """Stop looking ahead; go."""
        self._pause.stop()
        self.context.jobs.cancel(f"value.{self.kind}.ahead")
        super().done(result)
        self.deleteLater()


def version_label(version: Version) -> str:
    """A version in the list of versions."""
    told = ", ".join(text for text in (version.author, version.note) if text)
    return f"Version {version.version}, {day(version.created_on)}" + (f": {told}" if told else "")
