"""One pair side by side: which of the two to keep, and why they may be one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from desktop.services.duplicates import Line, Pair
from desktop.views.importing.questions.heads import alike_words, head_of, name_label
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.side_by_side import Side, SideBySide

HINT = (
    "Keys: S same · D different · L later · 1 or 2 which to keep · O open its card · ← → pairs · "
    "Ctrl+Z take back"
)


class PairView(QWidget):
    """Shows a pair. `answered` brings "same", "different" or "later"."""

    answered = Signal(str)
    card_wanted = Signal(int)  # the number of a customer

    def __init__(self) -> None:
        super().__init__()
        self.pair: Pair | None = None
        self.keep = 0  # 0 or 1: which of the two stays
        self.radios: list[QRadioButton] = []
        self.cards: list[QPushButton] = []
        self.alike = parts.heading("")
        self.why = wrapped()
        self.sides = SideBySide("The two customers")
        self.same = parts.primary(
            "Same: merge them  (S)", lambda: self.answered.emit("same"), icon_name="merge"
        )
        self.different = parts.button(
            "Different customers  (D)", lambda: self.answered.emit("different"), icon_name="users"
        )
        self.later = parts.button(
            "Decide later  (L)", lambda: self.answered.emit("later"), icon_name="clock"
        )
        self.about = wrapped(
            "Merging moves every visit, invoice, note and phone to the customer you keep. It can "
            "be taken back.",
            quiet=True,
        )
        foot = QWidget()
        line = FlowLayout(foot, look.S)
        for button in (self.same, self.different, self.later):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(self.alike)
        layout.addWidget(self.why)
        layout.addWidget(self.sides, 1)
        for widget in (self.about, foot, wrapped(HINT, quiet=True)):
            layout.addWidget(widget)

    def show_pair(self, pair: Pair, lines: Sequence[Line]) -> None:
        """Show another pair; the first is proposed to be kept."""
        self.pair = pair
        self.alike.setText(alike_words(pair.score))
        self.why.setText("\n".join(f"•  {reason}" for reason in pair.reasons))
        group = QButtonGroup(self)
        self.radios = [self._radio(group, place) for place in (0, 1)]
        names = (pair.a_name, pair.b_name)
        self.cards = [self._card_link(*one) for one in zip(names, (pair.a, pair.b), strict=True)]
        values = ([line.a for line in lines], [line.b for line in lines])
        self.sides.show_sides(
            [line.label for line in lines],
            [
                Side(head_of(name_label(name), radio, card), side, name)
                for name, radio, card, side in zip(
                    names, self.radios, self.cards, values, strict=True
                )
            ],
        )
        self.choose(0)

    def choose(self, place: int) -> None:
        """Say which of the two stays."""
        self.keep = place
        if self.radios:
            self.radios[place].setChecked(True)

    @property
    def ids(self) -> tuple[int, int]:
        """The customer to keep, and the one that goes into it."""
        if self.pair is None:
            return 0, 0
        both = (self.pair.a, self.pair.b)
        return both[self.keep], both[1 - self.keep]

    def open_card(self) -> None:
        """Look at the card of the customer that is marked to be kept."""
        if self.pair:
            self.card_wanted.emit(self.ids[0])

    def _card_link(self, name: str, customer_id: int) -> QPushButton:
        link = parts.link(
            "Open the card", lambda: self.card_wanted.emit(customer_id), icon_name="user"
        )
        link.setAccessibleName(f"Open the card of {name}")
        return link

    def _radio(self, group: QButtonGroup, place: int) -> QRadioButton:
        radio = QRadioButton(f"Keep this one  ({place + 1})")
        name = (self.pair.a_name, self.pair.b_name)[place] if self.pair else ""
        radio.setAccessibleName(f"Keep {name}, {radio.text()}")
        group.addButton(radio)
        radio.clicked.connect(lambda _on: self.choose(place))
        return radio
