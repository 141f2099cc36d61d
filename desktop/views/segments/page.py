"""The Segments page: the list of segments, and the builder for the one in front."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QInputDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.segments import saved
from desktop.services.segments.saved import SegmentCard, SegmentRow
from desktop.services.segments.tree import AnyNode
from desktop.views.freshness.chip import FreshnessChip
from desktop.views.page import Context, Page
from desktop.views.segments import drafts, places
from desktop.views.segments.builder import Builder
from desktop.views.segments.desk import Desk
from desktop.views.segments.draft import Sketch
from desktop.views.segments.exchange_deeds import ExchangeDeeds
from desktop.views.segments.export_dialog import ExportDialog, tell_written
from desktop.views.segments.lines import lines
from desktop.views.segments.list_deeds import ListDeeds
from desktop.views.segments.saved_list import NEW, SavedList
from desktop.views.segments.saving import write
from desktop.views.segments.versions_dialog import VersionsDialog
from desktop.views.widgets import look, parts
from desktop.views.widgets.picker import Option

NONE = -1  # nothing is open
PURPOSE = "Say it in conditions, such as “residential, no service in 3 years”; the list follows."


class SegmentsPage(Page):
    """Builds, saves and exports segments. Unsaved changes stay with their segment."""

    topics: ClassVar[frozenset[str]] = frozenset({"customers", "facts", "segments"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._open = NONE
        self._rows: Sequence[SegmentRow] = ()
        self._shelf: dict[int, Sketch] = drafts.kept(context)
        self.desk = Desk(context, self)
        self.list = SavedList()
        self.deeds = ListDeeds(self, context, self._name_of)
        self.deeds.offer(ExchangeDeeds(self, context, self._in_front, self.begin).deeds)
        self.freshness = FreshnessChip(context)
        self.list.add_foot(self.freshness)
        self.builder = Builder(self.desk)
        self.empty = parts.Empty(
            "list-filter",
            "Which customers are you looking for?",
            PURPOSE,
            parts.primary("New segment", self.new, icon_name="plus"),
        )
        self.stack = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()

    # -- what the window calls ------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the segments and the catalogue anew, and count again."""
        self.desk.reload()
        self.freshness.refresh()
        self._list_again()
        if self._open != NONE:
            self.builder.live.again()
            self.builder.sheets.ask()

    def open(self, argument: object) -> None:
        """Show the segment of that id."""
        if isinstance(argument, int):
            self.show_segment(argument)

    def search_box(self) -> QWidget:
        """Where Ctrl+F goes."""
        return self.list.search

    def escape(self) -> bool:
        """Stop a drag, or clear the search."""
        carrier = self.builder.canvas.carrier
        if carrier.is_carrying:
            carrier.cancel()
        elif self.builder.preview.why.told is not None:
            self.builder.preview.close_why()
        elif self.list.search.text():
            self.list.search.clear()
        else:
            return False
        return True

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What menus and the palette call."""
        return {
            "undo": self.builder.undo_step,
            "redo": self.builder.redo_step,
            "segments.new": self.new,
            "save": self.save,
            "save_as": self.save_as,
            "export": self.export,
        }

    def close_page(self) -> None:
        """Remember the layout and what is not saved; let go of the models."""
        sizes = {"list": self.splitter.sizes(), "preview": self.builder.splitter.sizes()}
        settings = self.context.settings
        self._put_aside()
        drafts.keep(self.context, self._shelf)
        settings.set("segments.layout", settings.get("segments.layout") | sizes)
        self.builder.preview.close_table()
        self.builder.sheets.close_table()
        self.list.items.setModel(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the page where no menu has them."""
        for key, action in (
            (QKeySequence.StandardKey.Undo, "undo"),
            (QKeySequence.StandardKey.Redo, "redo"),
            (QKeySequence.StandardKey.Save, "save"),
            (QKeySequence.StandardKey.New, "segments.new"),
        ):
            if event.matches(key):
                self.commands()[action]()
                return
        super().keyPressEvent(event)

    # -- opening --------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a segment; an unsaved new one is gone on with."""
        self._put_aside()
        self._start(NEW, "", "active", None)
        self.builder.name.setFocus()

    def show_segment(self, segment_id: int) -> None:
        """Open a saved segment."""
        if segment_id == self._open:
            return
        if segment_id == NEW:
            self.new()
            return
        self._put_aside()
        self.context.jobs.run(
            lambda db, _: saved.get(db, segment_id), self._take_card, channel="segments.open"
        )

    def _take_card(self, card: SegmentCard) -> None:
        self._start(card.id, card.name, card.kind, card.tree)
        self.builder.lock(built_in=card.builtin is not None)

    def _start(self, segment_id: int, name: str, kind: str, tree: AnyNode | None) -> None:
        self._open = segment_id
        self.desk.segment_id = segment_id or None
        self.stack.setCurrentWidget(self.builder)
        self.builder.lock(built_in=False)
        self.builder.start(name, kind, tree)
        if sketch := self._shelf.pop(segment_id, None):
            self.desk.draft.change("Unsaved changes", **sketch._asdict())
        self._show_list()
        self.builder.sheets.ask()

    def _put_aside(self) -> None:
        """Keep what is not saved until the segment is opened again."""
        if self._open != NONE and self.desk.draft.is_unsaved:
            self._shelf[self._open] = self.desk.draft.sketch

    # -- saving ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what is in front; nothing to do when nothing changed."""
        if self._open == NONE or not self.desk.draft.is_unsaved or self.builder.is_locked:
            return
        self._save(self._open or None, self.desk.draft.sketch)

    def save_as(self) -> None:
        """Save under another name as a new segment."""
        sketch = self.desk.draft.sketch
        name, given = QInputDialog.getText(
            self, "Save as", "Name of the new segment:", text=f"{sketch.name} (copy)"
        )
        if given:
            self._save(None, sketch._replace(name=name))

    def _save(self, segment_id: int | None, sketch: Sketch) -> None:
        day, now = self.context.as_of(), datetime.now(UTC).replace(tzinfo=None)
        renames = segment_id is not None and self.desk.draft.has_saved_conditions

        def work(db: Session, _: Any) -> int:
            if segment_id is not None and renames:  # a frozen list stays as it is
                saved.rename(db, segment_id, sketch.name)
                return segment_id
            return write(db, segment_id, sketch, day, now)

        self.context.jobs.run(
            work, lambda new: self._on_saved(new, sketch), self._on_refused, writes=True
        )

    def _on_saved(self, segment_id: int, sketch: Sketch) -> None:
        self._shelf.pop(self._open, None)
        self._open = segment_id
        self.desk.segment_id = segment_id
        if self.desk.draft.sketch != sketch:
            self.desk.draft.change("Save", **sketch._asdict())
        self.desk.draft.mark_saved()
        self.context.notify(f"Saved “{sketch.name}”.")
        self.context.hub.tell("segments")

    def _on_refused(self, error: BaseException) -> None:
        """Say why it was not saved, and go to the place."""
        self.context.show_error(error)
        if not self.desk.draft.sketch.name.strip():
            self.builder.name.setFocus()
            return
        total = self.builder.total
        first = total.checked.errors[0].path if total and total.checked.errors else ()
        node = dict(places.paths(self.desk.tree)).get(first)
        if node is not None and node.id:
            self.builder.canvas.act("focus", node.id)

    # -- the list -------------------------------------------------------------------------------

    def duplicate(self, segment_id: int) -> None:
        """Begin a new segment with the conditions of another."""
        self.context.jobs.run(
            lambda db, _: saved.get(db, segment_id),
            lambda card: self.begin(f"{card.name} (copy)", card.tree, card.kind, "Duplicate"),
        )

    def begin(
        self, name: str, tree: AnyNode | None, kind: str = "active", step: str = "Paste"
    ) -> None:
        """Begin a new segment with these conditions."""
        self._put_aside()
        self._shelf.pop(NEW, None)
        self._start(NEW, "", "active", None)
        self.desk.draft.change(step, name=name, kind=kind, tree=places.prepared(tree))

    def _in_front(self, segment_id: int) -> AnyNode | None:
        """The conditions on screen, where they are those of that segment."""
        return self.desk.tree if segment_id == self._open else None

    def rename(self, segment_id: int, name: str) -> None:
        """Give a segment another name."""
        if segment_id == NEW:
            self.desk.draft.change("Name", name=name)
            return
        self.context.jobs.run(
            lambda db, _: saved.rename(db, segment_id, name),
            lambda _: self._on_renamed(segment_id, name),
            self._on_not_renamed,
            writes=True,
        )

    def _on_renamed(self, segment_id: int, name: str) -> None:
        if segment_id == self._open:
            self.desk.draft.rename_saved(name)
        self.context.hub.tell("segments")

    def _on_not_renamed(self, error: BaseException) -> None:
        self.context.show_error(error)
        self._show_list()

    def delete(self, segment_id: int) -> None:
        """Delete after asking; the one not saved yet is simply dropped."""
        if segment_id == NEW:
            self._shelf.pop(NEW, None)
            self._close()
            return
        self.deeds.delete(segment_id)

    def _on_gone(self, segment_id: int) -> None:
        self._shelf.pop(segment_id, None)
        if segment_id == self._open:
            self._close()

    def show_versions(self) -> None:
        """The versions of the segment in front; a restored one is opened anew."""
        if self.desk.segment_id is None:
            return
        locked = self.builder.is_locked
        dialog = VersionsDialog(self, self.context, self.desk.segment_id, is_builtin=locked)
        dialog.restored.connect(self._on_restored)
        dialog.open()

    def _on_restored(self, number: int) -> None:
        segment_id = self._open
        self._open = NONE  # what was being changed gives way to what was restored
        self.show_segment(segment_id)
        self.context.notify(f"Restored as version {number}.")
        self.context.hub.tell("segments")

    def _close(self) -> None:
        self._open = NONE
        self.stack.setCurrentWidget(self.empty)
        self._show_list()

    def _list_again(self) -> None:
        """First the names, which is instant, then the numbers."""
        day = self.context.as_of()
        run = self.context.jobs.run
        run(
            lambda db, _: saved.list_segments(db, day, counted=False),
            lambda rows: self._take_rows(rows, counted=False),
            channel="segments.names",
        )
        run(
            lambda db, _: saved.list_segments(db, day),
            lambda rows: self._take_rows(rows, counted=True),
            channel="segments.list",
        )

    def _take_rows(self, rows: Sequence[SegmentRow], *, counted: bool) -> None:
        if not counted:
            numbers = {row.id: row.count for row in self._rows}
            rows = [replace(row, count=numbers.get(row.id)) for row in rows]
        self._rows = rows
        here = {NEW, *(row.id for row in rows)}
        self._shelf = {key: sketch for key, sketch in self._shelf.items() if key in here}
        self.desk.set_segments(
            [Option(row.open_id, row.name, about=row.sentence, number=row.count) for row in rows]
        )
        self._show_list()

    def _show_list(self) -> None:
        is_new = self._open == NEW or NEW in self._shelf
        sketch = self.desk.draft.sketch if self._open == NEW else self._shelf.get(NEW)
        shown = lines(
            self._rows, sketch if is_new else None, self.context.as_of(), self._is_unsaved
        )
        self.list.show_lines(shown)
        self.list.select(self._open)

    def _follow_name(self) -> None:
        """A segment not on file yet is listed under the name being typed."""
        line = self.list.line(NEW) if self._open == NEW else None
        sketch = self.desk.draft.sketch
        if line is not None and (line.name, line.kind) != (sketch.name, sketch.kind):
            self._show_list()

    def _name_of(self, segment_id: int) -> str:
        line = self.list.line(segment_id)
        return line.name if line else ""

    def _is_unsaved(self, segment_id: int) -> bool:
        here = segment_id == self._open and self.desk.draft.is_unsaved
        return here or segment_id in self._shelf

    # -- the list leaves ------------------------------------------------------------------------

    def export(self) -> None:
        """Choose columns and write the Excel list."""
        if self._open == NONE:
            return
        dialog = ExportDialog(self, self.context, self.desk.question, self.desk.draft.sketch.name)
        dialog.written.connect(lambda result: tell_written(self.context, result))
        dialog.open()

    # -- putting together -----------------------------------------------------------------------

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_segment)
        self.list.new_wanted.connect(self.new)
        self.list.duplicate_wanted.connect(self.duplicate)
        self.list.rename_wanted.connect(self.rename)
        self.list.delete_wanted.connect(self.delete)
        self.list.deed_wanted.connect(self.deeds.do)
        self.deeds.gone.connect(self._on_gone)
        self.builder.sheets.versions_wanted.connect(self.show_versions)
        self.builder.save_wanted.connect(self.save)
        self.builder.save_as_wanted.connect(self.save_as)
        self.builder.copy_wanted.connect(lambda: self.duplicate(self._open))
        self.builder.preview.export_wanted.connect(self.export)
        self.desk.draft.unsaved_changed.connect(lambda _unsaved: self._show_list())
        self.desk.draft.changed.connect(lambda _typed: self._follow_name())

    def _lay_out(self) -> None:
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.builder)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.stack)
        self.splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, look.M, look.M)
        layout.addWidget(self.splitter)
        remembered = self.context.settings.get("segments.layout")
        letter = self.fontMetrics().averageCharWidth()
        self.splitter.setSizes(remembered.get("list") or [letter * 42, letter * 140])
        self.builder.splitter.setSizes(remembered.get("preview") or [520, 290])
