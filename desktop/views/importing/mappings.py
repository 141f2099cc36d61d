"""Saved column choices: renamed, edited, deleted, given to another office as a file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.importing.headings import profiles
from desktop.services.importing.headings.profile_text import Profile
from desktop.services.safekeeping.files import replacing
from desktop.views.importing.column_line import OPTIONS
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.room import between, clear, scrolled, wrapped

FILTER = "Saved column choices (*.json)"
NOTHING = (
    "Nothing is saved yet. When a spreadsheet is imported, the choices for its columns are kept "
    "here and used the next time a file has the same headings."
)
Change = Callable[[Session], Any]


class MappingsDialog(QDialog):
    """The list at the left, the columns of the chosen one at the right."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setWindowTitle("Saved column choices")
        self._context = context
        self._profiles: Sequence[Profile] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Saved column choices")
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        self.name = QLineEdit()
        parts.field(self.name, "Name")
        self.name.editingFinished.connect(self._rename)
        self.about = wrapped(quiet=True)
        self.columns: dict[str, PickInput] = {}
        self._lines = QVBoxLayout()
        self.export = parts.button("Save as a file…", self.save_file, icon_name="download")
        self.take = parts.button("Take from a file…", self.take_file, icon_name="folder-open")
        self.delete = parts.button("Delete", self._delete, icon_name="x")
        self._lay_out()
        self._ask()

    @property
    def current(self) -> Profile | None:
        """The one that is chosen."""
        row = self.list.currentRow()
        return self._profiles[row] if 0 <= row < len(self._profiles) else None

    def _ask(self, wanted: str = "") -> None:
        self._context.jobs.run(
            lambda db, _check: profiles.list_profiles(db), partial(self._show, wanted)
        )

    def _show(self, wanted: str, found: Sequence[Profile]) -> None:
        self._profiles = found
        names = [profile.name for profile in found]
        row = names.index(wanted) if wanted in names else min(self.list.currentRow(), len(found))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(names)
        self.list.setCurrentRow(max(row, 0) if found else -1)
        self.list.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        profile = self.current
        clear(self._lines)
        self.columns = {}
        for part in (self.name, self.export, self.delete):
            part.setEnabled(profile is not None)
        self.name.setText(profile.name if profile else "")
        self.about.setText(_about(profile) if profile else NOTHING)
        for heading, target in profile.choices.columns.items() if profile else ():
            self._add_line(heading, target)

    def _add_line(self, heading: str, target: str) -> None:
        name = parts.ElidedLabel(heading)
        pick = PickInput(f"Column {heading} goes to", listed(OPTIONS), hint="Leave out")
        pick.show_value(target)
        pick.edited.connect(partial(self._map, heading))
        self.columns[heading] = pick
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        between(name, 12, 30)
        between(pick, 16, 30)
        layout.addWidget(name, 1)
        layout.addWidget(pick, 1)
        self._lines.addWidget(line)

    # Changes

    def _change(self, change: Change, then: Callable[[Any], None]) -> None:
        self._context.jobs.run(lambda db, _check: change(db), then, self._on_refused, writes=True)

    def _on_refused(self, error: BaseException) -> None:
        self._context.show_error(error)
        self._show_current()

    def _map(self, heading: str, target: str) -> None:
        if profile := self.current:
            columns = {**profile.choices.columns, heading: target}
            changed = replace(profile.choices, columns=columns)
            self._change(
                lambda db: profiles.save_choices(db, profile.name, changed),
                lambda _nothing: self._ask(profile.name),
            )

    def _rename(self) -> None:
        profile, wanted = self.current, self.name.text().strip()
        if profile and wanted != profile.name:
            self._change(
                lambda db: profiles.rename(db, profile.name, wanted),
                lambda _nothing: self._ask(wanted),
            )

    def _delete(self) -> None:
        if profile := self.current:
            self._change(
                lambda db: _delete(db, profile.name),
                lambda text: self._on_deleted(profile.name, text),
            )

    def _on_deleted(self, name: str, text: str) -> None:
        self._ask()
        self._context.notify(f"Deleted “{name}”.", "Undo", partial(self._take_text, text))

    def _take_text(self, text: str) -> None:
        self._change(lambda db: profiles.import_text(db, text), self._ask)

    # Files

    def save_file(self) -> None:
        """Write the chosen one into a file for another office."""
        profile = self.current
        if profile is None:
            return
        folder = Path(self._context.settings.get("export.folder"))
        name, _ = QFileDialog.getSaveFileName(
            self, "Save column choices", str(folder / f"{profile.name}.json"), FILTER
        )
        if name:
            path = Path(name)
            self._context.jobs.run(
                lambda db, _check: _write(path, profiles.export_text(db, profile.name)),
                lambda _nothing: self._context.notify(f"Saved {path.name}."),
            )

    def take_file(self) -> None:
        """Add choices that another office saved."""
        folder = str(self._context.settings.get("import.folder"))
        name, _ = QFileDialog.getOpenFileName(self, "Take column choices", folder, FILTER)
        if name:
            self._change(lambda db: profiles.import_text(db, _read(Path(name))), self._ask)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, look.S, 0)
        column.addLayout(self._lines)
        column.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.name)
        right.addWidget(self.about)
        right.addWidget(scrolled(inner, "Columns and where they go"), 1)
        middle = QHBoxLayout()
        middle.setSpacing(look.L)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(look.XS)
        middle.addWidget(parts.sheet(self.list), 1)
        middle.addLayout(right, 2)
        foot = QWidget()
        line = FlowLayout(foot, look.S)
        for button in (self.export, self.take, self.delete):
            button.setAutoDefault(False)  # Enter in the name is not a press
            line.addWidget(button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(middle, 1)
        layout.addWidget(foot)
        layout.addWidget(close)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 30)
        self.setWindowModality(Qt.WindowModality.WindowModal)


def _about(profile: Profile) -> str:
    choices = profile.choices
    told = [
        f"Dates {choices.date_order}" if choices.date_order else "",
        f"headings in row {choices.heading_row}" if choices.heading_row else "",
        f"letters {choices.encoding}" if choices.encoding else "",
        "payments go to the oldest open invoices" if choices.apply_payments else "",
    ]
    said = ", ".join(part for part in told if part)
    return f"Used for files with these {len(profile.headings)} headings. {said}".strip()


def _delete(db: Session, name: str) -> str:
    """Delete one; what brings it back."""
    text = profiles.export_text(db, name)
    profiles.delete(db, name)
    return text


def _write(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} cannot be read.", where=str(path)) from error
