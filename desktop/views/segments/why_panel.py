"""The answer to "why?" and "why not?": a sentence, and the tree of conditions below it."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.segments.why import Why
from desktop.services.segments.why_text import as_text, headline
from desktop.views.segments.why_tree import WhyTree
from desktop.views.widgets import look, parts


class Told(NamedTuple):
    """One answer with the names it is about."""

    customer_id: int
    customer: str
    segment: str
    answer: Why


class WhyPanel(QWidget):
    """Shows one answer at a time; Escape and the cross say that it is done with."""

    closed = Signal()
    card_wanted = Signal(int)
    pin_wanted = Signal(int, str, QPoint)  # who, and where the menu is to stand

    def __init__(self, *, opens_card: bool) -> None:
        """`opens_card`: whether the way to the customer's card is offered."""
        super().__init__()
        self.told: Told | None = None
        self.setAccessibleName("Why")
        self.head = parts.body()
        self.head.setWordWrap(True)
        self.head.setFont(look.font(bold=True))
        self.tree = WhyTree()
        self.pin = parts.tool("Put in or keep out by hand", "lock", self._ask_pin)
        self.pin.setVisible(opens_card)
        self.copy = parts.tool("Copy as text (Ctrl+C)", "copy", self.copy_text)
        self.card = parts.tool("Open the customer's card", "user", self._open_card)
        self.card.setVisible(opens_card)
        self.close_button = parts.tool("Close (Esc)", "x", self.closed.emit)
        head = QHBoxLayout()
        head.setSpacing(look.XS)
        head.addWidget(self.head, 1)
        for button in (self.pin, self.card, self.copy, self.close_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)

    def show_told(self, told: Told) -> None:
        """Show an answer, and say it to who cannot see it."""
        again = self.told is not None and self.told[:3] == told[:3]
        if again and self.told == told:
            return
        self.told = told
        said = headline(told.customer, told.segment, told.answer)
        self.head.setText(said)
        self.tree.setVisible(told.answer.tree is not None)
        self.tree.show_verdict(told.answer.tree)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.head, said))

    def take_focus(self) -> None:
        """The arrow keys go through the conditions."""
        (self.tree if self.tree.isVisibleTo(self) else self.close_button).setFocus()

    def copy_text(self) -> None:
        """Put the whole answer on the clipboard."""
        if self.told is not None:
            told = self.told
            QApplication.clipboard().setText(as_text(told.customer, told.segment, told.answer))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Ctrl+C copies."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        else:
            super().keyPressEvent(event)

    def _open_card(self) -> None:
        if self.told is not None:
            self.card_wanted.emit(self.told.customer_id)

    def _ask_pin(self) -> None:
        if self.told is not None:
            corner = self.pin.mapToGlobal(self.pin.rect().bottomLeft())
            self.pin_wanted.emit(self.told.customer_id, self.told.customer, corner)
