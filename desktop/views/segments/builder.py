"""The builder: name and kind on top, conditions in the middle, what they select below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.services.segments.tree import AnyNode
from desktop.services.segments.why import flat
from desktop.views.segments.canvas import Canvas
from desktop.views.segments.desk import Desk
from desktop.views.segments.head import Head
from desktop.views.segments.live import Detail, Live, Total, verdicts
from desktop.views.segments.phrase_box import PhraseBox
from desktop.views.segments.preview import Preview
from desktop.views.segments.sheets import Sheets
from desktop.views.segments.tab_order import put_in_order
from desktop.views.segments.why_panel import Told
from desktop.views.widgets import look, parts


class Builder(QWidget):
    """Edits one segment. What to do with it is the page's: save, save as, export."""

    wanted = Signal(str)  # what to do with it: see `Head.wanted`

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.head = Head(desk.draft)
        self.built_in = parts.muted("Built in: it comes with the program and stays as it is.")
        self.is_locked = False
        self.phrase = PhraseBox(desk)
        self.canvas = Canvas(desk)
        self.preview = Preview(desk)
        self.sheets = Sheets(desk, self.preview)
        self.live = Live(desk)
        self._total: Total | None = None
        self._sizes: list[int] = []
        self._lay_out()
        self._connect()
        self._order()

    @property
    def total(self) -> Total | None:
        """The newest count, None before the first."""
        return self._total

    def start(self, name: str, kind: str, tree: AnyNode | None) -> None:
        """Edit a segment as it is on file."""
        self.preview.close_why()
        self.preview.who.clear()
        self.phrase.clear()
        self.desk.draft.start(name, kind, tree)
        self.head.show_history()

    def share_room(self, sizes: list[int]) -> None:
        """Give conditions and preview these shares of the height."""
        self._sizes = sizes
        self.splitter.setSizes(sizes)

    def shared_room(self) -> list[int]:
        """The shares, as they were given or moved to."""
        return self._sizes or self.splitter.sizes()

    def lock(self, *, built_in: bool) -> None:
        """Show a built-in segment, which can be read and copied but not changed, or edit again."""
        self.is_locked = self.preview.is_locked = built_in
        self.canvas.ground.setEnabled(not built_in)
        self.phrase.setVisible(not built_in)
        self.head.lock(built_in=built_in)
        self.built_in.setVisible(built_in)

    def _connect(self) -> None:
        self.head.wanted.connect(self.wanted)
        self.head.undo_wanted.connect(self.undo_step)
        self.head.redo_wanted.connect(self.redo_step)
        self.splitter.splitterMoved.connect(lambda *_: self._keep_room())
        self.preview.mute_wanted.connect(self._mute)
        self.preview.why_shown.connect(self._show_answers)
        self.live.stale.connect(self.preview.mark_stale)
        self.canvas.arranged.connect(self._order)
        self.live.stale.connect(self.canvas.mark_stale)
        self.live.counted.connect(self._on_counted)
        self.live.detailed.connect(self._on_detailed)

    def _keep_room(self) -> None:
        self._sizes = self.splitter.sizes()

    def _mute(self, node_id: str) -> None:
        if not self.is_locked:
            self.canvas.act("mute", node_id)

    def _show_answers(self, told: Told | None) -> None:
        """Yes or no beside each card, for the customer that is asked about."""
        tree = told.answer.tree if told else None
        self.canvas.show_answers({one.path: one.holds for one in flat(tree)} if tree else {})

    def _order(self) -> None:
        put_in_order(self.head, self.phrase, self.canvas.ground, self.sheets)

    def _on_counted(self, total: Total) -> None:
        self._total = total
        self.preview.show_total(total)
        known = verdicts(total, None)
        for node_id, card in self.canvas.cards.items():
            old, new = card.verdict, known.get(node_id)
            if new is not None:
                known_yet = new._replace(number=old.number, blanks=old.blanks, left=old.left)
                card.show_verdict(known_yet._replace(stale=True))

    def _on_detailed(self, detail: Detail, by_id: object) -> None:
        self.preview.show_detail(detail)
        if self._sizes:  # a long sentence took room from the conditions only while it stood there
            self.splitter.setSizes(self._sizes)
        self.canvas.show_verdicts(by_id)  # type: ignore[arg-type] # a signal knows no dict types

    def undo_step(self) -> None:
        """Take back the last step."""
        self.desk.draft.end_word()
        self.desk.draft.stack.undo()

    def redo_step(self) -> None:
        """Do it again."""
        self.desk.draft.end_word()
        self.desk.draft.stack.redo()

    def _lay_out(self) -> None:
        self.built_in.setContentsMargins(look.L, 0, look.L, look.S)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        sheet = parts.Card()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.sheets)
        self.splitter.addWidget(self.canvas)
        self.splitter.addWidget(sheet)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.built_in)
        layout.addWidget(self.phrase)
        layout.addWidget(self.splitter, 1)
        self.lock(built_in=False)
