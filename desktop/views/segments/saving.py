"""Saves what is in front of the page: as it is, under another name, with a note."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget
from sqlalchemy.orm import Session

from desktop.services.segments import membership, saved, versions
from desktop.services.segments.publishing import NewerVersionError
from desktop.services.segments.saved import SegmentCard
from desktop.views.segments import places
from desktop.views.segments.builder import Builder
from desktop.views.segments.draft import Sketch
from desktop.views.segments.signing import NoteDialog, author

ABOUT_SAVING = "A line about what changed. It is shown with the versions."
ABOUT_SAVED = "Nothing is unsaved: the line is written to the version in use."


class Stamp(NamedTuple):
    """When, by whom and why a version is saved."""

    as_of: date
    now: datetime
    author: str = ""
    note: str = ""
    read_version: int | None = None  # the one that was changed


def write(db: Session, segment_id: int | None, sketch: Sketch, stamp: Stamp) -> int:
    """Save a sketch as a new segment or a new version of one, and log who came and went."""
    saved_id = saved.save(
        db,
        name=sketch.name,
        node=sketch.tree,
        kind=sketch.kind,
        as_of=stamp.as_of,
        saved_at=stamp.now,
        segment_id=segment_id,
        author=stamp.author,
        version_note=stamp.note,
        read_version=stamp.read_version,
    )
    membership.refresh(db, stamp.as_of, stamp.now, touched=())
    return saved_id


class Saving(QObject):
    """Writes the draft of a builder to the office file; `done` carries its id and what it is."""

    done = Signal(int, object)

    def __init__(self, parent: QWidget, builder: Builder, is_open: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._parent, self._builder, self._is_open = parent, builder, is_open
        self._desk, self._context = builder.desk, builder.desk.context
        self.dialog: NoteDialog | None = None

    def save(self) -> None:
        """Save; nothing to do when nothing changed."""
        if self._may_change() and self._desk.draft.is_unsaved:
            self._save(self._desk.segment_id, self._desk.draft.sketch)

    def save_as(self) -> None:
        """Save under another name as a new segment."""
        if not self._is_open():
            return
        sketch = self._desk.draft.sketch
        name, given = QInputDialog.getText(
            self._parent, "Save as", "Name of the new segment:", text=f"{sketch.name} (copy)"
        )
        if given:
            self._save(None, sketch._replace(name=name))

    def save_noted(self) -> None:
        """Ask why and save; where nothing changed the note goes to the version in use."""
        if not self._may_change():
            return
        desk = self._desk
        makes_none = desk.segment_id is not None and desk.draft.has_saved_conditions
        about, do = (ABOUT_SAVED, self._annotate) if makes_none else (ABOUT_SAVING, self._with_note)
        self.dialog = NoteDialog(self._parent, self._context.settings, about, do)
        self.dialog.destroyed.connect(self._forget_dialog)
        self.dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _may_change(self) -> bool:
        return self._is_open() and not self._builder.is_locked

    def _with_note(self, note: str) -> None:
        self._save(self._desk.segment_id, self._desk.draft.sketch, note)

    def _annotate(self, note: str) -> None:
        segment = self._desk.segment_id
        if segment is None or not note:
            self.save()
            return

        def work(db: Session, _checkpoint: object) -> None:
            versions.set_note(db, segment, saved.get(db, segment).version, note)

        def done(_nothing: object) -> None:
            self._context.notify("The note is with the version in use.")
            self._context.hub.tell("segments")
            self.save()  # a new name is saved as well

        self._context.jobs.run(work, done, writes=True)

    def _save(self, segment_id: int | None, sketch: Sketch, note: str = "") -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        made_of = None if segment_id is None else self._desk.draft.version
        stamp = Stamp(self._desk.today(), now, author(self._context.settings), note, made_of)
        renames = segment_id is not None and self._desk.draft.has_saved_conditions

        def work(db: Session, _: Any) -> SegmentCard:
            if segment_id is not None and renames:  # a frozen list stays as it is
                saved.rename(db, segment_id, sketch.name)
                return saved.get(db, segment_id)
            return saved.get(db, write(db, segment_id, sketch, stamp))

        self._context.jobs.run(
            work,
            lambda card: self._on_saved(card, sketch, renamed=renames),
            lambda error: self._on_refused(error, segment_id),
            writes=True,
        )

    def _on_saved(self, card: SegmentCard, sketch: Sketch, *, renamed: bool) -> None:
        self.done.emit(card.id, sketch)
        if not renamed and self._desk.segment_id == card.id:
            self._desk.draft.version = card.version
        self._context.notify(f"Saved “{sketch.name}”.")
        self._context.hub.tell("segments")

    def _on_refused(self, error: BaseException, segment_id: int | None) -> None:
        """Say why it was not saved, and go to the place, if it is still what is shown."""
        self._context.show_error(error)
        if self._desk.segment_id != segment_id:
            return
        if isinstance(error, NewerVersionError):
            self._desk.draft.version = error.version  # she knows of it now
            return
        if not self._desk.draft.sketch.name.strip():
            self._builder.head.name.setFocus()
            return
        total = self._builder.total
        first = total.checked.errors[0].path if total and total.checked.errors else ()
        node = dict(places.paths(self._desk.tree)).get(first)
        if node is not None and node.id:
            self._builder.canvas.act("focus", node.id)
