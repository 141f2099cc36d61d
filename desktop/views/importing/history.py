"""Earlier imports: when, from which files, what they brought, and a way back."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.importing.words import moment
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import clear, fixed, keep_room
from desktop.views.widgets.sign import SignLabel

SHOWN = 20  # earlier imports listed before "Show all"


STATES = {
    "applied": ("check", "in force", "new"),
    "partly_undone": ("undo-2", "partly undone", "changed"),
    "undone": ("undo-2", "undone", "left_out"),
}


class PastImport(NamedTuple):
    """One earlier import as the list shows it."""

    batch_id: int
    imported_at: datetime
    files: tuple[str, ...]
    brought: str  # "45 customers and 12 invoices new, 3 customers changed"
    rows_out: int  # rows that were not imported
    is_undone: bool
    state: str = "applied"  # or "partly_undone", "undone"


class PastCard(parts.Card):
    """One earlier import with its buttons."""

    def __init__(self, past: PastImport) -> None:
        super().__init__()
        self.past = past
        files = parts.ElidedLabel(", ".join(past.files))
        files.setFont(look.font(bold=True))
        brought = parts.ElidedLabel(past.brought)
        brought.setForegroundRole(parts.Role.PlaceholderText)
        when = parts.muted(moment(past.imported_at))
        fixed(when, 24)
        self.state = SignLabel()
        fixed(self.state, 14)
        self.state.show_sign(*STATES["undone" if past.is_undone else past.state])
        layout = QGridLayout(self)
        layout.setContentsMargins(look.L, look.S, look.S, look.S)
        layout.setHorizontalSpacing(look.M)
        layout.setVerticalSpacing(look.XS)
        layout.addWidget(when, 0, 0, 2, 1)
        layout.addWidget(files, 0, 1)
        layout.addWidget(brought, 1, 1)
        layout.addWidget(self.state, 0, 2, 2, 1)
        layout.addLayout(self._buttons(), 0, 3, 2, 1)
        layout.setColumnStretch(1, 1)

    def _buttons(self) -> QHBoxLayout:
        date = moment(self.past.imported_at)
        self.report = parts.button("Report", lambda: None, icon_name="file-text")
        self.report.setAccessibleName(f"Report of {date}, import {self.past.batch_id}")
        self.rows = parts.button("Rows not imported", lambda: None)
        self.rows.setAccessibleName(f"Rows not imported on {date}, import {self.past.batch_id}")
        self.undo = parts.button("Undo", lambda: None, icon_name="undo-2")
        self.undo.setAccessibleName(f"Undo the import of {date}, import {self.past.batch_id}")
        for button in (self.report, self.rows, self.undo):
            keep_room(button)
        line = QHBoxLayout()
        line.setSpacing(look.S)
        line.addWidget(self.report)
        line.addWidget(self.rows)
        line.addWidget(self.undo)
        # Only ever hidden here: showing a button that has no parent yet would open a window.
        for button, wanted in (
            (self.rows, self.past.rows_out),
            (self.undo, not self.past.is_undone),
        ):
            if not wanted:
                button.hide()
        return line


class HistoryPanel(QWidget):
    """The cards, newest first."""

    undo_wanted = Signal(int)
    rows_wanted = Signal(int)
    report_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PastCard] = []
        self._past: Sequence[PastImport] = ()
        self.nothing = parts.muted(
            "No imports yet. Each one will be listed here and can be undone."
        )
        self.all = parts.link("Show all", self._show_all)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(parts.heading("Earlier imports"))
        layout.addWidget(self.nothing)
        layout.addLayout(self._cards)
        layout.addWidget(self.all)

    def show_past(self, past: Sequence[PastImport]) -> None:
        """List these imports."""
        self._past = past
        self._list(SHOWN)

    def _show_all(self) -> None:
        self._list(len(self._past))

    def _list(self, most: int) -> None:
        clear(self._cards)
        self.cards = [PastCard(past) for past in self._past[:most]]
        for card in self.cards:
            batch = card.past.batch_id
            card.undo.clicked.connect(lambda _on, batch=batch: self.undo_wanted.emit(batch))
            card.rows.clicked.connect(lambda _on, batch=batch: self.rows_wanted.emit(batch))
            card.report.clicked.connect(lambda _on, batch=batch: self.report_wanted.emit(batch))
            self._cards.addWidget(card)
        self.nothing.setVisible(not self._past)
        self.all.setVisible(len(self._past) > most)
