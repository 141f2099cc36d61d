"""Who saves a version, and the quiet question why: both optional, both shown with the versions."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.person import login_name
from desktop.services.segments.publishing import LONGEST_AUTHOR, LONGEST_NOTE
from desktop.views.settings import Settings
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped

NAME = "user.name"
WIDE = 64  # letters


def author(settings: Settings) -> str:
    """The name that versions are signed with: the one given here, or that of the Windows user."""
    given: str = settings.get(NAME)
    return given.strip() or login_name()


class NoteDialog(QDialog):
    """Asks why; `on_given` gets the note, and the name is remembered for the next version."""

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        question: str,
        on_given: Callable[[str], None],
        note: str = "",
        *,
        signs: bool = True,
    ) -> None:
        """Without `signs` the name is not asked: the version has its author already."""
        super().__init__(parent)
        self._settings, self._on_given = settings, on_given
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Why this version?")
        self.note = QLineEdit(note)
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setPlaceholderText("for example: only aerobic systems, for the spring letter")
        self.name = QLineEdit(author(settings))
        self.name.setMaxLength(LONGEST_AUTHOR)
        parts.field(self.note, "Note")
        parts.field(self.name, "Your name")
        form = QFormLayout()
        form.addRow("&Note", self.note)
        if signs:
            form.addRow("&Your name", self.name)
        self.give = parts.primary("Save", self.accept)
        self.give.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(parts.button("Cancel", self.reject))
        foot.addWidget(self.give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(wrapped(question))
        layout.addLayout(form)
        layout.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDE)

    def accept(self) -> None:
        """Remember the name and hand the note over."""
        name = self.name.text().strip()
        self._settings.set(NAME, "" if name == login_name() else name)
        super().accept()
        self._on_given(self.note.text().strip())
