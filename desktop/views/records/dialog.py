"""The window around a form: Enter saves, Escape asks when something would be lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from desktop.models.errors import UserError
from desktop.services.records.fields import Field
from desktop.services.records.problems import FieldError, InvalidError
from desktop.views.page import Context
from desktop.views.records.form import Form
from desktop.views.records.inputs import Around, Editor
from desktop.views.records.saving import Write, save
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import scrolled, wrapped

if TYPE_CHECKING:
    from desktop.services.records import Saved

Values = dict[str, Any]
MOST_LETTERS, MOST_LINES = 92, 34


def ask_to_leave(dialog: QDialog, leave: Callable[[], None]) -> QMessageBox:
    """Ask before typed values are lost; `leave` is called when they may be."""
    question = QMessageBox(dialog)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setWindowTitle(dialog.windowTitle())
    question.setText("Leave without saving what you entered?")
    leaving = question.addButton("Leave", QMessageBox.ButtonRole.DestructiveRole)
    stay = question.addButton("Go on editing", QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(stay)
    question.setEscapeButton(stay)
    leaving.clicked.connect(leave)
    question.open()
    return question


class FormDialog(QDialog):
    """Asks for values and saves them; stays open until that worked."""

    def __init__(
        self,
        parent: QWidget,
        around: Around,
        title: str,
        fields: Sequence[Field],
        verb: str = "",
        own: Mapping[str, Editor] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._around, self._over = around, parent
        self._first: Values = {}
        self.form = Form(fields, around, own)
        self.about = wrapped()
        self.about.setFont(look.font(bold=True))
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about.hide()
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self.problem.hide()
        self.said = f"{title}: saved."
        self.write: Callable[[Values, Values], Write] | None = None
        self.on_saved: Callable[[Saved], None] | None = None
        self.save_button = parts.primary(verb or "Save", self.save)
        self.save_button.setDefault(True)
        self.cancel_button = parts.button("Cancel", self.close_asking)
        self.cancel_button.setAutoDefault(False)
        self._lay_out()

    def _lay_out(self) -> None:
        self.area: QScrollArea = scrolled(self.form, "Fields")
        foot = QHBoxLayout()
        foot.setSpacing(look.S)
        foot.addWidget(self.problem, 1)
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.setSpacing(look.M)
        layout.addWidget(self.about)
        layout.addWidget(self.area, 1)
        layout.addLayout(foot)
        self._fit()

    def say_about(self, text: str) -> None:
        """Say on top whose it is: it may be one of many of a list."""
        self.about.setText(text)
        self.about.setVisible(bool(text))

    def focus_empty(self, keys: Iterable[str]) -> None:
        """Go to the first of these fields that says nothing yet, or no."""
        values = self.form.values()
        key = next((one for one in keys if not values[one]), "")
        self.form.focus_first(key)
        if key:
            self.area.ensureWidgetVisible(self.form.editors[key].widget)

    def _fit(self) -> None:
        """As high as the form wants, as far as the window has room."""
        metrics = self.fontMetrics()
        lines = 5 if self.about.text() else 4
        height = self.form.sizeHint().height() + metrics.height() * lines + look.XXL
        room = self._over.window().size()
        wide = metrics.averageCharWidth() * MOST_LETTERS
        most = min(
            metrics.height() * MOST_LINES, max(room.height() - look.XL, metrics.height() * 14)
        )
        self.resize(min(wide, room.width() - look.XL), min(height, most))

    @property
    def context(self) -> Context:
        """The window's context."""
        return self._around.context

    def start(self, values: Mapping[str, Any], focus: str = "") -> None:
        """Show values to begin with, then the window."""
        self.form.show_values(values)
        self._first = self.form.values()
        self._fit()
        self.open()
        self.form.focus_first(focus)

    @property
    def changed(self) -> Values:
        """What differs from the values it began with."""
        return {
            key: value for key, value in self.form.values().items() if value != self._first.get(key)
        }

    def save(self) -> None:
        """Save; what is wrong is said at its field, and everything typed stays."""
        if self.write is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        write = self.write(self.form.values(), self.changed)
        save(self.context, write, self.said, self._on_saved, self._on_error)

    def _on_saved(self, saved: "Saved") -> None:
        self._first = self.form.values()
        self.accept()
        if self.on_saved is not None:
            self.on_saved(saved)

    def _on_error(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidError):
            self._show_problem(self.form.show_errors(error.errors))
        elif isinstance(error, UserError):
            self._show_problem([error.message])
        else:
            self.context.show_error(error)

    def _show_problem(self, sentences: Sequence[str]) -> None:
        text = " ".join(sentences)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Show what is wrong."""
        self._show_problem(self.form.show_errors(errors))

    def close_asking(self) -> None:
        """Close; ask first when something typed would be lost. What is being saved is awaited."""
        if not self.save_button.isEnabled():
            return
        if self.changed:
            self.question = ask_to_leave(self, self.reject)
        else:
            self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks; Ctrl+Enter and Ctrl+S save from a text of several lines too."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.close_asking()
        elif control and (enter or event.key() == Qt.Key.Key_S):
            self.save()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross of the window asks as Escape does."""
        if self.isVisible() and (self.changed or not self.save_button.isEnabled()):
            event.ignore()
            self.close_asking()
        else:
            super().closeEvent(event)
