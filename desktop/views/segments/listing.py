"""Keeps the list of segments in step with the office file and with what is not saved yet."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.services.segments import saved
from desktop.services.segments.saved import SegmentRow
from desktop.views.segments.desk import Desk
from desktop.views.segments.drafts import NEW, Shelf
from desktop.views.segments.lines import lines
from desktop.views.segments.saved_list import SavedList
from desktop.views.widgets.picker import Option


class Listing(QObject):
    """Reads the segments and shows them in the list, with the one that is being made."""

    def __init__(self, desk: Desk, shelf: Shelf, view: SavedList) -> None:
        super().__init__(view)
        self._desk, self._shelf, self._view = desk, shelf, view
        self._rows: Sequence[SegmentRow] = ()
        desk.draft.unsaved_changed.connect(lambda _unsaved: self.show())
        desk.draft.changed.connect(lambda _typed: self._follow_name())

    def ask(self) -> None:
        """First the names, which is instant, then the numbers."""
        day, run = self._desk.today(), self._desk.context.jobs.run
        run(
            lambda db, _: saved.list_segments(db, day, counted=False),
            lambda rows: self._take(rows, counted=False),
            channel="segments.names",
        )
        run(
            lambda db, _: saved.list_segments(db, day),
            lambda rows: self._take(rows, counted=True),
            channel="segments.list",
        )

    def show(self) -> None:
        """Show what is known, with the segment in front marked."""
        shelf, day = self._shelf, self._desk.today()
        self._view.show_lines(lines(self._rows, shelf.new, day, shelf.is_unsaved))
        self._view.select(shelf.front)

    def name_of(self, segment_id: int) -> str:
        """The name of a segment as it is listed."""
        line = self._view.line(segment_id)
        return line.name if line else ""

    def _take(self, rows: Sequence[SegmentRow], *, counted: bool) -> None:
        if not counted:
            numbers = {row.id: row.count for row in self._rows}
            rows = [replace(row, count=numbers.get(row.id)) for row in rows]
        self._rows = rows
        self._shelf.leave_only({NEW, *(row.id for row in rows)})
        self._desk.set_segments(
            [Option(row.open_id, row.name, about=row.sentence, number=row.count) for row in rows]
        )
        self.show()

    def _follow_name(self) -> None:
        """A segment not on file yet is listed under the name being typed."""
        line = self._view.line(NEW) if self._shelf.front == NEW else None
        sketch = self._desk.draft.sketch
        if line is not None and (line.name, line.kind) != (sketch.name, sketch.kind):
            self.show()
