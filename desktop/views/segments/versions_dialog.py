"""The versions of a segment: what each said, how two differ today, and bringing one back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.models.choices import SEGMENT_KIND
from desktop.services.segments import membership, versions
from desktop.services.segments.versions import Compared, Version
from desktop.views.page import Context
from desktop.views.segments.signing import NoteDialog, author
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted, day
from desktop.views.widgets.room import wrapped

NUMBER = Qt.ItemDataRole.UserRole
WIDE, HIGH = 96, 26  # letters, lines
ONLY = "This is the only version; each time other conditions are saved there is one more."


class VersionsDialog(QDialog):
    """Compares the version chosen on the left with another; `restored` carries the new number."""

    restored = Signal(int)

    def __init__(
        self, parent: QWidget, context: Context, segment_id: int, *, is_builtin: bool = False
    ) -> None:
        super().__init__(parent)
        self._context, self._segment = context, segment_id
        self._is_builtin = is_builtin
        self._known: Sequence[Version] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Versions")
        self.list = QListWidget()
        self.list.setAccessibleName("Versions, the newest first")
        self.list.setWordWrap(True)
        self.list.setSpacing(look.XS)
        parts.slim_bars(self.list)
        self.other = QComboBox()
        parts.field(self.other, "Compare with")
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.said, self.told = wrapped(), wrapped(quiet=True)
        self.differs = wrapped()
        self.numbers = wrapped()
        self.annotate = parts.link("Write a note …", self._ask_note, icon_name="pencil")
        self.restore = parts.primary("Restore this version", self._restore)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.other.activated.connect(lambda _row: self._compare())
        self._ask(row=1)

    def _ask(self, row: int) -> None:
        """Read the versions and put one in front."""
        segment, as_of = self._segment, self._context.as_of()
        self._context.jobs.run(
            lambda db, _: versions.versions(db, segment, as_of),
            lambda found: self._take(found, row),
        )

    def _take(self, found: Sequence[Version], row: int) -> None:
        self._known = found
        other = self.other.currentIndex()
        for widget in (self.list, self.other):
            widget.clear()
        for one in found:
            item = QListWidgetItem(title(one))
            item.setData(NUMBER, one.number)
            self.list.addItem(item)
            self.other.addItem(f"Version {one.number}", one.number)
        self.other.setEnabled(len(found) > 1)
        self.other.setCurrentIndex(max(other, 0))
        self.list.setCurrentRow(min(row, len(found) - 1))

    def _chosen(self) -> Version | None:
        row = self.list.currentRow()
        return self._known[row] if 0 <= row < len(self._known) else None

    def _show(self) -> None:
        one = self._chosen()
        if one is None:
            return
        listed = f" List of {day(one.as_of)}." if one.as_of else ""
        self.said.setText(one.sentence)
        note = f" Note: {one.note}" if one.note else ""
        self.told.setText(f"{SEGMENT_KIND.label(one.kind)}.{listed}{note}")
        self.annotate.setVisible(not self._is_builtin)
        self.restore.setEnabled(not one.is_current and not self._is_builtin)
        self._compare()

    def _compare(self) -> None:
        one, other = self._chosen(), self.other.currentData()
        self.differs.setText("")
        if one is None or other is None or one.number == other:
            only = len(self._known) == 1
            self.numbers.setText(ONLY if only else "Choose another version to compare with.")
            return
        first, second = sorted((one.number, other))
        segment, as_of = self._segment, self._context.as_of()
        self._context.jobs.run(
            lambda db, _: versions.compare(db, segment, first, second, as_of),
            self._take_compared,
            channel="segments.compare",
        )

    def _take_compared(self, found: Compared) -> None:
        self.differs.setText(difference(found))
        self.numbers.setText(numbers(found))

    def _ask_note(self) -> None:
        """Ask for another note on the version chosen."""
        one = self._chosen()
        if one is not None:
            about = f"A line about version {one.number}: why it was saved."
            note = lambda said: self._write_note(one.number, said)  # noqa: E731
            NoteDialog(self, self._context.settings, about, note, one.note, signs=False).open()

    def _write_note(self, number: int, note: str) -> None:
        segment, row = self._segment, self.list.currentRow()
        self._context.jobs.run(
            lambda db, _: versions.set_note(db, segment, number, note),
            lambda _nothing: self._ask(row),
            writes=True,
        )

    def _restore(self) -> None:
        one = self._chosen()
        if one is None:
            return
        segment, as_of = self._segment, self._context.as_of()
        now = datetime.now(UTC).replace(tzinfo=None)
        by = author(self._context.settings)

        def work(db: Session, _checkpoint: object) -> int:
            made = versions.restore(db, segment, one.number, as_of, now, by)
            membership.refresh(db, as_of, now, touched=())
            return made

        self._context.jobs.run(work, self._on_restored, writes=True)

    def _on_restored(self, number: int) -> None:
        self.restored.emit(number)
        self.accept()

    def _lay_out(self) -> None:
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.list.setFixedWidth(letter * 34)
        self.restore.setEnabled(False)
        right = QVBoxLayout()
        right.setSpacing(look.S)
        right.addWidget(parts.small_heading("This version"))
        right.addWidget(self.said)
        right.addWidget(self.told)
        right.addWidget(self.annotate, 0, Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(look.M)
        against = QHBoxLayout()
        against.addWidget(parts.small_heading("Compared with"))
        against.addWidget(self.other)
        against.addStretch(1)
        right.addLayout(against)
        right.addWidget(self.numbers)
        right.addWidget(self.differs)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(look.L)
        both.addWidget(self.list)
        both.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(parts.button("Close", self.reject))
        foot.addWidget(self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addLayout(both, 1)
        layout.addLayout(foot)
        self.resize(letter * WIDE, line * HIGH)


def title(one: Version) -> str:
    """A version in the list."""
    by = f", {one.author}" if one.author else ""
    note = f"\n{one.note}" if one.note else ""
    now = " (in use)" if one.is_current else ""
    return f"Version {one.number}{now}\n{day(one.published_on)}{by}{note}"


def numbers(found: Compared) -> str:
    """How the members of today differ."""
    before, after = found.before.number, found.after.number
    return (
        f"Today version {before} has {counted(found.members_before, 'customer')}, version {after}"
        f" has {found.members_after:,}. From {before} to {after}: {found.come_in:,} come in,"
        f" {found.go_out:,} go out, {found.stay:,} stay."
    )


def difference(found: Compared) -> str:
    """How the conditions differ."""
    before, after = found.before.number, found.after.number
    lines = [f"− Only in version {before}: {said}" for said in found.taken_away]
    lines += [f"+ Only in version {after}: {said}" for said in found.added]
    if not lines:
        lines = ["The conditions are the same in both."]
        if found.before.sentence != found.after.sentence:
            lines = [f"{one.number}: {one.sentence}" for one in (found.before, found.after)]
    noted = [one for one in (found.before, found.after) if one.note]
    lines += [f"Note on version {one.number}{_by(one)}: {one.note}" for one in noted]
    return "\n".join(lines)


def _by(one: Version) -> str:
    return f" by {one.author}" if one.author else ""
