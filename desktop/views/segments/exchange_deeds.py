"""What can be done with a definition beside editing it: as text, as a file, as SQL, compared."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.errors import UserError
from desktop.services.safekeeping.files import safe_name
from desktop.services.segments import exchange, saved
from desktop.services.segments.saved import SegmentCard
from desktop.services.segments.sql_text import as_sql
from desktop.services.segments.tree import AnyNode
from desktop.views.page import Context
from desktop.views.segments.overlap_dialog import OverlapDialog
from desktop.views.segments.sql_dialog import SqlDialog

FILES = "Segment definition (*.json *.txt)"

TreeOf = Callable[[int], AnyNode | None]  # the conditions in front, where that segment is
Begin = Callable[[str, AnyNode], None]  # a new segment with a name and conditions


class ExchangeDeeds(QObject):
    """Does one of `deeds` to a segment; pasted and opened definitions begin a new one."""

    def __init__(self, parent: QWidget, context: Context, in_front: TreeOf, begin: Begin) -> None:
        super().__init__(parent)
        self._parent, self._context = parent, context
        self._in_front, self._begin = in_front, begin
        self.deeds: Mapping[str, Callable[[int], None]] = {
            "compare": self.compare,
            "copy_text": lambda segment: self._with_tree(segment, self._copy),
            "save_file": lambda segment: self._with_tree(segment, self._ask_file),
            "sql": lambda segment: self._with_tree(segment, self._show_sql),
            "paste_text": lambda _segment: self.paste(),
            "open_file": lambda _segment: self.choose_file(),
        }

    def compare(self, segment_id: int) -> None:
        """Lay segments over each other, this one first."""
        OverlapDialog(self._parent, self._context, segment_id).show()

    def paste(self) -> None:
        """Begin a segment with the definition on the clipboard, other words around it or not."""
        try:
            tree = exchange.from_text(QGuiApplication.clipboard().text())
        except UserError as error:
            self._context.show_error(error)
            return
        self._begin("", tree)

    def choose_file(self) -> None:
        """Ask for a file and begin a segment with the definition in it."""
        path, _ = QFileDialog.getOpenFileName(self._parent, "Open a segment", "", FILES)
        if path:
            self.read_file(Path(path))

    def read_file(self, path: Path) -> None:
        """Begin a segment that is called as the file."""
        self._context.jobs.run(
            lambda _db, _: exchange.read_file(path), lambda tree: self._begin(path.stem, tree)
        )

    def write_file(self, path: Path, name: str, tree: AnyNode) -> None:
        """Keep a definition as a file."""
        self._context.jobs.run(
            lambda _db, _: exchange.write_file(path, tree),
            lambda _nothing: self._context.notify(f"“{name}” saved to {path.name}."),
        )

    def _with_tree(self, segment_id: int, do: Callable[[str, AnyNode], None]) -> None:
        """Do something with the conditions as they are on screen, or as they are on file."""
        shown = self._in_front(segment_id)

        def go_on(card: SegmentCard) -> None:
            tree = shown or card.tree
            if tree is None:
                error = UserError(f"“{card.name}” is a list without conditions.")
                self._context.show_error(error)
                return
            do(card.name, tree)

        if shown is not None and segment_id <= 0:
            do("New segment", shown)
            return
        self._context.jobs.run(lambda db, _: saved.get(db, segment_id), go_on)

    def _copy(self, name: str, tree: AnyNode) -> None:
        QGuiApplication.clipboard().setText(exchange.as_text(tree))
        self._context.notify(f"The definition of “{name}” is on the clipboard.")

    def _ask_file(self, name: str, tree: AnyNode) -> None:
        offered = safe_name(name, ".json")
        path, _ = QFileDialog.getSaveFileName(self._parent, "Save to file", offered, FILES)
        if path:
            self.write_file(Path(path), name, tree)

    def _show_sql(self, name: str, tree: AnyNode) -> None:
        day = self._context.as_of()
        self._context.jobs.run(
            lambda db, _: as_sql(db, tree, day),
            lambda sql: SqlDialog(self._parent, self._context, name, sql).show(),
        )
