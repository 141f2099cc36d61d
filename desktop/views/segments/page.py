"""The Segments page: the list of segments, and the builder for the one in front."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.segments import saved
from desktop.services.segments.saved import SegmentCard
from desktop.services.segments.tree import AnyNode
from desktop.views.freshness.chip import FreshnessChip
from desktop.views.page import Context, Page
from desktop.views.segments import places
from desktop.views.segments.builder import Builder
from desktop.views.segments.desk import Desk
from desktop.views.segments.draft import Sketch
from desktop.views.segments.drafts import NEW, NONE, Shelf
from desktop.views.segments.exchange_deeds import ExchangeDeeds
from desktop.views.segments.export_dialog import ExportDialog, tell_written
from desktop.views.segments.list_deeds import ListDeeds
from desktop.views.segments.listing import Listing
from desktop.views.segments.saved_list import SavedList
from desktop.views.segments.saving import Saving
from desktop.views.segments.versions_dialog import VersionsDialog
from desktop.views.widgets import look, parts

PURPOSE = "Say it in conditions, such as “residential, no service in 3 years”; the list follows."


class SegmentsPage(Page):
    """Builds, saves and exports segments. Unsaved changes stay with their segment."""

    topics: ClassVar[frozenset[str]] = frozenset({"customers", "facts", "segments"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.desk = Desk(context, self)
        self._shelf = Shelf(context, self.desk.draft)
        self.list = SavedList()
        self._listing = Listing(self.desk, self._shelf, self.list)
        self.deeds = ListDeeds(self, context, self._listing.name_of)
        self.deeds.offer(ExchangeDeeds(self, context, self._in_front, self.begin).deeds)
        self.freshness = FreshnessChip(context)
        self.list.add_foot(self.freshness)
        self.builder = Builder(self.desk)
        self.saving = Saving(self, self.builder, lambda: self._shelf.front != NONE)
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
        self._listing.ask()
        if self._shelf.front != NONE:
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
            "save": self.saving.save,
            "save_as": self.saving.save_as,
            "save_note": self.saving.save_noted,
            "export": self.export,
        }

    def close_page(self) -> None:
        """Remember the layout and what is not saved; let go of the models."""
        sizes = {"list": self.splitter.sizes(), "preview": self.builder.shared_room()}
        settings = self.context.settings
        self._shelf.close()
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
        self._shelf.put_aside()
        self._start(NEW, "", "active", None)
        self.builder.head.name.setFocus()

    def show_segment(self, segment_id: int) -> None:
        """Open a saved segment."""
        if segment_id == self._shelf.front:
            return
        if segment_id == NEW:
            self.new()
            return
        self._shelf.put_aside()
        self.context.jobs.run(
            lambda db, _: saved.get(db, segment_id), self._take_card, channel="segments.open"
        )

    def _take_card(self, card: SegmentCard) -> None:
        self._start(card.id, card.name, card.kind, card.tree, card.version)
        self.builder.lock(built_in=card.builtin is not None)

    def _start(
        self,
        segment_id: int,
        name: str,
        kind: str,
        tree: AnyNode | None,
        version: int | None = None,
    ) -> None:
        self._shelf.front = segment_id
        self.desk.segment_id = segment_id or None
        self.stack.setCurrentWidget(self.builder)
        self.builder.lock(built_in=False)
        self.builder.start(name, kind, tree)
        self.desk.draft.version = version
        if sketch := self._shelf.take(segment_id):
            self.desk.draft.version = sketch.version or version
            shown = sketch._replace(version=None)
            self.desk.draft.change("Unsaved changes", **shown._asdict())
        self._listing.show()
        self.builder.sheets.ask()

    def _on_saved(self, segment_id: int, sketch: Sketch) -> None:
        self._shelf.take(self._shelf.front)
        self._shelf.front = segment_id
        self.desk.segment_id = segment_id
        if self.desk.draft.sketch != sketch:
            self.desk.draft.change("Save", **sketch._asdict())
        self.desk.draft.mark_saved()

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
        self._shelf.put_aside()
        self._shelf.take(NEW)
        self._start(NEW, "", "active", None)
        self.desk.draft.change(step, name=name, kind=kind, tree=places.prepared(tree))

    def _in_front(self, segment_id: int) -> AnyNode | None:
        """The conditions on screen, where they are those of that segment."""
        return self.desk.tree if segment_id == self._shelf.front else None

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
        if segment_id == self._shelf.front:
            self.desk.draft.rename_saved(name)
        self.context.hub.tell("segments")

    def _on_not_renamed(self, error: BaseException) -> None:
        self.context.show_error(error)
        self._listing.show()

    def delete(self, segment_id: int) -> None:
        """Delete after asking; the one not saved yet is simply dropped."""
        if segment_id == NEW:
            self._shelf.take(NEW)
            self._close()
            return
        self.deeds.delete(segment_id)

    def _on_gone(self, segment_id: int) -> None:
        self._shelf.take(segment_id)
        if segment_id == self._shelf.front:
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
        segment_id = self._shelf.front
        self._shelf.front = NONE  # what was being changed gives way to what was restored
        self.show_segment(segment_id)
        self.context.notify(f"Restored as version {number}.")
        self.context.hub.tell("segments")

    def _close(self) -> None:
        self._shelf.front = NONE
        self.stack.setCurrentWidget(self.empty)
        self._listing.show()

    # -- the list leaves ------------------------------------------------------------------------

    def export(self) -> None:
        """Choose columns and write the Excel list."""
        if self._shelf.front == NONE:
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
        self.builder.wanted.connect(lambda key: self._head_deeds()[key]())
        self.saving.done.connect(self._on_saved)
        self.builder.preview.export_wanted.connect(self.export)

    def _head_deeds(self) -> Mapping[str, Callable[[], None]]:
        """What the head of the builder calls."""
        return {
            **self.commands(),
            "copy": lambda: self.duplicate(self._shelf.front),
            "versions": self.show_versions,
        }

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
        self.splitter.setSizes(remembered.get("list") or [letter * 34, letter * 140])
        self.builder.share_room(remembered.get("preview") or [520, 290])
