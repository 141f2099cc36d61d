"""What can be done from the list of segments: keep a list, read one from a file, archive."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from desktop.models.choices import SEGMENT_KIND
from desktop.services.importing import list_files
from desktop.services.importing.list_files import ListFound
from desktop.services.segments import details, lists, saved
from desktop.services.segments.details import Archived
from desktop.views.page import Context
from desktop.views.segments.deleting import ask_delete
from desktop.views.segments.list_file_dialog import ListFileDialog
from desktop.views.segments.signing import author
from desktop.views.widgets.formats import day

FILES = "Lists (*.csv *.txt *.xlsx *.xlsm *.xls *.ods)"


class ListDeeds(QObject):
    """Asks what there is to ask and does it; `gone` carries a segment that left the list."""

    gone = Signal(int)

    def __init__(self, parent: QWidget, context: Context, name_of: Callable[[int], str]) -> None:
        super().__init__(parent)
        self._parent, self._context, self._name_of = parent, context, name_of
        self.deeds: dict[str, Callable[[int], None]] = {
            "snapshot": self.snapshot,
            "archive": self.archive,
            "file": lambda _segment: self.choose_file(),
            "archived": lambda _segment: self.show_archived(),
        }

    def offer(self, deeds: Mapping[str, Callable[[int], None]]) -> None:
        """Let the list call more deeds."""
        self.deeds |= deeds

    def do(self, key: str, segment_id: int) -> None:
        """Do one of the deeds to a segment."""
        self.deeds[key](segment_id)

    def snapshot(self, segment_id: int) -> None:
        """Keep the members of today as a static segment."""
        today = self._context.as_of()
        offered = f"{self._name_of(segment_id)}, {day(today)}"
        name, given = QInputDialog.getText(
            self._parent, "Keep today's members", "Name of the list:", text=offered
        )
        if given:
            now, by = _now(), author(self._context.settings)
            self._context.jobs.run(
                lambda db, _: lists.snapshot(db, segment_id, name, today, now, by),
                lambda made: self._show(made, f"Kept as “{name}”."),
                writes=True,
            )

    def archive(self, segment_id: int) -> None:
        """Put a segment away; it can be taken back at once."""
        today, name = self._context.as_of(), self._name_of(segment_id)

        def done(_nothing: object) -> None:
            self.gone.emit(segment_id)
            self._context.hub.tell("segments")
            said = f"“{name}” is archived."
            self._context.notify(said, "Undo", lambda: self.restore(segment_id, name))

        self._context.jobs.run(
            lambda db, _: details.archive(db, segment_id, today), done, writes=True
        )

    def delete(self, segment_id: int) -> None:
        """Delete after asking, when no other segment uses it."""
        name = self._name_of(segment_id)
        self._context.jobs.run(
            lambda db, _: saved.refuse_used(db, segment_id),
            lambda _nothing: ask_delete(self._parent, name, lambda: self._delete(segment_id)),
        )

    def _delete(self, segment_id: int) -> None:
        def done(_nothing: object) -> None:
            self.gone.emit(segment_id)
            self._context.notify("Segment deleted.")
            self._context.hub.tell("segments")

        self._context.jobs.run(lambda db, _: saved.delete(db, segment_id), done, writes=True)

    def restore(self, segment_id: int, name: str) -> None:
        """Bring an archived segment back and show it."""
        today, now = self._context.as_of(), _now()
        self._context.jobs.run(
            lambda db, _: details.unarchive(db, segment_id, today, now),
            lambda _nothing: self._show(segment_id, f"“{name}” is back."),
            writes=True,
        )

    def show_archived(self) -> None:
        """List the archived segments; the chosen one comes back."""
        self._context.jobs.run(lambda db, _: details.archived(db), self._choose_archived)

    def choose_file(self) -> None:
        """Ask for a file of names or account numbers, and show what it says."""
        path, _ = QFileDialog.getOpenFileName(self._parent, "List from a file", "", FILES)
        if path:
            self.read_file(Path(path))

    def read_file(self, path: Path) -> None:
        """Read a list and show who was found."""
        self._context.jobs.run(
            lambda db, checkpoint: list_files.read_list(db, path, checkpoint), self._show_found
        )

    def _show_found(self, found: ListFound) -> None:
        dialog = ListFileDialog(self._parent, found)
        dialog.wanted.connect(lambda name: self._keep(name, found))
        dialog.open()

    def _keep(self, name: str, found: ListFound) -> None:
        today, now = self._context.as_of(), _now()
        by = author(self._context.settings)
        self._context.jobs.run(
            lambda db, _: lists.keep_list(db, name, found.customers, found.file, today, now, by),
            lambda made: self._show(made, f"Kept as “{name}”."),
            writes=True,
        )

    def _choose_archived(self, found: list[Archived]) -> None:
        if not found:
            self._context.notify("No segment is archived.")
            return
        labels = [
            f"{one.name} ({SEGMENT_KIND.label(one.kind)}, archived {day(one.archived_on)})"
            for one in found
        ]
        chosen, given = QInputDialog.getItem(
            self._parent, "Archived segments", "Bring back:", labels, editable=False
        )
        if given:
            one = found[labels.index(chosen)]
            self.restore(one.id, one.name)

    def _show(self, segment_id: int, said: str) -> None:
        self._context.hub.tell("segments")
        self._context.notify(said)
        self._context.go("segments", segment_id)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
