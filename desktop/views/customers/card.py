"""The card of a customer, as wide as the page: everything the office wants when the phone rings."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.desk.card import Card, card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.next_action import Action, next_actions
from desktop.services.desk.why import Reason
from desktop.views.customers import overview, side
from desktop.views.customers.blocks import Act, Section, joined
from desktop.views.customers.call_form import CallForm
from desktop.views.customers.card_columns import CardColumns
from desktop.views.customers.deeds import Deeds
from desktop.views.customers.everything import Everything
from desktop.views.customers.past import Past
from desktop.views.customers.segments import Segments
from desktop.views.customers.visits import visits
from desktop.views.customers.why import Lines, WhyBox, of_item, of_label
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.leaving import print_card
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import clear, scrolled
from desktop.views.widgets.tab_row import dress

CHANNEL = "customer-card"


SECTIONS: Mapping[str, Callable[[Card, Act], list[Section]]] = {
    "work": overview.main_sections,
    "visits": lambda card, act: [visits(card, act)],
    "reach": side.side_sections,
    "labels": lambda card, act: [side.labels(card, act)],
}


def _part(lines: QVBoxLayout) -> QWidget:
    """One part of the card, which is filled anew for every answer."""
    part = QWidget()
    part.setLayout(lines)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(look.S)
    return part


class _Answer(NamedTuple):
    """A card, and what to do next."""

    card: Card
    actions: tuple[Action, ...]


class CardView(QWidget):
    """Shows one customer; `closed` asks for the list again."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setAccessibleName("Customer card")
        self.context = context
        self.customer_id: int | None = None
        self.card: Card | None = None
        self.deeds = Deeds(self, context)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(self._build_head())
        self.under_name = parts.ElidedLabel()
        self.under_name.setForegroundRole(parts.Role.PlaceholderText)
        layout.addWidget(self.under_name)
        self.next_action = parts.ElidedLabel()
        self.next_action.setFont(look.font(bold=True))
        self.letter_button = parts.link(
            "Write the letter…", partial(self._do, "welcome_letter", None), icon_name="printer"
        )
        self.letter_button.hide()
        next_line = QHBoxLayout()
        next_line.addWidget(self.next_action, 1)
        next_line.addWidget(self.letter_button)
        layout.addLayout(next_line)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        dress(self.tabs.tabBar(), look.M)
        self.tabs.setAccessibleName("Parts of the card")
        self.everything = Everything(self.context, self._do)
        self.past = Past(self.context)
        self.tabs.addTab(self._build_overview(), "Overview")
        self.tabs.addTab(self.everything, "Everything on file")
        self.tabs.addTab(self.past, "History of changes")
        self.tabs.currentChanged.connect(lambda _place: self._show_tab())
        layout.addWidget(self.tabs, 1)

    def _build_head(self) -> QHBoxLayout:
        self.name = parts.ElidedLabel()
        self.name.setFont(look.font(1.55, bold=True))
        self.close_button = parts.tool("Back to the list (Esc)", "arrow-left", self.closed.emit)
        self.sold_button = parts.button("House sold…", partial(self._do, "sold", None))
        self.work_button = parts.button("Enter work…", partial(self._do, "work", None))
        self.edit_button = parts.button("Edit…", partial(self._do, "edit_customer", None))
        self.print_button = parts.tool("Print the card (Ctrl+P)", "printer", self.print_it)
        line = QHBoxLayout()
        line.setSpacing(look.S)
        line.addWidget(self.close_button)
        line.addWidget(self.name, 1)
        for button in (self.work_button, self.sold_button, self.edit_button, self.print_button):
            line.addWidget(button)
        return line

    def _build_overview(self) -> QWidget:
        self.call = CallForm(self.context)
        self.segments = Segments(self.context)
        self.filled = {name: QVBoxLayout() for name in ("work", "visits", "reach", "labels")}
        parts = {name: _part(lines) for name, lines in self.filled.items()}
        self.columns = CardColumns(parts | {"call": self.call, "segments": self.segments})
        self.area = scrolled(self.columns, "Overview of the customer")
        return self.area

    # What is shown

    def show_customer(self, customer_id: int) -> None:
        """Read and show a customer; another one begins at the top."""
        if customer_id != self.customer_id:
            self.tell_of_note()
            self.customer_id, self.card = customer_id, None
            for layout in self.filled.values():
                clear(layout)  # until the answer comes nothing of somebody else can be pressed
            self.under_name.set_text("")
            self.next_action.set_text("")
            self.letter_button.hide()
            self.tabs.setCurrentIndex(0)
            self.area.verticalScrollBar().setValue(0)
            self.name.set_text("")
        self.call.show_customer(customer_id)
        self.refresh()

    def tell_of_note(self) -> None:
        """Say that a note was left unsaved; it waits on the card of its customer."""
        if self.customer_id is not None and self.card is not None and self.call.is_begun():
            text = f"The note about {self.card.who.name} is kept, not saved."
            back = partial(self.context.go, "customers", self.customer_id)
            self.context.notify(text, "Go back to it", back)

    def refresh(self) -> None:
        """Ask the office again."""
        customer_id, as_of = self.customer_id, self.context.as_of()
        if customer_id is None:
            return

        def ask(db: Session, _checkpoint: Checkpoint) -> _Answer | None:
            found = card(db, customer_id, as_of)
            return _Answer(found, next_actions(found)) if found else None

        self.context.jobs.run(ask, self._show, channel=CHANNEL)
        self._show_tab()

    def _show_tab(self) -> None:
        shown = self.tabs.currentWidget()
        if self.customer_id is not None and isinstance(shown, (Everything, Past)):
            shown.show_customer(self.customer_id)

    def _show(self, answer: _Answer | None) -> None:
        if answer is None:
            self.customer_id = self.card = None
            self.closed.emit()
            self.context.notify("This customer is not on file any more.")
            return
        self.card = found = answer.card
        who = found.who
        self.name.set_text(who.name)
        self.segments.show_customer(who.customer_id, who.name)
        state = "Active" if who.is_active else joined("Inactive", who.inactive_reason)
        account = f"Account {who.account_no}" if who.account_no else ""
        company = who.company if who.company != who.name else ""
        self.under_name.set_text(joined(account, who.kind, company, state, *who.tags))
        first = answer.actions[0].text if answer.actions else "Nothing is waiting."
        self.next_action.set_text(f"Next: {first}")
        self.next_action.setToolTip("\n".join(one.text for one in answer.actions))
        self.letter_button.setVisible(any(one.key == "new_owner" for one in answer.actions))
        place = self.area.verticalScrollBar().value()
        for name, make in SECTIONS.items():
            clear(self.filled[name])
            for section in make(found, self._do):
                self.filled[name].addWidget(section)
        self.columns.settle()
        self.area.verticalScrollBar().setValue(place)

    # What can be done

    def _do(self, key: str, subject: Any) -> None:
        """What was pressed on a section."""
        if key == "why":
            self.why(subject)
        elif self.card is not None:
            self.deeds.do(key, subject, self.card)

    def why(self, subject: Reason | DueCard | None = None) -> None:
        """Show the reasons of one label or item, or of all."""
        if self.card is None:
            return
        if isinstance(subject, Reason) and subject.label == "health":
            self._why_score()
        else:
            self._show_why(self._reasons(subject))

    def _why_score(self) -> None:
        """Ask for the measures behind the health score, then show them."""
        customer_id, as_of = self.customer_id, self.context.as_of()
        if customer_id is None:
            return
        from desktop.services.value import health_why  # noqa: PLC0415 - when wanted
        from desktop.views.value.why_score import why_lines  # noqa: PLC0415 - when wanted

        self.context.jobs.run(
            lambda db, _checkpoint: health_why.why(db, customer_id, as_of),
            lambda found: self._show_why([why_lines(found)] if found else []),
            channel="customers.why",
        )

    def _show_why(self, reasons: list[Lines]) -> None:
        """Show reasons below what was pressed."""
        self.why_box = WhyBox(self, reasons)
        pressed: QWidget | None = self.window().focusWidget()
        if pressed is None:
            self.why_box.show_at(self.mapToGlobal(QPoint(0, 0)))
        else:
            self.why_box.show_at(pressed.mapToGlobal(QPoint(0, pressed.height())))

    def _reasons(self, subject: Reason | DueCard | None) -> list[Lines]:
        assert self.card is not None  # noqa: S101 - asked only when one is shown
        if isinstance(subject, Reason):
            return [of_label(subject)]
        if isinstance(subject, DueCard):
            return [of_item(subject)]
        items = [of_item(one) for one in self.card.due]
        return items + [of_label(one) for one in self.card.reasons if one.key]

    def print_it(self) -> None:
        """Show the card as it is printed."""
        if self.customer_id is not None:
            print_card(self, self.context, self.customer_id)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What the menus do while a card is open."""
        return {"print": self.print_it, "customers.why": self.why, "customers.call": self.note_call}

    def note_call(self) -> None:
        """Go to the note of the call."""
        self.tabs.setCurrentIndex(0)
        self.area.ensureWidgetVisible(self.call)
        self.call.note.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A question mark asks why."""
        if event.text() == "?" or event.key() == Qt.Key.Key_Question:
            self.why()
        else:
            super().keyPressEvent(event)
