"""Payments that name no invoice are applied to the oldest ones only when the office says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.services.importing.planning.plan import Applying
from desktop.views.widgets import look
from desktop.views.widgets.formats import counted, money
from desktop.views.widgets.room import wrapped

APPLY = "Apply payments to the oldest open invoices"
ABOUT = (
    "These files do not say which payment paid which invoice. What is due first is paid first, "
    "never more than is open, and no invoice by money that came before its day. What is applied "
    "so is marked on the card, and can be taken back."
)


class ApplyingPanel(QWidget):
    """The tick box, and what it does to these files; hidden where it has nothing to say."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.tick = QCheckBox(APPLY)
        self.tick.setToolTip(ABOUT)
        self.tick.clicked.connect(self._on_clicked)
        self.sentence = wrapped(quiet=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(self.tick)
        layout.addWidget(self.sentence)
        layout.addWidget(wrapped(ABOUT, quiet=True))

    def show_applying(self, applying: Applying) -> None:
        """Show what is chosen, and what it does or would do."""
        self.setVisible(bool(applying.wanted or applying.cents or applying.taken_back_cents))
        self.tick.setChecked(applying.wanted)
        self.sentence.setText(applying_sentence(applying))

    def _on_clicked(self, is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self.wanted.emit(is_on)


def applying_sentence(one: Applying) -> str:
    """What payments and credits pay, what is left of them, and what is taken back."""
    said = _paying(one)
    if not one.taken_back_cents:
        return said
    back = f"{money(one.taken_back_cents)} that was applied before"
    return f"{said} {back} no longer fits what these files say, and is taken back."


def _paying(one: Applying) -> str:
    left = f"{money(one.left_cents)} of payments and credits fits no open invoice."
    if not one.cents:
        return f"Nothing to apply: {left}" if one.left_cents else "No payment is left to apply."
    verb = "will be applied" if one.wanted else "would be applied"
    said = (
        f"{money(one.cents)} of {counted(one.money, 'payment or credit', 'payments and credits')} "
        f"{verb} to {counted(one.invoices, 'invoice')}."
    )
    return f"{said} {left}" if one.left_cents else said
