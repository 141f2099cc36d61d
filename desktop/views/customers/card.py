"""The card of one customer beside the list: who, where, what lies in the ground, what was done."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.services.office.customer_card import CustomerCard, PastVisit, customer_card
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted, day, money

Line = tuple[str, str]  # text, and small text under it or ""
Part = tuple[str, list[Line]]


class CardPane(parts.Card):
    """Shows one customer; read only."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.setAccessibleName("Customer card")
        self._build()
        self.hide()

    def _build(self) -> None:
        self.name = parts.heading("")
        self.name.setWordWrap(True)
        self.close_button = parts.tool("Close the card", "x", self.close_card)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        parts.slim_bars(self.sheet)
        self.sheet.setAccessibleName("Details of the customer")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.S, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(self.sheet, 1)

    def show_customer(self, customer_id: int) -> None:
        """Read and show a customer."""
        self.show()
        as_of = self._context.as_of()
        self._context.jobs.run(
            lambda db, _checkpoint: customer_card(db, customer_id, as_of),
            self._show,
            channel="customer-card",
        )

    def close_card(self) -> None:
        """Close the card."""
        self._context.jobs.cancel("customer-card")
        self.hide()

    def _show(self, card: CustomerCard | None) -> None:
        if card is None:
            self.close_card()
            return
        self.name.setText(card.name)
        inside = QWidget()
        inside.setBackgroundRole(parts.Role.Base)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, look.S, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(_wrapped(parts.muted(_under_name(card))))
        for head, lines in _parts(card):
            layout.addSpacing(look.M)
            layout.addWidget(parts.small_heading(head))
            for text, under in lines:
                layout.addWidget(_selectable(_wrapped(parts.body(text))))
                if under:
                    layout.addWidget(_wrapped(parts.muted(under)))
        layout.addStretch()
        self.sheet.setWidget(inside)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    narrow = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    narrow.setHeightForWidth(True)
    label.setSizePolicy(narrow)
    return label


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _under_name(card: CustomerCard) -> str:
    account = f"Account {card.account_no}" if card.account_no else ""
    return " · ".join(text for text in (account, card.kind, card.status, *card.tags) if text)


def _parts(card: CustomerCard) -> Iterator[Part]:
    """The parts of a card that have something in them."""
    yield "Money", list(_money(card))
    reach: list[Line] = [(phone.number, phone.kind) for phone in card.phones]
    reach += [(text, "") for text in (card.email, card.mail_to) if text]
    for head, lines in (
        ("Contact", reach),
        ("Property" if len(card.places) == 1 else "Properties", _places(card)),
        ("Contract", [(c.kind, _until(c.end)) for c in card.contracts]),
        (f"Last visits ({counted(card.services, 'service')} in all)", _visits(card.visits)),
        ("Notes", [(card.notes, "")] if card.notes else []),
    ):
        if lines:
            yield head, lines


def _money(card: CustomerCard) -> Iterator[Line]:
    owed = card.open_balance_cents
    yield (f"{money(owed)} open" if owed else "Nothing open"), ""
    if card.lifetime_revenue_cents is not None:
        yield f"{money(card.lifetime_revenue_cents)} so far", ""


def _places(card: CustomerCard) -> list[Line]:
    return [
        (place.address or "No address", "\n".join((place.role, *place.systems)))
        for place in card.places
    ]


def _until(end: date | None) -> str:
    return f"until {day(end)}" if end else "open-ended"


def _visits(visits: tuple[PastVisit, ...]) -> list[Line]:
    lines: list[Line] = []
    for visit in visits:
        paid = "" if visit.amount_cents is None else money(visit.amount_cents)
        under = " · ".join(text for text in (visit.technician, paid) if text)
        lines.append((f"{day(visit.day)}  {visit.services}".rstrip(), under))
    return lines
